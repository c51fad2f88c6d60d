using System.Globalization;

namespace PatentFunctions.Patents;

/// <summary>Loads a file of the register (PAT-05), part after part; what a crash leaves behind is taken up at the part it happened in.</summary>
public static class PatentRegisterImport
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "PatentRegisterImport";

    private const int PartsPerGeneration = 50;
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(8, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(10)));

    /// <summary>The orchestrator; its input is the import and the part to go on with: <c>pri-…|1</c>.</summary>
    [Function(Orchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<string>()!.Split('|');
        var (import, part) = (input[0], int.Parse(input[1], CultureInfo.InvariantCulture));
        for (var last = part + PartsPerGeneration; part < last; part++)
        {
            if (await context.CallActivityAsync<bool>(LoadPatentRegisterPart.Name, InputOf(import, part), Retry)) continue;
            await context.CallActivityAsync<bool>(FinishPatentRegisterImport.Name, import, Retry);
            return;
        }
        context.ContinueAsNew(InputOf(import, part));
    }

    internal static string InputOf(string import, int part) => string.Create(CultureInfo.InvariantCulture, $"{import}|{part}");
}
