using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>
/// The clock of an unanswered intent (INT-01): the university is reminded after 3 and 7 working days, the unit is told after 10. It decides
/// nothing; at each wake it has the intent looked at.
/// </summary>
public static class IntentReminders
{
    /// <summary>Name of the orchestrator; an instance for each intent.</summary>
    public const string Name = "IntentReminders";

    /// <summary>Event: look at the intent again. Raised when it was answered or closed, or its days were counted anew.</summary>
    public const string Changed = "IntentChanged";

    /// <summary>Instance id of an intent's clock.</summary>
    public static string InstanceId(IntentId id) => "intent-" + id.Value;

    /// <summary>Starts the clock; part of the write that sends the intent.</summary>
    public static OutboxMessage Start(IntentId id) => WorkflowMessages.Start(Name, InstanceId(id), id.Value);

    /// <summary>Has the clock look again.</summary>
    public static OutboxMessage Wake(IntentId id, string hint) => WorkflowMessages.Raise(InstanceId(id), Changed, hint);

    /// <summary>Runs the clock.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickIntent.Name, Changed);
}

/// <summary>Looks at an intent when its clock wakes: reminds the university, tells the unit. Late or twice does no harm.</summary>
public sealed class TickIntent(CaseStore cases, IntentRecords intents, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickIntent";

    /// <summary>The activity.</summary>
    /// <param name="input">The intent.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new IntentId(input);
        if (await intents.FindAsync(id, cancellation) is not { } stored || !IntentStates.IsUnanswered(stored.Value.State) || stored.Value.ToldAt is not null) return ClockTick.Over;
        var now = time.GetUtcNow();
        var intent = IntentTerms.Count(stored.Value, await calendars.CurrentAsync(cancellation));
        var due = IntentTerms.Due(intent, now);
        var next = due.Tell ? intent with { ToldAt = now } : intent with { Reminders = due.Reminders };
        if (next != stored.Value)
        {
            var write = new CaseWrite(IntentRecords.AddressOf(id), ActStamp.BySystem(time, due.Tell ? "TellOfUnansweredIntent" : "RemindOfIntent")).Replace(stored, next);
            // Late for both, the university hears of it once.
            if (next.Reminders > stored.Value.Reminders)
                write.Send(Notify.Unit("intent.reminder", next.University, ("unit", next.UnitName), ("title", next.Title), ("due", ChinaTime.FullDate(next.DueOn))));
            if (due.Tell)
                write.Timeline("intent.unanswered", "高校院所逾期未答复").Send(Notify.Unit("intent.unanswered", next.Unit, ("university", next.UniversityName), ("title", next.Title)));
            await cases.CommitAsync(write.Send(ProjectionMessages.Refresh(IntentLists.ProjectionName)), durable, cancellation);
        }
        return new ClockTick(due.NextAt is null, due.NextAt);
    }
}

/// <summary>Gives an unanswered intent whose clock is missing, failed or was ended by hand a new one; it goes on from the intent's days.</summary>
public sealed class ReconcileIntents(CaseStore cases, IntentRecords intents, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("ReconcileIntents", "未答复的合作意向与提醒时钟");

    /// <summary>Every hour.</summary>
    [Function("ReconcileIntents")]
    public Task RunAsync([TimerTrigger("0 49 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        await foreach (var entry in cases.Records.AllAsync<WaitingIntent>(IntentLists.WaitingTable, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            tally.Looked++;
            var id = entry.Value.Id;
            async Task<bool> WaitsAsync() => await intents.FindAsync(id, cancellation) is { Value: { ToldAt: null } now } && IntentStates.IsUnanswered(now.State);
            if (await WorkflowMessages.RestartAsync(durable, IntentReminders.Name, IntentReminders.InstanceId(id), id.Value, WaitsAsync, cancellation)) tally.Restarted++;
        }
    }
}
