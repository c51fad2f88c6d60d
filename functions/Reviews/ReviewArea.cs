using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

/// <summary>
/// What an area adds to the one review: its data and what a decision makes of its records. Registered in DI, one for each kind.
/// </summary>
public interface IReviewArea
{
    /// <summary>The kind as data.</summary>
    ReviewKind Kind { get; }

    /// <summary>
    /// Adds what the decision makes of the area's own records to the write of the decision: one act, one batch. Called for the final
    /// decision only (under four eyes: when it is confirmed). The review itself has already put its round, timeline line and messages into
    /// <paramref name="write"/>.
    /// </summary>
    /// <param name="write">The write of the decision.</param>
    /// <param name="round">The round, decided.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>A refusal where the area's own state forbids the decision; null to go on.</returns>
    Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation);

    /// <summary>
    /// Adds what an upheld appeal (复核成立, COM-18) makes of the area's own records: what an approval of the returned round would have made.
    /// An area whose returns cannot be appealed against refuses.
    /// </summary>
    /// <param name="write">The write of the appeal's decision.</param>
    /// <param name="round">The returned round that the appeal is against.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>A refusal where the area's state forbids it; null to go on.</returns>
    Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) => Task.FromResult<Refusal?>(new NotAppealable(Kind.Name));
}

/// <summary>Decisions of this kind cannot be appealed against.</summary>
/// <param name="KindName">Chinese name of the kind of review.</param>
public sealed record NotAppealable(string KindName) : Conflict("review-not-appealable", "不能申请复核", $"“{KindName}”的结论不适用复核申请。");
