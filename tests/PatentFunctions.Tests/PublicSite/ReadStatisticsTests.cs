using System.Globalization;
using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PublicSite;
using PatentFunctions.Recognition;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;
using static PatentFunctions.Tests.PublicSite.PublicSiteBench;

namespace PatentFunctions.Tests.PublicSite;

[Trait("Spec", "PUB-02")]
public sealed class ReadStatisticsTests : IDisposable
{
    private static readonly string[] Divisions = ["430100", "320102", "110105", "440300"];
    private static readonly string[] Industries = ["3851", "3451", "3441", "0111", "6513", "unknown"];
    private static readonly string[] Dimensions = ["year", "province", "section", "division", "class", "intensive", "sector", "category", "state"];

    private readonly PublicSiteBench bench = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Figures_AfterARandomHistory_AreThoseOfARecountAndEachLinkListsExactlyItsProducts(int seed)
    {
        await LiveAsync(new Random(seed));
        foreach (var query in new[] { "", "&year=2025", "&province=43", "&intensive=yes&filingYear=2024" })
            foreach (var by in Dimensions) await AssertRecountAsync(by, query);
    }

    [Fact]
    public async Task Figures_AfterTheIndexWasLostOrSpoilt_AreRightAgainByTheOperatorsRebuild()
    {
        await LiveAsync(new Random(7));
        var (entries, index) = (await bench.RowsAsync(PublicIndex.Table), await bench.RowsAsync(Postings.Table));
        await DeleteAsync(Postings.Table, row => row.GetHashCode(StringComparison.Ordinal) % 3 == 0);
        await DeleteAsync(PublicIndex.Table, row => row.EndsWith('3'));
        // A product that is counted though there is none, and one that is counted in a state it is not in.
        var (change, block) = (BlockBits.Empty(), NumberBlock.Of("2025000001").Block);
        BlockBits.Set(change, 1, true);
        BlockBits.Set(change, 999, true);
        await bench.Platform.Get<Postings>().ApplyAsync(block, [(new Term(PublicTerms.State, "InNotice"), change, change)], default);

        await bench.Platform.Get<Projector>().RebuildAsync(PublicFilings.ProjectionName, default);
        Assert.Equal(entries, await bench.RowsAsync(PublicIndex.Table));
        Assert.Equal(index, await bench.RowsAsync(Postings.Table));
        await AssertRecountAsync("state", "");
    }

    [Fact]
    public async Task Figures_OfAProvincialOfficer_AreThoseOfTheOwnProvince()
    {
        await LiveAsync(new Random(4));
        var hunan = Officer(Role.Provincial, "430000");
        var (status, own) = await bench.StatisticsAsync("by=province", hunan);
        Assert.Equal(200, status);
        var line = Assert.Single(own.GetProperty("lines").EnumerateArray());
        Assert.Equal("43", line.GetProperty("value").GetString());
        var expected = (await bench.StatisticsAsync("by=province")).Body.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("value").GetString() == "43");
        Assert.Equal(Counts(expected), Counts(line));
        Assert.Equal(Counts(line), Counts(own.GetProperty("total")));

