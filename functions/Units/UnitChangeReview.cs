using PatentFunctions.Reviews;

namespace PatentFunctions.Units;

/// <summary>单位信息变更审核 (UNI-10): the clock of one round.</summary>
public static class UnitChangeReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "UnitChangeReview";

    /// <summary>The orchestrator.</summary>
    [Function(Orchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}
