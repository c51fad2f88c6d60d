using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Cultivation.Timeline;

/// <summary>培育记录: one line of what the offices did for an enterprise.</summary>
/// <param name="When">办理时间.</param>
/// <param name="Year">上报年度 that it belongs to; absent for what concerns the library.</param>
/// <param name="Kind">审核, 推荐, 国家审核, 入库, 级别, 支持措施, 核查, 出库.</param>
/// <param name="Office">Which office, never which person.</param>
/// <param name="Code">Stable code of the event.</param>
/// <param name="Result">办理结果.</param>
/// <param name="Opinion">意见.</param>
public sealed record CultivationRecord(DateTimeOffset When, int? Year, string Kind, string Office, string Code, string Result, string? Opinion)
{
    // What stands on 培育记录 and under which heading; the unit's own acts and the turns of a review's clock do not.
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [SmeAuditKind.Kind.Code + ".approved"] = "数据审核",
        [SmeAuditKind.Kind.Code + ".returned"] = "数据审核",
        [AppealKind.CodeOf(SmeAuditKind.Kind.Code) + ".approved"] = "数据审核",
        [AppealKind.CodeOf(SmeAuditKind.Kind.Code) + ".returned"] = "数据审核",
        ["sme-candidate.recommended"] = "推荐",
        ["sme-candidate.withdrawn"] = "推荐",
        ["sme-candidate.submitted"] = "推荐",
        ["sme-candidate.approved"] = "国家审核",
        ["sme-candidate.not-entered"] = "国家审核",
        ["sme-library.entered"] = "入库",
        ["sme-library.level"] = "培育级别",
        ["sme-library.measure"] = "支持措施",
        ["sme-library.kept"] = "动态调整",
        ["sme-library.removed"] = "出库",
    };

    internal static CultivationRecord? Of(TimelineEntry entry, int? year) =>
        Kinds.TryGetValue(entry.Code, out var kind) ? new CultivationRecord(entry.When, year, kind, entry.Office, entry.Code, entry.Text, entry.Opinion) : null;
}

/// <summary>
/// Reads 培育记录 (SME-09) from the cases themselves: the reports of all years, the recommendations made with them, and the enterprise's place in the
/// library. Nothing is kept twice, so nothing can be missing from it that was done.
/// </summary>
public sealed class CultivationRecords(CaseStore cases, TimeProvider time)
{
    /// <summary>All records of an enterprise over the years, the newest first.</summary>
    public async Task<IReadOnlyList<CultivationRecord>> OfAsync(UnitId unit, CancellationToken cancellation)
    {
        var all = new List<CultivationRecord>();
        for (var year = ReportingNotices.FirstYear; year <= ChinaTime.Today(time).Year + 1; year++)
        {
            var report = AnnualReportId.Of(unit, year);
            await AddAsync(AnnualReports.AddressOf(report), year);
            await AddAsync(Candidates.AddressOf(report), year);
        }
        await AddAsync(LibraryMembers.AddressOf(unit), null);
        // Lines of one moment keep the order in which they came about.
        all.Reverse();
        return [.. all.OrderByDescending(r => r.When)];

        async Task AddAsync(CaseAddress address, int? year) =>
            all.AddRange((await cases.TimelineAsync(address, cancellation)).Select(e => CultivationRecord.Of(e, year)).OfType<CultivationRecord>());
    }
}

/// <summary>Shows 培育记录.</summary>
public sealed class ReadCultivationRecords(CultivationRecords records, AnnualReports reports, LibraryMembers members, TimeProvider time)
{
    /// <summary>本企业的培育记录：历年数据审核、推荐、入库、级别、支持措施和出库，新的在前。</summary>
    [Function("ReadOwnCultivationRecords")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<CultivationRecord>))]
    public async Task<IResult> OwnAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cultivation-records")] HttpRequest request, CancellationToken cancellation) =>
        Answer(request, await records.OfAsync(request.Caller().RequiredUnit, cancellation));

    /// <summary>某企业的培育记录；省级部门只看本省企业的。</summary>
    [Function("ReadCultivationRecords")]
    [Allow(Role.National, Role.Provincial)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<CultivationRecord>))]
    public async Task<IResult> OfAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-enterprises/{unit}/cultivation-records")] HttpRequest request, string unit, CancellationToken cancellation)
    {
        var (caller, id) = (request.Caller(), new UnitId(unit));
        var home = await ProvinceOfAsync(id, cancellation);
        if (home is null || (caller.Role == Role.Provincial && caller.Province != home)) return new NothingHere();
        return Answer(request, await records.OfAsync(id, cancellation));
    }

    // Where the enterprise last handed in a report; that of its entry where it has none since.
    private async Task<string?> ProvinceOfAsync(UnitId unit, CancellationToken cancellation)
    {
        if (!Platform.Storage.RecordLimits.IsKey(AnnualReportId.Of(unit, ReportingNotices.FirstYear).Value)) return null;
        for (var year = ChinaTime.Today(time).Year + 1; year >= ReportingNotices.FirstYear; year--)
            if (await reports.FindAsync(AnnualReportId.Of(unit, year), cancellation) is { Value.Round: > 0 } report) return report.Value.Province;
        return (await members.FindAsync(unit, cancellation))?.Value.Province;
    }

    private static IResult Answer(HttpRequest request, IReadOnlyList<CultivationRecord> all) =>
        Results.Json(PageRequest.From(request).Slice(all, KeyOf), PlatformJson.Options);

    private static string KeyOf(CultivationRecord record) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{record.When.UtcTicks}-{record.Year}-{record.Code}");
}
