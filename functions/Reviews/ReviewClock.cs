using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

/// <summary>
/// The one workflow of every review: a clock with a memory. It decides nothing; at each wake it has the round looked at, and sleeps until
/// the next date or until something changed.
/// </summary>
public static class ReviewClock
{
    /// <summary>Event: look at the round again. Raised on a decision, a hold and its end.</summary>
    public const string Changed = "ReviewChanged";

    /// <summary>Runs the clock of one round; the thin orchestrator of each kind calls it.</summary>
    public static Task RunAsync(TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickReview.Name, Changed);
}
