namespace PatentFunctions.Patents;

/// <summary>自动导入专利 of one unit (PAT-01): page after page, each an activity that can be repeated without harm.</summary>
public static class PatentImport
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "PatentImport";

    private const int PagesPerGeneration = 50;
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(8, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(10)));

    /// <summary>The orchestrator; its input is a <see cref="PatentImportCursor"/> as text.</summary>
    [Function(Orchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var cursor = context.GetInput<string>()!;
        for (var page = 0; page < PagesPerGeneration; page++)
        {
            cursor = await context.CallActivityAsync<string>(ImportPatentPage.Name, cursor, Retry);
            if (cursor == PatentImportCursor.End) return;
        }
        context.ContinueAsNew(cursor);
    }
}
