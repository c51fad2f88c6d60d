using PatentFunctions.Platform.Http;

namespace PatentFunctions.Operations;

/// <summary>A clock that can be moved forward; only a developer's machine has one: the local host, or the Functions host with emulated storage.</summary>
public interface IMovableClock
{
    /// <summary>Moves it; everything that falls due on the way happens in its order.</summary>
    Task MoveToAsync(DateTimeOffset instant, DurableTaskClient durable, CancellationToken cancellation);

    /// <summary>Does what has fallen due since, where the host does not follow the clock by itself.</summary>
    Task CatchUpAsync(DurableTaskClient durable, CancellationToken cancellation);
}

/// <summary>The clock as it stands.</summary>
/// <param name="Now">The instant.</param>
/// <param name="China">The same in Asia/Shanghai, for people.</param>
public sealed record ClockAnswer(DateTimeOffset Now, string China);

/// <summary>Where to move the clock: to an instant, or by days and hours.</summary>
/// <param name="To">An instant, ISO 8601.</param>
/// <param name="Days">Days to add.</param>
/// <param name="Hours">Hours to add.</param>
public sealed record ClockMove(DateTimeOffset? To = null, int? Days = null, int? Hours = null);

/// <summary>The clock does not go back.</summary>
public sealed record ClockGoesForward() : Invalid("clock-goes-forward", "时钟不能拨回", "时钟只能向前拨，且一次不超过 800 天；请给出晚于当前时间的 to，或正的 days、hours。");

/// <summary>本地时钟 (COM-16): reads it and moves it forward, so that ten working days pass in a minute. Answers 404 unless the desk is open.</summary>
public sealed class LocalClock(LocalDesk desk, IEnumerable<IMovableClock> clocks, TimeProvider time)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(800);

    /// <summary>读取时钟。</summary>
    [Function("ReadLocalClock")]
    [Allow(Role.Public)]
    [Answers(200, typeof(ClockAnswer)), Refuses(typeof(NothingHere))]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "local/clock")] HttpRequest request) =>
        desk.Enabled ? Answer() : new NothingHere();

    /// <summary>将时钟向前拨：期间到期的提醒、定时任务依次发生。</summary>
    [Function("MoveLocalClock")]
    [Allow(Role.Public)]
    [Accepts(typeof(ClockMove)), Answers(200, typeof(ClockAnswer)), Refuses(typeof(NothingHere), typeof(ClockGoesForward))]
    public async Task<IResult> MoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "local/clock")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!desk.Enabled || clocks.FirstOrDefault() is not { } clock) return new NothingHere();
        var body = await request.ReadBodyAsync<ClockMove>(cancellation);
        var now = time.GetUtcNow();
        var distance = body.To is { } instant ? instant - now : TimeSpan.FromDays(body.Days ?? 0) + TimeSpan.FromHours(body.Hours ?? 0);
        if (distance <= TimeSpan.Zero || distance > Furthest) return new ClockGoesForward();
        await clock.MoveToAsync(now + distance, durable, cancellation);
        return Answer();
    }

    private IResult Answer() => Results.Json(new ClockAnswer(time.GetUtcNow(), ChinaTime.FullDateTime(time.GetUtcNow())), PlatformJson.Options);
}
