using System.Net;
using Microsoft.AspNetCore.Http;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_SeesEveryKindOfFunction()
    {
        await using var host = await Host.StartAsync(
            Host.With(typeof(AllKinds)),
            builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseMiddleware<Watch>();
            });
        using var client = host.CreateClient();
        await client.GetStringAsync(new Uri("api/Request", UriKind.Relative));
        await host.RunAsync("Workflow");
        await host.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(
            [
                "Activity activityTrigger LocalHost.Tests.Hosting.AllKinds.Activity", "Request httpTrigger LocalHost.Tests.Hosting.AllKinds.Request",
                "Schedule timerTrigger LocalHost.Tests.Hosting.AllKinds.Schedule", "Workflow orchestrationTrigger LocalHost.Tests.Hosting.AllKinds.Workflow",
            ],
            host.Journal().Lines.Distinct().Order());
    }

    [Fact]
    public async Task Middleware_MayAnswerCatchReplaceAndSkip()
    {
        await using var host = await Host.StartAsync(Host.With(typeof(Answers)), builder =>
        {
            builder.UseMiddleware(async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (InvalidOperationException e)
                {
                    context.GetInvocationResult().Value = Results.Problem(e.Message, statusCode: 409);
                }
            });
            builder.UseWhen(
                context => context.FunctionDefinition.Name == "Closed",
                (context, _) =>
                {
                    context.GetInvocationResult().Value = Results.Text("closed", statusCode: 403);
                    return Task.CompletedTask;
                });
            builder.UseWhen<Shout>(context => context.FunctionDefinition.Name == "Open");
        });
        using var client = host.CreateClient();

        Assert.Equal((HttpStatusCode.Conflict, true), await GetAsync("Fails", "no such thing"));
        Assert.Equal((HttpStatusCode.Forbidden, true), await GetAsync("Closed", "closed"));
        Assert.Equal((HttpStatusCode.OK, true), await GetAsync("Open?name=anna", "HELLO ANNA"));

        async Task<(HttpStatusCode Status, bool Has)> GetAsync(string path, string text)
        {
            using var response = await client.GetAsync(new Uri($"api/{path}", UriKind.Relative));
            return (response.StatusCode, (await response.Content.ReadAsStringAsync()).Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Middleware_MayCatchWhatAnOrchestratorThrows()
    {
        await using var host = await Host.StartAsync(Host.With(typeof(LifeOfOne)), builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException)
            {
                context.GetInvocationResult().Value = "caught";
            }
        }));
        var id = await host.RunAsync("Throws");
        await host.RaiseAsync(id, "go");

        Assert.Equal("caught", await host.OutputAsync<string>(id));
    }

    private sealed class Watch(Journal journal) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            var definition = context.FunctionDefinition;
            journal.Write($"{definition.Name} {definition.InputBindings.Values.First(b => b.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type} {definition.EntryPoint}");
            Assert.True(File.Exists(definition.PathToAssembly));
            return next(context);
        }
    }

    private sealed class Shout : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            var input = await context.BindInputAsync<HttpRequest>(context.FunctionDefinition.InputBindings["request"]);
            Assert.Equal("anna", input.Value!.Query["name"]);
            context.Items["seen"] = true;
            await next(context);
            var result = context.GetInvocationResult<string>();
            result.Value = result.Value!.ToUpperInvariant();
        }
    }
}

public static class AllKinds
{
    [Function("Request")]
    public static string Request([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "ok";

    [Function("Workflow")]
    public static Task Workflow([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Activity");

    [Function("Activity")]
    public static void Activity([ActivityTrigger] object? input) => _ = input;

    [Function("Schedule")]
    public static void Schedule([TimerTrigger("0 30 1 * * *")] TimerInfo timer) => Assert.False(timer.IsPastDue);
}

public static class Answers
{
    [Function("Fails")]
    public static IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("no such thing");

    [Function("Closed")]
    public static string Closed([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("must not run");

    [Function("Open")]
    public static string Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, string name, FunctionContext context) =>
        (bool)context.Items["seen"] ? $"hello {name}" : "unseen";
}

public static class LifeOfOne
{
    [Function("Throws")]
    public static async Task<string> Throws([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.WaitForExternalEvent<object>("go");
        throw new InvalidOperationException("bug");
    }
}
