using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;

namespace Benchmarks;

/// <summary>
/// How fast workflows run with every step durable, next to SQLite writing the same number of rows in the same number of commits,
/// and what a hundred thousand waiting instances cost.
/// </summary>
public static class EngineBenchmark
{
    private const int Users = 256;

    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var instances = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var waiting = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
        Console.WriteLine($"{Environment.ProcessorCount} cores, {(Debugger.IsAttached ? "debugger attached, " : "")}.NET {Environment.Version}");
        foreach (var synchronous in new[] { "FULL", "NORMAL" })
            await ThroughputAsync(instances, synchronous);
        await WaitingAsync(waiting);
    }

    private static async Task ThroughputAsync(int instances, string synchronous)
    {
        await using var host = await StartAsync(null, synchronous);
        var store = host.Services.GetRequiredService<DurableStore>();
        await LiveAsync(host, "warm-up", 500);
        var (rows, commits) = (store.RowsWritten, store.Commits);
        var watch = Stopwatch.StartNew();
        await LiveAsync(host, "case", instances);
        var took = watch.Elapsed;
        (rows, commits) = (store.RowsWritten - rows, store.Commits - commits);

        var raw = Raw(rows, commits, synchronous);
        var perCommit = Raw(Math.Min(rows, 5_000), Math.Min(rows, 5_000), synchronous) * ((double)rows / Math.Min(rows, 5_000));
        Console.WriteLine(
            $"""

            synchronous={synchronous}: {instances:N0} instances (start, activity, event, activity, end) in {took.TotalSeconds:F2} s = {instances / took.TotalSeconds:N0} instances/s
              {rows:N0} rows ({(double)rows / instances:F1} an instance) in {commits:N0} commits ({(double)rows / commits:F0} rows each)
              bare SQLite, same rows, same commits: {raw.TotalSeconds:F2} s; the engine takes {took / raw:F1} times as long
              bare SQLite, same rows, a commit each:  {perCommit.TotalSeconds:F2} s; the engine takes {took / perCommit:F2} times as long
            """);
    }

    private static async Task WaitingAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            await using (var host = await StartAsync(folder, "FULL"))
            {
                await StartWaitingAsync(host, "warm-up", 1_000);
                var (heap, resident) = Memory();
                var watch = Stopwatch.StartNew();
                await StartWaitingAsync(host, "wait", count);
                var took = watch.Elapsed;
                var (heapAfter, residentAfter) = Memory();
                Console.WriteLine(
                    $"""

                    {count:N0} instances wait for an event or a timer, started in {took.TotalSeconds:F1} s ({count / took.TotalSeconds:N0}/s)
                      memory: heap {heap:F1} → {heapAfter:F1} MB ({heapAfter - heap:+0.0;-0.0}), resident {resident:F0} → {residentAfter:F0} MB ({residentAfter - resident:+0;-0})
                      file: {Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length) / 1e6:F0} MB
                    """);
            }

            var restart = Stopwatch.StartNew();
            await using (var host = await StartAsync(folder, "FULL"))
            {
                Console.WriteLine($"  restart to ready: {restart.Elapsed.TotalSeconds:F2} s");
                var due = host.Clock.GetUtcNow().AddSeconds(2);
                var id = await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Alarm", due.UtcDateTime);
                var fired = (await host.Workflows.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<DateTime>();
                Console.WriteLine($"  a timer due among them fired {(fired - due.UtcDateTime).TotalMilliseconds:F0} ms after its time");
                var all = Stopwatch.StartNew();
                await host.Workflows.RaiseEventAsync("wait-7", "go");
                await host.Workflows.WaitForInstanceCompletionAsync("wait-7");
                Console.WriteLine($"  an event to one of them was answered in {all.Elapsed.TotalMilliseconds:F0} ms");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<LocalHostServer> StartAsync(string? folder, string synchronous) => LocalHostServer.StartAsync(
        _ => { },
        new LocalHostServerOptions
        {
            DataFolder = folder,
            ClockScale = 1,
            FunctionTypes = [typeof(BenchmarkFunctions)],
            Settings = { ["LocalHost:Synchronous"] = synchronous },
        });

    private static Task LiveAsync(LocalHostServer host, string prefix, int count) => ManyAsync(count, async i =>
    {
        var id = $"{prefix}-{i}";
        await host.Workflows.ScheduleNewOrchestrationInstanceAsync("Case", i, new StartOrchestrationOptions(id));
        await host.Workflows.WaitForInstanceStartAsync(id);
        await host.Workflows.RaiseEventAsync(id, "go", i);
        var end = await host.Workflows.WaitForInstanceCompletionAsync(id, true);
        if (end.ReadOutputAs<int>() != i + 2)
            throw new InvalidOperationException($"{end}");
    });

    private static async Task StartWaitingAsync(LocalHostServer host, string prefix, int count)
    {
        await ManyAsync(count, i => host.Workflows.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions($"{prefix}-{i}")));
        await host.Clock.WhenIdleAsync();
    }

    private static Task ManyAsync(int count, Func<int, Task> act)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Users).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
                await act(i);
        }));
    }

    private static TimeSpan Raw(long rows, long commits, string synchronous)
    {
        var folder = Directory.CreateTempSubdirectory("raw-").FullName;
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")};Pooling=False");
        connection.Open();
        Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; CREATE TABLE r(key INTEGER, seq INTEGER, text TEXT, PRIMARY KEY(key, seq)) WITHOUT ROWID");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO r VALUES($key, $seq, $text)";
        var key = insert.Parameters.Add("$key", SqliteType.Integer);
        var seq = insert.Parameters.Add("$seq", SqliteType.Integer);
        insert.Parameters.AddWithValue("$text", new string('x', 60));
        var watch = Stopwatch.StartNew();
        for (long commit = 0, row = 0; commit < commits; commit++)
        {
            Execute("BEGIN IMMEDIATE");
            for (; row < rows * (commit + 1) / commits; row++)
            {
                (key.Value, seq.Value) = (row * 7919 % 10_000, row);
                insert.ExecuteNonQuery();
            }

            Execute("COMMIT");
        }

        var took = watch.Elapsed;
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
        return took;

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }

    private static (double Heap, double Resident) Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(true) / 1e6, process.WorkingSet64 / 1e6);
    }
}

/// <summary>The workflows measured.</summary>
public static class BenchmarkFunctions
{
    [Function("Case")]
    public static async Task<int> Case([OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        var next = await context.CallActivityAsync<int>("AddOne", number);
        await context.WaitForExternalEvent<int>("go");
        return await context.CallActivityAsync<int>("AddOne", next);
    }

    [Function("AddOne")]
    public static int AddOne([ActivityTrigger] int number) => number + 1;

    [Function("Wait")]
    public static async Task<string> Wait([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = context.WaitForExternalEvent<string>("go");
        var timer = context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
        return await Task.WhenAny(word, timer) == word ? "event" : "timer";
    }

    [Function("Alarm")]
    public static async Task<DateTime> Alarm([OrchestrationTrigger] TaskOrchestrationContext context, DateTime due)
    {
        await context.CreateTimer(due, CancellationToken.None);
        return context.CurrentUtcDateTime;
    }
}
