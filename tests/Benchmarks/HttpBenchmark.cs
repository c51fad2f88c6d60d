using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PatentFunctions;
using PatentFunctions.Filing;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.SampleData;

namespace Benchmarks;

/// <summary>
/// Reading a case through the whole pipeline (routing, middleware, sign-in, authorization, rules, JSON) next to a bare Kestrel endpoint that does
/// the same reads of the same SQLite file, in turns within one run.
/// </summary>
public static class HttpBenchmark
{
    private const int Connections = 16;
    private const int Rounds = 5;
    private const string Unit = "91320102MA9X00011U";

    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var requests = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        await using var app = await LocalHostServer.StartAsync(typeof(App).Assembly, new LocalHostServerOptions { ClockScale = 1 });
        var records = app.Services.GetRequiredService<IRecordStore>();
        var id = new FilingId(NewId.Random(FilingId.Prefix));
        await CreateAsync(app, id);
        await using var bare = Bare(records);
        await bare.StartAsync();

        using var whole = app.CreateClient();
        whole.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignInAsync(whole));
        using var direct = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };
        var (wholePath, directPath) = ($"api/filings/{id}", $"bare/{id}");
        Console.WriteLine($"answer: {(await whole.GetByteArrayAsync(wholePath)).Length:N0} bytes through the pipeline, {(await direct.GetByteArrayAsync(directPath)).Length:N0} bare");
        await LoadAsync(whole, wholePath, requests / 4);
        await LoadAsync(direct, directPath, requests / 4);
        var rates = new List<(double Whole, double Bare)>();
        for (var round = 0; round < Rounds; round++) rates.Add((await LoadAsync(whole, wholePath, requests), await LoadAsync(direct, directPath, requests)));
        foreach (var (w, b) in rates) Console.WriteLine($"  {w:N0} requests/s through the pipeline, {b:N0} bare: {w / b:P0}");
        Console.WriteLine($"median: {rates.Select(r => r.Whole / r.Bare).Order().ElementAt(Rounds / 2):P0} of the bare rate");
    }

    private static async Task CreateAsync(LocalHostServer app, FilingId id)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var now = time.GetUtcNow();
        var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(time, "Benchmark"))
            .Insert(CaseRows.Record, new FilingRecord(id, SampleAccounts.UnitOf(Unit), "江苏示例精密轴承有限公司", FilingState.Draft, 0, now))
            .Insert(FilingRecords.DraftRow, new FilingDraft(now))
            .Timeline("filing.created", "已新建产品备案，尚未提交");
        await app.Services.GetRequiredService<CaseStore>().CommitAsync(write, app.Workflows);
    }

    private static WebApplication Bare(IRecordStore records)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var bare = builder.Build();
        bare.Urls.Add("http://127.0.0.1:0");
        bare.MapGet("/bare/{id}", async (string id, HttpContext context) =>
        {
            var record = await records.FindAsync(FilingRecords.Table, id, CaseRows.Record);
            var draft = await records.FindAsync(FilingRecords.Table, id, FilingRecords.DraftRow);
            var rounds = await records.QueryAsync(FilingRecords.Table, new RecordQuery { Partition = id, RowPrefix = PatentFunctions.Reviews.ReviewRound.RowPrefix });
            var timeline = await records.QueryAsync(FilingRecords.Table, new RecordQuery { Partition = id, RowPrefix = CaseRows.Timeline });
            context.Response.ContentType = "application/json";
            foreach (var document in new[] { record!, draft! }.Concat(rounds.Records).Concat(timeline.Records)) await context.Response.Body.WriteAsync(document.Document);
        });
        return bare;
    }

    private static async Task<string> SignInAsync(HttpClient client)
    {
        using var captcha = await client.PostAsync(new Uri("api/captchas", UriKind.Relative), null);
        var captchaId = (await captcha.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var login = await client.PostAsJsonAsync("api/accounts/login", new { name = "bearing", password = "Sample#2026", captchaId, captchaAnswer = "2026" });
        return (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    private static async Task<double> LoadAsync(HttpClient client, string path, int requests)
    {
        var left = requests;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                response.EnsureSuccessStatusCode();
                await response.Content.CopyToAsync(Stream.Null);
            }
        }));
        return requests / watch.Elapsed.TotalSeconds;
    }
}
