using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PatentFunctions.LocalHost;

/// <summary>
/// One replay of one generation of an instance: the orchestrator runs over its history, then over what is new.
/// Nothing of it outlives the step.
/// </summary>
internal sealed class OrchestrationRun : TaskOrchestrationContext
{
    private static readonly DataConverter Json = JsonDataConverter.Default;

    private readonly InstanceRow _instance;
    private readonly string? _defaultVersion;
    private readonly Func<OrchestrationRun, Task<object?>> _orchestrator;
    private readonly OrchestratorLoop _loop;
    private readonly ILoggerFactory _loggers;
    private readonly List<Entry> _acts = [];
    private readonly Dictionary<int, IOpenTask> _open = [];
    private readonly Dictionary<int, Entry> _timers = [];
    private readonly Dictionary<string, Stack<IEventWait>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<(long Order, Entry Raised)>> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _abandoned = new(StringComparer.OrdinalIgnoreCase);
    private Task<object?>? _main;
    private DateTime _now;
    private bool _replaying;
    private int _matched;
    private int _lastTask = -1;
    private int _guids;
    private int _openEvents;
    private long _events;
    private string? _broken;
    private object? _customStatus;

    public OrchestrationRun(
        InstanceRow instance,
        string? defaultVersion,
        Func<OrchestrationRun, Task<object?>> orchestrator,
        ILoggerFactory loggers,
        Action<string> brokenLater)
    {
        _instance = instance;
        _defaultVersion = defaultVersion;
        _orchestrator = orchestrator;
        _loggers = loggers;
        _loop = new OrchestratorLoop(rule =>
        {
            if (Interlocked.CompareExchange(ref _broken, rule, null) is null)
                brokenLater(rule);
        });
    }

    public override TaskName Name => _instance.Name;

    public override string InstanceId => _instance.Id;

    public override ParentOrchestrationInstance? Parent =>
        _instance.ParentId is { } id ? new ParentOrchestrationInstance(_instance.ParentName!, id) : null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    public override string Version => _instance.Version;

    /// <summary>The rule that was broken, if any.</summary>
    public string? BrokenRule => Volatile.Read(ref _broken);

    /// <summary>The orchestrator's own task; null before it began.</summary>
    public Task<object?>? Main => _main;

    /// <summary>What the next generation shall be, if the orchestrator asked for one.</summary>
    public ContinueAsNewOptions? Next { get; private set; }

    /// <summary>The custom status as JSON.</summary>
    public string? CustomStatus => Json.Serialize(_customStatus);

    /// <summary>Timers neither fired nor cancelled.</summary>
    public IEnumerable<Entry> OpenTimers => _timers.Values;

    /// <summary>Events that nobody waited for, in the order of their arrival.</summary>
    public IEnumerable<Entry> UnreadEvents => _unread.Values.SelectMany(queue => queue).OrderBy(e => e.Order).Select(e => e.Raised);

    protected override ILoggerFactory LoggerFactory => _loggers;

    /// <summary>Runs over the history.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The orchestrator does something else than it did.</exception>
    public void Replay(IReadOnlyList<Entry> history)
    {
        _replaying = true;
        for (var seq = 0; seq < history.Count; seq++)
        {
            var entry = history[seq];
            if (entry.IsAction)
            {
                Match(entry, seq);
                continue;
            }

            if (entry.Kind == EntryKind.StepStarted)
                NothingMore(seq);
            Feed(entry);
        }

        NothingMore(history.Count);
        _replaying = false;
    }

