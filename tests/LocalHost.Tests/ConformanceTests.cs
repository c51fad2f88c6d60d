using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PatentFunctions.LocalHost;

namespace LocalHost.Tests;

/// <summary>
/// Whatever the host mirrors must be in the list of the Azure assemblies' public API (azure-api.txt) with the same signature;
/// otherwise the app would build here and not there.
/// </summary>
public sealed partial class ConformanceTests
{
    /// <summary>What is the host's own; the app may use it only where it is not built for Azure.</summary>
    private static readonly string[] Own =
    [
        nameof(MovableTimeProvider), nameof(LocalHostOptions), nameof(LocalHostClockOptions), nameof(LocalHostServer), nameof(LocalHostServerOptions),
        nameof(LocalHostStartupException), nameof(DurableHistory),
        // Of DurableTask.Core, which the list leaves out.
        nameof(OrchestrationAlreadyExistsException),
    ];

    private static readonly Dictionary<string, List<Listed>> Azure = ReadList();

    public static TheoryData<string> Mirrored => [.. typeof(FunctionsApplication).Assembly.GetExportedTypes().Where(type => !Own.Contains(type.Name)).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Mirrored))]
    public void Type_IsInTheListWithTheSameMembers(string name)
    {
        var type = typeof(FunctionsApplication).Assembly.GetType(name)!;
        var simple = NameOf(type);
        Assert.True(Azure.TryGetValue(simple, out var candidates), $"{simple} is not in the list");
        var ours = Describe(type);
        // Two types of one name live in different namespaces there.
        var missing = candidates.Select(candidate => ours.Members.Except(candidate.Members).ToList()).MinBy(list => list.Count)!;
        Assert.True(missing.Count == 0, $"{simple} has what is not in the list:{Environment.NewLine}{string.Join(Environment.NewLine, missing)}");
        Assert.Contains(candidates, candidate => candidate.Kind == ours.Kind && ours.Bases.All(candidate.Bases.Contains));
    }

    [Fact]
    public void Own_AreAllThere() =>
        Assert.Empty(Own.Except(typeof(FunctionsApplication).Assembly.GetExportedTypes().Select(type => type.Name)));

    [Fact]
    public void List_IsReadCompletely()
    {
        Assert.Contains("abstract T GetInput<T>()", Azure["TaskOrchestrationContext"].Single().Members);
        Assert.True(Azure.Count > 150, $"{Azure.Count}");
    }

    private static Dictionary<string, List<Listed>> ReadList()
    {
        var types = new Dictionary<string, List<Listed>>();
        Listed? current = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "azure-api.txt")))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                if (current!.Kind == "enum")
                    current.Members.UnionWith(line.Split(',', StringSplitOptions.TrimEntries));
                else
                    current.Members.Add(Normalize(line.Trim()));
            }
            else if (TypeLine().Match(line) is { Success: true } match)
            {
                var kind = match.Groups["kind"].Value;
                var name = match.Groups["name"].Value;
                current = new Listed(kind, [], SplitBases(match.Groups["bases"].Value));
                if (kind == "delegate")
                    current.Members.Add(line["delegate ".Length..]);
                if (!types.TryGetValue(name, out var same))
                    types[name] = same = [];
                same.Add(current);
            }
        }

        return types;
    }

    private static Listed Describe(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return new("enum", [.. Enum.GetNames(type)], []);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return new("delegate", [$"{TypeText(invoke.ReturnType)} {NameOf(type)}({Parameters(invoke)})"], []);
        }

        var members = new HashSet<string>();
        foreach (var member in type.GetMembers(all))
        {
            var text = member switch
            {
                ConstructorInfo c when Visible(c) && !IsCopy(c) => $"new({Parameters(c)})",
                MethodInfo m when Visible(m) && !m.IsSpecialName && !IsGenerated(m) && !IsOverrideOfObject(m) =>
                    $"{Modifiers(m)}{TypeText(m.ReturnType)} {m.Name}{Generics(m)}({Parameters(m)})",
                PropertyInfo p when Visible(Accessor(p)) && p.Name != "EqualityContract" =>
                    $"{Modifiers(Accessor(p))}{TypeText(p.PropertyType)} {p.Name} {{ {(p.GetMethod is { } g && Visible(g) ? "get; " : "")}{(p.SetMethod is { } s && Visible(s) ? "set; " : "")}}}",
                FieldInfo f when f.IsPublic => $"{(f.IsStatic ? "static " : "")}{TypeText(f.FieldType)} {f.Name}",
                _ => null,
            };
            if (text is not null)
                members.Add(Normalize(text));
        }

        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        var bases = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType))
            .Concat(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.Namespace != "System"))
            .Select(b => TypeText(b!));
        return new(kind, members, [.. bases]);
    }

    /// <summary>The implicit constructor of an abstract class is listed sometimes as protected, sometimes not; both serve derived types alike.</summary>
    private static string Normalize(string member) => member.Replace("protected new", "new", StringComparison.Ordinal);

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static MethodInfo Accessor(PropertyInfo property) =>
        property.GetMethod is { } get && Visible(get) ? get : property.SetMethod ?? property.GetMethod!;

    private static bool IsCopy(ConstructorInfo constructor) => constructor.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static bool IsGenerated(MethodInfo method) =>
        method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || method.Name.Contains('.', StringComparison.Ordinal);

    private static bool IsOverrideOfObject(MethodInfo method) =>
        method.Name is nameof(ToString) or nameof(GetHashCode) or "PrintMembers" || (method.Name == nameof(Equals) && method.GetParameters()[0].ParameterType == typeof(object));

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal ? "" : method.IsAbstract ? "abstract " : "virtual ");

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((p, i) =>
        (i == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")
        + (p.IsOut ? "out " : "") + TypeText(p.ParameterType) + " " + p.Name + (p.HasDefaultValue ? " = " + Default(p) : "")));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(TypeText))}>"
        : type.Name;

    private static string TypeText(Type type)
    {
        if (type.IsByRef)
            return TypeText(type.GetElementType()!);
        if (type.IsArray)
            return TypeText(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return TypeText(underlying) + "?";
        return type == typeof(void) ? "void" : type == typeof(string) ? "string" : type == typeof(object) ? "object" : type == typeof(bool) ? "bool"
            : type == typeof(int) ? "int" : type == typeof(double) ? "double" : NameOf(type);
    }

    private static HashSet<string> SplitBases(string bases)
    {
        var parts = new HashSet<string>();
        var (depth, begin) = (0, 0);
        for (var i = 0; i <= bases.Length; i++)
        {
            if (i == bases.Length || (bases[i] == ',' && depth == 0))
            {
                parts.Add(bases[begin..i].Trim());
                begin = i + 1;
            }
            else
            {
                depth += bases[i] switch { '<' => 1, '>' => -1, _ => 0 };
            }
        }

        return parts;
    }

    [GeneratedRegex(@"^(?:(?:abstract|sealed|static) )*(?<kind>class|interface|enum|struct|delegate) (?:(?<=delegate )\S+ )?(?<name>\w+(?:<[^>(:]+>)?)(?: : (?<bases>.+)|\(.*\))?$")]
    private static partial Regex TypeLine();

    private sealed record Listed(string Kind, HashSet<string> Members, HashSet<string> Bases);
}
