using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>How a patent's industry is related to a chosen one.</summary>
internal enum IndustryLink
{
    /// <summary>The same entry.</summary>
    Same,

    /// <summary>The patent's entry lies below the chosen one.</summary>
    Covered,

    /// <summary>The patent's entry lies above the chosen one: it may be meant.</summary>
    Broader,

    /// <summary>Both stand under the same entry.</summary>
    Neighbour,

    /// <summary>Joined by the relation of 战略性新兴产业 to GB/T 4754.</summary>
    Related,

    /// <summary>Suggested by the IPC class.</summary>
    ByIpc,
}

/// <summary>A chosen industry that a patent's industry concerns.</summary>
/// <param name="Code">Number of the chosen industry.</param>
/// <param name="Closeness">1 for the same entry, less the farther away.</param>
/// <param name="Link">How they are related.</param>
internal readonly record struct IndustryRelative(int Code, float Closeness, IndustryLink Link);

/// <summary>
/// Both classifications as one numbered set: 战略性新兴产业分类（2018） and GB/T 4754-2017, their trees, the relation between them and the
/// coarse relation to IPC. Answers which chosen industries a patent's industry concerns, and what an industry's products are called.
/// </summary>
internal sealed class IndustryGraph
{
    // Closeness by distance in the tree. A chosen parent covers its children, a broad choice says a little less.
    private static readonly float[] Below = [1f, 0.95f, 0.88f, 0.8f];
    private static readonly float[] Above = [1f, 0.55f, 0.4f, 0.25f];
    private const float LeafNeighbour = 0.4f;
    private const float GroupNeighbour = 0.25f;
    private const float WholeRelation = 0.8f;
    private const float PartRelation = 0.5f;
    private const float IpcRelation = 0.4f;
    private const float IpcPartRelation = 0.3f;
    private const float StepAway = 0.9f;

    private static readonly Lazy<IndustryGraph> Shared = new(() => new IndustryGraph());

    private readonly List<CatalogEntry> entries = [];
    private readonly Dictionary<string, int> strategic = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> economic = new(StringComparer.Ordinal);
    private readonly List<List<(int Code, float Closeness)>> relations = [];
    private readonly Dictionary<string, List<(int Code, bool Partial)>> byIpc = new(StringComparer.Ordinal);
    private readonly Lazy<List<string>[]> products;
    private readonly IndustryRelative[]?[] relatives;

    private IndustryGraph()
    {
        foreach (var entry in StrategicIndustries.Edition2018.Catalog.Entries) Add(strategic, entry);
        StrategicCount = entries.Count;
        foreach (var entry in NationalEconomyIndustries.Catalog.Entries) Add(economic, entry);
        ReadRelations();
        ReadIpc();
        products = new(ReadProducts);
        relatives = new IndustryRelative[]?[entries.Count];
    }

    /// <summary>Of the built-in editions, to which the relations belong.</summary>
    public static IndustryGraph BuiltIn => Shared.Value;

    public int Count => entries.Count;

    private int StrategicCount { get; }

    /// <summary>Number of an entry of 战略性新兴产业; -1 where there is none.</summary>
    public int FindStrategic(string code) => strategic.GetValueOrDefault(code, -1);

    /// <summary>Number of an entry of GB/T 4754; -1 where there is none.</summary>
    public int FindEconomic(string code) => economic.GetValueOrDefault(code, -1);

    /// <summary>战略性新兴产业“…” or 国民经济行业“…”.</summary>
    public string TitleOf(int code) => (code < StrategicCount ? "战略性新兴产业“" : "国民经济行业“") + entries[code].Name + "”";

    public string NameOf(int code) => entries[code].Name;

    /// <summary>The chosen industries that a patent of this industry concerns, each once with its best closeness.</summary>
    public IReadOnlyList<IndustryRelative> RelativesOf(int code) => relatives[code] ??= Relate(code);

    /// <summary>The chosen industries that an IPC class suggests, such as H01M10/0525; weak, since the relation is coarse.</summary>
    public IReadOnlyList<IndustryRelative> RelativesOfIpc(string? ipc)
    {
        if (Ipc(ipc) is not { } found) return [];
        var best = new Dictionary<int, IndustryRelative>();
        foreach (var (code, partial) in found)
        {
            var closeness = partial ? IpcPartRelation : IpcRelation;
            Keep(best, new IndustryRelative(code, closeness, IndustryLink.ByIpc));
            for (var above = AboveOf(code); above >= 0; above = AboveOf(above)) Keep(best, new IndustryRelative(above, closeness, IndustryLink.ByIpc));
            foreach (var below in Descend(code)) Keep(best, new IndustryRelative(below.Code, closeness * MathF.Pow(0.6f, below.Steps), IndustryLink.ByIpc));
        }
        return [.. best.Values];
    }

    /// <summary>Texts of an industry: its name, the names above it, and what it makes.</summary>
    public IEnumerable<(string Text, float Weight)> TextsOf(int code)
    {
        yield return (entries[code].Name, 4);
        for (var (above, weight) = (AboveOf(code), 1.5f); above >= 0 && entries[above].Level > 1; above = AboveOf(above), weight /= 2) yield return (entries[above].Name, weight);
        foreach (var product in products.Value[code]) yield return (product, 1);
        foreach (var (below, steps) in Descend(code))
        {
            yield return (entries[below].Name, 2f / steps);
            foreach (var product in products.Value[below]) yield return (product, 1f / steps);
        }
    }

