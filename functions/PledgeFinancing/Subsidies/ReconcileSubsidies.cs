using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>期限 of applications, counted anew with a newly loaded calendar (SUB-08, COM-10).</summary>
internal sealed class SubsidyDueDates(IRecordStore records, SubsidyRecords subsidies, SubsidyClock clock, CalendarInForce calendars) : IDueDates
{
    private const int PerPage = 50;

    public string Name => "subsidies";

    public string Title => "补贴申请办理期限";

    public async Task<DueDatesPage> RecountAsync(string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var version = (await calendars.CurrentAsync(cancellation)).Version;
        var page = await records.QueryAsync(SubsidyLists.ByCampaign, new RecordQuery { Take = PerPage, Continuation = continuation }, cancellation);
        var recounted = 0;
        foreach (var line in page.Records.Select(r => r.As<SubsidyLine>().Value).Where(l => !SubsidyStates.IsFinal(l.State)))
        {
            cancellation.ThrowIfCancellationRequested();
            var deadline = (await subsidies.FindAsync(line.Id, cancellation))?.Value.Deadline;
            if (deadline is not null && deadline.CalendarVersion != version && await clock.RecountAsync(line.Id, durable, cancellation)) recounted++;
        }
        return new DueDatesPage(page.Records.Count, recounted, page.Continuation);
    }
}

/// <summary>
/// Compares applications with their clocks and with the budget: a clock that is missing, failed or was ended by hand is started again, a claim on
/// the budget that a crash left behind is settled.
/// </summary>
public sealed class ReconcileSubsidies(IRecordStore records, SubsidyRecords subsidies, SettleBudget settle, SubsidyBudgets budgets, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("ReconcileSubsidies", "补贴申请与办理时钟、预算占用");

    /// <summary>Every hour.</summary>
    [Function("ReconcileSubsidies")]
    public Task RunAsync([TimerTrigger("0 47 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        var claims = new Dictionary<SubsidyCampaignId, IReadOnlyList<BudgetClaim>>();
        await foreach (var line in records.AllAsync<SubsidyLine>(SubsidyLists.ByCampaign, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            tally.Looked++;
            if (!claims.TryGetValue(line.Value.Campaign, out var ofCampaign)) claims[line.Value.Campaign] = ofCampaign = await budgets.ClaimsAsync(line.Value.Campaign, cancellation);
            var taken = ofCampaign.FirstOrDefault(c => c.Subsidy == line.Value.Id)?.Amount ?? 0;
            if (taken != (line.Value.Paid ?? line.Value.Approved ?? 0) && await subsidies.FindAsync(line.Value.Id, cancellation) is { } stored && await settle.RunAsync(stored.Value, cancellation))
                tally.Mended++;
            if (!SubsidyStates.IsFinal(line.Value.State) && await RestartAsync(line.Value.Id, durable, cancellation)) tally.Restarted++;
        }
    }

    private Task<bool> RestartAsync(SubsidyId id, DurableTaskClient durable, CancellationToken cancellation) => WorkflowMessages.RestartAsync(
        durable, SubsidyLife.Name, SubsidyLife.InstanceId(id), id.Value,
        async () => await subsidies.FindAsync(id, cancellation) is { } stored && !SubsidyStates.IsFinal(stored.Value.State), cancellation);
}
