using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Notices;

/// <summary>
/// 公示 of one product as a clock with a memory (REC-03): it decides nothing; at each wake it has the notice looked at, and sleeps until the
/// next date or until something changed.
/// </summary>
public static class PublicNotice
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "PublicNotice";

    /// <summary>Event: look at the notice again. Raised where its dates, its objections or the product's state change.</summary>
    public const string Changed = "NoticeChanged";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>Instance of a product's notice.</summary>
    public static string InstanceId(RecognitionId recognition) => "notice-" + recognition;

    /// <summary>The message that starts the clock of a product's notice.</summary>
    public static OutboxMessage Start(RecognitionId recognition) => WorkflowMessages.Start(Name, InstanceId(recognition), recognition.Value);

    /// <summary>The message that has a product's notice looked at.</summary>
    /// <param name="recognition">The product.</param>
    /// <param name="hint">What happened; for whoever reads the history.</param>
    public static OutboxMessage Look(RecognitionId recognition, string hint) => WorkflowMessages.Raise(InstanceId(recognition), Changed, hint);

    /// <summary>Runs the clock of one product.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var recognition = context.GetInput<string>();
        var changed = context.WaitForExternalEvent<string>(Changed);
        while (await context.CallActivityAsync<NoticeTick>(TickNotice.Name, recognition, Retry) is { Ended: false } tick)
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

/// <summary>What a look at the notice found.</summary>
/// <param name="Ended">True once the notice is over and done with.</param>
/// <param name="NextAt">When to look again; null where only an event can change anything.</param>
public sealed record NoticeTick(bool Ended, DateTimeOffset? NextAt);
