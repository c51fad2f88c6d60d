using System.Collections.Concurrent;
using System.Diagnostics;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Platform;

[Trait("Spec", "COM-12")]
public sealed class TraceTests
{
    [Fact]
    public async Task Act_OverHttp_ItsMessagesAndDeliveriesShareItsTrace()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == Telemetry.MeterName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        // Late in the evening: the text message is held and leaves by a timer the next morning.
        await using var app = await TestApp.StartAsync("2026-11-23T22:00");
        var bearing = await app.SignInAsync("bearing");
        bearing.Http.DefaultRequestHeaders.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        (await bearing.PostAsync("accounts/me/closure", new { password = TestApp.Password })).Expect(200);
        await app.MoveToAsync("2026-11-24T08:10");

        var own = spans.Where(s => s.TraceId.ToString() == "4bf92f3577b34da6a3ce929d0e0e4736").ToList();
        Assert.Contains(own, s => s.OperationName == "outbox notify");
        Assert.Contains(own, s => s.OperationName == "delivery Sms");
        Assert.Contains(own, s => s.OperationName == "delivery Mail");
        Assert.All(own, s => Assert.DoesNotContain(s.TagObjects, t => $"{t.Value}".Contains("1991", StringComparison.Ordinal) || $"{t.Value}".Contains('@', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0HN7:00000001")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e473Z")]
    public void Continue_OfWhatIsNoTrace_BeginsOneOfItsOwn(string? trace)
    {
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == Telemetry.MeterName, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var span = Telemetry.Continue("trial", trace, "Trials/t-1");
        Assert.NotNull(span);
        Assert.NotEqual(default, span.TraceId);
    }
}
