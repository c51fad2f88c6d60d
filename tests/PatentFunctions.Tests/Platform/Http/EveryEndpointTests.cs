using System.Reflection;
using System.Text.RegularExpressions;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Tests.Platform.Http;

/// <summary>Walks every HTTP function with every role: what its attribute says is what happens (ACC-11).</summary>
[Trait("Spec", "ACC-11")]
public sealed partial class EveryEndpointTests : IAsyncLifetime
{
    private static readonly (string Username, Role Role)[] SampleRoles =
    [
        ("operator", Role.Operator), ("examiner1", Role.Examiner), ("national", Role.National), ("hunan", Role.Provincial), ("bank1", Role.Bank),
        ("finance", Role.FinanceOfficer), ("bearing", Role.UnitAdmin), ("university", Role.University),
    ];

    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task EveryEndpoint_ForEveryRole_AnswersAsItsAttributeSays()
    {
        var wrong = new List<string>();
        var anybody = app.Anybody();
        var clients = new List<(TestClient Client, Role Role)>();
        foreach (var (username, role) in SampleRoles) clients.Add((await app.SignInAsync(username), role));

        foreach (var (name, method, path, allow) in Endpoints())
        {
            if (allow is null)
            {
                wrong.Add($"{name}: says not who may call it");
                continue;
            }
            var stranger = await anybody.SendAsync(method, path, method == HttpMethod.Get ? null : new { });
            if (!allow.IsPublic && stranger.Problem != "sign-in-required") wrong.Add($"{name}: a stranger got {stranger.Status}");
            if (stranger.Status >= 500) wrong.Add($"{name}: a stranger got {stranger}");
            // What ends sign-ins would end the walk.
            if (EndsSignIn(name)) continue;
            foreach (var (client, role) in clients)
            {
                var answer = await client.SendAsync(method, path, method == HttpMethod.Get ? null : new { });
                var refused = answer.Problem is "role-not-allowed" or "sign-in-required";
                var allowed = allow.IsPublic || allow.Roles.Contains(role);
                // A reviewer may be refused again by the kind of review, which has a reviewer's role of its own.
                if (allowed ? refused && !path.StartsWith("review", StringComparison.Ordinal) : !refused) wrong.Add($"{name} as {role}: {answer.Status} {answer.Problem}");
                if (answer.Status >= 500 && answer.Problem != "unavailable") wrong.Add($"{name} as {role}: {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("Bearer forged")]
    [InlineData("Bearer ")]
    [InlineData("Basic b3BlcmF0b3I6eA==")]
    public async Task ForgedToken_IsNobody(string header)
    {
        var client = app.Anybody();
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        Assert.Equal(401, (await client.GetAsync("reviews")).Status);
    }

    private static bool EndsSignIn(string name) => name is "Logout" || name.Contains("Password", StringComparison.Ordinal) || name.Contains("Session", StringComparison.Ordinal) || name.Contains("Close", StringComparison.Ordinal);

    private static IEnumerable<(string Name, HttpMethod Method, string Path, AllowAttribute? Allow)> Endpoints()
    {
        foreach (var method in typeof(App).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function) continue;
            if (method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null) is not { } trigger) continue;
            foreach (var verb in trigger.Methods!)
                yield return (function.Name, new HttpMethod(verb.ToUpperInvariant()), RouteParameter().Replace(trigger.Route!, m => m.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "nothing"), method.GetCustomAttribute<AllowAttribute>());
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex RouteParameter();
}
