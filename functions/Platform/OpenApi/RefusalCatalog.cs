using System.Collections;
using System.Reflection;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>One cause of refusal as clients may look it up.</summary>
/// <param name="Code">Stable code; the problem type is <c>/api/problems/{code}</c>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Detail">Chinese detail, with … where an occurrence names its own values.</param>
public sealed record RefusalInfo(string Code, int Status, string Title, string Detail);

/// <summary>Every refusal that the code can give, found by its type (COM-06): a record beside a feature is in the list by being there.</summary>
internal static class RefusalCatalog
{
    private static readonly Lazy<IReadOnlyList<RefusalInfo>> Ours = new(() =>
        [.. Types(typeof(Refusal).Assembly).Select(Describe).DistinctBy(i => i.Code).OrderBy(i => i.Code, StringComparer.Ordinal)]);

    private static readonly Lazy<ILookup<string, Type>> ByFunction = new(() =>
        (from type in Types(typeof(Refusal).Assembly)
         from function in type.GetCustomAttribute<RefusedByAttribute>()?.Functions ?? []
         select (type, function)).ToLookup(p => p.function, p => p.type, StringComparer.Ordinal));

    /// <summary>All, by code.</summary>
    public static IReadOnlyList<RefusalInfo> All => Ours.Value;

    /// <summary>Those that other areas give through a function.</summary>
    public static IEnumerable<Type> Through(string function) => ByFunction.Value[function];

    /// <summary>The concrete refusal types of an assembly.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && t.IsSubclassOf(typeof(Refusal)));

    /// <summary>Code, status and texts of a refusal type, read from a sample.</summary>
    public static RefusalInfo Describe(Type type)
    {
        var sample = (Refusal)Sample(type, 0)!;
        return new RefusalInfo(sample.Code, sample.Status, sample.Title, sample.Detail);
    }

    // A refusal hands code and texts to its base in its constructor, so an instance is needed to read them; texts show … for what it is told.
    private static object? Sample(Type type, int depth)
    {
        if (type == typeof(string)) return "…";
        if (Nullable.GetUnderlyingType(type) is not null) return null;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive || type == typeof(decimal) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeSpan)) return Activator.CreateInstance(type);
        if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, 0);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var list = Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()[0]))!;
            return type.IsInstanceOfType(list) ? list : Activator.CreateInstance(type);
        }
        if (depth > 4) return null;
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
            .OrderByDescending(c => c.IsPublic).ThenByDescending(c => c.GetParameters().Length).FirstOrDefault();
        return constructor is null ? Activator.CreateInstance(type) : constructor.Invoke([.. constructor.GetParameters().Select(p => Sample(p.ParameterType, depth + 1))]);
    }
}
