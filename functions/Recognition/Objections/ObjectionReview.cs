using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>The clock of an objection's review: reminder after the seventh working day, escalation after the tenth (REC-04).</summary>
public static class ObjectionReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "ObjectionReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}
