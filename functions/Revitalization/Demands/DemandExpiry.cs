using System.Globalization;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>
/// 截止日期 of what is public: a clock for one demand and one published round; a revision that is approved has a clock of its own, and this one
/// ends. It decides nothing: at each wake it has the demand looked at.
/// </summary>
public static class DemandExpiry
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "DemandExpiry";

    /// <summary>Event: look at the demand again. Raised when it is withdrawn or a revision takes the place of the public text.</summary>
    public const string Changed = "DemandChanged";

    /// <summary>Instance id of a published round's clock.</summary>
    public static string InstanceId(DemandId id, int round) => string.Create(CultureInfo.InvariantCulture, $"demand-expiry-{id}-r{round}");

    /// <summary>Starts the clock; part of the write that publishes.</summary>
    public static OutboxMessage Start(DemandRecord demand) => WorkflowMessages.Start(Name, InstanceId(demand.Id, demand.PublishedRound), InputOf(demand.Id, demand.PublishedRound));

    /// <summary>Wakes the clock of what is public.</summary>
    public static OutboxMessage Wake(DemandRecord demand, string hint) => WorkflowMessages.Raise(InstanceId(demand.Id, demand.PublishedRound), Changed, hint);

    /// <summary>Runs the clock.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickDemand.Name, Changed);

    internal static string InputOf(DemandId id, int round) => string.Create(CultureInfo.InvariantCulture, $"{id}|{round}");
}

/// <summary>What falls due for a public demand at an instant.</summary>
/// <param name="Tell">The unit is to be told now that the deadline is near.</param>
/// <param name="Expire">The last day is over.</param>
/// <param name="NextAt">When to look again; null once it is over.</param>
public sealed record DemandDue(bool Tell, bool Expire, DateTimeOffset? NextAt);

/// <summary>截止日期 as pure rules: the unit is told at 09:00 seven days before, the end is at 24:00 of the last day.</summary>
public static class DemandTerms
{
    /// <summary>Days before the last day on which the unit is told.</summary>
    public const int TellBefore = 7;

    /// <summary>When it is told, Asia/Shanghai.</summary>
    public static readonly TimeOnly TellAt = new(9, 0);

    /// <summary>What is due; nobody is told of a deadline that was nearer than that when the demand was published.</summary>
    public static DemandDue Due(DateOnly deadline, DateTimeOffset publishedAt, bool told, DateTimeOffset now)
    {
        var end = ChinaTime.EndOfDay(deadline);
        if (now >= end) return new DemandDue(false, true, null);
        var tellAt = ChinaTime.At(deadline.AddDays(-TellBefore), TellAt);
        var tells = !told && publishedAt < tellAt;
        return tells && now < tellAt ? new DemandDue(false, false, tellAt) : new DemandDue(tells, false, end);
    }
}

/// <summary>Looks at a demand when its clock wakes: tells the unit, lets it expire. Late or twice does no harm.</summary>
public sealed class TickDemand(CaseStore cases, DemandRecords demands, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickDemand";

    /// <summary>The activity.</summary>
    /// <param name="input">The demand and the published round.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var parts = input.Split('|');
        var stored = await demands.FindAsync(parts[0], cancellation);
        if (stored is not { Value: { Published: { Deadline: { } deadline } form, PublishedAt: { } publishedAt } demand }) return ClockTick.Over;
        if (!DemandStates.IsPublic(demand.State) || demand.PublishedRound != int.Parse(parts[1], CultureInfo.InvariantCulture)) return ClockTick.Over;
        var due = DemandTerms.Due(deadline, publishedAt, demand.ToldOfDeadline, time.GetUtcNow());
        var write = new CaseWrite(DemandRecords.AddressOf(demand.Id), ActStamp.BySystem(time, due.Expire ? "ExpireDemand" : "TellOfDemandDeadline"));
        if (due.Expire)
        {
            write.Replace(stored, demand.After(DemandAct.Expire) with { EndedAt = write.Stamp.When });
            if (await demands.AnsweringAsync(demand.Id, cancellation) is { } answering) write.Replace(answering, answering.Value with { Open = false });
            write.Timeline("demand.expired", "已到期，不再公开")
                .Send(Notify.Unit("demand.expired", demand.Unit, ("title", form.Title!)))
                .Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
            await cases.CommitAsync(write, durable, cancellation);
            return ClockTick.Over;
        }
        if (due.Tell)
        {
            write.Replace(stored, demand with { ToldOfDeadline = true }).Send(Notify.Unit("demand.expiring", demand.Unit, ("title", form.Title!), ("due", ChinaTime.FullDate(deadline))));
            await cases.CommitAsync(write, durable, cancellation);
        }
        return new ClockTick(false, due.NextAt);
    }
}

/// <summary>Gives a public demand whose clock is missing, failed or was ended by hand a new one.</summary>
public sealed class ReconcileDemands(CaseStore cases, DemandRecords demands, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("ReconcileDemands", "公开的需求与截止时钟");

    /// <summary>Every hour.</summary>
    [Function("ReconcileDemands")]
    public Task RunAsync([TimerTrigger("0 47 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        await foreach (var entry in cases.Records.AllAsync<PublicDemand>(DemandLists.PublicTable, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            tally.Looked++;
            if (await demands.FindAsync(entry.Value.Id.Value, cancellation) is not { Value: var demand }) continue;
            async Task<bool> WaitsAsync() =>
                await demands.FindAsync(demand.Id.Value, cancellation) is { } now && DemandStates.IsPublic(now.Value.State) && now.Value.PublishedRound == demand.PublishedRound;
            if (await WorkflowMessages.RestartAsync(
                durable, DemandExpiry.Name, DemandExpiry.InstanceId(demand.Id, demand.PublishedRound), DemandExpiry.InputOf(demand.Id, demand.PublishedRound), WaitsAsync, cancellation)) tally.Restarted++;
        }
    }
}
