using System.Text;
using System.Text.RegularExpressions;

namespace PatentFunctions.Tests.AzureBuild;

/// <summary>One assembly of the listing, as C# that can be compiled against but never run.</summary>
/// <param name="Name">Name of the assembly.</param>
/// <param name="Types">Its types, in order.</param>
internal sealed record ListedAssembly(string Name, IReadOnlyList<ListedType> Types);

/// <summary>One type of the listing.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Declaration">The line that declares it.</param>
/// <param name="Members">The lines of its members.</param>
internal sealed record ListedType(string Namespace, string Declaration, IReadOnlyList<string> Members);

/// <summary>What the compiler's answers say about the declarations: the listing leaves it open.</summary>
/// <param name="WithoutInterfaces">Interfaces that a type implements explicitly.</param>
/// <param name="Overrides">Members that override.</param>
/// <param name="Skipped">Lines that cannot be compiled.</param>
internal sealed record Corrections(HashSet<(string Type, string Interface)> WithoutInterfaces, HashSet<(string Type, string Member)> Overrides, HashSet<string> Skipped);

/// <summary>
/// Turns <c>tests/LocalHost.Tests/azure-api.txt</c>, a listing of the public API of the Azure assemblies, into declarations. Where the listing
/// says less than the assembly (constraints, params, operators), a small table says the rest.
/// </summary>
internal static partial class ApiListing
{
    private static readonly (string Type, string Member, string Constraint)[] Constraints =
    [
        ("MiddlewareWorkerApplicationBuilderExtensions", "UseMiddleware<T>", "where T : class, IFunctionsWorkerMiddleware"),
        ("MiddlewareWorkerApplicationBuilderExtensions", "UseWhen<T>", "where T : class, IFunctionsWorkerMiddleware"),
        ("FunctionsApplicationBuilder", "ConfigureContainer<TContainerBuilder>", "where TContainerBuilder : notnull"),
        ("TableClient", "AddEntityAsync<T>", "where T : ITableEntity"),
        ("TableClient", "UpsertEntityAsync<T>", "where T : ITableEntity"),
        ("TableClient", "UpdateEntityAsync<T>", "where T : ITableEntity"),
        ("TableClient", "GetEntityAsync<T>", "where T : class, ITableEntity"),
        ("TableClient", "GetEntityIfExistsAsync<T>", "where T : class, ITableEntity"),
        ("TableClient", "QueryAsync<T>", "where T : class, ITableEntity"),
    ];

