using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Supplements;

/// <summary>
/// 补充期限 (REC-02): a clock with a memory for one product and one last day; an extension has a clock of its own, and this one ends. It
/// decides nothing: at each wake it has the product looked at.
/// </summary>
public static class SupplementDeadline
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SupplementDeadline";

    /// <summary>Event: look at the product again. Raised when the supplement comes, the term is extended or the product's way ends.</summary>
    public const string Changed = "SupplementChanged";

    /// <summary>Instance id of a product's term.</summary>
    public static string InstanceId(RecognitionId id, DateOnly dueOn) => string.Create(CultureInfo.InvariantCulture, $"supplement-{id}-{dueOn:yyyyMMdd}");

    /// <summary>Starts the clock of a term; part of the write that sets it.</summary>
    public static OutboxMessage Start(RecognitionId id, DateOnly dueOn) => WorkflowMessages.Start(Name, InstanceId(id, dueOn), InputOf(id, dueOn));

    /// <summary>Wakes the clock of a term.</summary>
    public static OutboxMessage Wake(RecognitionId id, DateOnly dueOn, string hint) => WorkflowMessages.Raise(InstanceId(id, dueOn), Changed, hint);

    /// <summary>Runs the clock.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickSupplement.Name, Changed);

    internal static string InputOf(RecognitionId id, DateOnly dueOn) => string.Create(CultureInfo.InvariantCulture, $"{id}|{dueOn:yyyy-MM-dd}");
}

/// <summary>Looks at a product when the clock of its supplement wakes: reminds, ends the term. Late or twice does no harm.</summary>
public sealed class TickSupplement(RecognitionRecords recognitions, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickSupplement";

    /// <summary>The activity.</summary>
    /// <param name="input">Product and last day.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var parts = input.Split('|');
        var stored = await recognitions.FindAsync(new RecognitionId(parts[0]), cancellation);
        var dueOn = DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (stored is not { Value: { State: RecognitionState.SupplementRequested, Supplement: { } request } recognition } || request.DueOn != dueOn) return ClockTick.Over;
        var due = SupplementTerms.Due(request, await calendars.CurrentAsync(cancellation), time.GetUtcNow());
        var last = ChinaTime.FullDate(dueOn);
        if (due.Lapsed)
        {
            var stamp = ActStamp.BySystem(time, "LapseSupplement");
            var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), stamp)
                .Replace(stored, recognition.After(RecognitionAct.LapseSupplement, stamp))
                .Timeline("recognition.supplement-overdue", "逾期未补充材料")
                .Send(Notify.Unit("recognition.supplement-overdue", recognition.Unit, ("product", recognition.Product), ("due", last)));
            await cases.CommitAsync(RecognitionProjections.RefreshAll(write), durable, cancellation);
        }
        else if (due.Reminders is { } reminders)
        {
            var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), ActStamp.BySystem(time, "RemindSupplement"))
                .Replace(stored, recognition with { Supplement = request with { Reminders = reminders } })
                .Send(Notify.Unit("recognition.supplement-reminder", recognition.Unit, ("product", recognition.Product), ("due", last)));
            await cases.CommitAsync(write, durable, cancellation);
        }
        return new ClockTick(due.NextAt is null, due.NextAt);
    }
}
