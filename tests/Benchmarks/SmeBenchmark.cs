using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace Benchmarks;

/// <summary>
/// 截止日: very many enterprises submit their yearly data on the last day, each with a double click. Every submission is the function itself with all that
/// it reads and writes (rules, official figures, cross-checks, round, timeline, audit, list, queue, its workflow) against SQLite and the engine; afterwards
/// every one is there exactly once.
/// </summary>
public static class SmeBenchmark
{
    private const int Year = 2026;
    private const int Submitters = 16;

    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
        var options = new LocalHostServerOptions { ClockScale = 1, Start = new DateTimeOffset(Year, 11, 30, 9, 0, 0, TimeSpan.FromHours(8)) };
        await using var app = await LocalHostServer.StartAsync(typeof(App).Assembly, options);
        var provinces = ReportsByProvince.Provinces.ToList();
        var etags = await SeedAsync(app, provinces, count);

        var times = new double[count];
        var (next, again) = (-1, 0);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
            {
                var begin = Stopwatch.GetTimestamp();
                var receipt = await SubmitAsync(app, i, etags[i]);
                times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
                // Every tenth is clicked twice: the same receipt, no second round.
                if (i % 10 == 0 && receipt == await SubmitAsync(app, i, etags[i])) Interlocked.Increment(ref again);
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        Console.WriteLine($"{count:N0} submissions by {Submitters} at once in {seconds:N0} s: {count / seconds:N0}/s, p50 {times[count / 2]:N0} ms, p99 {times[(int)(count * 0.99)]:N0} ms; {again:N0} double clicks got the same receipt");
        await VerifyAsync(app, provinces, count);
    }

    private static UnitId UnitOf(int i) => new(string.Create(CultureInfo.InvariantCulture, $"u-bench{i:D8}"));

