using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>
/// The clock of a prompt (WDR-02): reminders after 5 and 10 working days, the examiner after 15 of silence. It decides nothing; at each wake it
/// has the case looked at.
/// </summary>
public static class LapsedPatentsPrompt
{
    /// <summary>Name of the orchestrator; an instance for each prompt, <c>lapse-{filing}-{n}</c>.</summary>
    public const string Name = "LapsedPatentsPrompt";

    /// <summary>Event: look at the case again. Raised when the prompt was answered or has become pointless.</summary>
    public const string Changed = "LapsePromptChanged";

    /// <summary>The orchestrator; its input is the filing and the number of the prompt.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickLapsePrompt.Name, Changed);
}

/// <summary>Looks at a prompt when its clock wakes: closes it, reminds, hands it to the examiner. Late or twice does no harm.</summary>
public sealed class TickLapsePrompt(CaseStore cases, FilingRecords filings, LapsedLinks links, LapseLift lift, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickLapsePrompt";

    /// <summary>The activity.</summary>
    /// <param name="input">The filing and the number of the prompt.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var parts = input.Split('|');
        var (id, number) = (new FilingId(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        if (await filings.FindAsync(id, cancellation) is not { } filing || await LapsePrompts.FindAsync(cases, id, cancellation) is not { } prompt) return ClockTick.Over;
        if (prompt.Value.Number != number || prompt.Value.State != LapsePromptState.Open) return ClockTick.Over;

        var write = new CaseWrite(FilingRecords.AddressOf(id), ActStamp.BySystem(time, Name));
        if (await links.FindAsync(filing.Value, cancellation) is null)
        {
            await lift.AddToAsync(write, filing, prompt, cancellation);
            await cases.CommitAsync(write, durable, cancellation);
            return ClockTick.Over;
        }
        var calendar = await calendars.CurrentAsync(cancellation);
        var counted = LapseTerms.Count(prompt.Value, calendar);
        var due = LapseTerms.Due(counted, filing.Value.State, time.GetUtcNow());
        if (due.Refer)
        {
            await ReferAsync(write, filing, prompt, counted, calendar, cancellation);
            await cases.CommitAsync(write, durable, cancellation);
            return ClockTick.Over;
        }
        var next = counted with { Reminders = due.Reminders };
        if (next != prompt.Value)
        {
            write.Replace(prompt, next);
            // Late for both, the unit hears of it once.
            if (next.Reminders > prompt.Value.Reminders) write.Send(Notify.Unit("filing.lapse-reminder", filing.Value.Unit, ("product", filing.Value.Content?.Product.Name ?? ""), ("due", ChinaTime.FullDate(next.DueOn))));
            FilingLists.RefreshAll(write);
            await cases.CommitAsync(write, durable, cancellation);
        }
        return new ClockTick(false, due.NextAt);
    }

    private async Task ReferAsync(CaseWrite write, Stored<FilingRecord> filing, Stored<LapsePrompt> prompt, LapsePrompt counted, WorkingDayCalendar calendar, CancellationToken cancellation)
    {
        var id = filing.Value.Id;
        var rounds = await FilingWithdrawalKind.RoundsAsync(cases, id, cancellation);
        var content = LapsePrompts.CaseOf(filing.Value, LapsePrompts.InstanceId(id, counted.Number), WithdrawalOrigin.Silent, WithdrawalReason.PatentsLapsed) with { Patents = counted.Patents };
        write
            .Replace(prompt, counted with { State = LapsePromptState.Referred })
            .Timeline("filing.lapse-referred", "贵单位逾期未确认是否撤销备案，已提交审核员决定")
            .Send(Notify.Unit("filing.lapse-referred", filing.Value.Unit, ("product", content.Product)));
        FilingWithdrawalKind.Open(write, filing, FilingAct.ReferLapse, content, rounds.Count + 1, calendar);
    }
}
