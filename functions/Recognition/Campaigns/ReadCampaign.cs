using System.Globalization;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Batches;

namespace PatentFunctions.Recognition.Campaigns;

/// <summary>年度认定工作.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">The state in Chinese.</param>
/// <param name="CutOff">Products filed by this day take part.</param>
/// <param name="DataYear">Year of the figures that are judged.</param>
/// <param name="Title">名称.</param>
/// <param name="Call">认定工作通知.</param>
/// <param name="Notice">Words of the public notice.</param>
/// <param name="MinScore">Points that screening asks for.</param>
/// <param name="SupplementDays">Working days for 补正.</param>
/// <param name="Weights">Weights of the score's parts.</param>
/// <param name="Runs">How often products were entered into it.</param>
/// <param name="OpenedAt">启动时间.</param>
/// <param name="ClosedAt">结束时间.</param>
public sealed record CampaignAnswer(
    int Year, CampaignState State, string StateName, DateOnly CutOff, int DataYear, string Title, string Call, string Notice, decimal MinScore, int SupplementDays,
    ScoreWeights Weights, int Runs, DateTimeOffset? OpenedAt, DateTimeOffset? ClosedAt)
{
    internal static CampaignAnswer Of(CampaignRecord c) => new(
        c.Year, c.State, CampaignRules.NameOf(c.State), c.CutOff, c.DataYear, c.Title, c.Call, c.Notice, c.MinScore, c.SupplementDays, c.Weights, c.Runs, c.OpenedAt, c.ClosedAt);
}

