namespace PatentFunctions.SampleData.Walk;

/// <summary>The command <c>walk</c>: plays the stories of filing, recognition and subsidy against an app that it starts by itself, or against one that runs.</summary>
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
                await PlayAsync(new Uri(url.TrimEnd('/') + "/"), folder);
                return 0;
            }
            var data = Directory.CreateTempSubdirectory("patent-functions-walk-");
            var (address, app) = await startAsync(data.FullName);
            await using (app) await PlayAsync(address, folder);
            data.Delete(recursive: true);
            return 0;
        }
        catch (WalkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync("平台没有应答：" + e.Message);
            return 1;
        }
    }

    private static async Task PlayAsync(Uri address, string folder)
    {
        using var teller = new Storyteller(address, folder, Console.Out, () => new SocketsHttpHandler());
        var filed = await new FilingStory(teller).PlayAsync();
        using var recognition = new RecognitionStory(teller, filed);
        await recognition.PlayAsync();
        using var subsidy = new SubsidyStory(teller, filed);
        await subsidy.PlayAsync();
    }
}
