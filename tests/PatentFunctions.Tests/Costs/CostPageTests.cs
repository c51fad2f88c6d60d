using System.Globalization;

namespace PatentFunctions.Tests.Costs;

/// <summary>The tables of docs/cost.md are what docs/cost.json comes to.</summary>
public sealed class CostPageTests
{
    private const string Page = "docs/cost.md";

    private static readonly CostFile File = CostFile.Read();

    private static readonly (string Name, Func<CostFile, CostFile> Change)[] Levers =
    [
        ("Import patents once a week instead of every night", f => f with { Monthly = With(f.Monthly, "patentImport", m => m with { Count = m.Count / 7 }) }),
        ("Sample telemetry at 10 % (`sampled`)", f => f with { Assumptions = With(f.Assumptions, "sampled", a => a with { Value = 0.1m }) }),
        ("Instances of 512 MB instead of 2,048 MB", f => f with { Assumptions = With(f.Assumptions, "memoryGigabytes", a => a with { Value = 0.5m }) }),
        ("Half the text messages (mail and in-app instead)", f => f with { Prices = With(f.Prices, "mainlandSms", p => p with { Value = p.Value / 2 }) }),
        ("No weekly mail", f => f with { Assumptions = With(f.Assumptions, "weeklyMails", a => a with { Value = 0 }) }),
        ("One search unit instead of replicas (no SLA)", f => f with { Sizes = [.. f.Sizes.Select(s => s with { SearchUnits = 1 })] }),
        ("No malware scan (`MALWARE_SCAN=None`)", f => f with { Prices = With(With(f.Prices, "defenderAccount", p => p with { Value = 0 }), "defenderGigabyte", p => p with { Value = 0 }) }),
    ];

    [Fact]
    public void Acts_AreThoseOfTheFile() => DocumentedTable.Check(Page, "acts", Table(
        "| act | a unit and month | requests each | table transactions | workflow events | SMS | mails | why so often |", "|---|--:|--:|--:|--:|--:|--:|---|",
        File.Monthly.Select(m => File.Acts.TryGetValue(m.Key, out var act)
            ? $"| {m.Key} | {Number(m.Value.Count)} | {Number(m.Value.Requests)} | {act.Tables} | {act.Events} | {act.Sms} | {act.Mails} | {m.Value.Why} |"
            : $"| {m.Key} | {Number(m.Value.Count)} | {Number(m.Value.Requests)} | – | – | – | – | {m.Value.Why} |")));

    [Fact]
    public void Quantities_AreThoseOfTheFile() => DocumentedTable.Check(Page, "quantities", Table(
        Heads("a month"), Dashes(1),
        new (string Name, Func<CostModel, decimal> Of)[]
        {
            ("requests", m => m.Requests), ("table transactions of the app", m => m.Tables), ("workflow events", m => m.Events), ("timer runs", m => m.TimerRuns),
            ("billed seconds of an instance", m => m.ActiveSeconds), ("text messages", m => m.Sms), ("mails", m => m.Mails), ("GB of files after a year", m => m.FileGigabytes),
            ("GB of telemetry", m => m.TelemetryGigabytes), ("GB of traffic out", m => m.EgressGigabytes),
        }.Select(q => Row(q.Name, Models(File).Select(m => Whole(q.Of(m)))))));

    [Fact]
    public void Assumptions_AreThoseOfTheFile() => DocumentedTable.Check(Page, "assumptions", Table(
        "| name | value | what |", "|---|--:|---|", File.Assumptions.Select(a => $"| {a.Key} | {Number(a.Value.Value)} | {a.Value.What} |")));

    [Fact]
    public void Prices_AreThoseOfTheFile() => DocumentedTable.Check(Page, "prices", Table(
        "| name | price | for | source |", "|---|--:|---|---|",
        [
            .. File.Prices.Select(p => $"| {p.Key} | {p.Value.Currency}{Number(p.Value.Value)} | {p.Value.Unit} | {p.Value.Source ?? "**not verified**"} |"),
            .. File.MailPlans.Select(p => $"| SendGrid | ${Number(p.Value)} | {Whole(p.Mails)} mails a month | {p.Source ?? "**not verified**"} |"),
        ]));

    [Fact]
    public void Month_IsWhatAssumptionsAndPricesComeTo()
    {
        var models = Models(File);
        var lines = models.Select(m => m.Lines).ToList();
        DocumentedTable.Check(Page, "month", Table(
            "| line | how |" + string.Concat(File.Sizes.Select(s => $" {Whole(s.Units)} units |")), "|---|---|" + string.Concat(File.Sizes.Select(_ => "--:|")),
            [
                .. lines[0].Select((l, i) => $"| {l.Name} | {l.Formula} |" + string.Concat(lines.Select(m => $" {Dollars(m[i].Amount)} |"))),
                "| **Together, $** | |" + string.Concat(models.Select(m => $" **{Dollars(m.Total)}** |")),
                "| a unit, $ | |" + string.Concat(models.Zip(File.Sizes, (m, s) => $" {(m.Total / s.Units).ToString("0.0000", CultureInfo.InvariantCulture)} |")),
                "| the dearest line | |" + string.Concat(models.Select(m => $" {m.Lines.MaxBy(l => l.Amount)!.Name} |")),
                "| when asked for: private endpoints | privateEndpoints × 730 × privateEndpointHour, GB of files |" + string.Concat(models.Select(m => $" {Dollars(m.PrivateEndpoints)} |")),
                "| when asked for: receipts of Communication Services by Event Grid, were all messages sent so | (messages − freeEventOperations) × eventOperations |" + string.Concat(models.Select(m => $" {Dollars(m.EventGrid)} |")),
            ]));
    }

    [Fact]
    public void Levers_SaveWhatTheyDoInTheModel() => DocumentedTable.Check(Page, "levers", Table(
        Heads("saves, $ a month"), Dashes(1),
        Levers.Select(l => Row(l.Name, Models(File).Zip(Models(l.Change(File)), (before, after) => Dollars(before.Total - after.Total))))));

    [Fact]
    public void Scheduler_IsComparedWithWhatStorageCosts() => DocumentedTable.Check(Page, "scheduler", string.Create(
        CultureInfo.InvariantCulture,
        $"A million workflow events cost ${Dollars(Models(File)[0].StoragePerMillionEvents)} in the storage account; the Durable Task Scheduler on consumption is cheaper where a million actions cost less.\n"));

    private static List<CostModel> Models(CostFile file) => [.. file.Sizes.Select(s => new CostModel(file, s))];

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> all, string key, Func<T, T> change) =>
        all.ToDictionary(p => p.Key, p => p.Key == key ? change(p.Value) : p.Value);

    private static string Heads(string first) => $"| {first} |" + string.Concat(File.Sizes.Select(s => $" {Whole(s.Units)} units |"));

    private static string Dashes(int texts) => "|" + string.Concat(Enumerable.Repeat("---|", texts)) + string.Concat(File.Sizes.Select(_ => "--:|"));

    private static string Row(string name, IEnumerable<string> cells) => $"| {name} |" + string.Concat(cells.Select(c => $" {c} |"));

    private static string Table(string heads, string dashes, IEnumerable<string> rows) => string.Join('\n', [heads, dashes, .. rows]) + "\n";

    private static string Number(decimal value) => value.ToString("#,##0.#########", CultureInfo.InvariantCulture);

    private static string Whole(decimal value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Dollars(decimal value) => value.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
