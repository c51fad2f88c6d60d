using System.ComponentModel.DataAnnotations;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>推荐.</summary>
/// <param name="Unit">The enterprise.</param>
/// <param name="Opinion">推荐意见, at most 1,000 characters; the enterprise reads it.</param>
public sealed record RecommendRequest(UnitId Unit, [property: MaxLength(1000)] string? Opinion);

/// <summary>撤回推荐.</summary>
/// <param name="Why">Reason; the enterprise reads it.</param>
public sealed record WithdrawRecommendationRequest([property: MaxLength(500)] string? Why);

/// <summary>调整推荐顺序.</summary>
/// <param name="Order">Every enterprise that was not handed in, the first in front.</param>
public sealed record ReorderRequest(IReadOnlyList<UnitId> Order);

/// <summary>What the office of a province does with its list (SME-08).</summary>
public sealed class RecommendEnterprises(CaseStore cases, RecommendationLists lists, AnnualReports reports, LibraryMembers members, TimeProvider time)
{
    /// <summary>推荐一家数据审核通过的企业，排在已推荐企业之后；不得超过名额。</summary>
    [Function("RecommendSme")]
    [Allow(Role.Provincial)]
    [Accepts(typeof(RecommendRequest)), Answers(201, typeof(RecommendationListAnswer), ETag = true), Needs(IdempotencyKey = true)]
    [Refuses(typeof(QuotaReached), typeof(AlreadyRecommended), typeof(FieldsInvalid))]
    public async Task<IResult> RecommendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-recommendations/{year:int}/{province}/entries")] HttpRequest request, int year, string province,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<RecommendRequest>(cancellation);
        var address = RecommendationLists.AddressOf(year, province);
        var id = AnnualReportId.Of(body.Unit, year);
        while (true)
        {
            var list = await request.ProvinceListAsync(lists, year, province, cancellation);
            if (await cases.WasDoneAsync(address, request, body, cancellation)) break;
            // A report of another province is none for this one.
            var report = RecordLimits.IsKey(id.Value) && await reports.FindAsync(id, cancellation) is { Value: { Round: > 0 } found } && found.Province == province ? found : null;
            var member = report is null ? null : (await members.FindAsync(body.Unit, cancellation))?.Value;
            var stamp = request.Stamp(time, "RecommendSme");
            if (!RecommendationRules.Recommend(list.Value, report, member, body.Opinion, stamp).TryGet(out var next, out var refusal)) return refusal;
            var write = new CaseWrite(address, stamp).Replace(list, next).Once(request, body).Send(Changed(year, province, id));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                break;
            }
            catch (StoreConflictException)
            {
                // A colleague changed the list at the same moment: whether a place is left is asked again of what is then stored.
            }
        }
        return await RecommendationListAnswer.AnswerAsync(request, lists, year, province, cancellation, StatusCodes.Status201Created);
    }

    /// <summary>撤回尚未上报的推荐，其后企业的顺序前移。</summary>
    [Function("WithdrawSmeRecommendation")]
    [Allow(Role.Provincial)]
    [Accepts(typeof(WithdrawRecommendationRequest)), Answers(200, typeof(RecommendationListAnswer), ETag = true), Needs(IfMatch = true)]
    [Refuses(typeof(AlreadySubmitted), typeof(RecommendationListActRefused), typeof(FieldsInvalid))]
    public async Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-recommendations/{year:int}/{province}/entries/{unit}/withdrawal")] HttpRequest request, int year, string province, string unit,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<WithdrawRecommendationRequest>(cancellation);
        var id = AnnualReportId.Of(new UnitId(unit), year);
        return await ActAsync(request, year, province, "WithdrawSmeRecommendation", body.Why, (list, _) => RecommendationRules.Withdraw(list, id, body.Why), write => write.Send(Changed(year, province, id)), durable, cancellation);
    }

    /// <summary>调整尚未上报企业的推荐顺序：须列出全部尚未上报的企业，各一次。</summary>
    [Function("ReorderSmeRecommendations")]
    [Allow(Role.Provincial)]
    [Accepts(typeof(ReorderRequest)), Answers(200, typeof(RecommendationListAnswer), ETag = true)]
    [Refuses(typeof(RecommendationListActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ReorderAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-recommendations/{year:int}/{province}/order")] HttpRequest request, int year, string province,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<ReorderRequest>(cancellation);
        return await ActAsync(request, year, province, "ReorderSmeRecommendations", null, (list, _) => RecommendationRules.Reorder(list, body.Order), null, durable, cancellation);
    }

    /// <summary>上报推荐名单：尚未上报的企业按顺序进入国家审核，此后不能撤回；名额未用完的，以后还可补充推荐并再次上报。</summary>
    [Function("SubmitSmeRecommendations")]
    [Allow(Role.Provincial)]
    [Answers(200, typeof(RecommendationListAnswer), ETag = true)]
    [Refuses(typeof(NothingToSubmit), typeof(SubmissionGoesOn), typeof(RecommendationListActRefused)), Needs(IfMatch = true)]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-recommendations/{year:int}/{province}/submission")] HttpRequest request, int year, string province,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        ActAsync(request, year, province, "SubmitSmeRecommendations", null, RecommendationRules.Submit, null, durable, cancellation);

    private async Task<IResult> ActAsync(
        HttpRequest request, int year, string province, string act, string? why, Func<RecommendationList, ActStamp, Outcome<RecommendationList>> rule, Action<CaseWrite>? extra,
        DurableTaskClient durable, CancellationToken cancellation)
    {
        var list = await request.ProvinceListAsync(lists, year, province, cancellation);
        var stamp = request.Stamp(time, act, why?.Trim());
        if (!rule(list.Value, stamp).TryGet(out var next, out var refusal)) return refusal;
        var write = new CaseWrite(RecommendationLists.AddressOf(year, province), stamp).Replace(request.Matching(list), next);
        if (next.Submissions.Count > list.Value.Submissions.Count)
            write.Send(WorkflowMessages.Start(SmeListSubmission.Name, SmeListSubmission.InstanceId(year, province, next.Submissions.Count), SmeListSubmission.InputOf(next)));
        extra?.Invoke(write);
        await cases.CommitAsync(write, durable, cancellation);
        return await RecommendationListAnswer.AnswerAsync(request, lists, year, province, cancellation);
    }

    private static OutboxMessage Changed(int year, string province, AnnualReportId report) => OutboxMessage.Of(RecommendationChanged.Kind, new RecommendationChanged(year, province, report));
}
