using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>Reads experts: the rows of an expert's partition, and whether the caller may know of it.</summary>
public sealed class PoolExperts(CaseStore cases, AccountStore accounts)
{
    /// <summary>Table of the experts; an expert's partition is the account.</summary>
    public const string Table = "PoolExperts";

    /// <summary>Row of the draft.</summary>
    public const string DraftRow = "draft";

    /// <summary>What stands for the version of a draft that was never saved.</summary>
    public const string Unsaved = "unsaved";

    /// <summary>Where an expert lives.</summary>
    public static CaseAddress AddressOf(AccountId id) => new(Table, id.Value);

    /// <summary>An expert, or null where the account never saved a profile.</summary>
    public Task<Stored<PoolExpert>?> FindAsync(AccountId id, CancellationToken cancellation) => cases.FindAsync<PoolExpert>(AddressOf(id), CaseRows.Record, cancellation);

    /// <summary>An expert of the caller's unit; throws the refusal (404) for any other and for one that is not there or removed.</summary>
    public async Task<Stored<PoolExpert>> OwnAsync(string id, Caller caller, CancellationToken cancellation) =>
        RecordLimits.IsKey(id) && await FindAsync(new AccountId(id), cancellation) is { Value.State: not PoolExpertState.Removed } found && found.Value.Unit == caller.RequiredUnit
            ? found
            : throw new RefusedException(new NothingHere());

    /// <summary>The draft; until it is first saved, what the unit typed when it made the account.</summary>
    public async Task<(ExpertDraft Draft, Stored<ExpertDraft>? Stored)> DraftAsync(AccountId id, CancellationToken cancellation)
    {
        if (await cases.FindAsync<ExpertDraft>(AddressOf(id), DraftRow, cancellation) is { } stored) return (stored.Value, stored);
        var account = (await accounts.FindAsync(id, cancellation))?.Value ?? throw new RefusedException(new NothingHere());
        var given = account.Expert;
        var profile = new PoolProfile { Name = given?.Name, IdNumber = given?.MaskedIdNumber, Post = given?.Post, Field = given?.Field };
        return (new ExpertDraft(account.CreatedAt, profile, given?.ProtectedIdNumber), null);
    }

    /// <summary>Every round of 专家审核, oldest first.</summary>
    public async Task<IReadOnlyList<Stored<ReviewRound>>> RoundsAsync(AccountId id, CancellationToken cancellation)
    {
        var rounds = new List<Stored<ReviewRound>>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(AddressOf(id), ReviewRound.RowPrefix, cancellation)) rounds.Add(round);
        return rounds;
    }
}