    /// <summary>Lets the orchestrator see one thing that happened.</summary>
    public void Feed(Entry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.StepStarted:
                _now = new DateTime(entry.Ticks, DateTimeKind.Utc);
                break;
            case EntryKind.ExecutionStarted:
                _loop.Run(() =>
                {
                    _main = _orchestrator(this);
                    WatchEnd(_main);
                });
                break;
            case EntryKind.EventRaised:
                _loop.Run(() => Deliver(entry));
                break;
            case EntryKind.TimerFired:
                _timers.Remove(entry.Task);
                Settle(entry);
                break;
            case EntryKind.ActivityCompleted or EntryKind.ActivityFailed
                or EntryKind.SubOrchestrationCompleted or EntryKind.SubOrchestrationFailed:
                Settle(entry);
                break;
        }
    }

    /// <summary>What the orchestrator did that history does not know yet.</summary>
    public IReadOnlyList<Entry> NewActs() => _acts[_matched..];

    /// <summary>Says whether the orchestrator stands still where it may: ended, or waiting for something durable.</summary>
    public void CheckWaiting()
    {
        if (_main is { IsCompleted: false } && _open.Count == 0 && _openEvents == 0)
        {
            Interlocked.CompareExchange(
                ref _broken,
                "The orchestrator waits, but for no durable task. Only tasks of TaskOrchestrationContext (and Task.WhenAll and WhenAny "
                + "over them) may be awaited; clocks, threads, files and the network belong in an activity. "
                + "Cancel with CancellationTokenSource.Cancel, not CancelAsync. The same holds for middleware around an orchestrator.",
                null);
        }
    }

    public override T? GetInput<T>() where T : default => Json.Deserialize<T>(_instance.Input);

    /// <summary>The input for a parameter.</summary>
    public object? ReadInput(Type type) => Json.Deserialize(_instance.Input, type);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseMistakenOptions(input, options);
        var payload = Json.Serialize(input);
        return WithRetries(name, options, () => Schedule<TResult>(new Entry(EntryKind.ActivityScheduled, Name: name.Name, Payload: payload)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseMistakenOptions(input, options);
        var payload = Json.Serialize(input);
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var version = options?.Version is { } explicitly ? explicitly.Version : _defaultVersion ?? "";
        return WithRetries(orchestratorName, options, () => Schedule<TResult>(new Entry(
            EntryKind.SubOrchestrationScheduled, Name: orchestratorName.Name, Target: id, Payload: payload, Version: version)));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureCurrent();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        // The Functions host runs in UTC, where a time of unknown kind is UTC; so it is on every machine here.
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : fireAt;
        var act = Act(new Entry(EntryKind.TimerCreated, ++_lastTask, Ticks: due.Ticks));
        var task = new OpenTask<object>("timer", act.Task);
        _open.Add(act.Task, task);
        _timers.Add(act.Task, act);
        task.OnSettled(cancellationToken.UnsafeRegister(
            _ =>
            {
                if (!_loop.IsCurrent)
                {
                    _loop.Broken();
                    return;
                }

                if (_open.Remove(act.Task))
                {
                    _timers.Remove(act.Task);
                    Act(act with { Kind = EntryKind.TimerCanceled });
                    task.Cancel(cancellationToken);
                }
            },
            null));
        return task.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureCurrent();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        if (_abandoned.Contains(eventName))
        {
            throw new InvalidOperationException(
                $"The event '{eventName}' is waited for again after an earlier wait for it was cancelled or timed out. The durable extension "
                + "would hand an event to the dead wait and lose it. Keep one wait for the whole life and race it against fresh timers, "
                + "or number the event's name by round.");
        }

        if (_unread.TryGetValue(eventName, out var raised) && raised.TryDequeue(out var first))
            return FromPayload<T>(first.Raised.Payload);
        if (!_waits.TryGetValue(eventName, out var waits))
            _waits[eventName] = waits = new Stack<IEventWait>();
        if (waits.TryPeek(out var earlier) && earlier.Type != typeof(T))
            throw new ArgumentException($"The event '{eventName}' is already waited for as {earlier.Type}, not as {typeof(T)}.");
        if (cancellationToken.IsCancellationRequested)
        {
            _abandoned.Add(eventName);
            return Task.FromCanceled<T>(cancellationToken);
        }

        var wait = new EventWait<T>();
        waits.Push(wait);
        _openEvents++;
        wait.OnSettled(cancellationToken.UnsafeRegister(
            _ =>
            {
                if (!_loop.IsCurrent)
                {
                    _loop.Broken();
                    return;
                }

                if (!wait.IsOpen)
                    return;
                _waits[eventName] = new Stack<IEventWait>(waits.Where(other => other != wait).Reverse());
                _abandoned.Add(eventName);
                _openEvents--;
                wait.Cancel(cancellationToken);
            },
            null));
        return wait.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureCurrent();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        Act(new Entry(EntryKind.EventSent, ++_lastTask, eventName, instanceId, Json.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureCurrent();
        _customStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EnsureCurrent();
        Next = options;
    }

    public override Guid NewGuid()
    {
        EnsureCurrent();
        var name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}|{_instance.Execution}|{_now:O}|{_guids++}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static void RefuseMistakenOptions(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("TaskOptions were passed as the input. Name the argument: options:.", nameof(input));
    }

    private static Task<T> FromPayload<T>(string? payload)
    {
        try
        {
            return Task.FromResult(Json.Deserialize<T>(payload)!);
        }
        catch (JsonException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private void EnsureCurrent()
    {
        if (_loop.IsCurrent)
            return;
        _loop.Broken();
        throw new InvalidOperationException(BrokenRule);
    }

    private async Task<T> WithRetries<T>(TaskName name, TaskOptions? options, Func<Task<T>> call)
    {
        var begin = _now;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException e)
            {
                if (options?.Retry?.Policy is { } policy)
                {
                    if (PauseBefore(policy, attempt, begin, e.FailureDetails) is not { } pause)
                        throw;
                    await CreateTimer(_now + pause, CancellationToken.None);
                }
                else if (options?.Retry?.Handler is { } handler)
                {
                    if (!await handler(new(this, attempt, e.FailureDetails, _now - begin, CancellationToken.None)))
                        throw;
                }
                else
                {
                    throw;
                }
            }
        }
    }

    private TimeSpan? PauseBefore(RetryPolicy policy, int failures, DateTime begin, TaskFailureDetails failure)
    {
        if (failures >= policy.MaxNumberOfAttempts || !policy.Retries(failure))
            return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && _now >= begin + policy.RetryTimeout)
            return null;
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var pause = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        return pause < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : longest;
    }

    private Task<T> Schedule<T>(Entry act)
    {
        EnsureCurrent();
        act = Act(act with { Task = ++_lastTask });
        var task = new OpenTask<T>(act.Name!, act.Task);
        _open.Add(act.Task, task);
        return task.Task;
    }

    private Entry Act(Entry act)
    {
        _acts.Add(act);
        return act;
    }

    private void Settle(Entry entry)
    {
        if (_open.Remove(entry.Task, out var task))
            _loop.Run(() => task.Settle(entry));
    }

    private void Deliver(Entry raised)
    {
        if (_waits.TryGetValue(raised.Name!, out var waits) && waits.TryPop(out var wait))
        {
            _openEvents--;
            wait.Settle(raised.Payload);
            return;
        }

        if (!_unread.TryGetValue(raised.Name!, out var queue))
            _unread[raised.Name!] = queue = new();
        queue.Enqueue((_events++, raised));
    }

    private void Match(Entry recorded, int seq)
    {
        var act = _matched < _acts.Count ? _acts[_matched] : null;
        if (act is null || !act.IsSameAct(recorded))
        {
            throw new NonDeterministicOrchestrationException(
                $"The replay of '{Name}' ({InstanceId}) differs from its history at #{seq}: "
                + $"expected {recorded.Describe()}, got {act?.Describe() ?? "nothing"}. {Advice}");
        }

        _matched++;
    }

    private void NothingMore(int seq)
    {
        if (_matched < _acts.Count)
        {
            throw new NonDeterministicOrchestrationException(
                $"The replay of '{Name}' ({InstanceId}) differs from its history at #{seq}: "
                + $"expected nothing, got {_acts[_matched].Describe()}. {Advice}");
        }
    }

    private const string Advice =
        "Either the orchestrator depends on something outside its context, or its code changed while the instance was under way (give it a new version).";

    /// <summary>Notices an orchestrator that another thread brought to its end.</summary>
    private void WatchEnd(Task main) => main.ContinueWith(
        _ =>
        {
            if (!_loop.IsCurrent)
                _loop.Broken();
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private interface IOpenTask
    {
        void Settle(Entry entry);
    }

    private interface IEventWait
    {
        Type Type { get; }

        void Settle(string? payload);
    }

    private sealed class OpenTask<T>(string name, int id) : IOpenTask
    {
        private readonly TaskCompletionSource<T> _source = new();
        private CancellationTokenRegistration _registration;

        public Task<T> Task => _source.Task;

        public void OnSettled(CancellationTokenRegistration registration) => _registration = registration;

        public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);

        public void Settle(Entry entry)
        {
            _registration.Dispose();
            if (entry.Kind is EntryKind.ActivityFailed or EntryKind.SubOrchestrationFailed)
            {
                _source.TrySetException(new TaskFailedException(name, id, Failures.Read(entry.Payload)));
                return;
            }

            try
            {
                _source.TrySetResult(Json.Deserialize<T>(entry.Payload)!);
            }
            catch (JsonException e)
            {
                _source.TrySetException(e);
            }
        }
    }

    private sealed class EventWait<T> : IEventWait
    {
        private readonly TaskCompletionSource<T> _source = new();
        private CancellationTokenRegistration _registration;

        public Type Type => typeof(T);

        public Task<T> Task => _source.Task;

        public bool IsOpen => !_source.Task.IsCompleted;

        public void OnSettled(CancellationTokenRegistration registration) => _registration = registration;

        public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);

        public void Settle(string? payload)
        {
            _registration.Dispose();
            try
            {
                _source.TrySetResult(Json.Deserialize<T>(payload)!);
            }
            catch (JsonException e)
            {
                _source.TrySetException(e);
            }
        }
    }
}

/// <summary>A replay did something else than its history says.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);

/// <summary>An orchestrator broke a rule.</summary>
internal sealed class OrchestratorRuleException(string message) : Exception(message);

/// <summary>Failures as JSON.</summary>
internal static class Failures
{
    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static string Write(Exception e) => Write(TaskFailureDetails.FromException(e));

    public static TaskFailureDetails Read(string? json) => json is null
        ? new TaskFailureDetails("(unknown)", "(unknown)", null, null, null)
        : JsonSerializer.Deserialize<TaskFailureDetails>(json)!;
}
