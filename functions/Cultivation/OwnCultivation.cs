using System.Runtime.CompilerServices;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Cultivation.Timeline;

namespace PatentFunctions.Cultivation;

/// <summary>中小企业专利产业化 for the unit's own copy: 企业信息, every year's draft and what was last submitted, 培育记录.</summary>
internal sealed class OwnCultivation(EnterpriseRecords enterprises, ReportingNotices notices, AnnualReports reports, CultivationRecords records, TimeProvider time) : IOwnData
{
    public string Name => "中小企业专利产业化";

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await enterprises.FindAsync(unit, cancellation) is { Value: var enterprise }) yield return enterprise;
        foreach (var notice in await notices.AllAsync(ChinaTime.Today(time).Year, cancellation))
        {
            var id = AnnualReportId.Of(unit, notice.Year);
            if (await reports.FindAsync(id, cancellation) is { Value: var report })
                yield return new { Report = report, Draft = (await reports.DraftAsync(id, cancellation))?.Value, Submitted = await reports.ContentAsync(id, cancellation) };
        }
        foreach (var record in await records.OfAsync(unit, cancellation)) yield return record;
    }
}

/// <summary>Yearly data under audit needs a unit that answers for it.</summary>
internal sealed class OpenAudits(ReportingNotices notices, AnnualReports reports, TimeProvider time) : IClosureHindrance
{
    public async IAsyncEnumerable<Finding> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var notice in await notices.AllAsync(ChinaTime.Today(time).Year, cancellation))
            if (await reports.FindAsync(AnnualReportId.Of(unit, notice.Year), cancellation) is { Value.State: ReportState.UnderAudit })
                yield return Finding.Blocks("closure.report-under-audit", "", $"{notice.Year}年度企业数据正在审核");
    }
}
