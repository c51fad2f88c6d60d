namespace PatentFunctions.Tests;

/// <summary>Tests that measure live memory: it is the whole process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class ProcessMemory
{
    public const string Alone = "process memory";
}
