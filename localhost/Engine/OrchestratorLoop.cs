namespace PatentFunctions.LocalHost;

/// <summary>
/// Runs an orchestrator on one thread, step by step, and notices when something else tries to continue it:
/// a continuation from another thread means that it awaited what is not durable.
/// </summary>
internal sealed class OrchestratorLoop : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly Scheduler _scheduler;
    private readonly Action<string> _broken;
    private volatile int _thread;

    /// <param name="broken">Told the rule that was broken; possibly on another thread, possibly long after the step.</param>
    public OrchestratorLoop(Action<string> broken)
    {
        _broken = broken;
        _scheduler = new Scheduler(this);
    }

    /// <summary>Whether the caller is the orchestrator itself.</summary>
    public bool IsCurrent => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Runs an action and all that follows from it until nothing is left.</summary>
    public void Run(Action action)
    {
        var outer = Current;
        _thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            var task = new Task(() =>
            {
                action();
                while (_queue.TryDequeue(out var next))
                    next.Callback(next.State);
            });
            task.RunSynchronously(_scheduler);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
            _thread = 0;
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            _queue.Enqueue((d, state));
        else
            Broken();
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            d(state);
        else
            Broken();
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    public void Broken() => _broken(
        "The orchestrator was continued by another thread: it awaited something that is not a durable task. "
        + "Only tasks of TaskOrchestrationContext (and Task.WhenAll and WhenAny over them) may be awaited; do the rest in an activity.");

    private sealed class Scheduler(OrchestratorLoop loop) : TaskScheduler
    {
        protected override void QueueTask(Task task) => loop.Post(_ => TryExecuteTask(task), null);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
            loop.IsCurrent && !taskWasPreviouslyQueued && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
