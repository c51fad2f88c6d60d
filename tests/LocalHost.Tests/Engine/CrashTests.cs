using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Engine;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Journeys = 1000;

    [Fact]
    public async Task Kill_InTheMiddleOfAThousandInstances_LosesNothingAndRepeatsNoEffect()
    {
        using var folder = new TemporaryFolder();
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (started, gone, kills, midway) = (false, false, 0, 0);
        Dictionary<string, int>? counts = null;
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromMinutes(4))
        {
            using var host = await ChildHost.StartAsync(folder.Path);
            var kill = kills < 10 ? host.KillAfterAsync(TimeSpan.FromMilliseconds(random.Next(30, 400))) : Task.CompletedTask;
            try
            {
                if (!started)
                    await host.PostAsync($"api/journeys/{Journeys}");
                started = true;
                if (!gone)
                    await host.PostAsync($"api/journeys/{Journeys}/go");
                gone = true;
                while (true)
                {
                    counts = await host.Client.GetFromJsonAsync<Dictionary<string, int>>(new Uri("api/journeys", UriKind.Relative));
                    if (counts!.GetValueOrDefault("Completed") == 2 * Journeys)
                        break;
                }
            }
            catch (HttpRequestException)
            {
                // Killed under way.
            }

            await kill;
            if (!host.WasKilled)
                break;
            kills++;
            midway += counts?.GetValueOrDefault("Completed") == 2 * Journeys ? 0 : 1;
            output.WriteLine($"killed {kills} times; started: {started}, told to go: {gone}, seen: {string.Join(", ", counts ?? [])}");
        }

        Assert.True(midway >= 2, $"{midway} kills under way are too few to prove anything");
        Assert.Equal(2 * Journeys, counts!["Completed"]);
        Assert.Single(counts);
        AssertEffects(folder.Path);
    }

    private void AssertEffects(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "effects.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*), SUM(asked), MAX(asked) FROM effects";
        using var rows = command.ExecuteReader();
        rows.Read();
        output.WriteLine($"{rows.GetInt64(0)} effects, asked for {rows.GetInt64(1)} times, one of them {rows.GetInt64(2)} times");
        // Four operations a journey, each once: the first stop, the second stop, setting out and arriving.
        Assert.Equal(4 * Journeys, rows.GetInt64(0));
    }

    /// <summary>The test app in a process of its own.</summary>
    private sealed class ChildHost : IDisposable
    {
        private readonly Process _process;

        private ChildHost(Process process, Uri address)
        {
            _process = process;
            Client = new HttpClient { BaseAddress = address };
        }

        public HttpClient Client { get; }

        public bool WasKilled { get; private set; }

        public static async Task<ChildHost> StartAsync(string folder)
        {
            var begin = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[]
            {
                typeof(LocalHost.TestApp.Journeys).Assembly.Location, "--urls", "http://127.0.0.1:0", "--LocalHost:DataFolder", folder,
                "--contentRoot", folder, "--Logging:LogLevel:Default", "Error",
            })
            {
                begin.ArgumentList.Add(argument);
            }

            var process = Process.Start(begin)!;
            var seen = new List<string>();
            process.ErrorDataReceived += (_, line) => seen.Add(line.Data ?? "");
            process.BeginErrorReadLine();
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                seen.Add(line);
                if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var at)
                {
                    _ = process.StandardOutput.ReadToEndAsync();
                    return new ChildHost(process, new Uri(new Uri(line[at..].Replace("{count:int}", "1", StringComparison.Ordinal)), "/"));
                }
            }

            throw new InvalidOperationException(string.Join(Environment.NewLine, seen));
        }

        public async Task KillAfterAsync(TimeSpan delay)
        {
            await Task.Delay(delay);
            WasKilled = true;
            // SIGKILL: the process gets no chance to write anything.
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        public async Task PostAsync(string path)
        {
            using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), null);
            response.EnsureSuccessStatusCode();
        }

        public void Dispose()
        {
            Client.Dispose();
            if (!_process.HasExited)
            {
                _process.Kill();
                _process.WaitForExit();
            }

            _process.Dispose();
        }
    }
}
