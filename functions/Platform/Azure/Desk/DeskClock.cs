using System.Diagnostics;
using System.Reflection;
using PatentFunctions.Operations;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Platform.OnAzure.Desk;

/// <summary>
/// Moves the clock under <c>func start</c> with emulated storage. Durable timers follow the machine's clock, so workflows are woken by the event
/// that lets them look at their case again: their custom status tells until when they wait. Only <see cref="HostPlatform"/> adds it, and only there.
/// </summary>
internal sealed class DeskClock(DeskTime time, IServiceProvider services, ILogger<DeskClock> log) : IMovableClock, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What has not moved for so long by the machine's clock waits for something else, such as another try of an activity.</summary>
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(3);

    /// <summary>The host may take so long to begin with an instance: it looks into its queues every half minute where nothing happens.</summary>
    private static readonly TimeSpan Begins = TimeSpan.FromSeconds(35);

    private static readonly OrchestrationQuery UnderWay = new(
        Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending], FetchInputsAndOutputs: true);

    private readonly SemaphoreSlim moving = new(1, 1);

    /// <inheritdoc />
    public async Task MoveToAsync(DateTimeOffset instant, DurableTaskClient durable, CancellationToken cancellation)
    {
        await moving.WaitAsync(cancellation);
        try
        {
            var timers = new DeskTimers(time.GetUtcNow(), DeskTimers.Functions(), (method, due) => RunAsync(method, due, durable, cancellation));
            var left = new HashSet<string>(StringComparer.Ordinal);
            var next = await SettleAsync(left, durable, cancellation);
            while (Earlier(next, timers.Next(instant)) is { } due && due <= instant)
            {
                await time.MoveToAsync(due, cancellation);
                await timers.RunAsync(time.GetUtcNow());
                next = await SettleAsync(left, durable, cancellation);
            }
            await time.MoveToAsync(instant, cancellation);
            await timers.RunLastAsync(instant);
            await SettleAsync(left, durable, cancellation);
        }
        finally
        {
            moving.Release();
        }
    }

    /// <inheritdoc />
    public async Task CatchUpAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        if (time.Ahead == TimeSpan.Zero || !await moving.WaitAsync(TimeSpan.Zero, cancellation)) return;
        try
        {
            await SettleAsync([], durable, cancellation);
        }
        finally
        {
            moving.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => moving.Dispose();

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    // As under the host, a timer function that fails has another time.
    private async Task RunAsync(MethodInfo method, DateTimeOffset due, DurableTaskClient durable, CancellationToken cancellation)
    {
        try
        {
            await DeskTimers.RunAsync(services, method, due, durable, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "{Timer} failed", method.DeclaringType!.Name);
        }
    }

    /// <summary>Wakes every workflow whose time has come, and waits until none has anything left to do.</summary>
    /// <param name="left">Workflows that are not waited for; those that do not move are put there.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>When the next one falls due.</returns>
    private async Task<DateTimeOffset?> SettleAsync(HashSet<string> left, DurableTaskClient durable, CancellationToken cancellation)
    {
        var woken = new HashSet<(string, DateTimeOffset)>();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var (busy, next, now) = (new List<string>(), default(DateTimeOffset?), time.GetUtcNow());
            await foreach (var instance in durable.GetAllInstancesAsync(UnderWay).WithCancellation(cancellation))
            {
                var wait = instance.SerializedCustomStatus is { Length: > 0 } ? instance.ReadCustomStatusAs<ClockWait>() : null;
                var asleep = instance.RuntimeStatus == OrchestrationRuntimeStatus.Pending ? Begins : Asleep;
                if (wait is null && now - time.Ahead - instance.LastUpdatedAt > asleep) left.Add(instance.InstanceId);
                if (wait is null ? !left.Contains(instance.InstanceId) : wait.Until <= now) busy.Add(instance.InstanceId);
                if (wait is { Until: { } until } && until <= now && woken.Add((instance.InstanceId, until)))
                    await durable.RaiseEventAsync(instance.InstanceId, wait.Event, nameof(DeskClock), cancellation);
                if (wait?.Until > now) next = Earlier(next, wait.Until);
            }
            if (busy.Count == 0) return next;
            if (waited.Elapsed > Patience)
            {
                log.LogWarning("The clock goes on although these workflows are still at work: {Workflows}", string.Join(", ", busy));
                return next;
            }
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }
}
