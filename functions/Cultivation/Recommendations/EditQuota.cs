using System.Globalization;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>下达推荐名额.</summary>
/// <param name="Places">推荐名额, 家, 0 to 500; not below what the province has used.</param>
public sealed record QuotaRequest(int Places);

/// <summary>Gives a province its places of a year.</summary>
public sealed class EditQuota(CaseStore cases, RecommendationLists lists, ReportingNotices notices, TimeProvider time)
{
    /// <summary>下达或调整某省某年度的推荐名额；首次下达即建立该省的推荐名单，此后调整须带 If-Match。</summary>
    [Function("SetSmeQuota")]
    [Allow(Role.National)]
    [Accepts(typeof(QuotaRequest)), Answers(200, typeof(RecommendationListAnswer), ETag = true), Needs(IfMatchOnceSaved = true)]
    [Refuses(typeof(NoReportingNotice), typeof(FieldsInvalid), typeof(RecommendationListActRefused))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-recommendations/{year:int}/{province}/quota")] HttpRequest request, int year, string province,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<QuotaRequest>(cancellation);
        if (!ReportsByProvince.Provinces.Contains(province)) return new NothingHere();
        await notices.GetAsync(year, cancellation);
        var stored = await lists.FindAsync(year, province, cancellation);
        if (!RecommendationRules.SetQuota(stored?.Value ?? new RecommendationList(year, province, 0, RecommendationListState.Open), body.Places).TryGet(out var next, out var refusal)) return refusal;
        var write = new CaseWrite(RecommendationLists.AddressOf(year, province), request.Stamp(time, "SetSmeQuota"));
        if (stored is null) write.Insert(CaseRows.Record, next);
        else write.Replace(request.Matching(stored), next);
        write.Send(Notify.Everybody("sme-recommendation.quota", Role.Provincial, province,
            ("year", year.ToString(CultureInfo.InvariantCulture)), ("places", body.Places.ToString(CultureInfo.InvariantCulture))));
        await cases.CommitAsync(write, durable, cancellation);
        return await RecommendationListAnswer.AnswerAsync(request, lists, year, province, cancellation);
    }
}
