using PatentFunctions.Reviews;

namespace PatentFunctions.Units;

/// <summary>实名认证审核 (UNI-06): the clock of one round.</summary>
public static class RealnameVerification
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "RealnameVerification";

    /// <summary>The orchestrator.</summary>
    [Function(Orchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}
