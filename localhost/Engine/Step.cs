namespace PatentFunctions.LocalHost;

/// <summary>What the engine needs to know to run orchestrators.</summary>
internal interface IOrchestrators
{
    ILoggerFactory Loggers { get; }

    string? DefaultVersion { get; }

    /// <summary>The code of an orchestrator; null when there is none of that name.</summary>
    Func<OrchestrationRun, Task<object?>>? Find(string name);

    /// <summary>Null when this host may run that version; otherwise why not, and whether the instance fails for it.</summary>
    (string Reason, bool Fails)? Refuse(string version);
}

/// <summary>One step of one instance: what was waiting for it, what it made of it. Computed first, then written as one.</summary>
internal sealed class Step
{
    private const int MostGenerations = 10_000;

    private readonly IOrchestrators _orchestrators;
    private readonly IReadOnlyList<Entry> _past;
    private readonly Action<string, string> _brokenLater;
    private readonly long _now;
    private OrchestrationRun? _run;
    private bool _suspended;
    private int _generations;

    private Step(
        InstanceRow instance, IReadOnlyList<Entry> past, IOrchestrators orchestrators, DateTimeOffset now, Action<string, string> brokenLater)
    {
        Instance = instance;
        _past = past;
        _orchestrators = orchestrators;
        _brokenLater = brokenLater;
        // Steps never go back in time, whatever the machine's clock does.
        _now = Math.Max(now.UtcTicks, past.LastOrDefault(entry => entry.Kind == EntryKind.StepStarted)?.Ticks ?? 0);
        _suspended = instance.Status == OrchestrationRuntimeStatus.Suspended;
    }

    /// <summary>The instance as it will be.</summary>
    public InstanceRow Instance { get; }

    /// <summary>Messages used up.</summary>
    public List<long> Consumed { get; } = [];

    /// <summary>What is added to the history.</summary>
    public List<Entry> Added { get; } = [];

    /// <summary>Acts to be carried out, each with the generation that did it.</summary>
    public List<(string Execution, Entry Act)> Acts { get; } = [];

    /// <summary>Timers of generations that are over.</summary>
    public List<(string Execution, Entry Timer)> DeadTimers { get; } = [];

    /// <summary>Whether the history begins anew.</summary>
    public bool ForgetsPast { get; private set; }

    /// <summary>What the caller is told, if the instance ended and has a caller.</summary>
    public Entry? Answer { get; private set; }

    /// <summary>Whether those it called are to be ended too.</summary>
    public bool EndsChildren { get; private set; }

    /// <summary>Why this host leaves the instance alone, if it does.</summary>
    public string? LeftAlone { get; private set; }

    /// <summary>Computes a step.</summary>
    /// <param name="instance">The instance; it is changed.</param>
    /// <param name="past">Its history.</param>
    /// <param name="inbox">What waits for it.</param>
    /// <param name="orchestrators">The code.</param>
    /// <param name="now">The time.</param>
    /// <param name="brokenLater">Told when an await of something not durable shows only after the step: execution and rule.</param>
    public static Step Compute(
        InstanceRow instance,
        IReadOnlyList<Entry> past,
        IReadOnlyList<Message> inbox,
        IOrchestrators orchestrators,
        DateTimeOffset now,
        Action<string, string> brokenLater)
    {
        var step = new Step(instance, past, orchestrators, now, brokenLater);
        step.Take(inbox);
        step.Finish();
        return step;
    }

    private bool HasStarted => _past.Count > 0 || ForgetsPast || Added.Any(entry => entry.Kind == EntryKind.ExecutionStarted);

    private void Take(IReadOnlyList<Message> inbox)
    {
        // A start comes first, however many events arrived before it.
        var ordered = inbox.OrderBy(message => IsStart(message.Entry) ? 0 : 1).ThenBy(message => message.Seq);
        var held = new Queue<Message>();
        foreach (var message in ordered)
        {
            if (Instance.IsEnded)
            {
                Consumed.Add(message.Seq);
            }
            else if (IsHeld(message.Entry))
            {
                held.Enqueue(message);
            }
            else
            {
                Take(message);
                if (LeftAlone is not null)
                    return;
                if (message.Entry.Kind == EntryKind.Resumed)
                {
                    while (held.TryDequeue(out var waiting) && !Instance.IsEnded)
                        Take(waiting);
                }
            }
        }

        if (Instance.IsEnded)
            Consumed.AddRange(held.Select(message => message.Seq));
    }

