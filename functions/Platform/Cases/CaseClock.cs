namespace PatentFunctions.Platform.Cases;

/// <summary>What a look at a case found.</summary>
/// <param name="Ended">True once nobody has to act any more.</param>
/// <param name="NextAt">When to look again; null where only an event can change anything.</param>
public sealed record ClockTick(bool Ended, DateTimeOffset? NextAt)
{
    /// <summary>There is nothing left to wait for.</summary>
    public static ClockTick Over { get; } = new(true, null);
}

/// <summary>What a clock waits for: its custom status, for operators and for the desk's clock.</summary>
/// <param name="Event">The event that lets it look again.</param>
/// <param name="Until">When it looks again by itself; null where only the event can change anything.</param>
public sealed record ClockWait(string Event, DateTimeOffset? Until);

/// <summary>
/// The one workflow of everything that lasts for days: a clock with a memory. It decides nothing; at each wake it has the case looked at, and
/// sleeps until the next date or until something changed. It can be thrown away and started again from the case.
/// </summary>
public static class CaseClock
{
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>Runs the clock; the thin, named orchestrator of each area calls it.</summary>
    /// <param name="context">The orchestration; its input names the case and goes to the look as it is.</param>
    /// <param name="look">Name of the activity that looks at the case and answers a <see cref="ClockTick"/>.</param>
    /// <param name="changed">Name of the event: look at the case again.</param>
    public static async Task RunAsync(TaskOrchestrationContext context, string look, string changed)
    {
        var input = context.GetInput<string>();
        var change = context.WaitForExternalEvent<string>(changed);
        while (await context.CallActivityAsync<ClockTick>(look, input, Retry) is { Ended: false } tick)
        {
            context.SetCustomStatus(new ClockWait(changed, tick.NextAt));
            if (tick.NextAt is { } next)
            {
                using var cancel = new CancellationTokenSource();
                var due = context.CreateTimer(next.UtcDateTime, cancel.Token);
                if (await Task.WhenAny(change, due) == due) continue;
                cancel.Cancel();
            }
            await change;
            change = context.WaitForExternalEvent<string>(changed);
        }
    }
}
