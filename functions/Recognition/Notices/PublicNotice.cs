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
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => CaseClock.RunAsync(context, TickNotice.Name, Changed);
}
