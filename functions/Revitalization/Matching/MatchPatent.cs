namespace PatentFunctions.Revitalization.Matching;

/// <summary>A transferable patent or portfolio as the matching sees it: what it reads, and nothing else.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Title">专利名称.</param>
/// <param name="University">登记高校院所; its share of a page is capped.</param>
public sealed record MatchPatent(string Id, string Title, string University)
{
    /// <summary>摘要.</summary>
    public string? Abstract { get; init; }

    /// <summary>关键词.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>战略性新兴产业分类（2018）.</summary>
    public IReadOnlyList<string> StrategicIndustries { get; init; } = [];

    /// <summary>国民经济行业, GB/T 4754-2017.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>合作方式, codes; empty where it is left open.</summary>
    public IReadOnlyList<string> TransferWays { get; init; } = [];

    /// <summary>IPC 分类号, where it is known: a hint at the industry, no more.</summary>
    public string? Ipc { get; init; }
}

/// <summary>What counts against a patent because of 不感兴趣.</summary>
public enum DislikeKind
{
    /// <summary>高校院所.</summary>
    University,

    /// <summary>战略性新兴产业 code.</summary>
    StrategicIndustry,

    /// <summary>国民经济行业 code.</summary>
    Industry,

    /// <summary>One of the unit's own keywords.</summary>
    Keyword,
}

/// <summary>How often a unit was not interested in patents that had something in common.</summary>
/// <param name="Kind">What they had in common.</param>
/// <param name="Value">University, code or keyword.</param>
/// <param name="Times">How often, from 1.</param>
public sealed record Dislike(DislikeKind Kind, string Value, int Times);

/// <summary>A unit's 关注领域 as the matching sees it: one subscription.</summary>
/// <param name="Id">Names it.</param>
public sealed record MatchFocus(string Id)
{
    /// <summary>关心的战略性新兴产业; a chosen parent covers its children.</summary>
    public IReadOnlyList<string> StrategicIndustries { get; init; } = [];

    /// <summary>关心的国民经济行业; a chosen parent covers its children.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>关心的合作方式; empty for all.</summary>
    public IReadOnlyList<string> TransferWays { get; init; } = [];

    /// <summary>关键词.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>排除词: a patent that holds one of them is never shown.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Titles of the unit's own filings and patents.</summary>
    public IReadOnlyList<string> OwnTitles { get; init; } = [];

    /// <summary>Patents that are never shown to it again.</summary>
    public IReadOnlyList<string> Dismissed { get; init; } = [];

    /// <summary>What it was not interested in so far.</summary>
    public IReadOnlyList<Dislike> Dislikes { get; init; } = [];
}
