using System.Globalization;
using PatentFunctions.Platform;

namespace PatentFunctions.Tests.Calendar;

[Trait("Spec", "COM-16")]
public sealed class ChinaTimeTests
{
    [Theory]
    [InlineData("2026-11-20T15:59:59Z", "2026-11-20")]
    [InlineData("2026-11-20T16:00:00Z", "2026-11-21")]
    [InlineData("2026-12-31T16:00:00Z", "2027-01-01")]
    [InlineData("2026-11-20T23:30:00-08:00", "2026-11-21")]
    public void Today_FollowsShanghaiNotTheMachine(string now, string expected) =>
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd", CultureInfo.InvariantCulture), ChinaTime.Today(new FixedTime(At(now))));

    [Fact]
    public void StartAndEndOfDay_AreMidnightsInShanghai()
    {
        var day = new DateOnly(2026, 11, 27);

        Assert.Equal(At("2026-11-26T16:00:00Z"), ChinaTime.StartOfDay(day));
        Assert.Equal(At("2026-11-27T16:00:00Z"), ChinaTime.EndOfDay(day));
    }

    [Fact]
    [Trait("Spec", "COM-03")]
    public void Texts_AreWrittenAsTheManualsWriteThem()
    {
        Assert.Equal("12月3日", ChinaTime.MonthDay(new DateOnly(2026, 12, 3)));
        Assert.Equal("2026年11月27日", ChinaTime.FullDate(new DateOnly(2026, 11, 27)));
        Assert.Equal("2026年11月27日 09:05", ChinaTime.FullDateTime(At("2026-11-27T01:05:30Z")));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
