using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>
/// The whole life of an application as one clock with a memory (SUB-08): it decides nothing; at each wake it has the application looked at, and
/// sleeps until the next date or until something changed. Reviews remind their officers by clocks of their own.
/// </summary>
public static class SubsidyLife
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SubsidyLife";

    /// <summary>Event: look at the application again. Raised by every act on it.</summary>
    public const string Changed = "SubsidyChanged";

    /// <summary>Instance of an application.</summary>
    public static string InstanceId(SubsidyId subsidy) => "subsidy-life-" + subsidy;

    /// <summary>The message that starts the clock; a second time does nothing.</summary>
    public static OutboxMessage Start(SubsidyId subsidy) => WorkflowMessages.Start(Name, InstanceId(subsidy), subsidy.Value);

    /// <summary>The message that has an application looked at.</summary>
    /// <param name="subsidy">The application.</param>
    /// <param name="hint">What happened; for whoever reads the history.</param>
    public static OutboxMessage Look(SubsidyId subsidy, string hint) => WorkflowMessages.Raise(InstanceId(subsidy), Changed, hint);

    /// <summary>Runs the clock of one application.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickSubsidy.Name, Changed);
}

/// <summary>Looks at an application when its clock wakes: reminds, warns, closes on silence. Late or twice does no harm.</summary>
public sealed class TickSubsidy(SubsidyRecords subsidies, SubsidyClock clock, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickSubsidy";

    /// <summary>The activity.</summary>
    /// <param name="input">The application.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new SubsidyId(input);
        while (await subsidies.FindAsync(id, cancellation) is { } stored)
        {
            var calendar = await calendars.CurrentAsync(cancellation);
            var now = time.GetUtcNow();
            if (stored.Value.State == SubsidyState.Refused) return await RefusedAsync(stored.Value, calendar, now, cancellation);
            if (SubsidyStates.IsFinal(stored.Value.State)) return ClockTick.Over;
            if (stored.Value.Deadline is not { } deadline) return new ClockTick(false, null);
            if (deadline.CalendarVersion != calendar.Version)
            {
                await clock.RecountAsync(id, durable, cancellation);
                continue;
            }
            var due = SubsidyDeadlines.Due(deadline, calendar, now);
            // Who has appealed is not silent; the appeal's end is not told to this clock, which looks every morning.
            if (due.Close && await subsidies.HasOpenAppealAsync(stored.Value, cancellation)) return new ClockTick(false, Tomorrow(now));
            if (due is { Reminders: null, Warn: false, Close: false }) return new ClockTick(false, due.NextAt);
            await clock.DoAsync(stored, deadline, due, calendar, durable, cancellation);
        }
        return ClockTick.Over;
    }

    // A refusal may be appealed against: until it no longer can, the clock stays.
    private async Task<ClockTick> RefusedAsync(SubsidyRecord subsidy, WorkingDayCalendar calendar, DateTimeOffset now, CancellationToken cancellation)
    {
        var last = calendar.EndOfWorkingDay(ChinaTime.DateOf(subsidy.EndedAt ?? now), AppealKind.FilingDays);
        return now < last ? new ClockTick(false, last)
            : await subsidies.HasOpenAppealAsync(subsidy, cancellation) ? new ClockTick(false, Tomorrow(now))
            : ClockTick.Over;
    }

    private static DateTimeOffset Tomorrow(DateTimeOffset now) => ChinaTime.At(ChinaTime.DateOf(now).AddDays(1), SubsidyDeadlines.RemindAt);
}

