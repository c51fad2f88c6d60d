namespace PatentFunctions.LocalHost;

/// <summary>
/// Timer functions by the movable clock. One call of a function at a time; occurrences missed while the host was down lead to one
/// late call; occurrences passed while the clock is moved are all made, in order, except that far from the goal they
/// are <see cref="MovableTimeProvider.Stride"/> apart.
/// </summary>
internal sealed partial class CronTimers : IDueSource, IDisposable
{
    private readonly FunctionRunner _runner;
    private readonly DurableStore _store;
    private readonly MovableTimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = [];
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource? _idle;
    private int _running;

    public CronTimers(
        FunctionRunner runner, FunctionCatalog catalog, IConfiguration configuration, DurableStore store, MovableTimeProvider clock, ILogger<CronTimers> log)
    {
        (_runner, _store, _clock, _log) = (runner, store, clock, log);
        foreach (var function in catalog.Functions.Where(f => f.Kind == TriggerKind.Timer))
        {
            var trigger = (TimerTriggerAttribute)function.Attribute;
            var text = FunctionCatalog.Resolve(trigger.Schedule, configuration);
            _ = CronSchedule.TryParse(text, out var schedule, out _);
            _lines.Add(new Line(function, trigger, text, schedule!));
        }
    }

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return _lines.Where(line => !line.Running).Min(NextOf);
        }
    }

    public void Start()
    {
        var now = _clock.GetUtcNow();
        foreach (var line in _lines)
        {
            if (_store.Read(reader => reader.Schedule(line.Function.Name)) is { } stored && stored.Schedule == line.Text)
            {
                line.Last = Utc(stored.Last);
                line.Next = Utc(stored.Next);
                line.PastDue = line.Next < now;
                if (!line.Trigger.UseMonitor && line.PastDue)
                    (line.Next, line.PastDue) = (line.Schedule.Next(now), false);
            }
            else
            {
                line.Next = line.Schedule.Next(now);
                Save(line, now);
            }

            if (line.Trigger.RunOnStartup && !line.PastDue)
                Begin(line, now);
        }

        _clock.RegisterIdle(WhenIdleAsync);
        _clock.Register(this);
    }

    public Task FireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<Line> due;
        lock (_gate)
            due = [.. _lines.Where(line => !line.Running && NextOf(line) <= now).OrderBy(line => line.Next)];
        foreach (var line in due)
            Begin(line, now);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken giveUp)
    {
        lock (_gate)
            _lines.ForEach(line => line.Next = null);
        await using (giveUp.UnsafeRegister(_ => _stopping.Cancel(), null))
            await WhenIdleAsync(CancellationToken.None);
    }

    public void Dispose() => _stopping.Dispose();

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private DateTimeOffset? NextOf(Line line) =>
        _clock.Stride is { Ticks: > 0 } stride && line.Next is { } next && line.Schedule.Next(next) - next < stride && next.Ticks % stride.Ticks != 0
            ? line.Schedule.Next(next.AddTicks(stride.Ticks - (next.Ticks % stride.Ticks)).AddSeconds(-1))
            : line.Next;

    private Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_running == 0)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private void Begin(Line line, DateTimeOffset now)
    {
        lock (_gate)
        {
            line.Running = true;
            _running++;
        }

        _ = Task.Run(() => RunAsync(line, now));
    }

    private async Task RunAsync(Line line, DateTimeOffset now)
    {
        // While the clock runs by itself, a call may come a little late; what was missed by then is made up for by this one call.
        var next = line.Schedule.Next(now);
        var info = new TimerInfo
        {
            IsPastDue = line.PastDue,
            ScheduleStatus = new ScheduleStatus
            {
                Last = line.Last.UtcDateTime,
                Next = next?.UtcDateTime ?? DateTime.MaxValue,
                LastUpdated = now.UtcDateTime,
            },
        };
        try
        {
            await _runner.RunTimerAsync(line.Function, info, _stopping.Token);
        }
        catch (Exception e)
        {
            TimerFailed(e, line.Function.Name);
        }

        lock (_gate)
        {
            line.Last = now;
            line.PastDue = false;
            if (line.Next is not null)
                line.Next = next;
            line.Running = false;
        }

        Save(line, now);
        lock (_gate)
        {
            if (--_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }

        _clock.Rearm();
    }

    private void Save(Line line, DateTimeOffset now)
    {
        if (line.Next is { } next)
        {
            var last = line.Last;
            _ = _store.WriteAsync(writer =>
            {
                writer.SaveSchedule(line.Function.Name, line.Text, last.UtcTicks, next.UtcTicks, now.UtcTicks);
                return true;
            });
        }
    }

    private sealed class Line(FunctionMethod function, TimerTriggerAttribute trigger, string text, CronSchedule schedule)
    {
        public FunctionMethod Function => function;

        public TimerTriggerAttribute Trigger => trigger;

        public string Text => text;

        public CronSchedule Schedule => schedule;

        public DateTimeOffset Last { get; set; }

        public DateTimeOffset? Next { get; set; }

        public bool PastDue { get; set; }

        public bool Running { get; set; }
    }

    [LoggerMessage(LogLevel.Error, "Timer function {Name} failed.")]
    private partial void TimerFailed(Exception e, string name);
}
