using System.Globalization;
using System.Runtime.CompilerServices;
using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Statistics;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>A report in short, for the offices' lists.</summary>
/// <param name="Id">The report.</param>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Province">Province, six digits.</param>
/// <param name="Year">上报年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">上报状态, Chinese.</param>
/// <param name="Round">Number of submissions so far; 0 for a draft.</param>
/// <param name="SubmittedAt">提交时间 of the last round.</param>
public sealed record ReportLine(
    AnnualReportId Id, UnitId Unit, string UnitName, string Uscc, string Province, int Year, ReportState State, string StateName, int Round, DateTimeOffset? SubmittedAt)
{
    /// <summary>国民经济行业小类.</summary>
    public string? Industry { get; init; }

    /// <summary>企业规模, code of the catalog <c>enterprise-sizes</c>.</summary>
    public string? Size { get; init; }

    /// <summary>企业称号, values of the form's options.</summary>
    public IReadOnlyList<string> Honours { get; init; } = [];

    /// <summary>What statistics add up; absent before the first submission.</summary>
    public ReportFigures? Figures { get; init; }

    /// <summary>The line of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="content">What was last submitted; null before the first submission.</param>
    public static ReportLine Of(AnnualReport report, ReportContent? content) =>
        new(report.Id, report.Unit, report.UnitName, report.Uscc, report.Province, report.Year, report.State, ReportStates.NameOf(report.State), report.Round, report.SubmittedAt)
        {
            Industry = content?.Enterprise.Industry ?? report.Industry,
            Size = content?.Values.Text("size"),
            Honours = content?.Values.Choices("honours") ?? [],
            Figures = content is null ? null : ReportFigures.Of(content),
        };
}

/// <summary>Keeps a <see cref="ReportLine"/> for each report begun, a partition for each year and province, in order of the reports' ids.</summary>
public sealed class ReportsByProvince(AnnualReports reports, IRecordStore records) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "sme-reports-by-province";

    /// <summary>Table: partition is year and province, row the report.</summary>
    public const string Table = "ReportsByProvince";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => AnnualReports.Table;

    /// <summary>The provinces, six digits each.</summary>
    public static IEnumerable<string> Provinces => AdministrativeDivisions.Catalog.Children(null).Select(p => p.Code + "0000");

    /// <summary>Partition of a year and province.</summary>
    public static string PartitionOf(int year, string province) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{province}");

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await reports.FindAsync(new AnnualReportId(address.Partition), cancellation))?.Value is not { } report) return [];
        var content = await reports.ContentAsync(report.Id, cancellation);
        var line = ReportLine.Of(report, content);
        return [ProjectedRow.Of(Table, PartitionOf(report.Year, report.Province), report.Id.Value, line)];
    }

    /// <summary>The reports of a year, of one province or (null) of all, province by province.</summary>
    public async IAsyncEnumerable<ReportLine> OfAsync(int year, string? province, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var code in province is null ? Provinces : [province])
        {
            var query = new RecordQuery { Partition = PartitionOf(year, code), Take = RecordLimits.PageRecords };
            await foreach (var line in records.AllAsync<ReportLine>(Table, query, cancellation)) yield return line.Value;
        }
    }
}
