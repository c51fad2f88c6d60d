using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using PatentFunctions.LocalHost;

namespace PatentFunctions.Tests.Documentation;

/// <summary>The tables of settings in both READMEs hold what the code reads and what the templates set, no more and no less.</summary>
public sealed partial class ConfigurationTableTests
{
    // Nothing of the app's: where ASP.NET Core listens, and names between percent signs in a trigger, which none has.
    private static readonly string[] NotOurs = ["WebHostDefaults.ServerUrlsKey", "name.Groups[1].Value"];

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Table_HoldsWhatTheCodeReads(string page)
    {
        var (read, shown) = (Read(), Rows(page).Select(r => r.Setting).ToList());
        Assert.Empty(read.Except(shown));
        Assert.Empty(shown.Except(read));
        Assert.Equal(shown, shown.Distinct());
    }

    [Fact]
    public void Table_SaysWhichTemplateSetsASetting()
    {
        var set = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "infra"), "*.bicep", SearchOption.AllDirectories)
            .SelectMany(f => TemplateSetting().Matches(File.ReadAllText(f)).Select(m => (Setting: m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal), File: Path.GetFileName(f))))
            .ToList();
        var rows = Rows("README.md");
        Assert.Contains(set, s => s.Setting == "Filing:PublicBaseUrl");
        Assert.Equal(
            set.Where(s => rows.Any(r => r.Setting == s.Setting)).Select(s => $"{s.Setting} {s.File}").Order(),
            rows.Where(r => r.OnAzure.EndsWith(".bicep", StringComparison.Ordinal)).Select(r => $"{r.Setting} {r.OnAzure}").Order());
        var text = Page("README.md");
        Assert.All(set.Where(s => rows.All(r => r.Setting != s.Setting)), s => Assert.Contains(s.Setting.Split(':')[^1], text, StringComparison.Ordinal));
        Assert.All(rows.Where(r => r.OnAzure == "vault.bicep"), r => Assert.Equal("yes", r.Secret));
    }

    [Fact]
    public void Table_TellsTheDefaultsOfTheCode()
    {
        var rows = Rows("README.md").ToDictionary(r => r.Setting, r => r.Default);
        foreach (var (setting, value) in Options().SelectMany(o => Properties(o.Type, o.Section)).Where(p => p.Default is not null))
            Assert.StartsWith(Text(value!), rows[setting], StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_OfBothLanguages_SayTheSame()
    {
        var words = new Dictionary<string, string> { ["手工"] = "by hand", ["仅本机"] = "never", ["平台"] = "platform", ["是"] = "yes" };
        string English(string word) => words.GetValueOrDefault(word, word);
        Assert.Equal(Rows("README.md").Select(r => (r.Setting, r.OnAzure, r.Secret)), Rows("README.zh-CN.md").Select(r => (r.Setting, English(r.OnAzure), English(r.Secret))));
    }

    private static HashSet<string> Read()
    {
        var read = Options().SelectMany(o => Properties(o.Type, o.Section)).Select(p => p.Setting).ToHashSet();
        foreach (var (file, code) in Sources())
        {
            foreach (Match literal in Literal().Matches(code)) read.Add(literal.Groups[1].Value);
            foreach (Match named in Named().Matches(code))
            {
                var name = named.Groups[1].Value;
                if (NotOurs.Contains(name)) continue;
                var constant = Regex.Match(code, $"const string {Regex.Escape(name)} = \"([^\"]+)\"");
                Assert.True(constant.Success, $"{file} reads the setting {name}, whose name this test does not find");
                read.Add(constant.Groups[1].Value);
            }
            foreach (Match section in Section().Matches(code))
            {
                var name = section.Groups[1].Value;
                if (Options().Any(o => o.Section == name)) continue;
                read.UnionWith(name switch
                {
                    "Sms:Routes" => ["Sms:Routes:{prefix}"],
                    "Sms:Mainland" => [.. MainlandKey().Matches(code).Select(m => "Sms:Mainland:" + m.Groups[1].Value), "Sms:Mainland:Templates:{code}"],
                    "Templates" => Array.Empty<string>(),
                    _ => throw new InvalidOperationException($"{file} reads the section {name}, which this test does not know"),
                });
            }
        }
        return read;
    }

    private static List<(string Section, Type Type)> Options() =>
    [
        .. Sources().SelectMany(s => Bound().Matches(s.Code).Select(m => (Section: m.Groups["section"].Value, Name: m.Groups["type"].Value)))
            .Select(o => (o.Section, new[] { typeof(App).Assembly, typeof(LocalHostServer).Assembly }.SelectMany(a => a.GetTypes()).Single(t => t.Name == o.Name))),
    ];

    private static IEnumerable<(string Setting, object? Default)> Properties(Type type, string section)
    {
        var made = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = section + ":" + property.Name;
            var value = property.GetValue(made);
            if (value is IDictionary) yield return (name + ":{code}", null);
            else if (value is not (null or string) && property.PropertyType.Assembly == type.Assembly)
                foreach (var inner in Properties(property.PropertyType, name)) yield return inner;
            else yield return (name, property.PropertyType == typeof(bool) && section == "SampleData" ? null : value);
        }
    }

    private static string Text(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static IEnumerable<(string File, string Code)> Sources() =>
        new[] { "functions", "localhost" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(f => (f, File.ReadAllText(f)));

    private static string Page(string page) => File.ReadAllText(Path.Combine(RepositoryFolder.Path, page));

    private static List<(string Setting, string Default, string OnAzure, string Secret)> Rows(string page)
    {
        var table = Regex.Match(Page(page), "<!-- table:settings -->\n(.*)<!-- /table:settings -->", RegexOptions.Singleline).Groups[1].Value;
        return [.. table.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')).Select(c => (c[1].Trim(' ', '`'), c[3].Trim(), c[5].Trim(), c[6].Trim()))];
    }

    [GeneratedRegex("""[cC]onfiguration(?:\[|\.GetValue(?:<\w+>)?\()"([\w:]+)"[\],)]""")]
    private static partial Regex Literal();

    [GeneratedRegex("""[cC]onfiguration\[([A-Za-z][\w.]*(?:\[\d\]\.\w+)?)\]""")]
    private static partial Regex Named();

    [GeneratedRegex("""GetSection\("([\w:]+)"\)""")]
    private static partial Regex Section();

    [GeneratedRegex("""AddOptions<(?<type>\w+)>\(\)\s*\.BindConfiguration\("(?<section>[\w:]+)"|GetSection\("(?<section>[\w:]+)"\)\.Get<(?<type>\w+)>""")]
    private static partial Regex Bound();

    [GeneratedRegex("""(?:section\[|Required\()"(\w+)"[\])]""")]
    private static partial Regex MainlandKey();

    [GeneratedRegex("""\{\s*name: '(\w+)'\s*,?\s*value:""")]
    private static partial Regex TemplateSetting();
}
