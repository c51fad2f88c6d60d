using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>
/// What the decision about an appeal makes of the case: an upheld one (复核成立) what the approval would have made; a maintained one nothing, the
/// unit may still correct and submit again. Made for every appealable kind by <see cref="ReviewKinds"/>.
/// </summary>
public sealed class AppealArea(IReviewArea appealed, CaseStore cases) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind { get; } = AppealKind.Of(appealed.Kind);

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (round.Decision is not { Approved: true }) return null;
        var kind = appealed.Kind;
        ReviewRound? latest = null;
        await foreach (var stored in cases.RowsAsync<ReviewRound>(write.Address, ReviewRound.RowPrefix, cancellation))
            if (stored.Value.Kind == kind.Code) latest = stored.Value;
        if (latest is not { State: ReviewState.Returned } || latest.Round != round.Round) return new AppealOvertaken();
        write.Timeline(kind.Code + ".upheld", kind.Words.Approved, "经复核，原不通过结论撤销");
        if (kind.Templates.Approved is { } template) write.Send(Notify.Unit(template, latest.Unit, ReviewMessages.Values(template, latest)));
        return await appealed.UpholdAsync(write, latest, cancellation);
    }
}
