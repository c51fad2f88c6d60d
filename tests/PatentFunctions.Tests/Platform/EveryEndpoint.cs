using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Accounts;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Tests.Platform;

/// <summary>Every endpoint of the app with every role (ACC-11). The functions themselves do not run: what is asked is who gets to them.</summary>
public sealed class EveryEndpoint
{
    private const int LetThrough = 299;

    private static readonly IReadOnlyList<(MethodInfo Method, HttpTriggerAttribute Trigger)> HttpFunctions =
    [
        .. from type in typeof(Login).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           from trigger in method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
           select (method, trigger),
    ];

    [Fact]
    [Trait("Spec", "ACC-11")]
    public void Functions_WithoutRoles_DoNotExist()
    {
        Assert.NotEmpty(HttpFunctions);
        Assert.Empty(HttpFunctions.Where(f => f.Method.GetCustomAttribute<AllowAttribute>() is not { Roles.Count: > 0 }).Select(f => f.Method.DeclaringType!.Name));
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public void Functions_Always_LeaveAuthorizationToTheAttributeAndNeverAllowTheSystem()
    {
        Assert.All(HttpFunctions, f => Assert.Equal(AuthorizationLevel.Anonymous, f.Trigger.AuthLevel));
        Assert.DoesNotContain(HttpFunctions, f => f.Method.GetCustomAttribute<AllowAttribute>()!.Roles.Contains(Role.System));
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    [Trait("Spec", "ACC-11")]
    public async Task EveryEndpoint_WithEveryRole_AnswersAsDeclared()
    {
        var options = new LocalHostServerOptions
        {
            Start = TestPlatform.Start,
            Configure = builder => builder.Use(_ => context =>
            {
                context.GetInvocationResult().Value = Results.StatusCode(LetThrough);
                return Task.CompletedTask;
            }),
        };
        options.Settings["Accounts:PasswordIterations"] = "1000";
        await using var server = await LocalHostServer.StartAsync(typeof(Login).Assembly, options);
        using var http = server.CreateClient();
        var callers = new List<(string Who, Role? Role, PendingSetup Setup, string? Token)> { ("nobody", null, PendingSetup.None, null), ("forged", null, PendingSetup.None, "forged") };
        foreach (var role in Enum.GetValues<Role>().Where(r => r is not (Role.Public or Role.System)))
        {
            foreach (var setup in Enum.GetValues<PendingSetup>()) callers.Add(($"{role} {setup}", role, setup, await SignInAsync(server, role, setup)));
        }

        var wrong = new List<string>();
        foreach (var (method, trigger) in HttpFunctions)
        {
            var rule = method.GetCustomAttribute<AllowAttribute>()!;
            var path = "/api/" + string.Join('/', trigger.Route!.Split('/').Select(s => Fill(s, method)));
            foreach (var (who, role, setup, token) in callers)
            {
                using var request = new HttpRequestMessage(new HttpMethod(trigger.Methods![0]), path);
                if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var response = await http.SendAsync(request);
                var expected = Expected(rule, role, setup);
                var actual = ((int)response.StatusCode, await TypeAsync(response));
                if (expected != actual) wrong.Add($"{trigger.Methods[0]} {path} by {who}: {actual} instead of {expected}");
            }
        }
        Assert.Empty(wrong);
    }

    private static (int, string) Expected(AllowAttribute rule, Role? role, PendingSetup setup) => role switch
    {
        _ when rule.IsPublic => (LetThrough, ""),
        null => (401, "sign-in-required"),
        { } given when !rule.Roles.Contains(given) => (403, "role-not-allowed"),
        _ when setup == PendingSetup.BindPhone && !rule.BeforeSetup => (403, "phone-not-bound"),
        _ when setup == PendingSetup.ReplacePassword && !rule.BeforeSetup => (403, "initial-password-in-use"),
        _ => (LetThrough, ""),
    };

    private static async Task<string> SignInAsync(LocalHostServer server, Role role, PendingSetup setup)
    {
        var id = new AccountId(NewId.Random("a"));
        var account = new Account(id, id.Value.Replace("-", "", StringComparison.Ordinal), role, "测试", "", setup, TestPlatform.Start) { Unit = role is Role.UnitAdmin or Role.Expert or Role.University ? new UnitId(NewId.Random("u")) : null };
        var stamp = new ActStamp(Actor.System, TestPlatform.Start, "Test", "");
        await server.Services.GetRequiredService<AccountStore>().CreateAsync(account, new CaseWrite(new CaseAddress("Accounts", id.Value), stamp), null, CancellationToken.None);
        var signedIn = await server.Services.GetRequiredService<SignInDesk>().BeginAsync(new CheckedPassword(account, null), "test", stamp, server.Workflows, CancellationToken.None);
        return signedIn.Value.AccessToken;
    }

    private static string Fill(string segment, MethodInfo method)
    {
        if (!segment.StartsWith('{')) return segment;
        var parameter = method.GetParameters().Single(p => p.Name == segment.Trim('{', '}', '*').Split(':', '?', '=')[0]);
        return parameter.ParameterType == typeof(int) ? "2026" : parameter.ParameterType == typeof(DateOnly) ? "2026-11-27" : "x1";
    }

    private static async Task<string> TypeAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        return body.Length == 0 ? "" : JsonDocument.Parse(body).RootElement.GetProperty("type").GetString()!.Split('/')[^1];
    }
}
