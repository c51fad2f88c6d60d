namespace PatentFunctions.Catalogs;

/// <summary>The lists of a form from which several may be chosen, with an own text for 其他.</summary>
public static class ChoiceLists
{
    /// <summary>Code of 其他 in export destinations and filing purposes: the choice that needs a text.</summary>
    public const string Other = "other";

    /// <summary>出口地 (FIL-03): countries and regions by two-letter code, grouped by continent, and 其他.</summary>
    public static Catalog ExportDestinations => CatalogRegistry.BuiltIn.Get(CatalogIds.ExportDestinations);

    /// <summary>备案目的 (FIL-03). The manual names no options; these are ours.</summary>
    public static Catalog FilingPurposes => CatalogRegistry.BuiltIn.Get(CatalogIds.FilingPurposes);

    /// <summary>Whether a destination can be chosen: a country or region or 其他, not a continent.</summary>
    public static bool IsDestination(string? code) => code == Other || ExportDestinations.Find(code) is { Level: 2 };
}