    // Operators are left out of the listing; these are the ones the idiom rests on.
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["TaskName"] = "public static implicit operator TaskName(string value) => throw null; public static implicit operator string(TaskName value) => throw null;",
        ["TaskVersion"] = "public static implicit operator TaskVersion(string value) => throw null; public static implicit operator string(TaskVersion value) => throw null;",
        ["TaskOptions"] = "public static implicit operator TaskOptions(RetryPolicy policy) => throw null;",
        ["TaskRetryOptions"] = "public static implicit operator TaskRetryOptions(RetryPolicy policy) => throw null;",
        ["TableErrorCode"] = "public static bool operator ==(TableErrorCode left, TableErrorCode right) => throw null; public static bool operator !=(TableErrorCode left, TableErrorCode right) => throw null; public static implicit operator TableErrorCode(string value) => throw null; public static bool operator ==(TableErrorCode code, string value) => throw null; public static bool operator !=(TableErrorCode code, string value) => throw null;",
    };

    private static readonly Dictionary<string, string> BaseCalls = new(StringComparer.Ordinal)
    {
        ["new(RequestFailedException requestFailedException)"] = " : base(\"\")",
        ["FromBodyAttribute.new()"] = " : base(null)",
        ["new(string message)"] = " : base(message)",
        ["new(string message, Exception innerException)"] = " : base(message, innerException)",
        ["new(EntityInstanceId id, SerializedData state = default)"] = " : base(id, state)",
    };

    /// <summary>Reads the listing.</summary>
    public static IReadOnlyList<ListedAssembly> Read(IEnumerable<string> lines)
    {
        var assemblies = new List<ListedAssembly>();
        var types = new List<ListedType>();
        var members = new List<string>();
        var space = "";
        foreach (var line in lines.SkipWhile(l => !l.StartsWith("# ", StringComparison.Ordinal)))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) assemblies.Add(new ListedAssembly(line[2..].Trim(), types = []));
            else if (line.StartsWith("namespace ", StringComparison.Ordinal)) space = line["namespace ".Length..].Trim();
            else if (line.StartsWith("    ", StringComparison.Ordinal)) members.Add(line.Trim());
            else if (line.Contains("RemoveDuplicatesConverter", StringComparison.Ordinal)) members = []; // of Newtonsoft.Json, which is never met here
            else if (line.Length > 0) types.Add(new ListedType(space, line.Trim(), members = []));
        }
        return assemblies;
    }

    /// <summary>The name of a type without its parameters; a nested one has its owner before a dot.</summary>
    public static string NameOf(ListedType type) => Name().Match(type.Declaration).Groups[1].Value;

    /// <summary>The C# of a type, one line for each member, so that an error points at its member.</summary>
    public static IReadOnlyList<string> Declare(ListedType type, IReadOnlyList<ListedType> nested, Corrections corrections)
    {
        if (type.Declaration.StartsWith("delegate ", StringComparison.Ordinal)) return [$"public {type.Declaration};"];
        var lines = new List<string>();
        var full = NameOf(type);
        var name = full.Split('.')[^1];
        var (head, bases) = Split(type.Declaration);
        if (head.StartsWith("enum ", StringComparison.Ordinal)) return [$"public enum {name} {{ {string.Join(" ", type.Members)} }}"];
        var record = type.Members.Any(m => m.Contains("EqualityContract", StringComparison.Ordinal));
        if (record) head = head.Replace("class ", "record ", StringComparison.Ordinal);
        head = Name().Replace(head, m => m.Value.Replace(full, name, StringComparison.Ordinal), 1);
        var kept = bases.Where(b => !IsInterface(b) || (!corrections.WithoutInterfaces.Contains((full, b.Split('<')[0])) && !b.StartsWith("IEquatable<", StringComparison.Ordinal) && b != "ISerializable")).ToList();
        lines.Add($"public {head}{(kept.Count > 0 ? " : " + string.Join(", ", kept) : "")}");
        lines.Add("{");
        var contract = head.Contains("interface ", StringComparison.Ordinal);
        var extendsRecord = record && bases.Any(b => !IsInterface(b));
        lines.AddRange(type.Members.Where(m => !(record && IsMadeByRecord(m, name))).Select(m => Member(m, name, contract, extendsRecord, head.Contains("sealed ", StringComparison.Ordinal), corrections)));
        if (Operators.TryGetValue(name, out var operators)) lines.Add(operators);
        foreach (var inner in nested) lines.AddRange(Declare(inner, [], corrections));
        lines.Add("}");
        return lines;
    }

    private static string Member(string member, string type, bool contract, bool extendsRecord, bool isSealed, Corrections corrections)
    {
        var text = member.Replace("Byte[]", "byte[]", StringComparison.Ordinal);
        text = text.Replace(" = null", " = default", StringComparison.Ordinal);
        text = EnumDefault().Replace(text, "$1 $2 = $1.$3");
        text = Indexer().Replace(text, "$1 this[$2]");
        if (type == "HttpTriggerAttribute") text = text.Replace("string[] methods)", "params string[] methods)", StringComparison.Ordinal);
        if (isSealed || corrections.Overrides.Any(o => o.Type == type && Regex.IsMatch(text, $@"^virtual .*\b{o.Member}\b"))) text = text.Replace("virtual ", "override ", StringComparison.Ordinal);
        if (contract) return text.EndsWith('}') ? text : text + ";";
        var access = text.StartsWith("protected ", StringComparison.Ordinal) ? "protected" : "public";
        text = text.StartsWith("protected ", StringComparison.Ordinal) ? text["protected ".Length..] : text;
        if (text.StartsWith("new(", StringComparison.Ordinal))
        {
            var copies = extendsRecord && text == $"new({type} options)";
            return $"{access} {type}{text[3..]}{(copies ? " : base(options)" : BaseCalls.GetValueOrDefault(text) ?? BaseCalls.GetValueOrDefault($"{type}.{text}") ?? (type is "SendGridClient" or "TwilioEmailClient" ? " : base((BaseClientOptions)null)" : ""))} => throw null;";
        }
        if (text.EndsWith('}')) return text.StartsWith("abstract ", StringComparison.Ordinal) ? $"{access} {text}" : $"{access} {text.Replace("get;", "get => throw null;", StringComparison.Ordinal).Replace("set;", "set { }", StringComparison.Ordinal)}";
        if (text.EndsWith(')'))
        {
            var constraint = Constraints.FirstOrDefault(c => c.Type == type && text.Contains($" {c.Member}(", StringComparison.Ordinal)).Constraint;
            if (text.StartsWith("abstract ", StringComparison.Ordinal)) return $"{access} {text} {constraint};";
            return $"{access} {text} {constraint} => throw null;";
        }
        return $"{access} {text.Replace("static ", "static readonly ", StringComparison.Ordinal)} = default;";
    }

    private static bool IsMadeByRecord(string member, string type) =>
        member.Contains("PrintMembers(", StringComparison.Ordinal) || member.Contains("EqualityContract", StringComparison.Ordinal) || member.Contains("bool Equals(", StringComparison.Ordinal)
        || member.Contains("void Deconstruct(", StringComparison.Ordinal) || member == $"protected new({type} original)";

    private static (string Head, IReadOnlyList<string> Bases) Split(string declaration)
    {
        var at = declaration.IndexOf(" : ", StringComparison.Ordinal);
        if (at < 0) return (declaration, []);
        var bases = new List<string>();
        var depth = 0;
        var part = new StringBuilder();
        foreach (var c in declaration[(at + 3)..])
        {
            depth += c switch { '<' => 1, '>' => -1, _ => 0 };
            if (c == ',' && depth == 0)
            {
                bases.Add(part.ToString().Trim());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }
        bases.Add(part.ToString().Trim());
        return (declaration[..at], bases);
    }

    private static bool IsInterface(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]);

    [GeneratedRegex(@"(?:class|struct|interface|enum) ([\w.]+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"([\w.]+) (\w+) = (?!null|default|true|false)([A-Z]\w*)")]
    private static partial Regex EnumDefault();

    [GeneratedRegex(@"(\w+) Item\[([^\]]+)\]")]
    private static partial Regex Indexer();
}
