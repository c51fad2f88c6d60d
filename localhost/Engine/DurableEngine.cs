using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PatentFunctions.LocalHost;

/// <summary>Runs activities.</summary>
internal interface IActivities
{
    /// <summary>Runs one and returns its result as JSON.</summary>
    Task<string?> RunAsync(ActivityRow activity, CancellationToken stopping);
}

/// <summary>
/// Drives instances: takes those that have messages, computes a step each, writes it, and carries out what it says.
/// Between steps an instance is rows only.
/// </summary>
internal sealed partial class DurableEngine : IDueSource, IAsyncDisposable
{
    private const int StepLoops = 64;
    private const int TimersAtOnce = 1000;

    private readonly DurableStore _store;
    private readonly MovableTimeProvider _clock;
    private readonly IOrchestrators _orchestrators;
    private readonly IActivities _activities;
    private readonly int _activityLoops;
    private readonly ILogger _log;
    private readonly Channel<long> _runnable = Channel.CreateUnbounded<long>();
    private readonly Channel<ActivityRow> _pendingActivities = Channel.CreateUnbounded<ActivityRow>();
    private readonly Lock _gate = new();
    private readonly Dictionary<long, bool> _taken = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly List<Task> _loops = [];
    private TaskCompletionSource _idle = Completed();
    private int _work;
    private long _nextDue = long.MaxValue;

    public DurableEngine(
        DurableStore store,
        MovableTimeProvider clock,
        IOrchestrators orchestrators,
        IActivities activities,
        int activityConcurrency,
        ILogger<DurableEngine> log)
    {
        _store = store;
        _clock = clock;
        _orchestrators = orchestrators;
        _activities = activities;
        _activityLoops = activityConcurrency;
        _log = log;
    }

    public DurableStore Store => _store;

    public MovableTimeProvider Clock => _clock;

    public IOrchestrators Orchestrators => _orchestrators;

    public DateTimeOffset? NextDue => !_stopping.IsCancellationRequested && Interlocked.Read(ref _nextDue) is var due && due < long.MaxValue
        ? new DateTimeOffset(due, TimeSpan.Zero)
        : null;

    public void Start()
    {
        Interlocked.Exchange(ref _nextDue, _store.Read(reader => reader.NextDue()) ?? long.MaxValue);
        for (long last = 0; ;)
        {
            var page = _store.Read(reader => reader.Activities(last, 1000));
            if (page.Count == 0)
                break;
            foreach (var activity in page)
                Enqueue(activity);
            last = page[^1].Id;
        }

        foreach (var key in _store.Read(reader => reader.KeysWithMessages()))
            Schedule(key);
        for (var i = 0; i < StepLoops; i++)
            _loops.Add(Task.Run(StepLoopAsync));
        for (var i = 0; i < _activityLoops; i++)
            _loops.Add(Task.Run(ActivityLoopAsync));
        _clock.Moved += SaveClock;
        // A clock that began at a configured time and is never moved must not fall back to the wall clock's at the next start.
        SaveClock();
        _clock.RegisterIdle(WhenIdleAsync);
        _clock.Register(this);
    }

