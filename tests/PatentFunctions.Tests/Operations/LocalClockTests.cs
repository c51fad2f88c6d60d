using PatentFunctions.Operations;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-16")]
public class LocalClockTests
{
    private static readonly DateTimeOffset Now = TestApp.China("2026-09-24T10:00");

    public static TheoryData<int?, int?, string?, string?> Moves => new()
    {
        { 1, null, null, "2026-09-25T10:00" },
        { 1, 2, null, "2026-09-25T12:00" },
        { null, null, "2026-09-27T09:00", "2026-09-27T09:00" },
        { null, null, "2026-09-24T09:59", null },
        { null, null, null, null },
        { -1, null, null, null },
        { 801, null, null, null },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Move_OnlyForwardAndWithinReason(int? days, int? hours, string? to, string? expected)
    {
        await using var app = await TestApp.StartAsync();
        var moved = await app.Anybody().PostAsync("local/clock", new ClockMove(to is null ? null : TestApp.China(to), days, hours));
        Assert.Equal(expected is null ? "clock-goes-forward" : null, moved.Problem);
        Assert.Equal(expected is null ? Now : TestApp.China(expected), (await app.Anybody().GetAsync("local/clock")).At("now").GetDateTimeOffset());
    }

    [Fact]
    public async Task Move_WhenTheDeskIsClosed_IsNotFound()
    {
        await using var app = await TestApp.StartAsync(settings: ("Desk:Enabled", "false"));
        Assert.Equal(404, (await app.Anybody().GetAsync("local/clock")).Status);
        Assert.Equal(404, (await app.Anybody().PostAsync("local/clock", new ClockMove(Days: 1))).Status);
    }
}