    // What lies there on the morning of the last day: enterprise information submitted, drafts complete.
    private static async Task<string[]> SeedAsync(LocalHostServer app, List<string> provinces, int count)
    {
        var (records, time) = (app.Services.GetRequiredService<IRecordStore>(), app.Services.GetRequiredService<TimeProvider>());
        var watch = Stopwatch.StartNew();
        var form = app.Services.GetRequiredService<SmeForms>().ForYear(Year);
        var values = new ReportValues(JsonDocument.Parse(Values).RootElement.Clone());
        if (FormRules.Check(form, Year, values) is { Count: > 0 } findings) throw new InvalidOperationException(findings[0].Text);
        var etags = new string[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            var (unit, province) = (UnitOf(i), provinces[i % provinces.Count]);
            var enterprise = new EnterpriseForm { Name = $"示例企业{i}", Uscc = "9100", RegisteredCapital = 500, Division = province[..2] + "0101", Industry = "3451", Contact = "甲", ContactPhone = "13800000000" };
            await records.CommitAsync(EnterpriseRecords.Table, unit.Value, [Row(CaseRows.Record, new EnterpriseRecord(unit, EnterpriseState.Submitted, enterprise, time.GetUtcNow()))], cancellation);
            var id = AnnualReportId.Of(unit, Year);
            var report = new AnnualReport(id, unit, enterprise.Name, enterprise.Uscc, province, Year, form.Version, ReportState.Draft, 0, time.GetUtcNow());
            var written = await records.CommitAsync(AnnualReports.Table, id.Value, [Row(CaseRows.Record, report), Row(AnnualReports.DraftRow, new ReportDraft(time.GetUtcNow(), values))], cancellation);
            etags[i] = ETags.Of(written[1]);
        });
        var notice = (await app.Services.GetRequiredService<ReportingNotices>().GetAsync(Year, default)).Value with { LastDay = new DateOnly(Year, 11, 30) };
        await records.CommitAsync(ReportingNotices.Table, ReportingNotices.AddressOf(Year).Partition, [Row(CaseRows.Record, notice)]);
        Console.WriteLine($"{count:N0} complete drafts written in {watch.Elapsed.TotalSeconds:N0} s");
        return etags;
    }

    private static UpsertRecord Row<T>(string row, T value) => new(row) { Document = TypedRecords.ToDocument(value) };

    private static async Task<string> SubmitAsync(LocalHostServer app, int i, string etag)
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.SetCaller(new Caller(new AccountId("a-bench"), Role.UnitAdmin, "示例企业", "s", UnitOf(i)));
        var (request, body) = (context.Request, Encoding.UTF8.GetBytes("""{"confirmed":[]}"""));
        (request.Method, request.Path, request.ContentType, request.Body) = ("POST", $"/api/sme-reports/me/{Year}/submission", "application/json", new MemoryStream(body));
        request.Headers.IfMatch = etag;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var result = await ActivatorUtilities.CreateInstance<SubmitReport>(app.Services).RunAsync(request, Year, app.Workflows, default);
        await result.ExecuteAsync(context);
        var text = Encoding.UTF8.GetString(answer.ToArray());
        return context.Response.StatusCode == 200 ? text : throw new InvalidOperationException($"{i}: {context.Response.StatusCode} {text}");
    }

    private static async Task VerifyAsync(LocalHostServer app, List<string> provinces, int count)
    {
        var cases = app.Services.GetRequiredService<CaseStore>();
        var reports = app.Services.GetRequiredService<AnnualReports>();
        var lost = 0;
        for (var i = 0; i < count; i++)
        {
            var id = AnnualReportId.Of(UnitOf(i), Year);
            var (report, rounds, content) = (await reports.FindAsync(id, default), await reports.RoundsAsync(id, default), await reports.ContentAsync(id, default));
            if (report is not { Value: { State: ReportState.UnderAudit, Round: 1 } } || rounds.Count != 1 || content is null) lost++;
        }
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var twice = 0;
        await foreach (var line in app.Services.GetRequiredService<ReportsByProvince>().OfAsync(Year, null, default))
            if (line.State == ReportState.UnderAudit && !listed.Add(line.Id.Value)) twice++;
        var faults = 0;
        foreach (var i in Enumerable.Range(0, Math.Min(count, 1000))) faults += (await cases.VerifyAuditAsync(AnnualReports.AddressOf(AnnualReportId.Of(UnitOf(i), Year)))).Count;
        Console.WriteLine($"checked: {count - lost:N0} submitted with one round and their content, {listed.Count:N0} on the lists of {provinces.Count} provinces, {twice} twice, {faults} faults of audit in the first thousand");
        if (lost + twice + faults > 0 || listed.Count != count) throw new InvalidOperationException("an update was lost");
    }

    private const string Values = """
        {"size":"small","type":"173","employees":96,"researchers":24,"researchTeams":3,"researchLeaders":4,"ipFullTime":2,"ipPartTime":3,"ipDepartment":true,
        "honours":["high-tech","specialized-sme"],"listing":["no-plan"],"platforms":[{"name":"精密轴承工程技术研究中心"}],"partners":[{"name":"示例理工大学"}],
        "revenue":{"2023":6100,"2024":7300,"2025":8600},"profit":{"2023":420,"2024":500,"2025":820},"rdInvestment":{"2023":400,"2024":480,"2025":600},
        "ipInvestment":{"2023":200,"2024":250,"2025":310},"overseasApplications":4,"overseasGrants":1,"brands":[{"name":"示例","trademark":"12345678","output":3000.55}],
        "licencesOut":{"2023":0,"2024":1,"2025":2},"licencesOutAmount":{"2023":0,"2024":20,"2025":45},"assignments":{"2023":0,"2024":0,"2025":0},
        "assignmentsAmount":{"2023":0,"2024":0,"2025":0},"licensedIn":{"2023":1,"2024":1,"2025":1},"assignedIn":{"2023":0,"2024":0,"2025":2},"needFinance":"希望获得专利质押贷款。"}
        """;
}
