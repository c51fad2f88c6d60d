using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Updates;

/// <summary>A filing and its update of one year, as read.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Year">更新年度.</param>
/// <param name="All">The updates of all years, oldest first.</param>
/// <param name="Draft">The draft; null until its first save.</param>
public sealed record UpdateCase(Stored<FilingRecord> Filing, int Year, IReadOnlyList<Stored<UpdateRecord>> All, Stored<FilingDraft>? Draft)
{
    /// <summary>The update of the year; null until the first save.</summary>
    public Stored<UpdateRecord>? Update => All.FirstOrDefault(u => u.Value.Year == Year);

    /// <summary>Where it stands.</summary>
    public UpdateState State => Update?.Value.State ?? UpdateState.NotUpdated;

    /// <summary>The draft as the unit sees it: until its first save what the content in force prefills.</summary>
    public FilingDraft Sheet(DateTimeOffset now) => Draft?.Value ?? UpdateRules.Prefilled(Filing.Value.Content!, Year, now);

    /// <summary>ETag of the draft; until its first save that of the filing it is prefilled from.</summary>
    public string ETag => Draft?.ETag ?? Filing.ETag;

    /// <summary>Throws the refusal (428, 412) unless If-Match names the draft as it is.</summary>
    public void Match(HttpRequest request)
    {
        if (Draft is not null) request.Matching(Draft);
        else request.Matching(Filing);
    }

    /// <summary>Why the unit may not do this now; null where it may.</summary>
    public Refusal? Refuse(UpdateAct act, DateOnly today) => UpdateRules.Refuse(Filing.Value, [.. All.Select(u => u.Value)], Year, today, act);
}

/// <summary>Reads the updates of filings. They live in the partition of their filing.</summary>
public sealed class FilingUpdates(CaseStore cases, FilingRecords filings)
{
    /// <summary>Prefix of the rows of updates.</summary>
    public const string RowPrefix = "update-";

    /// <summary>Row of a year's update.</summary>
    public static string RowOf(int year) => RowPrefix + year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Row of a year's draft.</summary>
    public static string DraftRowOf(int year) => FilingRecords.DraftRow + "-" + RowOf(year);

    /// <summary>A filing of the caller's unit with its update of a year; throws the refusal (404) for any other, for a draft and for a year before the filing.</summary>
    public async Task<UpdateCase> OwnAsync(string id, int year, Caller caller, CancellationToken cancellation)
    {
        // The draft is read before the records: a twin of a submission that comes in between then shows as its receipt, not as a change by somebody else.
        var own = await filings.OwnAsync(id, caller, cancellation);
        if (own.Value is not { Content: not null, FilingYear: { } filed } || year < filed || year > 9999) throw new RefusedException(new NothingHere());
        var address = FilingRecords.AddressOf(own.Value.Id);
        var draft = await cases.FindAsync<FilingDraft>(address, DraftRowOf(year), cancellation);
        var all = await AllAsync(own.Value.Id, cancellation);
        return new UpdateCase(await filings.OwnAsync(id, caller, cancellation), year, all, draft);
    }

    /// <summary>The update of a year, or null.</summary>
    public Task<Stored<UpdateRecord>?> FindAsync(FilingId filing, int year, CancellationToken cancellation) =>
        cases.FindAsync<UpdateRecord>(FilingRecords.AddressOf(filing), RowOf(year), cancellation);

    /// <summary>The updates of all years, oldest first.</summary>
    public async Task<IReadOnlyList<Stored<UpdateRecord>>> AllAsync(FilingId filing, CancellationToken cancellation)
    {
        var all = new List<Stored<UpdateRecord>>();
        await foreach (var update in cases.RowsAsync<UpdateRecord>(FilingRecords.AddressOf(filing), RowPrefix, cancellation)) all.Add(update);
        return all;
    }

    /// <summary>The rounds of a year's update, oldest first.</summary>
    public async Task<IReadOnlyList<ReviewRound>> RoundsAsync(UpdateRecord update, CancellationToken cancellation)
    {
        var rounds = new List<ReviewRound>();
        foreach (var number in update.Rounds)
            if (await RoundAsync(update.Filing, number, cancellation) is { } round) rounds.Add(round);
        return rounds;
    }

    /// <summary>A round of 产品备案信息更新审核, or null.</summary>
    public async Task<ReviewRound?> RoundAsync(FilingId filing, int round, CancellationToken cancellation) =>
        (await cases.FindAsync<ReviewRound>(FilingRecords.AddressOf(filing), ReviewRound.RowOf(FilingUpdateReviewKind.Kind.Code, round), cancellation))?.Value;
}
