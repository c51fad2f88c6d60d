using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Search;

/// <summary>Conditions of a search are not what they may be; every one is named.</summary>
public sealed record ResourceFilterInvalid() : Malformed("resource-filter-invalid", "检索条件无效", "请按提示修改检索条件后重新检索。");

/// <summary>Reads 高级检索 from an address: the same words for search and export.</summary>
internal static class ResourceFilter
{
    private const int LongestText = 100;
    private const int LongestId = 40;
    private const int MostValues = 50;

    /// <summary>The query of an address, or everything that is wrong with it.</summary>
    public static Outcome<ResourceQuery> From(HttpRequest request)
    {
        var findings = new List<Finding>();
        void Bad(string name, string text) => findings.Add(Finding.Blocks("resource-filter." + name, "/" + name, text));
        string? One(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

        // What each text is read as; those that mean nothing are named.
        IReadOnlyList<string> Many(string name, string told, Func<string, string?> read)
        {
            var values = new List<string>();
            var texts = request.Query[name].SelectMany(v => (v ?? "").Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal).ToList();
            if (texts.Count > MostValues) Bad(name, $"至多 {MostValues} 个值。");
            foreach (var text in texts.Take(MostValues))
            {
                if (read(text) is { } value) values.Add(value);
                else Bad(name, $"“{Shown(text)}”无效，应为{told}。");
            }
            return values;
        }

        IReadOnlyList<T> Choices<T>(string name, string told)
            where T : struct, Enum => [.. Many(name, told, t => Named<T>(t) is null ? null : t).Select(t => Named<T>(t)!.Value)];

        DateOnly? Day(string name)
        {
            if (One(name) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Bad(name, "日期应为 yyyy-MM-dd。");
            return null;
        }

        var q = One("q");
        if (q?.Length > LongestText) Bad("q", $"关键词不超过 {LongestText} 个字。");
        else if (q is not null && SearchWords.Parse(q).Count == 0) Bad("q", "请输入文字、字母或数字作为关键词。");
        var query = new ResourceQuery
        {
            Text = q,
            Kind = Choices<ResourceKind>("kind", " single 或 portfolio") is [var kind] ? kind : null,
            TechnicalFields = Many("field", "技术类型 01 至 35 或大类 A 至 E", t => TechnicalFields.Within(t).Count > 0 ? t : null),
            StrategicIndustries = Many("strategic", "战略性新兴产业代码", t => StrategicIndustries.Edition2018.Catalog.Find(t)?.Code),
            Industries = Many("industry", "国民经济行业代码", t => NationalEconomyIndustries.Catalog.Find(t)?.Code),
            Types = Choices<PatentType>("type", " invention、utility-model 或 design"),
            Universities = [.. Many("university", "高校院所的标识", t => t.Length <= LongestId ? t : null).Select(t => new UnitId(t))],
            Provinces = Many("province", "省级行政区划代码", t => AdministrativeDivisions.Find(t) is { Level: 1 } province ? province.Code : null),
            Ways = Choices<TransferWay>("way", "转化方式的代码"),
            Maturities = Choices<TechnicalMaturity>("maturity", "技术成熟度的代码"),
            RegisteredFrom = Day("from"),
            RegisteredTo = Day("to"),
            ValidAtEndOf2023 = Many("valid2023", " yes 或 no", t => t is "yes" or "no" ? t : null) is [var valid] ? valid == "yes" : null,
            Sort = One("sort") switch
            {
                null => q is null ? ResourceSort.Newest : ResourceSort.Relevance,
                "relevance" => ResourceSort.Relevance,
                "newest" => ResourceSort.Newest,
                "rating" => ResourceSort.Rating,
                _ => Unsorted(),
            },
        };
        if (query.RegisteredFrom > query.RegisteredTo) Bad("from", "起始日期晚于截止日期。");
        return findings.Count > 0 ? new ResourceFilterInvalid { Findings = findings } : query;

        ResourceSort Unsorted()
        {
            Bad("sort", "排序应为 relevance、newest 或 rating。");
            return ResourceSort.Relevance;
        }
    }

    private static T? Named<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (ResourceFacets.TextOf(value) == text) return value;
        }
        return null;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
