using System.Collections.Concurrent;
using System.Reflection;

namespace PatentFunctions.Platform.Http;

/// <summary>
/// Enforces <see cref="AllowAttribute"/>: finds the function's method by its entry point, tells who is calling, and refuses everybody who
/// is not named. A function that does not say who may call it is refused to all.
/// </summary>
internal sealed class AuthorizationMiddleware(ICallerSource callers) : IFunctionsWorkerMiddleware
{
    private static readonly ConcurrentDictionary<string, AllowAttribute?> Rules = new(StringComparer.Ordinal);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http || await RefuseAsync(context, http) is not { } refusal)
            await next(context);
        else
            context.GetInvocationResult().Value = refusal;
    }

    /// <summary>The rule of a function, read from its method.</summary>
    internal static AllowAttribute? RuleOf(string entryPoint) => Rules.GetOrAdd(entryPoint, static name =>
    {
        var dot = name.LastIndexOf('.');
        var type = typeof(AuthorizationMiddleware).Assembly.GetType(name[..dot]);
        return type?.GetMethod(name[(dot + 1)..], BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)?.GetCustomAttribute<AllowAttribute>();
    });

    private async Task<Refusal?> RefuseAsync(FunctionContext context, HttpContext http)
    {
        var rule = RuleOf(context.FunctionDefinition.EntryPoint);
        if (rule is null) return new RoleNotAllowed();
        var header = http.Request.Headers.Authorization.ToString();
        Caller? caller = null;
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            var identified = await callers.IdentifyAsync(header["Bearer ".Length..].Trim(), http.RequestAborted);
            if (identified.TryGet(out caller, out var refusal)) http.SetCaller(caller);
            else if (!rule.IsPublic) return refusal;
        }
        if (rule.IsPublic) return null;
        if (caller is null) return new SignInRequired();
        if (!rule.Roles.Contains(caller.Role)) return new RoleNotAllowed();
        return rule.BeforeSetup ? null : caller.Setup switch
        {
            PendingSetup.BindPhone => new PhoneNotBound(),
            PendingSetup.ReplacePassword => new InitialPasswordInUse(),
            _ => null,
        };
    }
}
