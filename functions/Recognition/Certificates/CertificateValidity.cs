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
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickValidity.Name, Changed);
}
