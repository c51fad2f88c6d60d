namespace PatentFunctions.Reviews;

/// <summary>
/// The one workflow of every review: a clock with a memory. It decides nothing; at each wake it has the round looked at, and sleeps until
/// the next date or until something changed.
/// </summary>
public static class ReviewClock
{
    /// <summary>Event: look at the round again. Raised on a decision, a hold and its end.</summary>
    public const string Changed = "ReviewChanged";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>Runs the clock of one round; the thin orchestrator of each kind calls it.</summary>
    public static async Task RunAsync(TaskOrchestrationContext context)
    {
        var round = context.GetInput<string>();
        var changed = context.WaitForExternalEvent<string>(Changed);
        while (await context.CallActivityAsync<ReviewTick>(TickReview.Name, round, Retry) is { Ended: false } tick)
        {
            if (tick.NextAt is { } next)
            {
                using var cancel = new CancellationTokenSource();
                var due = context.CreateTimer(next.UtcDateTime, cancel.Token);
                if (await Task.WhenAny(changed, due) == due) continue;
                cancel.Cancel();
            }
            await changed;
            changed = context.WaitForExternalEvent<string>(Changed);
        }
    }
}

/// <summary>What a look at the round found.</summary>
/// <param name="Ended">True once nobody has to act any more.</param>
/// <param name="NextAt">When to look again; null where only an event can change anything.</param>
public sealed record ReviewTick(bool Ended, DateTimeOffset? NextAt);
