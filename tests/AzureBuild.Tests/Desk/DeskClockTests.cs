using AzureBuild.Tests.Azurite;
using AzureBuild.Tests.Published;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using PatentFunctions.Operations;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.Platform.OnAzure.Desk;

namespace AzureBuild.Tests.Desk;

/// <summary>The clock that can be moved under the Functions host: where there is one, and what it keeps.</summary>
[Collection(EmulatorTests.Name)]
[Trait("Spec", "COM-16")]
public sealed class DeskClockTests(Emulator emulator)
{
    private const string Emulated = "UseDevelopmentStorage=true";
    private const string Real = "DefaultEndpointsProtocol=https;AccountName=patents;AccountKey=a2V5;EndpointSuffix=core.windows.net";

    /// <summary>Environment, connection string, account named beside it, instance of Azure, and whether the clock can be moved there.</summary>
    public static TheoryData<string?, string, string?, string?, bool> Places => new()
    {
        { "Development", Emulated, null, null, true },
        { null, Emulated, null, null, true },
        { "Production", Emulated, null, null, false },
        { "Staging", Emulated, null, null, false },
        { "Development", Real, null, null, false },
        { "Development", Emulated, "patents", null, false },
        { "Development", Emulated, null, "0a1b2c", false },
        { null, Real, null, null, false },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Clock_CanBeMoved_OnlyInDevelopmentWithEmulatedStorage(string? environment, string storage, string? account, string? instance, bool movable)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = environment, ["AzureWebJobsStorage"] = storage, ["Storage:Account"] = account, ["WEBSITE_INSTANCE_ID"] = instance,
            // What an operator could set by mistake must not open it either.
            ["Desk:Enabled"] = "true", ["Recognition:SigningKeyId"] = "https://vault.test/keys/certificates", ["Search:Endpoint"] = "https://search.test",
        });
        var services = new ServiceCollection();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment ?? "Production" });
        PatentFunctions.HostPlatform.Add(services, configuration);
        using var provider = services.BuildServiceProvider();
        Assert.Equal(movable, services.Any(s => s.ServiceType == typeof(IMovableClock)));
        Assert.Equal(movable, services.Any(s => s.ServiceType == typeof(DeskTime)));
        if (!movable) Assert.Same(TimeProvider.System, provider.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task Time_AfterARestart_GoesOnFromWhereItWasMovedTo()
    {
        await emulator.EmptyAsync();
        var records = new TablesRecordStore(emulator.Tables);
        var time = new DeskTime(records);
        await time.StartingAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.Zero, time.Ahead);
        var goal = TimeProvider.System.GetUtcNow().AddDays(10);
        await time.MoveToAsync(goal, CancellationToken.None);
        Assert.InRange(time.GetUtcNow(), goal, goal.AddMinutes(1));
        await time.MoveToAsync(goal.AddDays(-1), CancellationToken.None);
        Assert.InRange(time.GetUtcNow(), goal, goal.AddMinutes(1));
        await time.MoveToAsync(goal.AddDays(1), CancellationToken.None);

        var again = new DeskTime(records);
        await again.StartingAsync(CancellationToken.None);
        Assert.Equal(time.Ahead, again.Ahead);
        Assert.InRange(again.GetUtcNow(), goal.AddDays(1), goal.AddDays(1).AddMinutes(1));
    }

    [Fact]
    public void Timers_AreAllOfTheApp_AndTakeWhatTheDeskCanGive()
    {
        var declared = PublishedApp.Functions.Values.Where(m => m.GetParameters().Any(p => p.IsDefined(typeof(TimerTriggerAttribute), false))).ToList();
        Assert.NotEmpty(declared);
        Assert.Equal(declared.Select(m => m.DeclaringType!.Name).Order(StringComparer.Ordinal), DeskTimers.Functions().Select(f => f.Method.DeclaringType!.Name).Order(StringComparer.Ordinal));
        Assert.All(declared.SelectMany(m => m.GetParameters()), p => Assert.Contains(p.ParameterType, new[] { typeof(TimerInfo), typeof(DurableTaskClient), typeof(CancellationToken) }));
        Assert.All(declared, m => Assert.Equal(typeof(Task), m.ReturnType));
    }

    [Fact]
    public async Task Timers_WhileDaysPass_RunOnceADayTogetherAndOnceMoreAtTheEnd()
    {
        var from = new DateTimeOffset(2026, 11, 29, 10, 0, 30, TimeSpan.Zero);
        var ran = new List<(string Name, DateTimeOffset At)>();
        var timers = new DeskTimers(from, DeskTimers.Functions(), (method, due) =>
        {
            ran.Add((method.DeclaringType!.Name, due));
            return Task.CompletedTask;
        });
        var goal = from.AddDays(2);
        while (timers.Next(goal) is { } next && next <= goal) await timers.RunAsync(next);
        await timers.RunLastAsync(goal);

        List<DateTimeOffset> Of(string name) => [.. ran.Where(r => r.Name == name).Select(r => r.At)];
        DateTimeOffset At(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);
        Assert.Equal([At(29, 20, 0), At(30, 20, 0)], Of("StartRetention"));
        Assert.Equal([At(29, 10, 23), At(30, 10, 23), goal], Of("ReconcileReviews"));
        Assert.Equal([At(29, 10, 1), At(30, 10, 1), goal], Of("RetryDeliveries"));
        // The watch over the reconcilers comes after those it watches.
        Assert.True(ran.FindIndex(r => r.Name == "WatchReconcilers") > ran.FindIndex(r => r.Name == "ReconcileReviews"));
    }
}
