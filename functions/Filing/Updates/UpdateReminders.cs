using System.Globalization;
using Microsoft.Extensions.Options;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Filing.Updates;

/// <summary>One of the three reminders of a year: when the window opens, 30 and 7 days before it ends.</summary>
/// <param name="Year">更新年度.</param>
/// <param name="Code">Stable code: <c>opened</c>, <c>days30</c>, <c>days7</c>.</param>
/// <param name="DaysLeft">Days before the end; null for the opening.</param>
/// <param name="From">First day on which it is sent, Asia/Shanghai.</param>
/// <param name="Until">First day on which it would come too late: the next reminder's, or the day after the end.</param>
public sealed record UpdateReminder(int Year, string Code, int? DaysLeft, DateOnly From, DateOnly Until)
{
    /// <summary>Name of the run: one for each year and reminder.</summary>
    public string Run => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Code}");

    /// <summary>The reminders of a window, in their order; those that would precede the opening are left out.</summary>
    public static IReadOnlyList<UpdateReminder> Of(UpdateWindow window)
    {
        var (days30, days7, over) = (window.Ends.AddDays(-30), window.Ends.AddDays(-7), window.Ends.AddDays(1));
        UpdateReminder[] all =
        [
            new(window.Year, "opened", null, window.Opens, days30 > window.Opens ? days30 : days7 > window.Opens ? days7 : over),
            new(window.Year, "days30", 30, days30, days7),
            new(window.Year, "days7", 7, days7, over),
        ];
        return [.. all.Where(r => r.DaysLeft is null || r.From > window.Opens)];
    }

    /// <summary>The reminder whose time it is on a day; a day that was missed is made up for until the next reminder's. Null after the end.</summary>
    public static UpdateReminder? On(DateOnly today, UpdateWindow window) => Of(window).FirstOrDefault(r => today >= r.From && today < r.Until);

    /// <summary>Whether a product is reminded of: before the end also one that was returned, because the unit must act.</summary>
    public bool Concerns(UpdateState state) => state == UpdateState.NotUpdated || (DaysLeft is not null && state == UpdateState.Returned);
}

/// <summary>Starts the reminders.</summary>
public sealed class StartUpdateReminders(IRecordStore records, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>Every day at 09:00 Asia/Shanghai, which is 01:00 UTC; most days there is nothing to start.</summary>
    [Function("StartUpdateReminders")]
    public async Task RunAsync([TimerTrigger("0 0 1 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var today = ChinaTime.Today(time);
        if (UpdateReminder.On(today, UpdateWindow.Of(today.Year, options.Value.UpdateWindowEnds)) is not { } reminder) return;
        await UnitReminders.StartAsync(records, RemindUnitsOfUpdates.RunTable, reminder.Run, UpdateReminders.Orchestrator, "update-reminders-" + reminder.Run, durable, cancellation);
    }
}

/// <summary>One reminder to all units, slice after slice: its history is thrown away after each.</summary>
public static class UpdateReminders
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "UpdateReminders";

    /// <summary>The orchestrator; its input is the run and where to go on: <c>2027-opened|continuation</c>.</summary>
    [Function(Orchestrator)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => RunOnce.SlicesAsync(context, RemindUnitsOfUpdates.Name);
}

/// <summary>That a unit got a reminder: a row of the unit's partition of reminders, written in the batch that sends it.</summary>
/// <param name="Products">How many products it named.</param>
/// <param name="At">When.</param>
public sealed record SentUpdateReminder(int Products, DateTimeOffset At);

/// <summary>Reminds a slice of the verified units; a unit gets each reminder of a year once, however often its slice is repeated.</summary>
public sealed class RemindUnitsOfUpdates(CaseStore cases, UpdatesByUnit list, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "RemindUnitsOfUpdates";

    /// <summary>Table of what was sent: partition is the unit, row the run.</summary>
    public const string Table = "UpdateReminders";

    /// <summary>Table of the runs that are over: row is the run.</summary>
    public const string RunTable = "UpdateReminderRuns";

    /// <summary>The activity.</summary>
    /// <param name="input">The run and where to go on.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Input of the next slice; null at the end.</returns>
    [Function(Name)]
    public async Task<string?> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (run, from) = UnitReminders.Parse(input);
        var window = UpdateWindow.Of(int.Parse(run.AsSpan(0, 4), CultureInfo.InvariantCulture), options.Value.UpdateWindowEnds);
        if (UpdateReminder.Of(window).FirstOrDefault(r => r.Run == run) is not { } reminder) return null;
        var page = await cases.Records.QueryAsync(UnitTables.Codes, new RecordQuery { Take = UnitReminders.SliceSize, Continuation = from }, cancellation);
        foreach (var unit in page.Records.Select(r => r.As<UsccClaim>().Value.Unit).Distinct()) await RemindAsync(unit, reminder, window, durable, cancellation);
        return await UnitReminders.NextAsync(cases.Records, RunTable, run, page.Continuation, time, cancellation);
    }

    private Task RemindAsync(UnitId unit, UpdateReminder reminder, UpdateWindow window, DurableTaskClient durable, CancellationToken cancellation) =>
        UnitReminders.SendOnceAsync<SentUpdateReminder>(
            cases, Table, unit, reminder.Run, ActStamp.BySystem(time, "RemindOfUpdates"),
            async () =>
            {
                var products = (await list.OfAsync(unit, reminder.Year, cancellation)).Count(l => reminder.Concerns(l.State));
                return products == 0 ? null : (new SentUpdateReminder(products, time.GetUtcNow()), Message(unit, reminder, window, products));
            },
            durable, cancellation);

    private static OutboxMessage Message(UnitId unit, UpdateReminder reminder, UpdateWindow window, int products)
    {
        var (count, year, ends) = (Text(products), Text(reminder.Year), ChinaTime.FullDate(window.Ends));
        return reminder.DaysLeft is { } days
            ? Notify.Unit("filing-update.ending", unit, ("count", count), ("year", year), ("days", Text(days)), ("ends", ends))
            : Notify.Unit("filing-update.opened", unit, ("count", count), ("year", year), ("dataYear", Text(reminder.Year - 1)), ("ends", ends));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
