using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.OpenApi;

namespace PatentFunctions.Tests.AzureBuild;

/// <summary>What the Functions host, its source generator and Durable Functions want of a function; a mistake here would show only on Azure.</summary>
public class FunctionSignaturesTests
{
    private static readonly Assembly App = typeof(PatentFunctions.App).Assembly;

    private static readonly List<(string Name, MethodInfo Method, ParameterInfo? Trigger)> Functions =
        [.. from type in App.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            select (function.Name, method, method.GetParameters().SingleOrDefault(p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null))];

    private static IEnumerable<(string Name, MethodInfo Method)> Of<T>()
        where T : TriggerBindingAttribute => Functions.Where(f => f.Trigger?.GetCustomAttribute<T>() is not null).Select(f => (f.Name, f.Method));

    [Fact]
    public void Every_IsAPublicMethodOfAPublicClassWithOneTrigger() =>
        Assert.Empty(Functions.Where(f => f.Trigger is null || !f.Method.IsPublic || !f.Method.DeclaringType!.IsPublic || f.Method.ContainsGenericParameters || f.Method.DeclaringType.IsGenericType).Select(f => f.Name));

    [Fact]
    public void Every_NameIsUniqueAndPlain()
    {
        Assert.Empty(Functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(Functions, f => Assert.Matches("^[A-Za-z][A-Za-z0-9]{0,126}$", f.Name));
    }

    [Fact]
    public void Every_EntryPointIsUnique() =>
        // The authorization middleware and the generated executor find a method by its class and name.
        Assert.Empty(Functions.GroupBy(f => f.Method.DeclaringType!.FullName + "." + f.Method.Name).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_ClassCanBeMadeFromServices() =>
        Assert.Empty(Functions.Select(f => f.Method).Where(m => !m.IsStatic && m.DeclaringType!.GetConstructors().Length != 1).Select(m => m.DeclaringType!.Name).Distinct());

    [Fact]
    public void Http_TakesOnlyWhatTheWorkerBinds()
    {
        foreach (var (name, method) in Of<HttpTriggerAttribute>())
        {
            var values = HttpFunction.AllOf(App).Single(f => f.Name == name).RouteValues;
            foreach (var parameter in method.GetParameters())
            {
                var fine = parameter.ParameterType == typeof(CancellationToken) || parameter.ParameterType == typeof(FunctionContext)
                    || (parameter.ParameterType == typeof(HttpRequest) && parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
                    || (parameter.ParameterType == typeof(DurableTaskClient) && parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
                    || (values.Contains(parameter.Name!) && (parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(int) || parameter.ParameterType == typeof(DateOnly)));
                Assert.True(fine, $"{name}: {parameter.ParameterType.Name} {parameter.Name}");
            }
            Assert.All(values, v => Assert.Contains(method.GetParameters(), p => p.Name == v));
        }
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public void Http_SaysWhoMayCallAndLeavesKeysToUs()
    {
        foreach (var (name, method) in Of<HttpTriggerAttribute>())
        {
            var trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).Single(t => t is not null)!;
            Assert.True(trigger.AuthLevel == AuthorizationLevel.Anonymous, name);
            Assert.True(trigger.Methods is { Length: 1 }, name + " has not one method");
            Assert.True(trigger.Route is { Length: > 0 } && !trigger.Route.StartsWith('/') && !trigger.Route.StartsWith("api/", StringComparison.Ordinal), name + " has no usable route");
            Assert.True(method.GetCustomAttribute<AllowAttribute>() is { Roles.Count: > 0 }, name + " does not say who may call it");
            Assert.DoesNotContain(Role.System, method.GetCustomAttribute<AllowAttribute>()!.Roles);
        }
    }

    [Fact]
    public void Http_RoutesAreUnique() =>
        Assert.Empty(HttpFunction.AllOf(App).SelectMany(f => f.Verbs.Select(v => v + " " + Regex.Replace(f.Path, @"\{\w+\}", "{}"))).GroupBy(r => r).Where(g => g.Count() > 1).Select(g => g.Key).Except(ConstrainedApart));

    // Told apart by a constraint of the route.
    private static readonly string[] ConstrainedApart = [];

    [Fact]
    public void Http_AnswersAResult() =>
        Assert.Empty(Of<HttpTriggerAttribute>().Where(f => f.Method.ReturnType != typeof(IResult) && f.Method.ReturnType != typeof(Task<IResult>)).Select(f => f.Name));

    [Fact]
    public void Timer_TakesTimerInfoAndHasSixFields()
    {
        foreach (var (name, method) in Of<TimerTriggerAttribute>())
        {
            var parameter = method.GetParameters().Single(p => p.GetCustomAttribute<TimerTriggerAttribute>() is not null);
            Assert.True(parameter.ParameterType == typeof(TimerInfo), name);
            var trigger = parameter.GetCustomAttribute<TimerTriggerAttribute>()!;
            Assert.Equal(6, trigger.Schedule.Split(' ').Length);
            Assert.False(trigger.RunOnStartup, name);
            Assert.True(method.ReturnType == typeof(Task), name);
        }
    }

    [Fact]
    [Trait("Spec", "COM-14")]
    public void Orchestrator_IsStaticAndTakesItsContextOnly()
    {
        foreach (var (name, method) in Of<OrchestrationTriggerAttribute>())
        {
            Assert.True(method.IsStatic, name);
            Assert.Equal([typeof(TaskOrchestrationContext)], method.GetParameters().Select(p => p.ParameterType));
        }
    }

    [Fact]
    public void Activity_TakesOneInputAndWhatTheWorkerBinds()
    {
        foreach (var (name, method) in Of<ActivityTriggerAttribute>())
        {
            foreach (var parameter in method.GetParameters().Where(p => p.GetCustomAttribute<ActivityTriggerAttribute>() is null))
            {
                var fine = parameter.ParameterType == typeof(CancellationToken) || parameter.ParameterType == typeof(FunctionContext)
                    || (parameter.ParameterType == typeof(DurableTaskClient) && parameter.GetCustomAttribute<DurableClientAttribute>() is not null);
                Assert.True(fine, $"{name}: {parameter.ParameterType.Name} {parameter.Name}");
            }
            Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType), name);
        }
    }
}
