using PatentFunctions.Platform.Http;

namespace PatentFunctions.Operations;

/// <summary>时钟.</summary>
/// <param name="Now">What it shows, in the offset of Asia/Shanghai.</param>
public sealed record ClockAnswer(DateTimeOffset Now);

/// <summary>How far to move it: days and hours, or to an instant.</summary>
/// <param name="Days">Days, 0–400.</param>
/// <param name="Hours">Hours, 0–10,000.</param>
/// <param name="To">An instant in the future.</param>
public sealed record ClockMove(int? Days, int? Hours, DateTimeOffset? To);

/// <summary>Time does not run backwards, and no demonstration needs years.</summary>
public sealed record ClockMoveInvalid() : Invalid("clock-move-invalid", "时钟调整无效", "只能向前调整：days 为 0 至 400，hours 为 0 至 10000，或 to 为将来 400 天以内的时间；至少填写一项。");

/// <summary>本地时钟 (COM-16): moves the clock forward, so that ten working days pass in a moment. Answers 404 unless the local desk is open.</summary>
public sealed class MoveClock(LocalDesk desk, IEnumerable<IMovableClock> clocks, TimeProvider time)
{
    private const int MostDays = 400;
    private const int MostHours = 10_000;

    /// <summary>What the clock shows.</summary>
    [Function("ReadLocalClock")]
    [Allow(Role.Public)]
    [Answers(200, typeof(ClockAnswer))]
    [Refuses(typeof(NothingHere))]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "local/clock")] HttpRequest request) =>
        desk.Enabled && clocks.Any() ? Answer() : new NothingHere();

    /// <summary>Moves the clock forward; timers and workflows that fall due on the way run in their order before the answer.</summary>
    [Function("MoveLocalClock")]
    [Allow(Role.Operator)]
    [Accepts(typeof(ClockMove)), Answers(200, typeof(ClockAnswer)), Refuses(typeof(ClockMoveInvalid), typeof(NothingHere))]
    public async Task<IResult> MoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "local/clock")] HttpRequest request, CancellationToken cancellation)
    {
        if (!desk.Enabled || clocks.FirstOrDefault() is not { } clock) return new NothingHere();
        var move = await request.ReadBodyAsync<ClockMove>(cancellation);
        if (Target(move, time.GetUtcNow()) is not { } target) return new ClockMoveInvalid();
        await clock.MoveToAsync(target, cancellation);
        return Answer();
    }

    /// <summary>Where a move leads; null where it is none.</summary>
    internal static DateTimeOffset? Target(ClockMove move, DateTimeOffset now)
    {
        if (move is { Days: null, Hours: null, To: null } || (move.To is not null && (move.Days is not null || move.Hours is not null))) return null;
        if (move.Days is < 0 or > MostDays || move.Hours is < 0 or > MostHours) return null;
        var target = move.To ?? now.AddDays(move.Days ?? 0).AddHours(move.Hours ?? 0);
        return target >= now && target <= now.AddDays(MostDays + 1 + (MostHours / 24)) ? target : null;
    }

    private IResult Answer() => Results.Json(new ClockAnswer(ChinaTime.Now(time)), PlatformJson.Options);
}
