using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Platform.Cases;

/// <summary>The one workflow of everything that lasts for days.</summary>
[Trait("Spec", "COM-16")]
public sealed class CaseClockTests
{
    [Fact]
    public async Task Clock_WhileItWaits_TellsUntilWhenAndWhatWakesIt()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var filing = (await SampleUnit.SubmitFilingAsync(units.Bearing, "6301-Z")).Id;
        await app.Server.Clock.WhenIdleAsync();
        async Task<ClockWait?> WaitAsync() =>
            (await app.Server.Workflows.GetInstanceAsync($"filing-{filing}-r1", getInputsAndOutputs: true, CancellationToken.None))!.ReadCustomStatusAs<ClockWait>();

        Assert.Equal(new ClockWait(ReviewClock.Changed, TestApp.China("2026-11-26T17:30")), await WaitAsync());
        await units.MoveToAsync("2026-11-26T17:31");
        Assert.Equal(new ClockWait(ReviewClock.Changed, TestApp.China("2026-12-01T00:00")), await WaitAsync());
        await units.MoveToAsync("2026-12-01T00:01");
        Assert.Equal(new ClockWait(ReviewClock.Changed, null), await WaitAsync());
    }
}
