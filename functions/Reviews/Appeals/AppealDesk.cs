using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>A case as its applicant may appeal in it.</summary>
/// <param name="Kind">The kind whose decisions are appealed against.</param>
/// <param name="Address">The case.</param>
/// <param name="Rounds">Its rounds of that kind, oldest first; at least one.</param>
/// <param name="Appeals">Its appeals of that kind, oldest first.</param>
public sealed record AppealCase(ReviewKind Kind, CaseAddress Address, IReadOnlyList<ReviewRound> Rounds, IReadOnlyList<Stored<ReviewRound>> Appeals)
{
    /// <summary>The kind of the appeals.</summary>
    public ReviewKind Appealing => AppealKind.Of(Kind);

    /// <summary>Where an appeal against the latest round stands.</summary>
    public string Row => ReviewRound.RowOf(Appealing.Code, Rounds[^1].Round);

    /// <summary>Everything that stands in the way of an appeal.</summary>
    public IReadOnlyList<Finding> Check(Calendar.WorkingDayCalendar calendar, DateTimeOffset now) => AppealRules.Check(Kind, Rounds, [.. Appeals.Select(a => a.Value)], calendar, now);
}

/// <summary>Reads cases for appeals.</summary>
public sealed class AppealDesk(ReviewKinds kinds, CaseStore cases)
{
    /// <summary>The case of the caller's unit; throws the refusal (404) for any other.</summary>
    public async Task<AppealCase> OwnAsync(string kind, string id, Caller caller, CancellationToken cancellation)
    {
        var found = RecordLimits.IsKey(id) ? await FindAsync(kinds.Area(kind).Kind, id, cancellation) : null;
        return found is not null && found.Rounds[^1].Unit == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());
    }

    /// <summary>The case, or null where nothing of the kind was ever submitted in it.</summary>
    public async Task<AppealCase?> FindAsync(ReviewKind kind, string id, CancellationToken cancellation)
    {
        var address = new CaseAddress(kind.Table, id);
        var appealing = AppealKind.CodeOf(kind.Code);
        var (rounds, appeals) = (new List<ReviewRound>(), new List<Stored<ReviewRound>>());
        await foreach (var stored in cases.RowsAsync<ReviewRound>(address, ReviewRound.RowPrefix, cancellation))
        {
            if (stored.Value.Kind == kind.Code) rounds.Add(stored.Value);
            else if (stored.Value.Kind == appealing) appeals.Add(stored);
        }
        return rounds.Count == 0 ? null : new AppealCase(kind, address, rounds, appeals);
    }
}
