using System.Globalization;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>A condition of the list is not one of the values it may have.</summary>
/// <param name="Name">Name of the parameter.</param>
public sealed record BadFocusFilter(string Name) : Malformed("focus-filter-invalid", "查询条件无效", $"查询条件 {Name} 的值无效，请检查后重试。");

/// <summary>How 专利转化关注库 is ordered.</summary>
public enum FocusSort
{
    /// <summary>匹配度, best first.</summary>
    Match,

    /// <summary>登记入库时间, newest first.</summary>
    Newest,

    /// <summary>企业评价, highest average first.</summary>
    Rating,
}

/// <summary>The conditions of 高级检索 in the address of the list, several values divided by commas.</summary>
internal static class FocusFilter
{
    public static (ResourceQuery Query, FocusSort Sort) From(HttpRequest request) => (
        new ResourceQuery
        {
            Text = request.Query["q"].ToString() is { Length: > 0 } text ? text.Length <= 100 ? text : throw Bad("q") : null,
            Kind = Values<ResourceKind>(request, "kind") is [var kind] ? kind : null,
            TechnicalFields = Texts(request, "field"),
            StrategicIndustries = Texts(request, "strategic"),
            Industries = Texts(request, "industry"),
            Types = Values<PatentType>(request, "type"),
            Universities = [.. Texts(request, "university").Select(u => new UnitId(u))],
            Provinces = Texts(request, "province"),
            Ways = Values<TransferWay>(request, "way"),
            Maturities = Values<TechnicalMaturity>(request, "maturity"),
            RegisteredFrom = Day(request, "from"),
            RegisteredTo = Day(request, "to"),
            ValidAtEndOf2023 = request.Query["valid2023"].ToString() switch { "" => null, "true" => true, "false" => false, _ => throw Bad("valid2023") },
        },
        Values<FocusSort>(request, "sort") is [var sort] ? sort : FocusSort.Match);

    private static IReadOnlyList<string> Texts(HttpRequest request, string name) => request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IReadOnlyList<T> Values<T>(HttpRequest request, string name)
        where T : struct, Enum =>
        [.. Texts(request, name).Select(t => Enum.TryParse<T>(t, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(t[0]) ? value : throw Bad(name))];

    private static DateOnly? Day(HttpRequest request, string name) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Bad(name);

    private static RefusedException Bad(string name) => new(new BadFocusFilter(name));
}
