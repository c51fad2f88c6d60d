using System.Text.RegularExpressions;
using PatentFunctions.Tests;
using YamlDotNet.RepresentationModel;

namespace AzureBuild.Tests.Infrastructure;

/// <summary>.github/workflows as far as they can be judged without GitHub.</summary>
public partial class WorkflowsTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, ".github", "workflows")).Select(f => Path.GetRelativePath(Path.Combine(RepositoryFolder.Path, ".github", "workflows"), f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_GrantsLittleAndEnds(string file)
    {
        var workflow = Read(file);
        var allowed = ((YamlMappingNode)workflow["permissions"]).Children.Select(p => $"{p.Key}: {p.Value}").ToList();
        Assert.Equal(file == "deploy.yml" ? ["contents: read", "id-token: write"] : ["contents: read"], allowed);
        foreach (var job in ((YamlMappingNode)workflow["jobs"]).Children.Values.Cast<YamlMappingNode>())
        {
            Assert.InRange(int.Parse(job["timeout-minutes"].ToString(), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
            Assert.All((YamlSequenceNode)job["steps"], step => Assert.True(((YamlMappingNode)step).Children.Keys.Select(k => k.ToString()).Intersect(["uses", "run"]).Count() == 1));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_ArePinned(string file)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Path, ".github", "workflows", file));
        Assert.All(Uses().Matches(text), u => Assert.Matches(@"^actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^Azure/setup-azd@v\d+\.\d+\.\d+$", u.Groups[1].Value.Trim()));
    }

    [Fact]
    public void Paths_ThatAreNamed_Exist()
    {
        var said = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, ".github", "workflows")).Select(File.ReadAllText));
        foreach (var path in new[] { ".ci/run", "functions", "infra/main.bicep" })
        {
            Assert.Contains(path, said, StringComparison.Ordinal);
            Assert.True(Path.Exists(Path.Combine(RepositoryFolder.Path, path)), path);
        }
    }

    [Fact]
    public void Deployment_GivesOnlyWhatAzdAsksFor()
    {
        var asked = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "infra", "main.parameters.json"));
        string[] ofAzd = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"];
        var given = Given().Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Path, ".github", "workflows", "deploy.yml"))).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(given);
        Assert.All(given.Except(ofAzd), name => Assert.Matches($@"\$\{{{name}[=}}]", asked));
    }

    private static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(RepositoryFolder.Path, ".github", "workflows", file));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"(?m)uses: (.+)$")]
    private static partial Regex Uses();

    [GeneratedRegex(@"(?m)^\s+([A-Z_]+): \$\{\{ (?:vars|secrets)\.\1 \}\}$")]
    private static partial Regex Given();
}
