using PatentFunctions.Identifiers;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Search;

/// <summary>排序.</summary>
public enum ResourceSort
{
    /// <summary>相关度, best first; without a keyword the newest first.</summary>
    Relevance,

    /// <summary>登记入库时间, newest first.</summary>
    Newest,

    /// <summary>企业评价, highest average first; those without an evaluation last, newest first.</summary>
    Rating,
}

/// <summary>
/// 高级检索: what is looked for. Values of one condition are alternatives, conditions must all be met; an empty list is no condition.
/// </summary>
public sealed record ResourceQuery
{
    /// <summary>关键词, divided by blanks; each must occur in title, abstract, keywords, university or patent number.</summary>
    public string? Text { get; init; }

    /// <summary>True where one of the words is enough: for suggestions, never for what a person typed.</summary>
    public bool AnyWord { get; init; }

    /// <summary>单条专利 or 组合专利.</summary>
    public ResourceKind? Kind { get; init; }

    /// <summary>技术类型: fields (01–35) or sectors (A–E).</summary>
    public IReadOnlyList<string> TechnicalFields { get; init; } = [];

    /// <summary>战略性新兴产业 (2018), codes at any level: what lies below is meant too.</summary>
    public IReadOnlyList<string> StrategicIndustries { get; init; } = [];

    /// <summary>国民经济行业 (GB/T 4754-2017), codes at any level: what lies below is meant too.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>专利类型.</summary>
    public IReadOnlyList<PatentType> Types { get; init; } = [];

    /// <summary>高校院所.</summary>
    public IReadOnlyList<UnitId> Universities { get; init; } = [];

    /// <summary>省份, two-digit codes.</summary>
    public IReadOnlyList<string> Provinces { get; init; } = [];

    /// <summary>转化方式.</summary>
    public IReadOnlyList<TransferWay> Ways { get; init; } = [];

    /// <summary>技术成熟度.</summary>
    public IReadOnlyList<TechnicalMaturity> Maturities { get; init; } = [];

    /// <summary>登记入库 on this day or later, Asia/Shanghai.</summary>
    public DateOnly? RegisteredFrom { get; init; }

    /// <summary>登记入库 on this day or earlier, Asia/Shanghai.</summary>
    public DateOnly? RegisteredTo { get; init; }

    /// <summary>2023年底有效.</summary>
    public bool? ValidAtEndOf2023 { get; init; }

    /// <summary>Order of the hits.</summary>
    public ResourceSort Sort { get; init; }

    /// <summary>Hits a page, 1 to 1,000.</summary>
    public int Take { get; init; } = 20;

    /// <summary>Where the page before ended.</summary>
    public string? Continuation { get; init; }

    /// <summary>Whether the total is asked for; costs a second look at the index.</summary>
    public bool WithTotal { get; init; }

    /// <summary>Whether the counts of each value are asked for; costs a look at every hit.</summary>
    public bool WithFacets { get; init; }
}

/// <summary>What is indexed and shown of a resource: everything but the contact, which no search can tell.</summary>
/// <param name="Id">The resource.</param>
/// <param name="University">The university.</param>
/// <param name="UniversityName">Its name.</param>
/// <param name="Province">Two-digit code of its province.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="Title">Name of the portfolio or the patent.</param>
/// <param name="Patents">The patents.</param>
/// <param name="Dossier">建档信息.</param>
/// <param name="RegisteredAt">登记入库时间.</param>
/// <param name="ValidAtEndOf2023">2023年底有效.</param>
/// <param name="Rating">企业评价; null where there is none.</param>
public sealed record ResourceDocument(
    ResourceId Id,
    UnitId University,
    string UniversityName,
    string Province,
    ResourceKind Kind,
    string Title,
    IReadOnlyList<TransferablePatent> Patents,
    ResourceDossier Dossier,
    DateTimeOffset RegisteredAt,
    bool ValidAtEndOf2023,
    ResourceRating? Rating)
{
    /// <summary>The document of a resource.</summary>
    public static ResourceDocument Of(ResourceRecord resource, ResourceRating? rating) => new(
        resource.Id, resource.University, resource.UniversityName, resource.Province, resource.Kind, resource.Title, resource.Patents,
        resource.Dossier, resource.RegisteredAt, resource.ValidAtEndOf2023, rating);
}

/// <summary>Where the words were found in one text of a hit.</summary>
/// <param name="Pointer">JSON pointer to the text within the hit's document, such as <c>/patents/0/abstract</c>.</param>
/// <param name="Spans">Places in the text as it was written, in order, none touching another.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "A JSON pointer by its proper name, RFC 6901.")]
public sealed record ResourceHighlight(string Pointer, IReadOnlyList<TextSpan> Spans);

/// <summary>A hit.</summary>
/// <param name="Document">The resource.</param>
/// <param name="Score">相关度, higher is better; null where the order is another.</param>
/// <param name="Highlights">Where the words were found.</param>
public sealed record ResourceHit(ResourceDocument Document, double? Score, IReadOnlyList<ResourceHighlight> Highlights);

/// <summary>How many hits have a value.</summary>
/// <param name="Value">Code.</param>
/// <param name="Count">件.</param>
public sealed record FacetCount(string Value, long Count);

/// <summary>The values of one condition among the hits, most frequent first.</summary>
/// <param name="Name">Name of the condition as in the address: kind, field, strategic, industry, type, university, province, way, maturity, valid2023.</param>
/// <param name="Values">The values.</param>
public sealed record ResourceFacet(string Name, IReadOnlyList<FacetCount> Values);

/// <summary>A page of hits.</summary>
/// <param name="Hits">The hits.</param>
/// <param name="Continuation">Where to go on; null at the end.</param>
/// <param name="Total">How many there are; null where not asked for.</param>
/// <param name="Facets">Counts; null where not asked for.</param>
public sealed record ResourcePage(IReadOnlyList<ResourceHit> Hits, string? Continuation, long? Total, IReadOnlyList<ResourceFacet>? Facets);
