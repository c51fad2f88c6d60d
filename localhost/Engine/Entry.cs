using System.Globalization;

namespace PatentFunctions.LocalHost;

/// <summary>What stands in a history or travels to an instance. The numbers are stored: never change one.</summary>
internal enum EntryKind
{
    StepStarted = 0,
    ExecutionStarted = 1,

    // What the orchestrator did.
    ActivityScheduled = 10,
    TimerCreated = 11,
    TimerCanceled = 12,
    SubOrchestrationScheduled = 13,
    EventSent = 14,

    // What happened to it.
    ActivityCompleted = 20,
    ActivityFailed = 21,
    TimerFired = 22,
    SubOrchestrationCompleted = 23,
    SubOrchestrationFailed = 24,
    EventRaised = 25,
    Suspended = 26,
    Resumed = 27,
    Terminated = 28,
    RuleBroken = 29,

    ExecutionEnded = 40,
}

/// <summary>One line of a history, or one message to an instance.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Task">The number of the task it is about; -1 for none.</param>
/// <param name="Name">Name of an activity, orchestration or event.</param>
/// <param name="Target">Another instance's id.</param>
/// <param name="Payload">JSON in or out.</param>
/// <param name="Ticks">UTC ticks of a step or a timer.</param>
/// <param name="Version">Version of an orchestration.</param>
internal sealed record Entry(
    EntryKind Kind, int Task = -1, string? Name = null, string? Target = null, string? Payload = null, long Ticks = 0, string? Version = null)
{
    public bool IsAction => Kind is >= EntryKind.ActivityScheduled and <= EntryKind.EventSent;

    /// <summary>
    /// Whether this is the same act. Versions are left out: the default version may have risen since the history was written.
    /// </summary>
    public bool IsSameAct(Entry other) =>
        Kind == other.Kind
        && Task == other.Task
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && Target == other.Target
        && Payload == other.Payload
        && Ticks == other.Ticks;

    public string Describe() => Kind switch
    {
        EntryKind.ActivityScheduled => $"activity '{Name}' (task {Task}) with input {Payload ?? "null"}",
        EntryKind.TimerCreated => $"timer (task {Task}) due {Time}",
        EntryKind.TimerCanceled => $"cancellation of the timer (task {Task}) due {Time}",
        EntryKind.SubOrchestrationScheduled => $"sub-orchestration '{Name}' (task {Task}) as '{Target}' with input {Payload ?? "null"}",
        EntryKind.EventSent => $"event '{Name}' to '{Target}' with payload {Payload ?? "null"}",
        _ => $"{Kind} (task {Task})",
    };

    private string Time => new DateTime(Ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>A message waiting for an instance.</summary>
/// <param name="Seq">Its place in the queue of all messages.</param>
/// <param name="Execution">The generation it is meant for; null for any.</param>
/// <param name="Entry">What it says.</param>
internal sealed record Message(long Seq, string? Execution, Entry Entry);

/// <summary>An instance as stored.</summary>
internal sealed record InstanceRow
{
    public required long Key { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Execution { get; set; }
    public required string Version { get; set; }
    public required OrchestrationRuntimeStatus Status { get; set; }
    public required long Created { get; init; }
    public long Updated { get; set; }
    public string? Input { get; set; }
    public string? Output { get; set; }
    public string? CustomStatus { get; set; }
    public string? Failure { get; set; }
    public string? Tags { get; init; }
    public string? ParentId { get; init; }
    public string? ParentName { get; init; }
    public string? ParentExecution { get; init; }
    public int ParentTask { get; init; }

    /// <summary>How many lines the history has.</summary>
    public int HistoryLength { get; set; }

    public bool IsEnded => HasEnded(Status);

    public static bool HasEnded(OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;
}

/// <summary>An activity to be run.</summary>
internal sealed record ActivityRow(long Id, long Key, string InstanceId, string Execution, int Task, string Name, string Version, string? Input);