        Assert.Equal(403, (await bench.StatisticsAsync("province=32", hunan)).Status);
        Assert.Equal(403, (await bench.ListAsync("/api/statistics/filings?province=32", hunan)).Status);
        Assert.Equal(403, (await bench.StatisticsAsync("", Officer(Role.Provincial))).Status);
        var list = (await bench.ListAsync("/api/statistics/filings?take=200", hunan)).Body;
        Assert.All(list.GetProperty("items").EnumerateArray(), i => Assert.Equal("湖南省", i.GetProperty("province").GetString()));
        Assert.Equal(Counts(line)[0], list.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Csv_HasAByteOrderMarkNoFormulasAndTheLinks()
    {
        var filing = Filed("2025000001", industry: "3851");
        await bench.PutAsync(filing with { Content = filing.Content! with { Product = filing.Content.Product with { Category = "=1+1" } } });
        var request = bench.Platform.Request("GET", "/api/statistics?by=category&format=csv", Officer(Role.National));
        var (status, headers, body) = await TestPlatform.ExecuteAsync(request, await bench.Platform.Create<ReadStatistics>().RunAsync(request, default));
        Assert.Equal(200, status);
        Assert.StartsWith("text/csv", headers.ContentType.ToString(), StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], body.Take(3));
        var lines = Encoding.UTF8.GetString(body.AsSpan(3)).Split("\r\n");
        Assert.StartsWith("代码,产品分类,备案（件）,备案清单,更新（件）", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("'=1,'=1,1,http://localhost:7071/api/statistics/filings?measure=filed&by=category&value=%3D1,0,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith(",合计,1,", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("by=colour")]
    [InlineData("year=25")]
    [InlineData("format=pdf")]
    [InlineData("province=43x")]
    public async Task Statistics_ByWhatCannotBeMeant_AreRefused(string query) => Assert.Equal(400, (await bench.StatisticsAsync(query)).Status);

    public void Dispose() => bench.Dispose();

    private static int[] Counts(System.Text.Json.JsonElement line) => [.. line.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("count").GetInt32())];

    // Filings of three years, updated, recognized, expired, withdrawn, revoked, moved in any order.
    private async Task LiveAsync(Random random)
    {
        for (var unit = 0; unit < Divisions.Length; unit++) await bench.PutUnitAsync($"u-{unit}", Divisions[unit]);
        var numbers = new List<string>();
        var serials = new Dictionary<int, int>();
        for (var step = 0; step < 160; step++)
        {
            if (numbers.Count < 12 || random.Next(4) == 0)
            {
                var year = random.Next(2024, 2027);
                serials[year] = serials.GetValueOrDefault(year) + (random.Next(10) == 0 ? 4000 : 1);
                numbers.Add($"{year}{serials[year]:D6}");
                await bench.PutAsync(Filed(numbers[^1], unit: $"u-{random.Next(Divisions.Length + 1)}", industry: Industries[random.Next(Industries.Length)], publish: random.Next(2) == 0));
                continue;
            }
            var filing = await bench.FilingAsync(numbers[random.Next(numbers.Count)]);
            if (!FilingStates.IsInForce(filing.State)) continue;
            var at = new DateTimeOffset(random.Next(filing.FilingYear!.Value, 2027), random.Next(1, 13), 28, 20, 0, 0, TimeSpan.Zero);
            switch (random.Next(6))
            {
                case 0: await bench.PutAsync(filing with { UpdateYear = at.Year }); break;
                case 1: await bench.PutAsync(filing with { State = FilingState.Withdrawn, EndedAt = at }); break;
                case 2 when random.Next(2) == 0: await bench.PutAsync(filing with { State = FilingState.Revoked, EndedAt = at }); break;
                case 3: await bench.PutAsync(InCampaign(filing, at.Year, random.Next(2) == 0 ? RecognitionState.InNotice : RecognitionState.Screened)); break;
                case 4:
                    var day = DateOnly.FromDateTime(at.UtcDateTime);
                    await bench.PutAsync(filing with { Recognition = new FilingRecognition(at.Year, $"{at.Year}-{filing.Number}", day, day.AddYears(1), (RecognitionStanding)random.Next(3)) });
                    break;
                default: await bench.PutUnitAsync($"u-{random.Next(Divisions.Length)}", Divisions[random.Next(Divisions.Length)]); break;
            }
        }
    }

    private async Task AssertRecountAsync(string by, string query)
    {
        var cases = await RecountAsync();
        var (status, answer) = await bench.StatisticsAsync($"by={by}{query}");
        Assert.True(status == 200, answer.ToString());
        var year = query.Contains("&year=2025", StringComparison.Ordinal) ? 2025 : (int?)null;
        var within = cases.Where(c =>
            (!query.Contains("province=43", StringComparison.Ordinal) || c.Province == "43")
            && (!query.Contains("intensive=yes", StringComparison.Ordinal) || c.Intensive != "none")
            && (!query.Contains("filingYear=2024", StringComparison.Ordinal) || c.Filed == 2024)).ToList();
        var expected = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var counted in within)
        {
            for (var measure = 0; measure < 5; measure++)
            {
                var years = counted.Years(measure).Where(y => year is null || y == year).ToList();
                if (years.Count == 0) continue;
                foreach (var group in by == "year" ? years.Select(y => y.ToString(CultureInfo.InvariantCulture)) : [counted.Group(by)])
                {
                    if (!expected.TryGetValue(group, out var counts)) expected[group] = counts = new int[5];
                    counts[measure]++;
                }
            }
        }
        var lines = answer.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(expected.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"), lines.Select(l => $"{l.GetProperty("value").GetString()}: {string.Join(' ', Counts(l))}"));
        var total = Enumerable.Range(0, 5).Select(m => within.Count(c => c.Years(m).Any(y => year is null || y == year)));
        Assert.Equal(total, Counts(answer.GetProperty("total")));
        foreach (var figure in lines.Append(answer.GetProperty("total")).SelectMany(l => l.GetProperty("figures").EnumerateArray()))
        {
            var (count, link, listed, page) = (figure.GetProperty("count").GetInt32(), figure.GetProperty("list").GetString()!, 0, "");
            do
            {
                var (_, body) = await bench.ListAsync($"{link}&take=50{page}");
                Assert.Equal(count, body.GetProperty("total").GetInt32());
                listed += body.GetProperty("items").GetArrayLength();
                page = body.TryGetProperty("continuation", out var next) ? "&continuation=" + next.GetString() : "";
            }
            while (page.Length > 0);
            Assert.True(count == listed, $"{link}: {listed} listed, {count} counted");
        }
    }

    // From the cases themselves, without anything of the public site.
    private async Task<List<Counted>> RecountAsync()
    {
        var units = new Dictionary<string, string>();
        await foreach (var unit in bench.Platform.Records.AllAsync<Unit>(UnitTables.Units, new RecordQuery { RowFrom = CaseRows.Record, RowBefore = CaseRows.Record + "!" })) units[unit.Partition] = unit.Value.InForce!.Division;
        var notices = new HashSet<string>();
        await foreach (var product in bench.Platform.Records.AllAsync<RecognitionRecord>(RecognitionRecords.Table, new RecordQuery { RowFrom = CaseRows.Record, RowBefore = CaseRows.Record + "!" }))
            if (product.Value.State == RecognitionState.InNotice) notices.Add(product.Value.Filing.Value);
        var cases = new List<Counted>();
        await foreach (var row in bench.Platform.Records.AllAsync<FilingRecord>(FilingRecords.Table, new RecordQuery { RowFrom = CaseRows.Record, RowBefore = CaseRows.Record + "!" }))
        {
            var filing = row.Value;
            var product = filing.Content!.Product;
            var known = NationalEconomyIndustries.FindClass(product.Industry) is not null;
            var state = filing.State is FilingState.Withdrawn or FilingState.Revoked ? "Ended"
                : filing.Recognition?.Standing == RecognitionStanding.Valid ? "Recognized"
                : notices.Contains(filing.Id.Value) ? "InNotice"
                : filing.Recognition?.Standing switch { RecognitionStanding.Expired => "RecognitionExpired", RecognitionStanding.Revoked => "RecognitionRevoked", _ => "Filed" };
            var ended = filing.EndedAt?.ToOffset(TimeSpan.FromHours(8)).Year;
            cases.Add(new Counted(
                filing.FilingYear!.Value, units.TryGetValue(filing.Unit.Value, out var division) ? division[..2] : "00", known ? product.Industry! : "00", product.Category!,
                PatentIntensiveIndustries.Match(product.Industry)?.GroupCode ?? "none", state, filing.UpdateYear, filing.Recognition?.Year, filing.State == FilingState.Withdrawn ? ended : null, filing.State == FilingState.Revoked ? ended : null));
        }
        return cases;
    }

    private async Task DeleteAsync(string table, Func<string, bool> which)
    {
        var rows = new List<(string Partition, string Row)>();
        await foreach (var row in bench.Platform.Records.AllAsync(table, new RecordQuery { Take = RecordLimits.PageRecords })) rows.Add((row.Partition, row.Row));
        foreach (var (partition, row) in rows.Where(r => which(r.Partition + r.Row))) await bench.Platform.Records.CommitAsync(table, partition, [new DeleteRecord(row)]);
    }

    private sealed record Counted(int Filed, string Province, string Class, string Category, string Intensive, string State, int? Updated, int? Recognized, int? Withdrawn, int? Revoked)
    {
        public IEnumerable<int> Years(int measure) => new[] { Filed, Updated, Recognized, Withdrawn, Revoked }[measure] is { } year ? [year] : [];

        public string Group(string by) => by switch
        {
            "province" => Province,
            "section" => Class == "00" ? "00" : NationalEconomyIndustries.SectionOf(Class)!,
            "division" => Class[..2],
            "class" => Class,
            "intensive" => Intensive,
            "sector" => Intensive == "none" ? Intensive : Intensive[..2],
            "category" => Category[..2],
            _ => State,
        };
    }
}
