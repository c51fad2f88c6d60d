using System.Reflection;
using System.Text.RegularExpressions;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Http;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Platform;

/// <summary>
/// Calls every endpoint of the whole app as every role that may, with an empty body and ids of nothing: each gives a clear answer, never a 500.
/// Who may call what is asked by <see cref="EveryEndpoint"/>.
/// </summary>
[Trait("Spec", "COM-06")]
public sealed partial class NoEndpointFails
{
    private static readonly Dictionary<Role, string> Accounts = new()
    {
        [Role.Operator] = "operator",
        [Role.Examiner] = "examiner1",
        [Role.National] = "national",
        [Role.Provincial] = "hunan",
        [Role.Bank] = "bank1",
        [Role.FinanceOfficer] = "finance",
        [Role.UnitAdmin] = "bearing",
        [Role.University] = "university",
        [Role.Expert] = "expert1",
    };

    [Fact]
    public async Task EveryEndpoint_WithNothingToActOn_GivesAClearAnswer()
    {
        ConformanceHandler.AllowNonsense();
        await using var app = await TestApp.StartAsync();
        var clients = new Dictionary<Role, TestClient> { [Role.Public] = app.Anybody() };
        foreach (var (role, username) in Accounts) clients[role] = await app.SignInAsync(username);
        var failed = new List<string>();

        foreach (var (name, method, path, allow) in Endpoints())
        {
            if (EndsSignIn(name)) continue;
            foreach (var role in allow.Roles.Intersect(clients.Keys))
            {
                foreach (var body in method == HttpMethod.Get ? [(object?)null] : new object?[] { null, "{}", "{", "[]", """{"surprise":1}""" })
                {
                    var answer = await clients[role].SendAsync(method, path, body, "\"nothing\"", "walk-every-endpoint");
                    if (answer.Status >= 500 || (answer.Status >= 400 && answer.Problem is null)) failed.Add($"{name} as {role} with {body}: {answer}");
                }
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    // What ends sign-ins would end the walk; a file or clock that answers slowly is tested for itself.
    private static bool EndsSignIn(string name) => name is "Logout" || name.Contains("Password", StringComparison.Ordinal) || name.Contains("Session", StringComparison.Ordinal);

    private static IEnumerable<(string Name, HttpMethod Method, string Path, AllowAttribute Allow)> Endpoints()
    {
        foreach (var method in typeof(App).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function) continue;
            if (method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null) is not { } trigger) continue;
            foreach (var verb in trigger.Methods!)
                yield return (function.Name, new HttpMethod(verb.ToUpperInvariant()), RouteParameter().Replace(trigger.Route!, m => m.Value.Contains(":int", StringComparison.Ordinal) ? "2025" : "nothing"), method.GetCustomAttribute<AllowAttribute>()!);
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex RouteParameter();
}
