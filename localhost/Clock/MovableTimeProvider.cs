namespace PatentFunctions.LocalHost;

/// <summary>
/// The clock of app and host: it may run faster or slower than the wall clock, stand still, and be moved forward.
/// Moving it passes through every instant at which something falls due, in order, and lets what happens there finish
/// before it goes on, so that weeks pass in seconds and nothing is skipped. Far from the goal timer functions run less often: more
/// than three days from it once a day (at 00:00 UTC), more than two hours from it once an hour. A year has half a million minutes, and nothing
/// to do in most; workflows keep their times to the tick.
/// </summary>
public sealed class MovableTimeProvider : TimeProvider, IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _firing = new(1, 1);
    private readonly List<IDueSource> _sources = [];
    private readonly List<Func<CancellationToken, Task>> _idle = [];
    private readonly AppTimers _appTimers;
    private readonly ITimer _alarm;
    private DateTimeOffset _anchor;
    private long _anchorTimestamp;
    private double _scale;
    private bool _disposed;

    /// <summary>A clock that shows the wall clock's time.</summary>
    public MovableTimeProvider() : this(System.GetUtcNow()) { }

    /// <summary>A clock that begins at a given time.</summary>
    /// <param name="start">The time it shows first.</param>
    /// <param name="scale">How fast it runs: 1 like the wall clock, 0 stands still until moved.</param>
    public MovableTimeProvider(DateTimeOffset start, double scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        _anchor = start.ToUniversalTime();
        _anchorTimestamp = System.GetTimestamp();
        _scale = scale;
        _appTimers = new AppTimers(this);
        _sources.Add(_appTimers);
        _alarm = System.CreateTimer(_ => _ = OnAlarmAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How fast the clock runs: 1 like the wall clock, 0 stands still until moved.</summary>
    public double Scale
    {
        get
        {
            lock (_gate)
                return _scale;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            lock (_gate)
            {
                Anchor(Now());
                _scale = value;
            }

            Moved?.Invoke();
            Rearm();
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC, as on Azure; business dates are computed in their own zone.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far apart timer functions run at least: zero unless the clock is far from where it is being moved to.</summary>
    internal TimeSpan Stride { get; private set; }

    /// <summary>Raised after the clock was moved or its speed changed, so that a restart does not go back in time.</summary>
    internal event Action? Moved;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return Now();
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return _appTimers.Add(callback, state, dueTime, period);
    }

    /// <summary>Moves the clock forward and returns when everything that fell due has been done.</summary>
    /// <param name="by">How far.</param>
    /// <param name="cancellationToken">Stops on the way.</param>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return AdvanceToAsync(GetUtcNow() + by, cancellationToken);
    }

    /// <summary>Moves the clock forward and returns when everything that fell due has been done.</summary>
    /// <param name="to">The time it shows afterwards.</param>
    /// <param name="cancellationToken">Stops on the way.</param>
    /// <exception cref="ArgumentOutOfRangeException">That would be going back in time.</exception>
    public async Task AdvanceToAsync(DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        if (to < GetUtcNow() && Scale == 0)
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The clock shows {GetUtcNow():O} and cannot go back.");
        try
        {
            while (!await StepAsync(to, cancellationToken)) { }
        }
        finally
        {
            Stride = TimeSpan.Zero;
        }

        await WhenIdleAsync(cancellationToken);
        Rearm();
    }

    /// <summary>Goes to the next instant at which something falls due.</summary>
    /// <returns>True once the goal is reached.</returns>
    private async Task<bool> StepAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        await WhenIdleAsync(cancellationToken);
        await _firing.WaitAsync(cancellationToken);
        try
        {
            var way = to - GetUtcNow();
            Stride = way > 3 * Day ? Day : way > 2 * Hour ? Hour : TimeSpan.Zero;
            var due = NextDue();
            var step = due is { } d && d <= to ? d : to;
            lock (_gate)
            {
                if (step > Now())
                    Anchor(step);
            }

            Moved?.Invoke();
            await FireAsync(GetUtcNow(), cancellationToken);
            return due is null || due > to;
        }
        finally
        {
            _firing.Release();
        }
    }

    /// <summary>Returns when no workflow, activity or timer function has anything left to do before the clock goes on.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WhenIdleAsync(CancellationToken cancellationToken = default)
    {
        Func<CancellationToken, Task>[] waits;
        lock (_gate)
            waits = [.. _idle];
        foreach (var wait in waits)
            await wait(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _alarm.Dispose();
    }

    /// <summary>The clock as it must be restored: what it shows now and how fast it runs.</summary>
    internal (DateTimeOffset Now, double Scale) Reading()
    {
        lock (_gate)
            return (Now(), _scale);
    }

    internal void Register(IDueSource source)
    {
        lock (_gate)
            _sources.Add(source);
        Rearm();
    }

    internal void RegisterIdle(Func<CancellationToken, Task> whenIdle)
    {
        lock (_gate)
            _idle.Add(whenIdle);
    }

    /// <summary>Sleeps until the next due instant; to be called whenever one may have become earlier.</summary>
    internal void Rearm()
    {
        var due = NextDue();
        lock (_gate)
        {
            if (_disposed)
                return;
            if (due is null || (_scale == 0 && due > Now()))
            {
                _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            var wait = due.Value <= Now() ? TimeSpan.Zero : (due.Value - Now()) / _scale;
            // A millisecond more than needed: an alarm that comes early would only have to be set again.
            _alarm.Change(wait > LongestSleep ? LongestSleep : wait + TimeSpan.FromMilliseconds(wait > TimeSpan.Zero ? 1 : 0), Timeout.InfiniteTimeSpan);
        }
    }

    private async Task OnAlarmAsync()
    {
        await _firing.WaitAsync();
        try
        {
            await FireAsync(GetUtcNow(), CancellationToken.None);
        }
        finally
        {
            _firing.Release();
            Rearm();
        }
    }

    private async Task FireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IDueSource[] sources;
        lock (_gate)
            sources = [.. _sources];
        foreach (var source in sources.Where(source => source.NextDue <= now).OrderBy(source => source.NextDue))
            await source.FireAsync(now, cancellationToken);
    }

    private DateTimeOffset? NextDue()
    {
        IDueSource[] sources;
        lock (_gate)
            sources = [.. _sources];
        return sources.Min(source => source.NextDue);
    }

    private DateTimeOffset Now() => _anchor + System.GetElapsedTime(_anchorTimestamp) * _scale;

    private void Anchor(DateTimeOffset now)
    {
        _anchor = now;
        _anchorTimestamp = System.GetTimestamp();
    }

    /// <summary>Timers that the app made with <see cref="TimeProvider.CreateTimer"/>, delays and timeouts included.</summary>
    private sealed class AppTimers(MovableTimeProvider clock) : IDueSource
    {
        private readonly Lock _gate = new();
        private readonly PriorityQueue<(AppTimer Timer, long Generation), DateTimeOffset> _queue = new();

        public DateTimeOffset? NextDue
        {
            get
            {
                lock (_gate)
                {
                    while (_queue.TryPeek(out var next, out var due))
                    {
                        if (next.Timer.Generation == next.Generation)
                            return due;
                        _queue.Dequeue();
                    }

                    return null;
                }
            }
        }

        public AppTimer Add(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new AppTimer(this, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }

        public Task FireAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            var due = new List<AppTimer>();
            lock (_gate)
            {
                while (_queue.TryPeek(out var next, out var at) && at <= now)
                {
                    _queue.Dequeue();
                    if (next.Timer.Generation != next.Generation)
                        continue;
                    due.Add(next.Timer);
                    if (next.Timer.Period > TimeSpan.Zero)
                        _queue.Enqueue(next, at + next.Timer.Period);
                }
            }

            foreach (var timer in due)
                timer.Fire();
            return Task.CompletedTask;
        }

        public sealed class AppTimer(AppTimers owner, TimerCallback callback, object? state) : ITimer
        {
            private readonly ExecutionContext? _context = ExecutionContext.Capture();

            public long Generation { get; private set; }

            public TimeSpan Period { get; private set; }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                lock (owner._gate)
                {
                    Generation++;
                    Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                    if (dueTime != Timeout.InfiniteTimeSpan)
                        owner._queue.Enqueue((this, Generation), owner.Clock.GetUtcNow() + dueTime);
                }

                owner.Clock.Rearm();
                return true;
            }

            public void Fire()
            {
                if (_context is null)
                    callback(state);
                else
                    ExecutionContext.Run(_context, _ => callback(state), null);
            }

            public void Dispose()
            {
                lock (owner._gate)
                    Generation++;
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }

        private MovableTimeProvider Clock => clock;
    }
}

/// <summary>Something with instants at which it must act.</summary>
internal interface IDueSource
{
    /// <summary>The next instant, or null.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>Begins all that is due; the work itself may go on afterwards.</summary>
    Task FireAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
