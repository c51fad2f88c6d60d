using System.Globalization;

namespace PatentFunctions.LocalHost;

/// <summary>The clock across restarts: what it showed, when, and how fast it ran.</summary>
internal static class StoredClock
{
    public const string Name = "clock";

    public static string Write(DateTimeOffset shown, DateTimeOffset wall, double scale) =>
        string.Create(CultureInfo.InvariantCulture, $"{shown.UtcTicks};{wall.UtcTicks};{scale:R}");

    /// <summary>Goes on where the stored clock would be by now, never before what it last showed.</summary>
    public static MovableTimeProvider Restore(string? stored, DateTimeOffset wall, DateTimeOffset? firstStart, double? scale)
    {
        if (stored is null)
            return new MovableTimeProvider(firstStart ?? wall, scale ?? 1);
        var parts = stored.Split(';');
        var shown = new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        var then = new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero);
        var speed = double.Parse(parts[2], CultureInfo.InvariantCulture);
        var slept = wall > then ? (wall - then) * speed : TimeSpan.Zero;
        return new MovableTimeProvider(shown + slept, scale ?? speed);
    }
}
