using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Platform;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public void Set(DateTimeOffset to) => Interlocked.Exchange(ref ticks, to.UtcTicks);
}

/// <summary>The real platform over a SQLite file of its own in a temporary folder, with a clock that tests move.</summary>
public sealed class TestPlatform : IDisposable
{
    /// <summary>Friday 2026-11-27 10:00 in Asia/Shanghai.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;

    /// <summary>Starts it.</summary>
    /// <param name="configure">Adds the area under test.</param>
    /// <param name="around">Wraps the record store, to let it fail.</param>
    public TestPlatform(Action<IServiceCollection, TestPlatform>? configure = null, Func<IRecordStore, IRecordStore>? around = null)
    {
        Folder = Directory.CreateTempSubdirectory("patent-functions-").FullName;
        Sqlite = new SqliteRecordStore(Path.Combine(Folder, "records.db"));
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddPlatform();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        collection.AddSingleton(around is null ? Sqlite : around(Sqlite));
        configure?.Invoke(collection, this);
        services = collection.BuildServiceProvider();
    }

    public string Folder { get; }

    public TestClock Clock { get; } = new(Start);

    public DurableTaskClient Durable { get; } = new Mock<DurableTaskClient>("test").Object;

    public CaseStore Cases => Get<CaseStore>();

    public IRecordStore Records => Get<IRecordStore>();

    private SqliteRecordStore Sqlite { get; }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public IEnumerable<T> Services<T>() => services.GetServices<T>();

    /// <summary>A function class, constructed as the host does.</summary>
    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(services);

    /// <summary>What the outbox timer does, for markers older than a second.</summary>
    public Task<OutboxSweep> SweepAsync() => Get<OutboxDispatcher>().SweepAsync(TimeSpan.FromSeconds(1), Durable, CancellationToken.None);

    /// <summary>A request as it reaches a function.</summary>
    public HttpRequest Request(string method, string pathAndQuery, Caller? caller = null, Stream? body = null, string? contentType = null, string? idempotencyKey = null)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        var question = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        context.Request.Method = method;
        context.Request.Path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        context.Request.QueryString = question < 0 ? QueryString.Empty : new QueryString(pathAndQuery[question..]);
        if (body is not null) context.Request.Body = body;
        context.Request.ContentType = contentType;
        if (idempotencyKey is not null) context.Request.Headers["Idempotency-Key"] = idempotencyKey;
        if (caller is not null) context.SetCaller(caller);
        return context.Request;
    }

    /// <summary>Executes a result as the host does.</summary>
    public static async Task<(int Status, IHeaderDictionary Headers, byte[] Body)> ExecuteAsync(HttpRequest request, IResult result)
    {
        using var body = new MemoryStream();
        request.HttpContext.Response.Body = body;
        await result.ExecuteAsync(request.HttpContext);
        return (request.HttpContext.Response.StatusCode, request.HttpContext.Response.Headers, body.ToArray());
    }

    /// <summary>The JSON body of a result.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, IResult result)
    {
        var (_, _, body) = await ExecuteAsync(request, result);
        return System.Text.Json.JsonSerializer.Deserialize<T>(body, PlatformJson.Options)!;
    }

    public void Dispose()
    {
        services.Dispose();
        Sqlite.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
