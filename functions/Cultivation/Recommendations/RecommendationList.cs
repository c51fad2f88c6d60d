using System.Text.Json.Serialization;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>
/// 推荐名单 (SME-08) of one province and year, row <c>case</c> of a partition of its own: quota and entries are one row, so that no two
/// recommendations at the same moment can both take the last place.
/// </summary>
/// <param name="Year">上报年度.</param>
/// <param name="Province">Province, GB/T 2260 code of six digits.</param>
/// <param name="Quota">推荐名额, set by the national office.</param>
/// <param name="State">Where it stands.</param>
public sealed record RecommendationList(int Year, string Province, int Quota, RecommendationListState State)
{
    /// <summary>Most places that a province can have: what one row holds.</summary>
    public const int MaxQuota = 500;

    /// <summary>The recommended enterprises in order of their ranks: the first has rank 1.</summary>
    public IReadOnlyList<RecommendationEntry> Entries { get; init; } = [];

    /// <summary>Who handed the list in, when: once for each submission.</summary>
    public IReadOnlyList<ActStamp> Submissions { get; init; } = [];

    /// <summary>How many submissions have reached the national review with all their entries.</summary>
    public int Delivered { get; init; }

    /// <summary>Places that are left.</summary>
    [JsonIgnore]
    public int Left => Math.Max(0, Quota - Entries.Count);

    /// <summary>Rank (推荐顺序) of an entry, from 1.</summary>
    public int RankOf(AnnualReportId report) => Entries.Select((e, i) => (e.Report, Rank: i + 1)).First(e => e.Report == report).Rank;

    /// <summary>The entry of a report, or null.</summary>
    public RecommendationEntry? Find(AnnualReportId report) => Entries.FirstOrDefault(e => e.Report == report);
}

/// <summary>推荐: one enterprise on the list.</summary>
/// <param name="Report">The report of the year that it is recommended for.</param>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Opinion">推荐意见.</param>
/// <param name="Recommended">Who recommended it, when.</param>
public sealed record RecommendationEntry(AnnualReportId Report, UnitId Unit, string UnitName, string Opinion, ActStamp Recommended)
{
    /// <summary>Number of the submission that it was handed in with, from 1; null while it can still be withdrawn and ranked.</summary>
    public int? Submission { get; init; }
}

/// <summary>Reads lists.</summary>
public sealed class RecommendationLists(CaseStore cases)
{
    /// <summary>Table of the lists; partition = year and province.</summary>
    public const string Table = "SmeRecommendations";

    /// <summary>Where the list of a year and province lives.</summary>
    public static CaseAddress AddressOf(int year, string province) => new(Table, ReportsByProvince.PartitionOf(year, province));

    /// <summary>The list of a year and province, or null.</summary>
    public Task<Platform.Storage.Stored<RecommendationList>?> FindAsync(int year, string province, CancellationToken cancellation) =>
        cases.FindAsync<RecommendationList>(AddressOf(year, province), CaseRows.Record, cancellation);

    /// <summary>Every list of a year, province by province.</summary>
    public async IAsyncEnumerable<RecommendationList> AllAsync(int year, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var province in ReportsByProvince.Provinces)
            if (await FindAsync(year, province, cancellation) is { } list) yield return list.Value;
    }
}
