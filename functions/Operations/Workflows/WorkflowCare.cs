namespace PatentFunctions.Operations.Workflows;

/// <summary>Which workflows an operator should look at (COM-13).</summary>
internal static class WorkflowCare
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(10);

    // The longest any workflow waits for is the yearly update of a filing; a wait of that length alone is no fault.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(400);

    /// <summary>True where it should have made progress and has not: never begun, halted, or silent for longer than anything waits.</summary>
    public static bool IsStuck(OrchestrationMetadata instance, DateTimeOffset now) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Suspended => true,
        OrchestrationRuntimeStatus.Pending => now - instance.CreatedAt > StartsWithin,
        OrchestrationRuntimeStatus.Running => now - instance.LastUpdatedAt > LongestSilence,
        _ => false,
    };
}
