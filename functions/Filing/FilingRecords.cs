using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Filing;

/// <summary>Reads filings: the rows of a filing's partition, and whether the caller may know of it.</summary>
public sealed class FilingRecords(CaseStore cases, FilingNumbers numbers)
{
    /// <summary>Table of the filings; a filing's partition is its id.</summary>
    public const string Table = "Filings";

    /// <summary>Row of the draft.</summary>
    public const string DraftRow = "draft";

    /// <summary>Where a filing lives.</summary>
    public static CaseAddress AddressOf(FilingId id) => new(Table, id.Value);

    /// <summary>A filing, or null.</summary>
    public Task<Stored<FilingRecord>?> FindAsync(FilingId id, CancellationToken cancellation) =>
        cases.FindAsync<FilingRecord>(AddressOf(id), CaseRows.Record, cancellation);

    /// <summary>Any filing by its id or 备案号, for officers; throws the refusal (404) where there is none.</summary>
    public async Task<Stored<FilingRecord>> AnyAsync(string idOrNumber, CancellationToken cancellation)
    {
        var id = await numbers.FilingOfAsync(idOrNumber, cancellation);
        if (id is null && RecordLimits.IsKey(idOrNumber)) id = new FilingId(idOrNumber);
        return (id is { } known ? await FindAsync(known, cancellation) : null) ?? throw new RefusedException(new NothingHere());
    }

    /// <summary>A filing of the caller's unit; throws the refusal (404) for any other.</summary>
    public async Task<Stored<FilingRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var found = RecordLimits.IsKey(id) ? await FindAsync(new FilingId(id), cancellation) : null;
        return found is not null && found.Value.Unit == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());
    }

    /// <summary>The draft; every filing has one, also while it is locked.</summary>
    public async Task<Stored<FilingDraft>> DraftAsync(FilingId id, CancellationToken cancellation) =>
        await cases.FindAsync<FilingDraft>(AddressOf(id), DraftRow, cancellation) ?? throw new RefusedException(new NothingHere());

    /// <summary>A round of 产品备案审核, or null.</summary>
    public async Task<ReviewRound?> RoundAsync(FilingId id, int round, CancellationToken cancellation) =>
        (await cases.FindAsync<ReviewRound>(AddressOf(id), ReviewRound.RowOf(FilingReviewKind.Kind.Code, round), cancellation))?.Value;

    /// <summary>The appeal against the last round (COM-18), while it is undecided.</summary>
    public async Task<ReviewRound?> OpenAppealAsync(FilingRecord filing, CancellationToken cancellation) =>
        await cases.FindAsync<ReviewRound>(AddressOf(filing.Id), ReviewRound.RowOf(AppealKind.CodeOf(FilingReviewKind.Kind.Code), filing.Round), cancellation) is { Value.IsOpen: true } appeal ? appeal.Value : null;

    /// <summary>Every round of 产品备案审核, oldest first.</summary>
    public async Task<IReadOnlyList<ReviewRound>> RoundsAsync(FilingId id, CancellationToken cancellation)
    {
        var rounds = new List<ReviewRound>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(AddressOf(id), ReviewRound.RowPrefix, cancellation))
            if (round.Value.Kind == FilingReviewKind.Kind.Code) rounds.Add(round.Value);
        return rounds;
    }

    /// <summary>What was last submitted or is filed; null for a draft never submitted.</summary>
    public async Task<FilingContent?> ContentAsync(FilingRecord filing, CancellationToken cancellation) =>
        filing.Content ?? (filing.Round == 0 ? null : ContentOf(await RoundAsync(filing.Id, filing.Round, cancellation)));

    /// <summary>The content of a round.</summary>
    public static FilingContent? ContentOf(ReviewRound? round) =>
        round is null ? null : System.Text.Json.JsonSerializer.Deserialize<FilingContent>(round.Content, PlatformJson.Stored);
}