/// <summary>The acts of the clock as writes on the application: remind, warn, close, count again.</summary>
public sealed class SubsidyClock(SubsidyRecords subsidies, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Does what is due; a record that is no longer as it was read is left for the next look.</summary>
    internal async Task DoAsync(Stored<SubsidyRecord> stored, SubsidyDeadline deadline, SubsidyDue due, WorkingDayCalendar calendar, DurableTaskClient durable, CancellationToken cancellation)
    {
        var subsidy = stored.Value;
        var write = new CaseWrite(SubsidyRecords.AddressOf(subsidy.Id), ActStamp.BySystem(time, due.Close ? "CloseSubsidy" : due.Warn ? "WarnSubsidy" : "RemindSubsidy"));
        var step = WordsOf(deadline.For);
        if (due.Close)
        {
            var why = $"贵单位逾期未{step}";
            var next = SubsidyMove.Add(write, stored, SubsidyAct.CloseOnSilence, calendar, s => s with { EndedAt = write.Stamp.When, EndedWhy = why, PapersDue = [] });
            write.Timeline("subsidy.closed", "补贴申请已终止", why).Send(Notify.Unit("subsidy.closed", next.Unit, ("number", next.Number), ("step", step)));
        }
        else if (due.Warn)
        {
            var warned = SubsidyDeadlines.Warned(deadline, calendar, write.Stamp.When);
            var last = ChinaTime.FullDate(warned.CloseOn!.Value);
            write
                .Replace(stored, subsidy with { Deadline = warned })
                .Timeline("subsidy.overdue", $"已逾期未{step}，至{last}仍未办理的，申请将终止")
                .Send(Notify.Unit("subsidy.overdue", subsidy.Unit, ("number", subsidy.Number), ("step", step), ("due", ChinaTime.FullDate(deadline.DueOn)), ("close", last)));
        }
        else
        {
            write.Replace(stored, subsidy with { Deadline = deadline with { Reminders = due.Reminders!.Value } });
            write.Send(SubsidyDeadlines.IsForUnit(deadline.For)
                ? Notify.Unit("subsidy.reminder", subsidy.Unit, ("number", subsidy.Number), ("step", step), ("due", ChinaTime.FullDate(deadline.DueOn)))
                : Notify.Everybody("subsidy.office-reminder", Role.FinanceOfficer, null, ("number", subsidy.Number), ("unit", subsidy.UnitName), ("step", step), ("due", ChinaTime.FullDate(deadline.DueOn))));
        }
        await CommitAsync(write, durable, cancellation);
    }

    /// <summary>Counts the deadline again with the calendar in force: old and new day in the timeline, a look by the workflow.</summary>
    /// <returns>True where it was written.</returns>
    internal async Task<bool> RecountAsync(SubsidyId id, DurableTaskClient durable, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        while (await subsidies.FindAsync(id, cancellation) is { Value: { Deadline: { } deadline } subsidy } stored && deadline.CalendarVersion != calendar.Version)
        {
            var next = SubsidyDeadlines.Recount(deadline, calendar, ChinaTime.Today(time));
            var (before, after) = (deadline.CloseOn ?? deadline.DueOn, next.CloseOn ?? next.DueOn);
            var write = new CaseWrite(SubsidyRecords.AddressOf(id), ActStamp.BySystem(time, "RecountSubsidy"))
                .Replace(stored, subsidy with { Deadline = next })
                .Send(SubsidyLife.Look(id, next.CalendarVersion))
                .Send(ProjectionMessages.Refresh(SubsidyLists.ProjectionName));
            if (before != after && SubsidyDeadlines.IsForUnit(deadline.For)) write.Timeline("subsidy.recounted", $"放假安排已更新，期限由{ChinaTime.FullDate(before)}改为{ChinaTime.FullDate(after)}");
            if (await CommitAsync(write, durable, cancellation)) return true;
        }
        return false;
    }

    private static string WordsOf(AwaitedStep step) => step switch
    {
        AwaitedStep.Correction => "修改并重新提交补贴申请",
        AwaitedStep.Paper => "寄送纸质材料",
        AwaitedStep.PaperCorrection => "按纸件复审意见修改补贴申请",
        AwaitedStep.Arrival => "登记收到纸质材料",
        AwaitedStep.Amount => "核定补贴金额",
        _ => "登记拨付",
    };

    private async Task<bool> CommitAsync(CaseWrite write, DurableTaskClient durable, CancellationToken cancellation)
    {
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            // Somebody acted in between: look again.
            return false;
        }
    }
}
