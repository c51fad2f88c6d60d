using System.Globalization;

namespace PatentFunctions.Platform.Cases;

/// <summary>
/// Works through numbered slices, a few abreast: one activity a slice, each idempotent, so that a run that was killed goes on where it was.
/// The history is thrown away after each generation, so that a run of thousands of slices stays as small as one of ten.
/// </summary>
internal static class SlicedRun
{
    private const int Abreast = 4;
    private const int PerGeneration = 40;
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(8, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(10)));

    /// <summary>Input of a run.</summary>
    /// <param name="id">The run.</param>
    /// <param name="last">Number of the last slice.</param>
    /// <param name="next">Number of the slice to go on with, from 1.</param>
    public static string InputOf(string id, int last, int next = 1) => string.Create(CultureInfo.InvariantCulture, $"{id}|{next}|{last}");

    /// <summary>Takes the input of a slice's activity apart.</summary>
    public static (string Id, int Slice) Parse(string input)
    {
        var parts = input.Split('|');
        return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Runs the generation that the input names.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="slice">Name of the activity that does a slice.</param>
    /// <param name="finish">Name of the activity that ends the run.</param>
    /// <param name="planned">The input of a run that the orchestration has planned itself; null where it was started with it.</param>
    public static async Task RunAsync(TaskOrchestrationContext context, string slice, string finish, string? planned = null)
    {
        var input = planned ?? context.GetInput<string>()!;
        var (id, next) = Parse(input);
        var last = int.Parse(input.Split('|')[2], CultureInfo.InvariantCulture);
        var until = Math.Min(last, next + PerGeneration - 1);
        while (next <= until)
        {
            var wave = Enumerable.Range(next, Math.Min(Abreast, until - next + 1)).ToList();
            await Task.WhenAll(wave.Select(n => context.CallActivityAsync<bool>(slice, string.Create(CultureInfo.InvariantCulture, $"{id}|{n}"), Retry)));
            next += wave.Count;
        }
        if (next <= last) context.ContinueAsNew(InputOf(id, last, next));
        else await context.CallActivityAsync<bool>(finish, id, Retry);
    }
}