    /// <summary>Takes up nothing new, lets running activities finish until told to give up, and returns when all is quiet.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        await _stopping.CancelAsync();
        _runnable.Writer.TryComplete();
        _pendingActivities.Writer.TryComplete();
        await using (giveUp.UnsafeRegister(_ => _aborting.Cancel(), null))
            await Task.WhenAll(_loops);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _stopping.Dispose();
        _aborting.Dispose();
    }

    /// <summary>Returns when no step and no activity is left.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _idle.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Completes at the next change of the instance's status.</summary>
    public Task NextChange(string id) =>
        _changes.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async Task FireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var busy = Busy();
        try
        {
            while (!_stopping.IsCancellationRequested && await FireSomeAsync(now) == TimersAtOnce)
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (e is not OperationCanceledException && !_stopping.IsCancellationRequested)
        {
            // The timers are still there; trying again at once would only burn the processor.
            TimersFailed(e);
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
    }

    /// <summary>Puts an instance among those that have something to do.</summary>
    public void Schedule(long key)
    {
        lock (_gate)
        {
            if (_taken.ContainsKey(key))
            {
                _taken[key] = true;
                return;
            }

            _taken.Add(key, false);
            Begin();
        }

        if (!_runnable.Writer.TryWrite(key))
            Finish(key, again: false);
    }

    /// <summary>Tells those who wait for a change of this instance.</summary>
    public void Changed(string id)
    {
        if (_changes.TryRemove(id, out var change))
            change.TrySetResult();
    }

    /// <summary>Notes a timer, so that the clock wakes for it.</summary>
    public void NoteDue(long due)
    {
        var earlier = false;
        lock (_gate)
        {
            if (due < _nextDue)
            {
                _nextDue = due;
                earlier = true;
            }
        }

        if (earlier)
            _clock.Rearm();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void SaveClock()
    {
        var (now, scale) = _clock.Reading();
        var value = StoredClock.Write(now, TimeProvider.System.GetUtcNow(), scale);
        _ = _store.WriteAsync(writer =>
        {
            writer.SaveSetting(StoredClock.Name, value);
            return true;
        });
    }

    private async Task<int> FireSomeAsync(DateTimeOffset now)
    {
        var fired = await _store.WriteAsync(
            writer => (Keys: writer.FireTimers(now.UtcTicks, TimersAtOnce), Next: writer.Reader.NextDue()),
            some =>
            {
                Interlocked.Exchange(ref _nextDue, some.Next ?? long.MaxValue);
                foreach (var key in some.Keys)
                    Schedule(key);
            });
        return fired.Keys.Count;
    }

    private async Task StepLoopAsync()
    {
        await foreach (var key in _runnable.Reader.ReadAllAsync())
        {
            var again = false;
            try
            {
                if (!_stopping.IsCancellationRequested)
                    await StepAsync(key);
            }
            catch (Exception e)
            {
                StepFailed(e, key);
                again = true;
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }

            Finish(key, again);
        }
    }

    private async Task StepAsync(long key)
    {
        var (instance, history, inbox) = _store.Read(reader => reader.Instance(key) is { } row
            ? (row, row.HistoryLength == 0 ? [] : reader.History(key), reader.Inbox(key))
            : ((InstanceRow?)null, new List<Entry>(), reader.Inbox(key)));
        if (inbox.Count == 0)
            return;
        if (instance is null)
        {
            await _store.WriteAsync(writer =>
            {
                foreach (var message in inbox)
                    writer.DeleteMessage(key, message.Seq);
                return true;
            });
            return;
        }

        var before = instance.Status;
        var step = Step.Compute(instance, history, inbox, _orchestrators, _clock.GetUtcNow(), (execution, rule) => _ = ReportAsync(key, execution, rule));
        if (step.LeftAlone is not null)
        {
            InstanceLeftAlone(instance.Id, step.LeftAlone);
            return;
        }

        if (step.Consumed.Count == 0)
            return;
        await _store.WriteAsync(
            writer => Write(writer, step),
            effects =>
            {
                foreach (var activity in effects.Activities)
                    Enqueue(activity);
                foreach (var target in effects.Targets)
                    Schedule(target);
                if (effects.EarliestDue is { } due)
                    NoteDue(due);
                if (step.Instance.Status != before)
                    Changed(step.Instance.Id);
            });
        if (step.Instance.Status == OrchestrationRuntimeStatus.Failed && Failures.Read(step.Instance.Failure) is var failure)
            InstanceFailed(step.Instance.Name, step.Instance.Id, failure.ErrorType, failure.ErrorMessage);
    }

    private static Effects Write(StoreWriter writer, Step step)
    {
        var effects = new Effects();
        var instance = step.Instance;
        foreach (var seq in step.Consumed)
            writer.DeleteMessage(instance.Key, seq);
        if (step.Added.Count == 0)
            return effects;
        var seqOfFirst = step.ForgetsPast ? 0 : instance.HistoryLength;
        if (step.ForgetsPast)
            writer.DeleteHistory(instance.Key);
        for (var i = 0; i < step.Added.Count; i++)
            writer.AppendHistory(instance.Key, seqOfFirst + i, step.Added[i]);
        writer.Update(instance with { HistoryLength = seqOfFirst + step.Added.Count });
        foreach (var (execution, act) in step.Acts)
            Carry(writer, instance, execution, act, effects);
        foreach (var (execution, timer) in step.DeadTimers)
            writer.DeleteTimer(timer.Ticks, instance.Key, timer.Task, execution);
        if (step.Answer is { } answer)
            Send(writer, instance.ParentId!, instance.ParentExecution, answer, effects);
        if (step.EndsChildren)
        {
            foreach (var child in writer.Reader.UnendedChildren(instance.Id))
                Send(writer, child, null, new Entry(EntryKind.Terminated, Target: "", Payload: instance.Output), effects);
        }

        return effects;
    }

    private static void Carry(StoreWriter writer, InstanceRow instance, string execution, Entry act, Effects effects)
    {
        switch (act.Kind)
        {
            case EntryKind.ActivityScheduled:
                effects.Activities.Add(writer.InsertActivity(instance, execution, act));
                break;
            case EntryKind.TimerCreated when !instance.IsEnded:
                writer.InsertTimer(act.Ticks, instance.Key, act.Task, execution);
                effects.EarliestDue = Math.Min(effects.EarliestDue ?? long.MaxValue, act.Ticks);
                break;
            case EntryKind.TimerCanceled:
                writer.DeleteTimer(act.Ticks, instance.Key, act.Task, execution);
                break;
            case EntryKind.EventSent:
                Send(writer, act.Target!, null, new Entry(EntryKind.EventRaised, Name: act.Name, Payload: act.Payload), effects);
                break;
            case EntryKind.SubOrchestrationScheduled:
                Call(writer, instance, execution, act, effects);
                break;
        }
    }

    private static void Call(StoreWriter writer, InstanceRow caller, string execution, Entry act, Effects effects)
    {
        if (writer.Reader.Instance(act.Target!) is { } existing)
        {
            writer.Post(caller.Key, execution, new Entry(EntryKind.SubOrchestrationFailed, act.Task, Payload: Failures.Write(
                new OrchestrationAlreadyExistsException($"An instance '{existing.Id}' exists; it is {existing.Status}."))));
            effects.Targets.Add(caller.Key);
            return;
        }

        var called = new InstanceRow
        {
            Key = writer.NextKey(),
            Id = act.Target!,
            Name = act.Name!,
            Execution = Guid.NewGuid().ToString("N"),
            Version = act.Version ?? "",
            Status = OrchestrationRuntimeStatus.Pending,
            Created = caller.Updated,
            Updated = caller.Updated,
            Input = act.Payload,
            ParentId = caller.Id,
            ParentName = caller.Name,
            ParentExecution = execution,
            ParentTask = act.Task,
        };
        writer.Insert(called);
        writer.Post(called.Key, null, new Entry(EntryKind.ExecutionStarted));
        effects.Targets.Add(called.Key);
    }

    private static void Send(StoreWriter writer, string id, string? execution, Entry entry, Effects effects)
    {
        if (writer.Reader.Instance(id) is not { IsEnded: false } target)
            return;
        writer.Post(target.Key, execution, entry);
        effects.Targets.Add(target.Key);
    }

    private async Task ReportAsync(long key, string execution, string rule)
    {
        try
        {
            await _store.WriteAsync(
                writer =>
                {
                    writer.Post(key, execution, new Entry(EntryKind.RuleBroken, Payload: rule));
                    return key;
                },
                Schedule);
        }
        catch (InvalidOperationException)
        {
            // The host has stopped; after the next start the replay breaks the same rule again.
        }
    }

    private void Enqueue(ActivityRow activity)
    {
        lock (_gate)
            Begin();
        if (!_pendingActivities.Writer.TryWrite(activity))
            End();
    }

    private async Task ActivityLoopAsync()
    {
        await foreach (var activity in _pendingActivities.Reader.ReadAllAsync())
        {
            try
            {
                if (!_stopping.IsCancellationRequested)
                    await RunAsync(activity);
            }
            catch (Exception e)
            {
                ActivityLost(e, activity.Name, activity.InstanceId);
            }
            finally
            {
                End();
            }
        }
    }

    private async Task RunAsync(ActivityRow activity)
    {
        Entry outcome;
        try
        {
            outcome = new Entry(EntryKind.ActivityCompleted, activity.Task, Payload: await _activities.RunAsync(activity, _aborting.Token));
        }
        catch (Exception e)
        {
            // Interrupted by the host's end, not failed: it runs again after the next start.
            if (_aborting.IsCancellationRequested && e is OperationCanceledException)
                return;
            ActivityFailed(e, activity.Name, activity.InstanceId);
            outcome = new Entry(EntryKind.ActivityFailed, activity.Task, Payload: Failures.Write(e));
        }

        await _store.WriteAsync(
            writer =>
            {
                writer.DeleteActivity(activity.Id);
                writer.Post(activity.Key, activity.Execution, outcome);
                return activity.Key;
            },
            Schedule);
    }

    private void Finish(long key, bool again)
    {
        lock (_gate)
        {
            _taken.Remove(key, out var dirty);
            if ((dirty || again) && !_stopping.IsCancellationRequested)
            {
                _taken.Add(key, false);
                if (_runnable.Writer.TryWrite(key))
                    return;
                _taken.Remove(key);
            }
        }

        End();
    }

    private BusyScope Busy()
    {
        lock (_gate)
            Begin();
        return new BusyScope(this);
    }

    private void Begin()
    {
        if (_work++ == 0 && _idle.Task.IsCompleted)
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_work == 0)
                _idle.TrySetResult();
        }
    }

    private readonly struct BusyScope(DurableEngine engine) : IDisposable
    {
        public void Dispose() => engine.End();
    }

    private sealed class Effects
    {
        public List<ActivityRow> Activities { get; } = [];

        public List<long> Targets { get; } = [];

        public long? EarliestDue { get; set; }
    }

    [LoggerMessage(LogLevel.Error, "A step of instance #{Key} could not be made; it is tried again.")]
    private partial void StepFailed(Exception e, long key);

    [LoggerMessage(LogLevel.Error, "Timers that are due could not be taken up; they are tried again.")]
    private partial void TimersFailed(Exception e);

    [LoggerMessage(LogLevel.Warning, "{Name} {InstanceId} failed: {ErrorType}: {ErrorMessage}")]
    private partial void InstanceFailed(string name, string instanceId, string errorType, string errorMessage);

    [LoggerMessage(LogLevel.Warning, "{InstanceId} waits for another host: {Reason}")]
    private partial void InstanceLeftAlone(string instanceId, string reason);

    [LoggerMessage(LogLevel.Warning, "Activity {Name} of {InstanceId} failed.")]
    private partial void ActivityFailed(Exception e, string name, string instanceId);

    [LoggerMessage(LogLevel.Error, "The outcome of activity {Name} of {InstanceId} could not be written; it runs again after the next start.")]
    private partial void ActivityLost(Exception e, string name, string instanceId);
}
