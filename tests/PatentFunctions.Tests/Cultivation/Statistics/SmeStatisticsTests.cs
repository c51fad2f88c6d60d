using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Cultivation.Statistics;
using PatentFunctions.Platform.Http;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Statistics;

/// <summary>Statistics next to a recount of the same reports, over seeded random data in two years and two provinces.</summary>
[Trait("Spec", "SME-10")]
public sealed class SmeStatisticsTests
{
    private static readonly string[] Honours = ["high-tech", "little-giant", "specialized-sme", "ip-advantage"];
    private static readonly string[] Sizes = ["large", "medium", "small", "micro"];
    private static readonly string[] Industries = ["3451", "3441", "3921", "6513"];

    [Fact]
    public async Task Read_ByEveryDimension_EqualsARecount()
    {
        using var bench = new LibraryBench();
        var random = new Random(20260901);
        var all = new List<(AnnualReport Report, ReportContent Content)>();
        for (var i = 1; i <= 240; i++) all.Add(await PutAsync(bench, i, random));

        foreach (var (caller, province) in new[] { (LibraryBench.National, (string?)null), (LibraryBench.HunanOffice, LibraryBench.Hunan), (LibraryBench.JiangsuOffice, LibraryBench.Jiangsu) })
        {
            foreach (var by in new[] { "province", "section", "division", "honour", "size" })
            {
                var (status, answer, _) = await ReadAsync(bench, caller, $"?by={by}");
                Assert.Equal(200, status);
                var mine = all.Where(r => province is null || r.Report.Province == province).ToList();
                CompareLine(answer.GetProperty("total"), mine);
                var lines = answer.GetProperty("lines").EnumerateArray().ToList();
                var groups = mine.SelectMany(r => GroupsOf(by, r)).Distinct().Order(StringComparer.Ordinal).ToList();
                Assert.Equal(groups, lines.Select(l => l.GetProperty("value").GetString()));
                foreach (var line in lines)
                {
                    Assert.NotEqual(line.GetProperty("value").GetString(), line.GetProperty("name").GetString());
                    CompareLine(line, [.. mine.Where(r => GroupsOf(by, r).Contains(line.GetProperty("value").GetString()))]);
                }
            }
        }
    }

    [Fact]
    public async Task Read_OfAnotherProvinceOrByWhatIsNone_IsRefused()
    {
        using var bench = new LibraryBench();
        Assert.Equal(404, (await ReadAsync(bench, LibraryBench.HunanOffice, "?province=320000")).Status);
        Assert.Equal(404, (await ReadAsync(bench, LibraryBench.HunanOffice with { Province = null }, "")).Status);
        Assert.Equal(400, (await ReadAsync(bench, LibraryBench.National, "?by=mood")).Status);
        Assert.Equal(400, (await ReadAsync(bench, LibraryBench.National, "?format=pdf")).Status);
    }

    [Theory]
    [InlineData(150, 100, 50)]
    [InlineData(50, 100, -50)]
    [InlineData(50, -100, 150)]
    [InlineData(1, 3, -66.67)]
    public void Growth_AgainstTheYearBefore_IsRounded(decimal now, decimal before, decimal growth) => Assert.Equal(growth, SmeFigure.Of("x", "x", "x", now, before).Growth);

    [Fact]
    public void Growth_FromNothing_IsLeftOut() => Assert.Null(SmeFigure.Of("x", "x", "x", 1, 0).Growth);

    private static async Task<(AnnualReport Report, ReportContent Content)> PutAsync(LibraryBench bench, int number, Random random)
    {
        var year = random.Next(2) == 0 ? 2026 : 2025;
        var state = (ReportState)random.Next((int)ReportState.Draft, (int)ReportState.Passed + 1);
        var content = LibraryBench.Content(number, year, random.Next(1, 100_000) / 100m, rd: random.Next(0, 1000), inventions: random.Next(3) == 0 ? null : random.Next(20), change: v =>
        {
            v["size"] = Sizes[random.Next(Sizes.Length)];
            v["honours"] = new JsonArray([.. Honours.Where(_ => random.Next(2) == 0).Select(h => (JsonNode)h)]);
            v["employees"] = random.Next(1, 500);
            if (random.Next(4) == 0) v.Remove("researchers");
        });
        content = content with { Enterprise = content.Enterprise with { Industry = Industries[random.Next(Industries.Length)] } };
        var id = await bench.ReportAsync(number, random.Next(2) == 0 ? LibraryBench.Hunan : LibraryBench.Jiangsu, state, year, content);
        var stored = (await bench.Platform.Get<AnnualReports>().FindAsync(id, default))!.Value;
        return (stored, content);
    }

    private static IEnumerable<string> GroupsOf(string by, (AnnualReport Report, ReportContent Content) r) => by switch
    {
        "province" => [r.Report.Province],
        "section" => [r.Content.Enterprise.Industry == "6513" ? "I" : "C"],
        "division" => [r.Content.Enterprise.Industry[..2]],
        "honour" => r.Content.Values.Choices("honours"),
        _ => [r.Content.Values.Text("size")!],
    };

    private static void CompareLine(JsonElement line, IReadOnlyList<(AnnualReport Report, ReportContent Content)> reports)
    {
        Compare("reported", r => 1, passedOnly: false);
        Compare("passed", r => 1);
        Compare("employees", r => r.Content.Values.Number("employees"));
        Compare("researchers", r => r.Content.Values.Number("researchers"));
        Compare("revenue", r => r.Content.Values.Number("revenue", r.Report.Year - 1));
        Compare("rdInvestment", r => r.Content.Values.Number("rdInvestment", r.Report.Year - 1));
        Compare("validInventions", r => r.Content.Official.TryGetValue("validInventions", out var value) ? value.Value!.Value.GetDecimal() : null);

        void Compare(string code, Func<(AnnualReport Report, ReportContent Content), decimal?> of, bool passedOnly = true)
        {
            var figure = line.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("code").GetString() == code);
            decimal Sum(int year) => reports.Where(r => r.Report.Year == year && (!passedOnly || r.Report.State == ReportState.Passed)).Sum(r => of(r) ?? 0);
            Assert.Equal((Sum(2026), Sum(2025)), (figure.GetProperty("now").GetDecimal(), figure.GetProperty("before").GetDecimal()));
        }
    }

    private static Task<(int Status, JsonElement Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> ReadAsync(LibraryBench bench, Caller caller, string query) =>
        bench.CallAsync("GET", "/api/sme-statistics/2026" + query, caller, null, r => new ReadSmeStatistics(bench.Platform.Get<ReportsByProvince>(), SmeForms.BuiltIn, bench.Platform.Clock).RunAsync(r, 2026, default));
}
