using System.Reflection;

namespace PatentFunctions.LocalHost;

/// <summary>Reads an orchestrator's code for calls that have no place in it.</summary>
internal static class OrchestratorInspection
{
    /// <summary>What is wrong with an orchestrator.</summary>
    public static IEnumerable<string> Problems(string name, MethodInfo method) => [];
}
