namespace PatentFunctions.Tests;

/// <summary>Tests that measure live memory: it is the whole process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class ProcessMemory
{
    public const string Alone = "process memory";

    private const int Attempts = 5;

    /// <summary>
    /// The least that a measurement gives in a few attempts. Threads that earlier tests left behind may allocate during one of them; what the
    /// measured code itself keeps alive is there in every one.
    /// </summary>
    /// <param name="measure">Measures once, bytes.</param>
    /// <param name="enough">No further attempt is needed at or below this.</param>
    public static async Task<long> LeastAsync(Func<Task<long>> measure, long enough)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > enough; attempt++) least = Math.Min(least, await measure());
        return least;
    }
}
