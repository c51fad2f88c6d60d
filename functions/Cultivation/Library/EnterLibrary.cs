using System.Globalization;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Library;

/// <summary>That the national office let an enterprise in.</summary>
/// <param name="Report">The report it was recommended with.</param>
/// <param name="Opinion">审核意见.</param>
public sealed record EnterLibraryOrder(AnnualReportId Report, string? Opinion);

/// <summary>入库: makes a member of an approved candidate, once.</summary>
public sealed class EnterLibrary(CaseStore cases, Candidates candidates, LibraryMembers members, AnnualReports reports, LibraryRulesOfYears rules) : IOutboxHandler
{
    internal const string MessageKind = "sme.enter-library";

    /// <inheritdoc />
    public string Kind => MessageKind;

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var order = delivery.Read<EnterLibraryOrder>();
        var candidate = (await candidates.FindAsync(order.Report, cancellation))!.Value;
        var report = (await reports.FindAsync(order.Report, cancellation))!.Value;
        var level = (await rules.OfAsync(candidate.Year, cancellation)).Levels[0];
        while (await members.FindAsync(candidate.Unit, cancellation) is var stored && stored?.Value is not { State: LibraryState.Member })
        {
            // Let in by this very order and removed since: the order is done.
            if (stored?.Value.Report == order.Report) return;
            var member = new LibraryMember(
                candidate.Unit, candidate.UnitName, report.Uscc, candidate.Province, LibraryStates.Find(stored?.Value.State ?? LibraryState.None, LibraryAct.Enter).Value.To,
                level.Code, level.Name, order.Report, candidate.Year, delivery.Stamp.When)
            {
                Industry = report.Industry,
                Measures = stored?.Value.Measures ?? 0,
            };
            var write = new CaseWrite(LibraryMembers.AddressOf(candidate.Unit), delivery.Stamp);
            if (stored is null) write.Insert(CaseRows.Record, member);
            else write.Replace(stored, member);
            write.Timeline("sme-library.entered", $"入选专利产业化样板企业库，培育级别：{level.Name}", order.Opinion)
                .Send(Notify.Unit("sme-library.entered", candidate.Unit, ("year", candidate.Year.ToString(CultureInfo.InvariantCulture)), ("level", level.Name)))
                .Send(ProjectionMessages.Refresh(LibraryByProvince.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // Another delivery was at it at the same moment: look again.
            }
        }
    }
}