    private bool IsHeld(Entry entry) => entry.Kind switch
    {
        EntryKind.Suspended or EntryKind.Resumed or EntryKind.Terminated or EntryKind.RuleBroken => false,
        _ when _suspended => true,
        _ => !HasStarted && !IsStart(entry),
    };

    private static bool IsStart(Entry entry) =>
        entry.Kind == EntryKind.ExecutionStarted || entry is { Kind: EntryKind.TimerFired, Task: -1 };

    private void Take(Message message)
    {
        var entry = message.Entry;
        switch (entry.Kind)
        {
            case EntryKind.Suspended:
                _suspended = true;
                Add(entry);
                break;
            case EntryKind.Resumed:
                _suspended = false;
                Add(entry);
                break;
            case EntryKind.Terminated:
                Add(entry);
                EndsChildren = entry.Target is not null;
                DropTimers();
                End(OrchestrationRuntimeStatus.Terminated, entry.Payload, null);
                break;
            case EntryKind.RuleBroken:
                if (message.Execution == Instance.Execution)
                    Fail(new OrchestratorRuleException(entry.Payload!));
                break;
            case var _ when message.Execution is not null && message.Execution != Instance.Execution:
                break;
            default:
                if (_orchestrators.Refuse(Instance.Version) is { } refusal)
                {
                    if (!refusal.Fails)
                    {
                        LeftAlone = refusal.Reason;
                        return;
                    }

                    Fail(new InvalidOperationException(refusal.Reason));
                    break;
                }

                Feed(IsStart(entry)
                    ? new Entry(EntryKind.ExecutionStarted, Name: Instance.Name, Payload: Instance.Input, Version: Instance.Version)
                    : entry);
                break;
        }

        Consumed.Add(message.Seq);
    }