/// <summary>Campaigns for whoever takes part.</summary>
public sealed class ReadCampaign(CampaignRecords campaigns, TimeProvider time)
{
    /// <summary>历年认定工作，新的在前；筹备中的仅国家知识产权局可见。</summary>
    [Function("ListRecognitionCampaigns")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National)]
    [Answers(200, typeof(IReadOnlyList<CampaignAnswer>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var all = await campaigns.AllAsync(ChinaTime.Today(time).Year + 1, cancellation);
        return Results.Json<IReadOnlyList<CampaignAnswer>>([.. all.Where(c => Sees(caller, c)).Select(CampaignAnswer.Of)], PlatformJson.Options);
    }

    /// <summary>某一年度的认定工作：截止日期、数据要求、通知。</summary>
    [Function("ReadRecognitionCampaign")]
    [Allow(Role.UnitAdmin, Role.Examiner, Role.Provincial, Role.National)]
    [Answers(200, typeof(CampaignAnswer), ETag = true), Refuses(typeof(NoCampaign))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var stored = await campaigns.GetAsync(year, cancellation);
        if (!Sees(request.Caller(), stored.Value)) return new NoCampaign(year);
        request.SetETag(stored.ETag);
        return Results.Json(CampaignAnswer.Of(stored.Value), PlatformJson.Options);
    }

    private static bool Sees(Caller caller, CampaignRecord campaign) => campaign.State != CampaignState.Draft || caller.Role == Role.National;
}

/// <summary>How many filings do not meet a condition.</summary>
/// <param name="Code">The condition.</param>
/// <param name="Count">Filings; one that misses several counts at each.</param>
public sealed record EntryReasonCount(string Code, int Count);

/// <summary>认定条件核查进度.</summary>
/// <param name="Number">1 for the first run.</param>
/// <param name="State">Whether it still runs.</param>
/// <param name="Total">Filed products.</param>
/// <param name="LookedAt">Looked at so far.</param>
/// <param name="Eligible">Eligible ones so far: <paramref name="Entered"/> by this run and those before.</param>
/// <param name="Entered">Entered by this run so far.</param>
/// <param name="NotEligible">Not eligible ones so far.</param>
/// <param name="Reasons">The same by reason.</param>
/// <param name="StartedAt">When it was ordered.</param>
/// <param name="FinishedAt">When the last one was looked at.</param>
public sealed record EntryRunAnswer(
    int Number, BatchState State, int Total, int LookedAt, int Eligible, int Entered, int NotEligible, IReadOnlyList<EntryReasonCount> Reasons, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);

/// <summary>Progress of a run, and whom it did not let in.</summary>
public sealed class ReadEntryRun(CaseStore cases)
{
    /// <summary>认定条件核查进度：已核查、符合、不符合及各原因的数量。</summary>
    [Function("ReadRecognitionEntryRun")]
    [Allow(Role.Examiner, Role.National)]
    [Answers(200, typeof(EntryRunAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}/entry-runs/{run:int}")] HttpRequest request, int year, int run, CancellationToken cancellation)
    {
        if (await FindAsync(year, run, cancellation) is not { } found) return new NothingHere();
        var (lookedAt, entered, already, reasons, notEligible) = (0, 0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        await foreach (var slice in cases.RowsAsync<EntryOutcome>(CampaignRecords.AddressOf(year), EntryRun.OutcomePrefix(run), cancellation))
        {
            (lookedAt, entered, already, notEligible) = (lookedAt + slice.Value.LookedAt, entered + slice.Value.Entered, already + slice.Value.Already, notEligible + slice.Value.NotEligible.Count);
            foreach (var reason in slice.Value.NotEligible.SelectMany(n => n.Reasons)) reasons[reason.Code] = reasons.GetValueOrDefault(reason.Code) + 1;
        }
        var state = found.FinishedAt is null ? BatchState.Running : BatchState.Completed;
        var answer = new EntryRunAnswer(run, state, found.Total, lookedAt, entered + already, entered, notEligible, [.. reasons.Select(r => new EntryReasonCount(r.Key, r.Value))], found.Ordered.When, found.FinishedAt);
        return Results.Json(answer, PlatformJson.Options);
    }

    /// <summary>不符合认定条件的已备案产品及每一条原因。</summary>
    [Function("ListRecognitionNotEligible")]
    [Allow(Role.Examiner, Role.National)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<NotEligible>))]
    public async Task<IResult> NotEligibleAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}/entry-runs/{run:int}/not-eligible")] HttpRequest request, int year, int run, CancellationToken cancellation)
    {
        if (await FindAsync(year, run, cancellation) is null) return new NothingHere();
        var page = await SlicePages.ReadAsync<EntryOutcome, NotEligible>(cases.Records, CampaignRecords.AddressOf(year), EntryRun.OutcomePrefix(run), s => s.NotEligible, PageRequest.From(request), cancellation);
        return Results.Json(page, PlatformJson.Options);
    }

    private async Task<EntryRun?> FindAsync(int year, int run, CancellationToken cancellation) =>
        (await cases.FindAsync<EntryRun>(CampaignRecords.AddressOf(year), EntryRun.RowOf(run), cancellation))?.Value;
}

/// <summary>是否符合认定条件, as it is now.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="CutOff">备案截止日期.</param>
/// <param name="DataYear">数据年度.</param>
/// <param name="Eligible">Whether every condition is met.</param>
/// <param name="Reasons">为什么不符合: every condition that is not met.</param>
/// <param name="Recognition">The product in the campaign, once it has entered.</param>
/// <param name="StateName">认定状态 there.</param>
public sealed record EligibilityAnswer(int Year, DateOnly CutOff, int DataYear, bool Eligible, IReadOnlyList<Finding> Reasons, RecognitionId? Recognition, string? StateName);

/// <summary>The unit asks why a filing is or is not eligible.</summary>
public sealed class ReadEligibility(CampaignRecords campaigns, FilingRecords filings, RecognitionRecords recognitions, TimeProvider time)
{
    /// <summary>本单位某一备案产品是否符合年度认定条件；不符合的，逐条说明原因（与核查规则相同，实时计算）。</summary>
    [Function("ReadRecognitionEligibility")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("year", "认定年度；不填为当年", typeof(int), Lenient = true)]
    [Answers(200, typeof(EligibilityAnswer)), Refuses(typeof(NoCampaign))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filings/{id}/recognition-eligibility")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var filing = (await filings.OwnAsync(id, request.Caller(), cancellation)).Value;
        var year = int.TryParse(request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : ChinaTime.Today(time).Year;
        if (await campaigns.FindAsync(year, cancellation) is not { Value: { State: not CampaignState.Draft } campaign }) return new NoCampaign(year);
        var findings = EntryRule.Check(filing, campaign);
        var known = await recognitions.FindAsync(RecognitionId.Of(year, filing.Id), cancellation);
        return Results.Json(
            new EligibilityAnswer(year, campaign.CutOff, campaign.DataYear, findings.Count == 0, findings, known?.Value.Id, known is null ? null : RecognitionStates.NameOf(known.Value.State)), PlatformJson.Options);
    }
}
