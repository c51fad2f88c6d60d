namespace PatentFunctions.SampleData.Walk;

/// <summary>The command <c>walk</c>: plays the filing story against an app that it starts by itself, or against one that runs.</summary>
internal static class WalkCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">Nothing, or <c>--url http://localhost:7071</c>.</param>
    /// <param name="startAsync">Starts an app of its own, on a clock that begins before the National Day holiday.</param>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string, Task<(Uri Address, IAsyncDisposable App)>> startAsync)
    {
        var folder = Path.Combine("local-data", "walk");
        try
        {
            if (args is ["--url", var url])
            {
                await new FilingStory(new Uri(url.TrimEnd('/') + "/"), folder, Console.Out).PlayAsync();
                return 0;
            }
            var data = Directory.CreateTempSubdirectory("patent-functions-walk-");
            var (address, app) = await startAsync(data.FullName);
            await using (app) await new FilingStory(address, folder, Console.Out).PlayAsync();
            data.Delete(recursive: true);
            return 0;
        }
        catch (WalkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