    /// <summary>Every name of an entry or product: what words of trade there are, and how common each is.</summary>
    public IEnumerable<string> AllTexts() => entries.Select(e => e.Name).Concat(products.Value.SelectMany(p => p));

    private IndustryRelative[] Relate(int code)
    {
        var best = new Dictionary<int, IndustryRelative>();
        Keep(best, new IndustryRelative(code, 1, IndustryLink.Same));
        for (var (above, steps) = (AboveOf(code), 1); above >= 0; above = AboveOf(above), steps++)
            Keep(best, new IndustryRelative(above, Below[Math.Min(steps, 3)], IndustryLink.Covered));
        foreach (var (below, steps) in Descend(code))
            if (steps <= 3) Keep(best, new IndustryRelative(below, Above[steps], IndustryLink.Broader));
        if (AboveOf(code) is >= 0 and var parent && entries[parent].Level > 1)
        {
            var closeness = entries[code].IsLeaf ? LeafNeighbour : GroupNeighbour;
            foreach (var sibling in ChildrenOf(parent)) Keep(best, new IndustryRelative(sibling, closeness, IndustryLink.Neighbour));
        }
        foreach (var (related, closeness) in relations[code])
        {
            Keep(best, new IndustryRelative(related, closeness, IndustryLink.Related));
            for (var (above, less) = (AboveOf(related), closeness * StepAway); above >= 0; above = AboveOf(above), less *= StepAway)
                Keep(best, new IndustryRelative(above, less, IndustryLink.Related));
        }
        return [.. best.Values];
    }

    private static void Keep(Dictionary<int, IndustryRelative> best, IndustryRelative relative)
    {
        if (!best.TryGetValue(relative.Code, out var kept) || kept.Closeness < relative.Closeness) best[relative.Code] = relative;
    }

    private int AboveOf(int code) => entries[code].Parent is { } parent ? MapOf(code)[parent] : -1;

    private Dictionary<string, int> MapOf(int code) => code < StrategicCount ? strategic : economic;

    private IEnumerable<int> ChildrenOf(int code)
    {
        var map = MapOf(code);
        return (code < StrategicCount ? StrategicIndustries.Edition2018.Catalog : NationalEconomyIndustries.Catalog).Children(entries[code].Code).Select(e => map[e.Code]);
    }

    private IEnumerable<(int Code, int Steps)> Descend(int code, int steps = 1)
    {
        foreach (var child in ChildrenOf(code))
        {
            yield return (child, steps);
            foreach (var below in Descend(child, steps + 1)) yield return below;
        }
    }

    private void Add(Dictionary<string, int> map, CatalogEntry entry)
    {
        map[entry.Code] = entries.Count;
        entries.Add(entry);
        relations.Add([]);
    }

    // A star means that only part of the class belongs to the entry: the more entries share a class, the less it says about one of them.
    private void ReadRelations()
    {
        var links = EmbeddedData.Rows("sei2018-industries.tsv")
            .Select(f => (Sei: FindStrategic(f[0]), Gb: FindEconomic(f[1]), Partial: f[2] == "1"))
            .Where(l => l is { Sei: >= 0, Gb: >= 0 })
            .ToList();
        foreach (var group in links.GroupBy(l => l.Gb))
        {
            var share = MathF.Max(0.5f, 1f / MathF.Sqrt(group.Count()));
            foreach (var link in group) relations[link.Gb].Add((link.Sei, link.Partial ? PartRelation * share : WholeRelation));
        }
        foreach (var group in links.GroupBy(l => l.Sei))
        {
            var share = MathF.Max(0.4f, 1f / MathF.Sqrt(group.Count()));
            foreach (var link in group) relations[link.Sei].Add((link.Gb, WholeRelation * share));
        }
    }

    private void ReadIpc()
    {
        using var text = new StreamReader(EmbeddedData.Open("Revitalization/Matching/data/sei2018-ipc.tsv"), Encoding.UTF8);
        text.ReadLine();
        while (text.ReadLine()?.Split('\t') is { } fields)
        {
            if (!byIpc.TryGetValue(fields[0], out var codes)) byIpc[fields[0]] = codes = [];
            codes.Add((strategic[fields[1]], fields[2] == "1"));
        }
    }

    private List<(int Code, bool Partial)>? Ipc(string? ipc)
    {
        if (ipc is null) return null;
        var compact = string.Concat(ipc.Where(c => c != ' ')).ToUpperInvariant();
        if (compact.Length < 4) return null;
        var subclass = compact[..4];
        var group = string.Concat(compact.Skip(4).TakeWhile(char.IsAsciiDigit)).TrimStart('0');
        return byIpc.GetValueOrDefault(subclass + "/" + group) ?? byIpc.GetValueOrDefault(subclass);
    }

    private List<string>[] ReadProducts()
    {
        var lists = new List<string>[entries.Count];
        for (var i = 0; i < lists.Length; i++) lists[i] = [];
        foreach (var product in StrategicIndustries.Edition2018.Products.Where(p => !p.IsWholeClass))
        {
            if (FindStrategic(product.SeiCode) is >= 0 and var sei) lists[sei].Add(product.Name);
            foreach (var gb in product.Gb4754Codes)
                if (FindEconomic(gb) is >= 0 and var economy) lists[economy].Add(product.Name);
        }
        foreach (var product in StrategicIndustries.Industry2023.Products.Where(p => !p.IsWholeClass))
            foreach (var gb in product.Gb4754Codes)
                if (FindEconomic(gb) is >= 0 and var economy) lists[economy].Add(product.Name);
        return lists;
    }
}
