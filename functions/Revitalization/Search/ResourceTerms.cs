using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Search;

/// <summary>The searched texts of a document, taken apart: what an index is given, the same in both builds.</summary>
/// <param name="Title">Title, and those of the patents of a portfolio.</param>
/// <param name="Keywords">关键词.</param>
/// <param name="University">申请人.</param>
/// <param name="Body">Abstracts and 应用领域.</param>
/// <param name="Numbers">专利号 without their dots.</param>
internal sealed record ResourceTerms(string Title, string Keywords, string University, string Body, string Numbers)
{
    /// <summary>How much a hit in each text counts, in the order of the members.</summary>
    public static IReadOnlyList<double> Weights { get; } = [8, 6, 3, 1, 10];

    /// <summary>The terms of a document.</summary>
    public static ResourceTerms Of(ResourceDocument document) => new(
        ResourceText.Joined(document.Patents.Select(p => p.Title).Prepend(document.Title).Distinct(StringComparer.Ordinal)),
        ResourceText.Joined(document.Dossier.Keywords),
        ResourceText.Joined(document.UniversityName),
        ResourceText.Joined(document.Patents.Select(p => p.Abstract).Append(document.Dossier.ApplicationField)),
        NumbersOf(document));

    private static string NumbersOf(ResourceDocument document)
    {
        var numbers = new StringBuilder();
        foreach (var patent in document.Patents)
        {
            if (numbers.Length > 0) numbers.Append(' ');
            foreach (var c in patent.Number.Value)
            {
                if (c != '.') numbers.Append(char.ToLowerInvariant(c));
            }
        }
        return numbers.ToString();
    }
}

/// <summary>The conditions of 高级检索 as values that a document has or has not: names of facets and codes.</summary>
internal static class ResourceFacets
{
    public const string Kind = "kind";
    public const string Field = "field";
    public const string Strategic = "strategic";
    public const string Industry = "industry";
    public const string Type = "type";
    public const string University = "university";
    public const string Province = "province";
    public const string Way = "way";
    public const string Maturity = "maturity";
    public const string Valid2023 = "valid2023";

    /// <summary>All names, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Names { get; } = [Kind, Field, Strategic, Industry, Type, University, Province, Way, Maturity, Valid2023];

    /// <summary>The values of a document: of an industry all levels above it too.</summary>
    public static IEnumerable<(string Facet, string Value)> Of(ResourceDocument document)
    {
        yield return (Kind, TextOf(document.Kind));
        yield return (Field, document.Dossier.TechnicalField);
        foreach (var code in document.Dossier.StrategicIndustries.SelectMany(c => WithAbove(StrategicIndustries.Edition2018.Catalog, c)).Distinct(StringComparer.Ordinal)) yield return (Strategic, code);
        foreach (var code in document.Dossier.Industries.SelectMany(c => WithAbove(NationalEconomyIndustries.Catalog, c)).Distinct(StringComparer.Ordinal)) yield return (Industry, code);
        foreach (var type in document.Patents.Select(p => p.Type).Distinct()) yield return (Type, TextOf(type));
        yield return (University, document.University.Value);
        yield return (Province, document.Province);
        foreach (var way in document.Dossier.Ways.Distinct()) yield return (Way, TextOf(way));
        yield return (Maturity, TextOf(document.Dossier.Maturity));
        yield return (Valid2023, document.ValidAtEndOf2023 ? "yes" : "no");
    }

    /// <summary>The conditions of a query: of each facet that is asked for, the values of which one is enough.</summary>
    public static IReadOnlyList<(string Facet, IReadOnlyList<string> Values)> Of(ResourceQuery query)
    {
        var conditions = new List<(string, IReadOnlyList<string>)>();
        void Add(string facet, IEnumerable<string> values)
        {
            if (values.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } some) conditions.Add((facet, some));
        }

        if (query.Kind is { } kind) Add(Kind, [TextOf(kind)]);
        // A sector is its fields; one that does not exist has none, and finds nothing.
        Add(Field, query.TechnicalFields.SelectMany(c => TechnicalFields.Within(c) is { Count: > 0 } fields ? fields : [c]));
        Add(Strategic, query.StrategicIndustries);
        Add(Industry, query.Industries);
        Add(Type, query.Types.Select(TextOf));
        Add(University, query.Universities.Select(u => u.Value));
        Add(Province, query.Provinces);
        Add(Way, query.Ways.Select(TextOf));
        Add(Maturity, query.Maturities.Select(TextOf));
        if (query.ValidAtEndOf2023 is { } valid) Add(Valid2023, [valid ? "yes" : "no"]);
        return conditions;
    }

    /// <summary>An enum value as addresses and answers write it.</summary>
    public static string TextOf<T>(T value)
        where T : struct, Enum => value is PatentType type
        ? type switch { PatentType.Invention => "invention", PatentType.UtilityModel => "utility-model", _ => "design" }
        : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static IEnumerable<string> WithAbove(Catalog catalog, string code)
    {
        for (var entry = catalog.Find(code); entry is not null; entry = catalog.Find(entry.Parent)) yield return entry.Code;
    }
}
