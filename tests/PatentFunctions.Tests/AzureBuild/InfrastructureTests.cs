using System.Text.Json;
using System.Text.RegularExpressions;

namespace PatentFunctions.Tests.AzureBuild;

/// <summary>
/// Structure of the Bicep files only: no Bicep compiler can be had where these tests run. What names what must exist on both sides.
/// </summary>
public partial class InfrastructureTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Path, "infra");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_BracketsAreBalanced(string file)
    {
        var open = new Stack<char>();
        foreach (var c in Code(file))
        {
            if ("{[(".Contains(c, StringComparison.Ordinal)) open.Push(c);
            if ("}])".Contains(c, StringComparison.Ordinal)) Assert.Equal("{[("["}])".IndexOf(c, StringComparison.Ordinal)], open.Pop());
        }
        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_EveryParameterAndVariable_IsUsed(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        foreach (Match declared in Declared().Matches(text))
        {
            if (text[..declared.Index].TrimEnd().EndsWith("@export()", StringComparison.Ordinal)) continue;
            Assert.True(Regex.Count(text, $@"\b{declared.Groups[1].Value}\b") > 1, $"{file}: {declared.Groups[1].Value} is not used");
        }
    }

    [Fact]
    public void Modules_GetExactlyTheParametersTheyDeclare()
    {
        var main = File.ReadAllText(Path.Combine(Folder, "main.bicep"));
        var modules = Module().Matches(main);
        Assert.Equal(7, modules.Count);
        foreach (Match module in modules)
        {
            var component = File.ReadAllText(Path.Combine(Folder, module.Groups[1].Value));
            var given = Given().Matches(Block(main, main.IndexOf("params: {", module.Index, StringComparison.Ordinal))).Select(m => m.Groups[1].Value).ToHashSet();
            var declared = Parameter().Matches(component).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Contains('=', StringComparison.Ordinal));
            Assert.Empty(given.Except(declared.Keys));
            Assert.Empty(declared.Where(d => !d.Value).Select(d => d.Key).Except(given));
        }
    }

    [Fact]
    public void Outputs_ThatMainReads_AreDeclared()
    {
        var main = File.ReadAllText(Path.Combine(Folder, "main.bicep"));
        var files = Regex.Matches(main, @"module (\w+) '([^']+)'").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        foreach (Match read in Regex.Matches(main, @"(\w+)\.outputs\.(\w+)"))
            Assert.Matches($@"output {read.Groups[2].Value} ", File.ReadAllText(Path.Combine(Folder, files[read.Groups[1].Value])));
    }

    [Fact]
    public void Parameters_OfAzd_AreThoseOfMain()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "main.parameters.json")));
        var given = json.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToHashSet();
        var declared = Parameter().Matches(File.ReadAllText(Path.Combine(Folder, "main.bicep"))).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Contains('=', StringComparison.Ordinal));
        Assert.Empty(given.Except(declared.Keys));
        Assert.Empty(declared.Where(d => !d.Value).Select(d => d.Key).Except(given));
    }

    [Fact]
    public void Imports_NameWhatIsExported()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories))
        {
            foreach (Match import in Regex.Matches(File.ReadAllText(file), @"import \{ ([^}]+) \} from '([^']+)'"))
            {
                var exported = File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, import.Groups[2].Value));
                foreach (var name in import.Groups[1].Value.Split(',').Select(n => n.Trim().Split(' ')[0])) Assert.Matches($@"(type|var) {name} =", exported);
            }
        }
    }

    [Fact]
    public void Storage_HasNoSharedKeyAndNothingPublic()
    {
        var storage = File.ReadAllText(Path.Combine(Folder, "components", "storage.bicep"));
        Assert.Contains("allowSharedKeyAccess: false", storage, StringComparison.Ordinal);
        Assert.Contains("allowBlobPublicAccess: false", storage, StringComparison.Ordinal);
        Assert.DoesNotContain("listKeys", string.Concat(Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void Service_OfAzd_IsTheOneThatIsTagged()
    {
        var azd = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "azure.yaml"));
        Assert.Contains("  api:", azd, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name': 'api'", File.ReadAllText(Path.Combine(Folder, "main.bicep")), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(RepositoryFolder.Path, Regex.Match(azd, @"project: (\S+)").Groups[1].Value)));
    }

    // Strings hold ${…} and texts; only what stands outside of quotes, or inside an interpolation, is structure.
    private static string Code(string file) => Regex.Replace(Regex.Replace(File.ReadAllText(Path.Combine(Folder, file)), @"(?m)^\s*//.*$", ""), @"'(?:[^'\\]|\\.)*'", "''");

    private static string Block(string text, int from)
    {
        var start = text.IndexOf('{', from);
        var depth = 0;
        for (var i = start; ; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return text[start..i];
        }
    }

    [GeneratedRegex(@"(?m)^(?:param|var) (\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"(?m)^param (\w+) (.*)$")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?m)^module \w+ '([^']+)'")]
    private static partial Regex Module();

    [GeneratedRegex(@"(?m)^    (\w+):")]
    private static partial Regex Given();
}
