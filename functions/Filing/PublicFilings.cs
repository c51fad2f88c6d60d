namespace PatentFunctions.Filing;

/// <summary>A linked patent as the public sees it.</summary>
/// <param name="Number">专利号 with ZL.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Type">专利类型.</param>
public sealed record PublicPatent(string Number, string Title, string Type);

/// <summary>What of a filing may become public; the public site (<c>PublicSite</c>) is built on it and on nothing else of a filing.</summary>
public static class PublicFilings
{
    /// <summary>Name of the public site's index: every write that may change what the public sees sends its refresh.</summary>
    public const string ProjectionName = "public-filings";

    /// <summary>备案 began with this year.</summary>
    public const int FirstYear = 2022;

    /// <summary>是否公开: as the unit has chosen; once the product was recognized, always (REC-05).</summary>
    internal static bool PublishesPatents(FilingRecord filing) => filing.Recognition is not null || filing.Content?.Patents.Publish == true;

    /// <summary>The linked patents by number, without telling which are core.</summary>
    internal static IReadOnlyList<PublicPatent> PatentsOf(FilingContent content) =>
        [.. content.Facts.Patents.OrderBy(p => p.Number, StringComparer.Ordinal).Select(p => new PublicPatent("ZL" + p.Number, p.Title, p.Type))];
}