    private void Feed(Entry entry)
    {
        try
        {
            if (_run is null)
            {
                _run = NewRun();
                _run.Replay(_past);
                foreach (var added in Added)
                    _run.Feed(added);
            }

            Add(entry);
            _run.Feed(entry);
            Settle();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>Looks whether the orchestrator has come to an end, and begins its next generation if it asked for one.</summary>
    private void Settle()
    {
        while (true)
        {
            if (_run!.BrokenRule is { } rule)
            {
                Fail(new OrchestratorRuleException(rule));
                return;
            }

            if (_run.Main is not { IsCompleted: true } main)
                return;
            if (!main.IsCompletedSuccessfully)
            {
                Fail(main.Exception?.InnerException ?? new TaskCanceledException(main));
                return;
            }

            KeepActs();
            DropTimers();
            if (_run.Next is not { } next)
            {
                Instance.CustomStatus = _run.CustomStatus;
                End(OrchestrationRuntimeStatus.Completed, JsonDataConverter.Default.Serialize(main.Result), null);
                return;
            }

            if (++_generations > MostGenerations)
            {
                Fail(new OrchestratorRuleException(
                    $"The orchestrator continued as new {MostGenerations} times without waiting for anything."));
                return;
            }

            Continue(next);
        }
    }

    private void Continue(ContinueAsNewOptions next)
    {
        var unread = next.PreserveUnprocessedEvents ? _run!.UnreadEvents.ToList() : [];
        ForgetsPast = true;
        Added.Clear();
        Instance.Execution = Guid.NewGuid().ToString("N");
        Instance.Input = JsonDataConverter.Default.Serialize(next.NewInput);
        if (!string.IsNullOrWhiteSpace(next.NewVersion))
            Instance.Version = next.NewVersion;
        _run = NewRun();
        var start = new Entry(EntryKind.ExecutionStarted, Name: Instance.Name, Payload: Instance.Input, Version: Instance.Version);
        Add(start);
        _run.Feed(start);
        foreach (var raised in unread)
        {
            Add(raised);
            _run.Feed(raised);
        }
    }

    private OrchestrationRun NewRun()
    {
        var orchestrator = _orchestrators.Find(Instance.Name)
            ?? throw new InvalidOperationException($"There is no orchestrator named '{Instance.Name}'.");
        var execution = Instance.Execution;
        var run = new OrchestrationRun(
            Instance with { }, _orchestrators.DefaultVersion, orchestrator, _orchestrators.Loggers, rule => _brokenLater(execution, rule));
        return run;
    }

    /// <summary>Adds to the history, after the line that begins the step.</summary>
    private void Add(Entry entry)
    {
        if (Added.Count == 0)
        {
            var begin = new Entry(EntryKind.StepStarted, Ticks: _now);
            Added.Add(begin);
            _run?.Feed(begin);
        }

        Added.Add(entry);
    }

    private void KeepActs()
    {
        var acts = _run!.NewActs();
        Added.AddRange(acts);
        Acts.AddRange(acts.Select(act => (Instance.Execution, act)));
    }

    private void Finish()
    {
        if (LeftAlone is not null || Added.Count == 0)
            return;
        if (!Instance.IsEnded && _run is not null)
        {
            _run.CheckWaiting();
            if (_run.BrokenRule is { } rule)
            {
                Fail(new OrchestratorRuleException(rule));
            }
            else
            {
                KeepActs();
                Instance.CustomStatus = _run.CustomStatus;
            }
        }

        if (!Instance.IsEnded)
        {
            Instance.Status = _suspended ? OrchestrationRuntimeStatus.Suspended
                : HasStarted ? OrchestrationRuntimeStatus.Running
                : OrchestrationRuntimeStatus.Pending;
        }

        Instance.Updated = _now;
        // A timer made and given up within this step need never be written.
        Acts.RemoveAll(a => a.Act.Kind == EntryKind.TimerCreated && DeadTimers.Exists(d => d.Execution == a.Execution && d.Timer.Task == a.Act.Task));
    }

    private void Fail(Exception e)
    {
        if (Instance.IsEnded)
            return;
        if (_run is not null && e is not (OrchestratorRuleException or NonDeterministicOrchestrationException))
        {
            KeepActs();
            Instance.CustomStatus = _run.CustomStatus;
        }

        DropTimers(byPast: e is NonDeterministicOrchestrationException);
        End(OrchestrationRuntimeStatus.Failed, null, Failures.Write(e));
    }

    private void DropTimers(bool byPast = false)
    {
        var open = byPast || _run is null ? TimersIn(_past) : _run.OpenTimers;
        DeadTimers.AddRange(open.Select(timer => (Instance.Execution, timer)));
    }

    private static IEnumerable<Entry> TimersIn(IReadOnlyList<Entry> history)
    {
        var over = history.Where(e => e.Kind is EntryKind.TimerFired or EntryKind.TimerCanceled).Select(e => e.Task).ToHashSet();
        return history.Where(e => e.Kind == EntryKind.TimerCreated && !over.Contains(e.Task));
    }

    private void End(OrchestrationRuntimeStatus status, string? output, string? failure)
    {
        Instance.Status = status;
        Instance.Output = output;
        Instance.Failure = failure;
        Add(new Entry(EntryKind.ExecutionEnded, (int)status, Payload: output ?? failure));
        if (Instance.ParentId is null)
            return;
        Answer = status switch
        {
            OrchestrationRuntimeStatus.Completed => new Entry(EntryKind.SubOrchestrationCompleted, Instance.ParentTask, Payload: output),
            OrchestrationRuntimeStatus.Terminated => new Entry(EntryKind.SubOrchestrationFailed, Instance.ParentTask, Payload: Failures.Write(
                new TaskFailureDetails(nameof(OrchestrationRuntimeStatus.Terminated), $"'{Instance.Id}' was terminated: {output}", null, null, null))),
            _ => new Entry(EntryKind.SubOrchestrationFailed, Instance.ParentTask, Payload: failure),
        };
    }
}
