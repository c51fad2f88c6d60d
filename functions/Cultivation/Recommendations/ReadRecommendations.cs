using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>One line of a list.</summary>
/// <param name="Rank">推荐顺序, from 1.</param>
/// <param name="Report">The report.</param>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Opinion">推荐意见.</param>
/// <param name="RecommendedAt">推荐时间.</param>
/// <param name="SubmittedAt">上报时间; absent while it can still be withdrawn.</param>
/// <param name="StateName">推荐状态, Chinese; in a list of provinces only whether it was handed in.</param>
public sealed record RecommendationLine(int Rank, AnnualReportId Report, UnitId Unit, string UnitName, string Opinion, DateTimeOffset RecommendedAt, DateTimeOffset? SubmittedAt, string StateName);

/// <summary>推荐名单 of a province and year.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Province">Province, six digits.</param>
/// <param name="ProvinceName">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">Chinese.</param>
/// <param name="Quota">推荐名额.</param>
/// <param name="Left">Places that are left.</param>
/// <param name="Entries">The enterprises in order of their ranks.</param>
public sealed record RecommendationListAnswer(
    int Year, string Province, string ProvinceName, RecommendationListState State, string StateName, int Quota, int Left, IReadOnlyList<RecommendationLine> Entries)
{
    internal static RecommendationListAnswer Of(RecommendationList list, IReadOnlyDictionary<AnnualReportId, CandidateState> states) => new(
        list.Year, list.Province, AdministrativeDivisions.FullNameOf(list.Province) ?? list.Province, list.State, RecommendationListStates.NameOf(list.State), list.Quota, list.Left,
        [.. list.Entries.Select((e, i) => new RecommendationLine(
            i + 1, e.Report, e.Unit, e.UnitName, e.Opinion, e.Recommended.When, e.Submission is { } n ? list.Submissions[n - 1].When : null,
            CandidateStates.NameOf(states.GetValueOrDefault(e.Report, e.Submission is null ? CandidateState.Recommended : CandidateState.UnderReview))))]);

    internal static async Task<IResult> AnswerAsync(HttpRequest request, RecommendationLists lists, int year, string province, CancellationToken cancellation, int status = StatusCodes.Status200OK)
    {
        var list = (await lists.FindAsync(year, province, cancellation))!;
        request.SetETag(list.ETag);
        return Results.Json(Of(list.Value, new Dictionary<AnnualReportId, CandidateState>()), PlatformJson.Options, statusCode: status);
    }
}

/// <summary>Places and use of a province.</summary>
/// <param name="Province">Province, six digits.</param>
/// <param name="ProvinceName">Its name.</param>
/// <param name="StateName">推荐名单状态.</param>
/// <param name="Quota">推荐名额.</param>
/// <param name="Recommended">已推荐, 家.</param>
/// <param name="Submitted">已上报, 家.</param>
public sealed record ProvinceQuota(string Province, string ProvinceName, string StateName, int Quota, int Recommended, int Submitted);

/// <summary>Reads the lists.</summary>
public sealed class ReadRecommendations(RecommendationLists lists, Candidates candidates)
{
    /// <summary>某年度各省的推荐名额与使用情况；省级部门只看本省。</summary>
    [Function("ListSmeRecommendations")]
    [Allow(Role.National, Role.Provincial)]
    [Answers(200, typeof(IReadOnlyList<ProvinceQuota>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-recommendations/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var quotas = new List<ProvinceQuota>();
        await foreach (var list in lists.AllAsync(year, cancellation))
        {
            if (caller.Role == Role.Provincial && caller.Province != list.Province) continue;
            quotas.Add(new ProvinceQuota(
                list.Province, AdministrativeDivisions.FullNameOf(list.Province) ?? list.Province, RecommendationListStates.NameOf(list.State), list.Quota, list.Entries.Count, list.Entries.Count(e => e.Submission is not null)));
        }
        return Results.Json<IReadOnlyList<ProvinceQuota>>(quotas, PlatformJson.Options);
    }

    /// <summary>某省某年度的推荐名单：名额、顺序、推荐意见和审核状态。</summary>
    [Function("ReadSmeRecommendations")]
    [Allow(Role.National, Role.Provincial)]
    [Answers(200, typeof(RecommendationListAnswer), ETag = true)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-recommendations/{year:int}/{province}")] HttpRequest request, int year, string province, CancellationToken cancellation)
    {
        var list = await request.ProvinceListAsync(lists, year, province, cancellation);
        var states = new Dictionary<AnnualReportId, CandidateState>();
        foreach (var entry in list.Value.Entries)
            if (entry.Submission is not null && await candidates.FindAsync(entry.Report, cancellation) is { } candidate) states[entry.Report] = candidate.Value.State;
        request.SetETag(list.ETag);
        return Results.Json(RecommendationListAnswer.Of(list.Value, states), PlatformJson.Options);
    }
}

internal static class ListOfCaller
{
    /// <summary>The list that the address names, where the caller may know of it: an office of a province only of its own. Throws the refusal (404) otherwise.</summary>
    public static async Task<Platform.Storage.Stored<RecommendationList>> ProvinceListAsync(this HttpRequest request, RecommendationLists lists, int year, string province, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var may = ReportsByProvince.Provinces.Contains(province) && (caller.Role != Role.Provincial || caller.Province == province);
        return (may ? await lists.FindAsync(year, province, cancellation) : null) ?? throw new RefusedException(new NothingHere());
    }
}
