namespace PatentFunctions.Notifications;

/// <summary>免打扰时段: from 21:00 to 08:00 in Asia/Shanghai no text message leaves unless it is urgent.</summary>
internal static class QuietHours
{
    private static readonly TimeOnly From = new(21, 0);
    private static readonly TimeOnly Until = new(8, 0);

    /// <summary>When a text message may leave: null for now, or the next 08:00.</summary>
    public static DateTimeOffset? HeldUntil(DateTimeOffset now)
    {
        var local = ChinaTime.ToChina(now);
        var clock = TimeOnly.FromDateTime(local.DateTime);
        var date = DateOnly.FromDateTime(local.DateTime);
        if (clock >= From) return ChinaTime.At(date.AddDays(1), Until);
        return clock < Until ? ChinaTime.At(date, Until) : null;
    }
}
