using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>The office of a province reads the files of its own province's submitted reports.</summary>
internal sealed class ReportFileReaders(AnnualReports reports) : IFileReaders
{
    public string Table => AnnualReports.Table;

    public async Task<bool> MayReadAsync(Caller caller, CaseAddress address, CancellationToken cancellation) =>
        caller.Role == Role.Provincial && await reports.FindAsync(new AnnualReportId(address.Partition), cancellation) is { Value.Round: > 0 } report && report.Value.Province == caller.Province;
}
