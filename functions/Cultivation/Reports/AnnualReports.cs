using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>Reads reports: the rows of a report's partition, and whether the caller may know of it.</summary>
public sealed class AnnualReports(CaseStore cases)
{
    /// <summary>Table of the reports; a report's partition is its id.</summary>
    public const string Table = "AnnualReports";

    /// <summary>Row of the draft.</summary>
    public const string DraftRow = "draft";

    /// <summary>Row of what was last submitted.</summary>
    public const string ContentRow = "content";

    /// <summary>Where a report lives.</summary>
    public static CaseAddress AddressOf(AnnualReportId id) => new(Table, id.Value);

    /// <summary>A report, or null.</summary>
    public Task<Stored<AnnualReport>?> FindAsync(AnnualReportId id, CancellationToken cancellation) =>
        cases.FindAsync<AnnualReport>(AddressOf(id), CaseRows.Record, cancellation);

    /// <summary>The report of the caller's unit of a year, or null.</summary>
    public Task<Stored<AnnualReport>?> OwnAsync(Caller caller, int year, CancellationToken cancellation) =>
        FindAsync(AnnualReportId.Of(caller.RequiredUnit, year), cancellation);

    /// <summary>A submitted report for an office: of its own province, or any for an office of the whole country; throws the refusal (404) otherwise.</summary>
    public async Task<Stored<AnnualReport>> ForOfficeAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var found = RecordLimits.IsKey(id) ? await FindAsync(new AnnualReportId(id), cancellation) : null;
        return found is { Value.Round: > 0 } && (caller.Role != Role.Provincial || caller.Province == found.Value.Province) ? found : throw new RefusedException(new NothingHere());
    }

    /// <summary>The draft, or null where nothing was saved yet.</summary>
    public Task<Stored<ReportDraft>?> DraftAsync(AnnualReportId id, CancellationToken cancellation) =>
        cases.FindAsync<ReportDraft>(AddressOf(id), DraftRow, cancellation);

    /// <summary>What was last submitted; null for a report never submitted.</summary>
    public async Task<ReportContent?> ContentAsync(AnnualReportId id, CancellationToken cancellation) =>
        (await cases.FindAsync<ReportContent>(AddressOf(id), ContentRow, cancellation))?.Value;

    /// <summary>Every round of 数据审核, oldest first.</summary>
    public async Task<IReadOnlyList<ReviewRound>> RoundsAsync(AnnualReportId id, CancellationToken cancellation)
    {
        var rounds = new List<ReviewRound>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(AddressOf(id), ReviewRound.RowPrefix, cancellation))
            if (round.Value.Kind == SmeAuditKind.Kind.Code) rounds.Add(round.Value);
        return rounds;
    }
}
