using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>A demand as its unit sees it.</summary>
/// <param name="Id">The demand.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">需求状态, Chinese.</param>
/// <param name="Status">Whose turn it is and by when.</param>
/// <param name="Editable">True while the draft may be changed.</param>
/// <param name="Draft">What the unit is writing, or what is moderated.</param>
/// <param name="Published">What is public, or was last.</param>
/// <param name="PublishedAt">发布时间.</param>
/// <param name="Returned">Why the last submission was returned.</param>
/// <param name="Findings">What a submission of the draft would be told today.</param>
/// <param name="Answers">答复 of universities, for this unit alone.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record DemandView(
    DemandId Id, DemandState State, string StateName, string Status, bool Editable, DemandForm Draft, DemandForm? Published, DateTimeOffset? PublishedAt, DecisionView? Returned,
    IReadOnlyList<Finding> Findings, IReadOnlyList<DemandAnswer> Answers, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>The demands of one's own unit (企业需求发布管理, 公开需求).</summary>
public sealed class ListDemands(DemandLists lists)
{
    /// <summary>本单位的公开需求及收到的答复数，新的在前。</summary>
    [Function("ListDemands")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("state", "需求状态：draft、underReview、returned、published、revisionUnderReview、withdrawn、expired；不填为全部", typeof(DemandState)), QueryParameter("q", "需求名称中的文字")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<DemandLine>)), Refuses(typeof(UnknownDemandState))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "demands")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var keyword = request.Query["q"].ToString();
        var state = request.Word<DemandState>("state", new UnknownDemandState());
        var lines = await lists.OfUnitAsync(request.Caller().RequiredUnit, cancellation);
        return Results.Json(
            page.Slice([.. lines.Where(l => (state is null || l.State == state) && l.Title.Contains(keyword, StringComparison.OrdinalIgnoreCase))], l => l.Id.Value), PlatformJson.Options);
    }
}

/// <summary>?state= is none of the list's.</summary>
public sealed record UnknownDemandState() : Malformed("demand-state-unknown", "需求状态无效", "state 应为 draft、underReview、returned、published、revisionUnderReview、withdrawn、expired 之一。");

/// <summary>查看 a demand of one's own unit.</summary>
public sealed class GetDemand(CaseStore cases, DemandRecords demands, TimeProvider time)
{
    /// <summary>查看本单位的公开需求：草稿、公开内容、审核意见、高校院所的答复（含联系方式，仅本单位可见）、办理进度；查看答复留痕。</summary>
    [Function("GetDemand")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(DemandView), ETag = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "demands/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var demand = (await demands.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (await demands.AnsweringAsync(demand.Id, cancellation) is { Value.Count: > 0 })
            await cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(demand.Id.Value), request.Stamp(time, "GetDemand")), durable, cancellation);
        return await AnswerAsync(request, cases, demands, id, cancellation, ChinaTime.Today(time), answers: true);
    }

    internal static async Task<IResult> AnswerAsync(
        HttpRequest request, CaseStore cases, DemandRecords demands, string id, CancellationToken cancellation, DateOnly? today = null, bool answers = false)
    {
        var stored = await demands.OwnAsync(id, request.Caller(), cancellation);
        var demand = stored.Value;
        var last = (await demands.LastRoundAsync(demand, cancellation))?.Value;
        var editable = DemandStates.Refuse(demand.State, DemandAct.SaveDraft) is null;
        request.SetETag(stored.ETag);
        return Results.Json(
            new DemandView(
                demand.Id, demand.State, DemandStates.NameOf(demand.State), StatusOf(demand, last), editable, demand.Draft, demand.Published, demand.PublishedAt,
                last is { State: ReviewState.Returned } ? DecisionView.Of(last.Decision) : null,
                editable && today is { } day ? DemandRules.Check(demand.Draft, day) : [],
                answers ? await demands.AnswersAsync(demand.Id, cancellation) : [],
                await cases.TimelineAsync(DemandRecords.AddressOf(demand.Id), cancellation)),
            PlatformJson.Options);
    }

    private static string StatusOf(DemandRecord demand, ReviewRound? last) => demand.State switch
    {
        DemandState.Draft => "尚未提交，请贵单位填写完整后提交",
        DemandState.UnderReview or DemandState.RevisionUnderReview or DemandState.Returned when last is not null => ReviewStatus.Line(last),
        DemandState.Published when last is { State: ReviewState.Returned } => $"已公开（修改未通过审核，原内容继续公开），截止{ChinaTime.FullDate(demand.Published!.Deadline!.Value)}",
        DemandState.Published => $"已公开，截止{ChinaTime.FullDate(demand.Published!.Deadline!.Value)}",
        _ => DemandStates.NameOf(demand.State),
    };
}
