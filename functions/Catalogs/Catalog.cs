using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.Catalogs;

/// <summary>A classification to choose from: a tree of codes and names, immutable, searchable (COM-15, 分类目录).</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<string, CatalogEntry> _byCode;
    private readonly FrozenDictionary<string, CatalogEntry[]> _children;
    private readonly CatalogEntry[] _entries;
    private readonly CatalogEntry[] _roots;

    private Catalog(CatalogInfo info, CatalogEntry[] entries)
    {
        Info = info;
        _entries = entries;
        _byCode = entries.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);
        _roots = [.. entries.Where(entry => entry.Above is null)];
        _children = entries.Where(entry => entry.Above is not null)
            .GroupBy(entry => entry.Above!.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        ContentHash = HashOf(entries);
    }

    /// <summary>Id, title, edition and source.</summary>
    public CatalogInfo Info { get; }

    /// <summary>See <see cref="CatalogInfo.Id"/>.</summary>
    public string Id => Info.Id;

    /// <summary>See <see cref="CatalogInfo.Version"/>.</summary>
    public string Version => Info.Version;

    /// <summary>Hash of codes, names and tree (12 hexadecimal digits): for entity tags, and to see that two loads are the same.</summary>
    public string ContentHash { get; }

    /// <summary>All entries, in the order of the source.</summary>
    public IReadOnlyList<CatalogEntry> Entries => _entries;

    /// <summary>Builds the tree.</summary>
    /// <exception cref="ArgumentException">
    /// Duplicate code, unknown parent or cycle; <see cref="CatalogData.Parse(Stream)"/> reports these with their lines.
    /// </exception>
    public static Catalog Create(CatalogInfo info, IReadOnlyList<CatalogRow> rows)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(rows);
        var order = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        var parents = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (!order.TryAdd(rows[i].Code, i))
                throw new ArgumentException($"Catalog {info.Id} holds code {rows[i].Code} twice.", nameof(rows));
            if (rows[i].Parent is { } parent)
                parents.Add(parent);
        }

        var entries = new CatalogEntry?[rows.Count];
        for (var i = 0; i < rows.Count; i++)
            Build(i, 0);
        return new Catalog(info, entries!);

        CatalogEntry Build(int i, int depth)
        {
            if (entries[i] is { } built)
                return built;
            var row = rows[i];
            if (depth > rows.Count)
                throw new ArgumentException($"Catalog {info.Id} has a cycle at {row.Code}.", nameof(rows));
            CatalogEntry? above = null;
            if (row.Parent is not null)
                above = order.TryGetValue(row.Parent, out var p)
                    ? Build(p, depth + 1)
                    : throw new ArgumentException($"Catalog {info.Id} has no {row.Parent}, the parent of {row.Code}.", nameof(rows));
            return entries[i] = new CatalogEntry(row, above, !parents.Contains(row.Code), i);
        }
    }

    /// <summary>The entry of a code, exactly as written; null when there is none.</summary>
    public CatalogEntry? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <summary>The entries directly below a code, or the top ones for null; empty for a leaf or an unknown code.</summary>
    public IReadOnlyList<CatalogEntry> Children(string? code) =>
        code is null ? _roots : _children.GetValueOrDefault(code, []);

    /// <summary>
    /// 关键字查找: by name or by the beginning of a code, best first: exact, then prefix, then contained; within these
    /// the higher level and the shorter name first. Several words must all occur in the entry's own name or above it.
    /// An empty keyword gives the top entries.
    /// </summary>
    /// <param name="keyword">What the user typed; full-width and upper-case forms count as the same.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="only">Restricts what may be chosen, such as leaves; null for all.</param>
    public IReadOnlyList<CatalogEntry> Search(string? keyword, int take = 20, Func<CatalogEntry, bool>? only = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var words = CatalogText.Fold(keyword ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return [.. _roots.Where(entry => only is null || only(entry)).Take(take)];

        var found = new List<(int Rank, CatalogEntry Entry)>();
        foreach (var entry in _entries)
            if (Rank(entry, words) is { } rank && (only is null || only(entry)))
                found.Add((rank, entry));
        found.Sort(static (a, b) =>
            (a.Rank, a.Entry.Level, a.Entry.Name.Length, a.Entry.Order).CompareTo((b.Rank, b.Entry.Level, b.Entry.Name.Length, b.Entry.Order)));
        return [.. found.Take(take).Select(match => match.Entry)];
    }

    private static int? Rank(CatalogEntry entry, string[] words)
    {
        if (words.Length == 1)
            return RankOf(entry, words[0]);
        var worst = 0;
        foreach (var word in words)
        {
            var rank = RankOf(entry, word);
            for (var above = entry.Above; rank is null && above is not null; above = above.Above)
                if (above.FoldedName.Contains(word, StringComparison.Ordinal))
                    rank = 4;
            if (rank is null)
                return null;
            worst = Math.Max(worst, rank.Value);
        }

        // The words of a pair are found anywhere in the tree; the entry's own name must hold at least one of them.
        return Array.Exists(words, word => RankOf(entry, word) is not null) ? worst : null;
    }

    private static int? RankOf(CatalogEntry entry, string word)
    {
        if (entry.FoldedName.StartsWith(word, StringComparison.Ordinal))
            return entry.FoldedName.Length == word.Length ? 0 : 2;
        if (entry.FoldedCode.StartsWith(word, StringComparison.Ordinal))
            return entry.FoldedCode.Length == word.Length ? 0 : 1;
        return entry.FoldedName.Contains(word, StringComparison.Ordinal) ? 3 : null;
    }

    private static string HashOf(CatalogEntry[] entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Code}\t{entry.Name}\t{entry.Parent}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
