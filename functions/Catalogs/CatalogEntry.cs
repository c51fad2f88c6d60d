namespace PatentFunctions.Catalogs;

/// <summary>One line of a catalog as it comes from a file, before the tree is built.</summary>
/// <param name="Code">Code, unique in the catalog.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Parent">Code of the line above it; null at the top.</param>
public sealed record CatalogRow(string Code, string Name, string? Parent);

/// <summary>One entry of a catalog (分类条目).</summary>
public sealed class CatalogEntry
{
    private readonly CatalogEntry? _above;

    internal CatalogEntry(CatalogRow row, CatalogEntry? above, bool isLeaf, int order)
    {
        Code = row.Code;
        Name = row.Name;
        IsLeaf = isLeaf;
        Order = order;
        _above = above;
        Level = above is null ? 1 : above.Level + 1;
        FoldedCode = CatalogText.Fold(Code);
        FoldedName = CatalogText.Fold(Name);
    }

    /// <summary>Code, such as <c>3451</c>.</summary>
    public string Code { get; }

    /// <summary>Chinese name, such as 滚动轴承制造.</summary>
    public string Name { get; }

    /// <summary>Code of the entry above; null at the top.</summary>
    public string? Parent => _above?.Code;

    /// <summary>Depth, 1 at the top.</summary>
    public int Level { get; }

    /// <summary>Whether nothing is below it.</summary>
    public bool IsLeaf { get; }

    /// <summary>Names from the top down to this entry, such as 制造业, 通用设备制造业, 轴承、齿轮和传动部件制造, 滚动轴承制造.</summary>
    public IReadOnlyList<string> Path
    {
        get
        {
            var names = new string[Level];
            for (var (entry, i) = (this, Level - 1); entry is not null; entry = entry._above, i--)
                names[i] = entry.Name;
            return names;
        }
    }

    internal int Order { get; }

    internal string FoldedCode { get; }

    internal string FoldedName { get; }

    internal CatalogEntry? Above => _above;

    /// <summary>The entry at a level above (or this one), such as the section of an industry; null when the entry lies higher.</summary>
    public CatalogEntry? AtLevel(int level)
    {
        var entry = this;
        while (entry is not null && entry.Level > level)
            entry = entry._above;
        return entry?.Level == level ? entry : null;
    }

    /// <summary>Code and name.</summary>
    public override string ToString() => $"{Code} {Name}";
}
