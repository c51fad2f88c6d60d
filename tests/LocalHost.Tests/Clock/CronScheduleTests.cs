using System.Globalization;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Clock;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-02T01:00:00Z", "2026-03-02T01:05:00Z")]
    [InlineData("0 */5 * * * *", "2026-03-02T01:04:59.999Z", "2026-03-02T01:05:00Z")]
    [InlineData("*/10 * * * * *", "2026-03-02T01:00:55Z", "2026-03-02T01:01:00Z")]
    [InlineData("0 0 1 * * 1", "2026-03-02T01:00:00Z", "2026-03-09T01:00:00Z")]
    [InlineData("0 0 1 * * MON", "2026-03-03T00:00:00Z", "2026-03-09T01:00:00Z")]
    [InlineData("0 30 9 1 jan,JUL *", "2026-03-02T00:00:00Z", "2026-07-01T09:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-02T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "2026-03-14T00:00:00Z", "2026-11-13T00:00:00Z")]
    [InlineData("5 10-20/5 8 * * *", "2026-03-02T08:10:05Z", "2026-03-02T08:15:05Z")]
    [InlineData("0 0 23 31 12 *", "2026-12-31T23:00:00Z", "2027-12-31T23:00:00Z")]
    [InlineData("59 59 23 * * *", "2026-03-02T23:59:59Z", "2026-03-03T23:59:59Z")]
    [InlineData("*/5 * * * *", "2026-03-02T01:00:00Z", "2026-03-02T01:05:00Z")]
    public void Next_GivesTheFirstOccurrenceAfterwards(string schedule, string after, string next)
    {
        Assert.True(CronSchedule.TryParse(schedule, out var parsed, out _));
        Assert.Equal(
            DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), parsed.Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Next_WhenItNeverComes_IsNull()
    {
        Assert.True(CronSchedule.TryParse("0 0 0 30 2 *", out var never, out _));
        Assert.Null(never.Next(Host.Monday));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 0 0 * *  * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 * * 0 * *")]
    [InlineData("0 * * * 13 *")]
    [InlineData("0 * * * * 7")]
    [InlineData("0 */0 * * * *")]
    [InlineData("0 5-1 * * * *")]
    [InlineData("0 a * * * *")]
    [InlineData("00:05:00")]
    public void TryParse_OfWhatIsNoSchedule_SaysWhy(string schedule)
    {
        Assert.False(CronSchedule.TryParse(schedule, out _, out var error));
        Assert.NotEmpty(error);
    }
}
