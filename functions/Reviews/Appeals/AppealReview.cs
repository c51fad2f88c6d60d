namespace PatentFunctions.Reviews.Appeals;

/// <summary>复核 (COM-18): the clock of one appeal, whatever it is against.</summary>
public static class AppealReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "AppealReview";

    /// <summary>The orchestrator.</summary>
    [Function(Orchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}
