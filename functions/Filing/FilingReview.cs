using PatentFunctions.Reviews;

namespace PatentFunctions.Filing;

/// <summary>The clock of a filing's review: reminder after the third working day, escalation after the fifth (FIL-10).</summary>
public static class FilingReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "FilingReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}
