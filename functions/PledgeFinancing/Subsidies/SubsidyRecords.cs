using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>Reads applications: the rows of an application's partition, and whether the caller may know of it.</summary>
public sealed class SubsidyRecords(CaseStore cases)
{
    /// <summary>Table of the applications; an application's partition is its id.</summary>
    public const string Table = "Subsidies";

    /// <summary>Row of the draft.</summary>
    public const string DraftRow = "draft";

    /// <summary>Where an application lives.</summary>
    public static CaseAddress AddressOf(SubsidyId id) => new(Table, id.Value);

    /// <summary>An application, or null.</summary>
    public async Task<Stored<SubsidyRecord>?> FindAsync(SubsidyId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await cases.FindAsync<SubsidyRecord>(AddressOf(id), CaseRows.Record, cancellation) : null;

    /// <summary>An application that the caller may know of: its unit's own, or for the office any that was submitted; throws the refusal (404) for any other.</summary>
    public async Task<Stored<SubsidyRecord>> GetAsync(string id, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(new SubsidyId(id), cancellation) is not { } found) throw new RefusedException(new NothingHere());
        var sees = caller.Role == Role.FinanceOfficer ? found.Value.Round > 0 : found.Value.Unit == caller.Unit;
        return sees ? found : throw new RefusedException(new NothingHere());
    }

    /// <summary>The draft; every application has one, also while it is locked.</summary>
    public async Task<Stored<SubsidyDraft>> DraftAsync(SubsidyId id, CancellationToken cancellation) =>
        await cases.FindAsync<SubsidyDraft>(AddressOf(id), DraftRow, cancellation) ?? throw new RefusedException(new NothingHere());

    /// <summary>Every round of review, of all kinds, in order of kind and number.</summary>
    public async Task<IReadOnlyList<Stored<ReviewRound>>> RoundsAsync(SubsidyId id, CancellationToken cancellation)
    {
        var rounds = new List<Stored<ReviewRound>>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(AddressOf(id), ReviewRound.RowPrefix, cancellation)) rounds.Add(round);
        return rounds;
    }

    /// <summary>A round of a kind, or null.</summary>
    public Task<Stored<ReviewRound>?> RoundAsync(SubsidyId id, ReviewKind kind, int round, CancellationToken cancellation) =>
        cases.FindAsync<ReviewRound>(AddressOf(id), ReviewRound.RowOf(kind.Code, round), cancellation);

    /// <summary>True while an appeal against the last round is undecided (COM-18): the application is not silent then.</summary>
    public async Task<bool> HasOpenAppealAsync(SubsidyRecord subsidy, CancellationToken cancellation) =>
        await cases.FindAsync<ReviewRound>(AddressOf(subsidy.Id), ReviewRound.RowOf(AppealKind.CodeOf(SubsidyReviewKind.Kind.Code), subsidy.Round), cancellation) is { Value.IsOpen: true };
}

/// <summary>What every act on an application does to its record.</summary>
internal static class SubsidyMove
{
    /// <summary>Adds the record after an act to the write: its state, the deadline of that state, its lists, word to its workflow.</summary>
    /// <param name="write">The write of the act.</param>
    /// <param name="stored">The record as read.</param>
    /// <param name="act">The act; throws the refusal where the state does not permit it.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="change">What else the act changes.</param>
    /// <returns>The record as it will be.</returns>
    public static SubsidyRecord Add(CaseWrite write, Stored<SubsidyRecord> stored, SubsidyAct act, WorkingDayCalendar calendar, Func<SubsidyRecord, SubsidyRecord>? change = null)
    {
        var after = stored.Value.After(act);
        var next = change?.Invoke(after) ?? after;
        next = next with { Deadline = SubsidyDeadlines.Of(next, write.Stamp.When, calendar) };
        write.Replace(stored, next).Send(SubsidyLife.Look(next.Id, next.State.ToString())).Send(ProjectionMessages.Refresh(SubsidyLists.ProjectionName));
        return next;
    }

    /// <summary>The last day of the record's deadline as letters show it.</summary>
    public static string DueOf(SubsidyRecord subsidy) => subsidy.Deadline is { } deadline ? ChinaTime.FullDate(deadline.DueOn) + (deadline.Provisional ? "（暂定）" : "") : "";
}
