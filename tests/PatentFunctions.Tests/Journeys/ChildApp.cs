using System.Diagnostics;

namespace PatentFunctions.Tests.Journeys;

/// <summary>The app in a process of its own, which can be killed in the middle of its work.</summary>
internal sealed class ChildApp : IDisposable
{
    private readonly Process process;
    private readonly Uri address;
    private readonly List<HttpClient> clients = [];
    private int requests;
    private int killAt = int.MaxValue;
    private TimeSpan killAfter;
    private Task kill = Task.CompletedTask;

    private ChildApp(Process process, Uri address) => (this.process, this.address) = (process, address);

    public bool WasKilled { get; private set; }

    /// <summary>True once its end is ordered.</summary>
    public bool WillBeKilled { get; private set; }

    public static async Task<ChildApp> StartAsync(string folder, string start)
    {
        var begin = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            typeof(App).Assembly.Location, "--urls", "http://127.0.0.1:0", "--LocalHost:DataFolder", folder, "--contentRoot", folder,
            "--LocalHost:Clock:Start", TestApp.China(start).ToString("O"), "--LocalHost:Clock:Scale", "0", "--LocalHost:Synchronous", "NORMAL",
            "--Accounts:PasswordIterations", "1000", "--Accounts:LoginsPerAddressPerHour", "10000", "--Logging:LogLevel:Default", "Error",
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
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new ChildApp(process, new Uri(line[at..].Split('/', 4) is var parts ? $"http://{parts[2]}/" : line));
        }
        throw new InvalidOperationException(string.Join(Environment.NewLine, seen));
    }

    public async Task<TestClient> SignInAsync(string name)
    {
        var client = new TestClient(new HttpClient(new CountingHandler(this)) { BaseAddress = address });
        clients.Add(client.Http);
        await client.SignInAsync(name);
        return client;
    }

    /// <summary>Lets what a crash left between a write and its messages leave: within two minutes; lists are behind until then.</summary>
    public async Task PassMinutesAsync()
    {
        var @operator = await SignInAsync("operator");
        var now = (await @operator.GetAsync("local/clock")).Expect(200).At("now").GetDateTimeOffset();
        (await @operator.PostAsync("local/clock", new { to = now.AddMinutes(3) })).Expect(200);
    }

    /// <summary>Kills the process a moment after it was sent so many more requests.</summary>
    public void KillAtRequest(int number, TimeSpan after) => (killAt, killAfter) = (requests + number, after);

    /// <summary>Kills the process after a while.</summary>
    public void KillAfter(TimeSpan after)
    {
        (killAfter, WillBeKilled) = (after, true);
        kill = KillAsync();
    }

    public Task WhenKilledAsync() => kill;

    public void Dispose()
    {
        clients.ForEach(c => c.Dispose());
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
        process.Dispose();
    }

    private async Task KillAsync()
    {
        await Task.Delay(killAfter);
        WasKilled = true;
        // SIGKILL: the process gets no chance to write anything.
        process.Kill();
        await process.WaitForExitAsync();
    }

    private sealed class CountingHandler(ChildApp app) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref app.requests) == app.killAt) app.kill = app.KillAsync();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
