using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing;

/// <summary>What a decision makes of a filing: approved and on its way to a number, or returned with its draft open again.</summary>
public sealed class FilingReviewArea(FilingRecords filings) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => FilingReviewKind.Kind;

    /// <inheritdoc />
    public Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) =>
        WriteAsync(write, round, round.Decision is { Approved: true } ? FilingAct.Approve : FilingAct.Return, cancellation);

    /// <inheritdoc />
    public Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) => WriteAsync(write, round, FilingAct.UpholdAppeal, cancellation);

    private async Task<Refusal?> WriteAsync(CaseWrite write, ReviewRound round, FilingAct act, CancellationToken cancellation)
    {
        if (await filings.FindAsync(new FilingId(round.Case), cancellation) is not { } filing) return new NothingHere();
        if (FilingStates.Refuse(filing.Value.State, act) is { } refusal) return refusal;
        var next = filing.Value.After(act);
        var approved = next.State == FilingState.Approved;
        write.Replace(filing, approved ? next with { Content = FilingRecords.ContentOf(round) } : next);
        if (approved) write.Send(AssignNumber.For(next.Id));
        write.Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName)).Send(ProjectionMessages.Refresh(FilingLinks.ProjectionName));
        return null;
    }
}
