using PatentFunctions.Operations;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-16")]
public class MoveClockTests
{
    private static readonly DateTimeOffset Now = TestApp.China("2026-09-24T10:00");

    [Fact]
    public async Task Move_WhenTheDeskIsOpen_TheClockShowsTheNewTime()
    {
        await using var app = await TestApp.StartAsync();
        Assert.Equal(Now, (await app.Anybody().GetAsync("local/clock")).At("now").GetDateTimeOffset());
        var client = await app.SignInAsync("operator");
        var moved = await client.PostAsync("local/clock", new ClockMove(1, 2, null));
        Assert.Equal(Now.AddHours(26), moved.At("now").GetDateTimeOffset());
        Assert.Equal(401, (await app.Anybody().PostAsync("local/clock", new ClockMove(1, null, null))).Status);
    }

    [Fact]
    public async Task Move_WhenTheDeskIsClosed_IsNotFound()
    {
        await using var app = await TestApp.StartAsync(settings: ("Desk:Enabled", "false"));
        Assert.Equal(404, (await app.Anybody().GetAsync("local/clock")).Status);
    }

    public static TheoryData<int?, int?, string?, string?> Moves => new()
    {
        { 10, null, null, "2026-10-04T10:00" },
        { null, 5, null, "2026-09-24T15:00" },
        { null, null, "2026-11-27T09:00", "2026-11-27T09:00" },
        { null, null, "2026-09-24T09:59", null },
        { null, null, null, null },
        { -1, null, null, null },
        { 401, null, null, null },
        { 1, null, "2026-11-27T09:00", null },
        { null, null, "2030-01-01T00:00", null },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void Target_OnlyForwardAndWithinReason(int? days, int? hours, string? to, string? expected) =>
        Assert.Equal(
            expected is null ? null : TestApp.China(expected),
            MoveClock.Target(new ClockMove(days, hours, to is null ? null : TestApp.China(to)), Now));
}
