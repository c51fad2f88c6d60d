using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Hosting;

public sealed class StartupTests
{
    private static readonly IReadOnlyList<string> Problems = Refused(typeof(Wrong), typeof(Hidden));

    [Theory]
    [InlineData("2 functions are named Same: LocalHost.Tests.Hosting.Wrong.SameOne, LocalHost.Tests.Hosting.Wrong.SameTwo")]
    [InlineData("RouteOne and RouteTwo have the same route: GET CASES/{:int}")]
    [InlineData("NoTrigger (LocalHost.Tests.Hosting.Wrong.NoTrigger): no parameter has a trigger")]
    [InlineData("TwoTriggers (LocalHost.Tests.Hosting.Wrong.TwoTriggers): more than one trigger (request, timer)")]
    [InlineData("BadCron (LocalHost.Tests.Hosting.Wrong.BadCron): the schedule \"0 0 25 * * *\": \"25\" is no hour (0–23)")]
    [InlineData("BadRoute (LocalHost.Tests.Hosting.Wrong.BadRoute): the route \"a/{b\" is not valid")]
    [InlineData("Reserved (LocalHost.Tests.Hosting.Wrong.Reserved): the Functions host keeps routes that begin with \"admin\" or \"runtime\" for itself")]
    [InlineData("9 wrong (LocalHost.Tests.Hosting.Wrong.BadName): a function's name begins with a letter")]
    [InlineData("TakesClient (LocalHost.Tests.Hosting.Wrong.TakesClient): an orchestrator must not have a durable client")]
    [InlineData("TakesService (LocalHost.Tests.Hosting.Wrong.TakesService): an orchestrator may have its context, one input and a FunctionContext, not IConfiguration settings")]
    [InlineData("ActivityTakesService (LocalHost.Tests.Hosting.Wrong.ActivityTakesService): nothing can be bound to IConfiguration settings")]
    [InlineData("TakesBody (LocalHost.Tests.Hosting.Wrong.TakesBody): the trigger's parameter body is String but must be HttpRequest")]
    [InlineData("Void (LocalHost.Tests.Hosting.Wrong.Void): async void cannot be awaited")]
    [InlineData("NotPublic (LocalHost.Tests.Hosting.Hidden.NotPublic): method and class must be public")]
    public void Start_WithWhatTheFunctionsHostRefuses_IsRefusedSayingWhy(string problem) =>
        Assert.Contains(Problems, p => p.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void Start_WithManyProblems_ListsThemAllOnce()
    {
        Assert.Equal(14, Problems.Count);
        Assert.Equal(Problems.Count, Problems.Distinct().Count());
    }

    [Theory]
    [InlineData("UsesClock: Seen.UsesClock uses DateTimeOffset.UtcNow; the time differs in every replay: use context.CurrentUtcDateTime")]
    [InlineData("UsesRandom: Seen.UsesRandom uses Guid.NewGuid; the value differs in every replay: use context.NewGuid() or an activity")]
    [InlineData("UsesDelay: Seen.UsesDelay uses Task.Delay; only durable tasks may be awaited")]
    [InlineData("UsesCancelAsync: Seen.UsesCancelAsync uses CancellationTokenSource.CancelAsync; it is no durable task: use Cancel")]
    [InlineData("UsesFileTwoLevelsDown: Seen.Deeper uses File.ReadAllText; every replay would do it again: use an activity")]
    [InlineData("UsesTimeProviderInLambda: Seen.UsesTimeProviderInLambda uses TimeProvider.GetUtcNow; the time differs in every replay")]
    [InlineData("UsesEnvironment: Seen.UsesEnvironment uses Environment.MachineName")]
    [InlineData("LeavesThread: Seen.LeavesThread uses Task`1.ConfigureAwait; the continuation would leave the orchestrator's thread")]
    public void Start_WithAnOrchestratorThatUsesTheOutsideWorld_IsRefusedSayingWhere(string problem) =>
        Assert.Contains(Refused(typeof(Seen)), p => p.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public async Task Start_OfAProgram_RefusesToo()
    {
        var refusal = await Assert.ThrowsAsync<LocalHostStartupException>(() => Host.StartAsync(typeof(Wrong)));
        Assert.Contains("The host does not start", refusal.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Refused(params Type[] types) =>
        Assert.Throws<LocalHostStartupException>(() => FunctionCatalog.Of(types, new ConfigurationBuilder().Build())).Problems;
}

#pragma warning disable CA1849 // Everything here is wrong on purpose.
public static class Wrong
{
    [Function("Same")]
    public static void SameOne([ActivityTrigger] string input) => _ = input;

    [Function("same")]
    public static void SameTwo([ActivityTrigger] string input) => _ = input;

    [Function("RouteOne")]
    public static string RouteOne([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "cases/{id:int}")] HttpRequest request) => "";

    [Function("RouteTwo")]
    public static string RouteTwo([HttpTrigger(AuthorizationLevel.Anonymous, "GET", Route = "Cases/{number:int}")] HttpRequest request) => "";

    [Function("NoTrigger")]
    public static string NoTrigger(string input) => input;

    [Function("TwoTriggers")]
    public static string TwoTriggers([HttpTrigger] HttpRequest request, [TimerTrigger("0 0 1 * * *")] TimerInfo timer) => $"{timer.IsPastDue}";

    [Function("BadCron")]
    public static void BadCron([TimerTrigger("0 0 25 * * *")] TimerInfo timer) => _ = timer;

    [Function("BadRoute")]
    public static string BadRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => "";

    [Function("Reserved")]
    public static string Reserved([HttpTrigger(AuthorizationLevel.Anonymous, Route = "administration/users")] HttpRequest request) => "";

    [Function("9 wrong")]
    public static void BadName([ActivityTrigger] string input) => _ = input;

    [Function("TakesClient")]
    public static void TakesClient([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => _ = client;

    [Function("TakesService")]
    public static void TakesService([OrchestrationTrigger] TaskOrchestrationContext context, IConfiguration settings) => _ = settings;

    [Function("ActivityTakesService")]
    public static void ActivityTakesService([ActivityTrigger] string input, IConfiguration settings) => _ = settings;

    [Function("TakesBody")]
    public static string TakesBody([HttpTrigger] string body) => body;

    [Function("Void")]
    public static async void Void([ActivityTrigger] string input) => await Task.Yield();
}

internal static class Hidden
{
    [Function("NotPublic")]
    public static void NotPublic([ActivityTrigger] string input) => _ = input;
}

public static class Seen
{
    [Function("UsesClock")]
    public static async Task UsesClock([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        await context.CallActivityAsync("A", DateTimeOffset.UtcNow);
    }

    [Function("UsesRandom")]
    public static Task UsesRandom([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("A", Guid.NewGuid());

    [Function("UsesDelay")]
    public static Task UsesDelay([OrchestrationTrigger] TaskOrchestrationContext context) => Task.Delay(1);

    [Function("UsesCancelAsync")]
    public static async Task UsesCancelAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
    }

    [Function("UsesFileTwoLevelsDown")]
    public static string UsesFileTwoLevelsDown([OrchestrationTrigger] TaskOrchestrationContext context) => Deep();

    [Function("UsesTimeProviderInLambda")]
    public static DateTimeOffset[] UsesTimeProviderInLambda([OrchestrationTrigger] TaskOrchestrationContext context) =>
        [.. Enumerable.Range(0, 3).Select(_ => TimeProvider.System.GetUtcNow())];

    [Function("UsesEnvironment")]
    public static string UsesEnvironment([OrchestrationTrigger] TaskOrchestrationContext context) => Environment.MachineName + Environment.NewLine;

    [Function("LeavesThread")]
    public static async Task<string> LeavesThread([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<string>("x").ConfigureAwait(false);

    private static string Deep() => Deeper();

    private static string Deeper() => File.ReadAllText("x");
}
