using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>One HTTP function as its attributes describe it.</summary>
/// <param name="Method">The method that runs.</param>
/// <param name="Name">Name of the function.</param>
/// <param name="Verbs">HTTP methods, lower case.</param>
/// <param name="Route">Route below the prefix, as it is declared.</param>
internal sealed partial record HttpFunction(MethodInfo Method, string Name, ImmutableArray<string> Verbs, string Route)
{
    /// <summary>Every HTTP function of an assembly, by route and verb.</summary>
    public static IReadOnlyList<HttpFunction> AllOf(Assembly assembly) =>
        [.. from type in assembly.GetExportedTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
            where trigger is not null
            let verbs = (trigger.Methods ?? []).Select(v => v.ToLowerInvariant()).Order(StringComparer.Ordinal).ToImmutableArray()
            let described = new HttpFunction(method, function.Name, verbs, trigger.Route ?? function.Name)
            orderby described.Path, described.Verbs.FirstOrDefault()
            select described];

    /// <summary>The route as a path of the document: constraints are left out.</summary>
    public string Path => "/" + Constraint().Replace(Route, "{$1}");

    /// <summary>Who may call; null is a mistake that a test finds.</summary>
    public AllowAttribute? Allow => Method.GetCustomAttribute<AllowAttribute>();

    /// <summary>Names of the route's values.</summary>
    public IReadOnlyList<string> RouteValues => [.. Constraint().Matches(Route).Select(m => m.Groups[1].Value)];

    /// <summary>Name of the business area: the first part of the namespace below the root.</summary>
    public string Area => Method.DeclaringType!.Namespace!.Split('.') is [_, "Platform", var inner, ..] ? inner : Method.DeclaringType.Namespace!.Split('.').ElementAtOrDefault(1) ?? "Platform";

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Constraint();
}
