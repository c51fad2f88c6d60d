using System.Globalization;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

/// <summary>One line of a reviewers' queue.</summary>
/// <param name="Kind">审核业务, by its code.</param>
/// <param name="Case">The case.</param>
/// <param name="Round">第几次提交.</param>
/// <param name="State">Where the review stands.</param>
/// <param name="Title">What is reviewed.</param>
/// <param name="UnitName">单位名称.</param>
/// <param name="SubmittedAt">提交时间.</param>
/// <param name="DueOn">办理截止日期.</param>
/// <param name="Provisional">True while the holidays that the date was counted with are not final.</param>
/// <param name="Warnings">Findings that only warn.</param>
/// <param name="ClaimedBy">The officer who holds it.</param>
/// <param name="ClaimedUntil">Until when it is held.</param>
/// <param name="Escalated">True where it is past its date and was escalated.</param>
public sealed record QueueEntry(
    string Kind,
    string Case,
    int Round,
    ReviewState State,
    string Title,
    string UnitName,
    DateTimeOffset SubmittedAt,
    DateOnly DueOn,
    bool Provisional,
    int Warnings,
    AccountId? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
    bool Escalated)
{
    /// <summary>What stands in the addresses of the workbench: the case, with the round where several may wait at once.</summary>
    public string? Id { get; init; }
}

/// <summary>One decision, for the statistics (COM-19).</summary>
public sealed record DecidedEntry(string Case, int Round, bool Approved, DateTimeOffset SubmittedAt, DateTimeOffset DecidedAt, bool InTerm, IReadOnlyList<string> Reasons);

/// <summary>Keeps the queue of one kind, in order of due days, and its decisions.</summary>
internal sealed class ReviewQueueProjection(ReviewKind kind, CaseStore cases) : IProjection
{
    public const string QueueTable = "ReviewQueue";
    public const string DecidedTable = "ReviewDecisions";

    public string Name => kind.QueueProjection;

    public string SourceTable => kind.Table;

    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var rows = new List<ProjectedRow>();
        await foreach (var stored in cases.RowsAsync<ReviewRound>(address, ReviewRound.RowPrefix, cancellation))
        {
            var round = stored.Value;
            if (round.Kind != kind.Code) continue;
            var id = $"{round.Case}-r{round.Round:D4}";
            if (round.IsOpen)
                rows.Add(ProjectedRow.Of(QueueTable, PartitionOf(kind.Code, round.Scope), RowOf(Entry(round)), Entry(round)));
            else if (round.State != ReviewState.Ended && round.Decision is { } decision)
                rows.Add(ProjectedRow.Of(DecidedTable, PartitionOf(kind.Code, round.Scope), id, Decided(round, decision)));
        }
        return rows;
    }

    public static string PartitionOf(string kind, string? scope) => scope is null ? kind : $"{kind}-{scope}";

    // The order of the queue: by due day.
    public static string RowOf(QueueEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.DueOn:yyyyMMdd}-{entry.Case}-r{entry.Round:D4}");

    private QueueEntry Entry(ReviewRound round) => new(
        round.Kind, round.Case, round.Round, round.State, round.Title, round.UnitName, round.Submitted.When, round.DueOn, round.Provisional,
        round.Warnings.Count, round.Claim?.By.Account, round.Claim?.Until, round.EscalatedAt is not null)
    {
        Id = kind.IdOf(round.Case, round.Round),
    };

    private static DecidedEntry Decided(ReviewRound round, Decision decision) => new(
        round.Case, round.Round, decision.Approved, round.Submitted.When, decision.At, ChinaTime.DateOf(decision.At) <= round.DueOn, [.. decision.Reasons.Select(r => r.Code)]);
}
