using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// 认定有效期 of one product as a clock with a memory (REC-05): it sleeps for most of a year, has the certificate looked at on the day of the
/// reminder and after the last day, and ends early where the recognition is revoked.
/// </summary>
public static class CertificateValidity
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "CertificateValidity";

    /// <summary>Event: look at the certificate again. Raised where the recognition is revoked.</summary>
    public const string Changed = "CertificateChanged";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>Instance of a product's certificate.</summary>
    public static string InstanceId(RecognitionId recognition) => "validity-" + recognition;

    /// <summary>The message that starts the clock of a product's certificate; it belongs to the write that recognizes.</summary>
    public static OutboxMessage Start(RecognitionId recognition) => WorkflowMessages.Start(Name, InstanceId(recognition), recognition.Value);

    /// <summary>The message that has a product's certificate looked at.</summary>
    /// <param name="recognition">The product.</param>
    /// <param name="hint">What happened; for whoever reads the history.</param>
    public static OutboxMessage Look(RecognitionId recognition, string hint) => WorkflowMessages.Raise(InstanceId(recognition), Changed, hint);

    /// <summary>Runs the clock of one certificate.</summary>
    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var recognition = context.GetInput<string>();
        var changed = context.WaitForExternalEvent<string>(Changed);
        while (await context.CallActivityAsync<ValidityTick>(TickValidity.Name, recognition, Retry) is { NextAt: { } next })
        {
            using var cancel = new CancellationTokenSource();
            var due = context.CreateTimer(next.UtcDateTime, cancel.Token);
            if (await Task.WhenAny(changed, due) == due) continue;
            cancel.Cancel();
            await changed;
            changed = context.WaitForExternalEvent<string>(Changed);
        }
    }
}

/// <summary>What a look at the certificate found.</summary>
/// <param name="NextAt">When to look again; null once the recognition has ended.</param>
public sealed record ValidityTick(DateTimeOffset? NextAt);
