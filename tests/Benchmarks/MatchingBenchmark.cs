using System.Diagnostics;
using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Revitalization.Matching;

namespace Benchmarks;

/// <summary>
/// A week's patents against all subscriptions: CPU time of the whole process (all threads), memory and the pairs that had to be scored. Industries
/// and keywords are skewed as they are in life: a few are chosen by very many.
/// </summary>
public static class MatchingBenchmark
{
    private const int Best = 20;
    private const int Rounds = 7;
    private static readonly string[] Ways = ["assignment", "licence", "openLicence", "equity", "jointDevelopment", "commissionedDevelopment"];
    private static readonly string[] Filler = ["提高效率", "降低成本", "结构简单", "便于安装", "精度较高", "稳定可靠", "能耗较低", "适用范围广", "在使用时", "该方法包括", "实验表明", "与现有技术相比"];

    public static void Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var subscriptions = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var patents = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        var random = new Random(1);
        var world = new World(random);
        var offered = Enumerable.Range(0, patents).Select(i => world.Patent(i)).ToList();
        var foci = Enumerable.Range(0, subscriptions).Select(i => world.Focus(i)).ToList();

        // What belongs to the process and not to a run: the classifications, and code that is compiled.
        for (var i = 0; i < 3; i++) Match(FocusSet.Of(foci[..Math.Min(2000, foci.Count)]), offered[..Math.Min(1000, offered.Count)]);
        foreach (var entry in StrategicIndustries.Edition2018.Catalog.Entries.Select(e => new MatchFocus(e.Code) { StrategicIndustries = [e.Code] }).Concat(NationalEconomyIndustries.Catalog.Entries.Select(e => new MatchFocus(e.Code) { Industries = [e.Code] })).Chunk(500))
            Match(FocusSet.Of(entry), offered[..Math.Min(10, offered.Count)]);

        Console.WriteLine($"{subscriptions:N0} subscriptions x {patents:N0} patents, CPU of the whole process in ms, {Rounds} rounds, each from nothing:");
        var rounds = new List<(double Matching, double Together)>();
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var (before, cpu, clock) = (GC.GetTotalMemory(true), Cpu(), Stopwatch.StartNew());
            var set = FocusSet.Of(foci);
            var compiled = Cpu();
            var index = MatchIndex.Of(offered, set, MatchWeights.ForMail);
            var indexed = Cpu();
            var matcher = new Matcher(index);
            var kept = new Match[subscriptions * Best];
            long found = 0;
            for (var i = 0; i < subscriptions; i++) found += matcher.Best(i, kept.AsSpan(i * Best, Best));
            var matched = Cpu();
            rounds.Add(((matched - indexed).TotalMilliseconds, (matched - cpu).TotalMilliseconds));
            Console.WriteLine($"  subscriptions {(compiled - cpu).TotalMilliseconds:N0}, index {(indexed - compiled).TotalMilliseconds:N0}, matching {(matched - indexed).TotalMilliseconds:N0}; together {rounds[^1].Together:N0} ({clock.ElapsedMilliseconds:N0} by the clock); "
                + $"{found:N0} matches kept, {matcher.Scored:N0} of {(long)subscriptions * patents:N0} pairs scored, {(GC.GetTotalMemory(false) - before) / 1048576.0:N0} MB more on the heap");
            GC.KeepAlive(kept);
        }
        Console.WriteLine($"median: matching {rounds.Select(r => r.Matching).Order().ElementAt(Rounds / 2):N0} ms, together {rounds.Select(r => r.Together).Order().ElementAt(Rounds / 2):N0} ms; peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MB (texts of both included)");
    }

    private static void Match(FocusSet foci, IReadOnlyList<MatchPatent> patents)
    {
        var matcher = new Matcher(MatchIndex.Of(patents, foci, MatchWeights.ForMail));
        var best = new Match[Best];
        for (var i = 0; i < foci.Count; i++) matcher.Best(i, best);
    }

    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    private sealed class World(Random random)
    {
        private readonly StrategicProduct[] products = [.. StrategicIndustries.Edition2018.Products.Where(p => !p.IsWholeClass).OrderBy(_ => random.Next())];
        private readonly CatalogEntry[] classes = [.. NationalEconomyIndustries.Catalog.Entries.Where(e => e.Level >= 2).OrderBy(_ => random.Next())];

        public MatchPatent Patent(int i)
        {
            var about = Skewed(products);
            var other = Skewed(products);
            return new MatchPatent("rs-" + i.ToString(CultureInfo.InvariantCulture), $"一种{Word(about)}及其{Word(other)}的制备方法", "大学" + (int)(600 * random.NextDouble() * random.NextDouble()))
            {
                Abstract = string.Join('，', Enumerable.Range(0, 24).Select(n => n % 4 == 0 ? Word(about) : n % 6 == 1 ? Word(Skewed(products)) : Filler[random.Next(Filler.Length)] + Filler[random.Next(Filler.Length)])),
                Keywords = [Word(about), Word(other)],
                StrategicIndustries = [about.SeiCode],
                Industries = [about.Gb4754Codes[0]],
                TransferWays = [Ways[random.Next(Ways.Length)], Ways[random.Next(Ways.Length)]],
            };
        }

        public MatchFocus Focus(int i)
        {
            var about = Skewed(products);
            var code = about.SeiCode;
            return new MatchFocus("u-" + i.ToString(CultureInfo.InvariantCulture))
            {
                // One in five chooses a whole branch.
                StrategicIndustries = random.Next(4) == 0 ? [] : [random.Next(5) == 0 ? code[..code.LastIndexOf('.')] : code, Skewed(products).SeiCode],
                Industries = random.Next(2) == 0 ? [] : [about.Gb4754Codes[0], Skewed(classes).Code],
                TransferWays = random.Next(2) == 0 ? [] : [Ways[random.Next(Ways.Length)]],
                Keywords = [.. Enumerable.Range(0, random.Next(1, 7)).Select(n => Word(n < 3 ? about : Skewed(products)))],
                Excluded = random.Next(5) == 0 ? [Word(Skewed(products))] : [],
                OwnTitles = random.Next(3) == 0 ? [about.Name, Skewed(products).Name] : [],
                Dislikes = random.Next(20) == 0 ? [new Dislike(DislikeKind.University, "大学1", 1)] : [],
            };
        }

        // A few of them are very frequent.
        private T Skewed<T>(T[] from) => from[(int)(from.Length * Math.Pow(random.NextDouble(), 3))];

        private string Word(StrategicProduct product)
        {
            var name = product.Name.Split('（', '(', '、', '，')[0];
            if (name.Length < 2) return "设备";
            var length = Math.Min(name.Length, random.Next(2, 6));
            return random.Next(2) == 0 ? name[..length] : name[^length..];
        }
    }
}
