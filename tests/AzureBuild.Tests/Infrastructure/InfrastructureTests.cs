using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PatentFunctions.Tests;

namespace AzureBuild.Tests.Infrastructure;

/// <summary>infra/ as the real Bicep compiler understands it, and what its names have to agree with elsewhere.</summary>
public partial class InfrastructureTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Path, "infra");

    private static readonly Lazy<(string Template, string Said)> Compiled = new(() => Bicep("build", Path.Combine(Folder, "main.bicep"), "--stdout", "--no-restore"));

    private static readonly Lazy<IReadOnlyList<JsonElement>> Resources = new(() => [.. ResourcesOf(JsonDocument.Parse(Compiled.Value.Template).RootElement)]);

    [Fact]
    public void Main_Compiles_WithoutAWarningOfCompilerOrLinter() => Assert.Equal("", Compiled.Value.Said);

    [Fact]
    public void Files_AreUsedAndAsTheFormatterWritesThem()
    {
        var folder = Directory.CreateTempSubdirectory("infra-");
        try
        {
            var files = Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(Folder, f), File.ReadAllText);
            foreach (var (name, text) in files)
            {
                var copy = Path.Combine(folder.FullName, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.WriteAllText(copy, text);
            }
            Bicep("format", "--pattern", Path.Combine(folder.FullName, "**", "*.bicep"));
            Assert.All(files, f => Assert.Equal(File.ReadAllText(Path.Combine(folder.FullName, f.Key)), f.Value));
            Assert.All(files.Keys.Where(name => name != "main.bicep"), name => Assert.Contains(files.Values, text => Regex.IsMatch(text, $"'[^']*{Regex.Escape(Path.GetFileName(name))}'")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Parameters_OfAzd_AreThoseOfMain()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "main.parameters.json")));
        var given = json.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToHashSet();
        var declared = JsonDocument.Parse(Compiled.Value.Template).RootElement.GetProperty("parameters").EnumerateObject().ToList();
        Assert.Empty(given.Except(declared.Select(p => p.Name)));
        Assert.Empty(declared.Where(p => !p.Value.TryGetProperty("defaultValue", out _)).Select(p => p.Name).Except(given));
    }

    [Fact]
    public void Keys_AreNowhere()
    {
        var storage = Of("Microsoft.Storage/storageAccounts").Single().GetProperty("properties");
        Assert.False(storage.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(storage.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.True(Of("Microsoft.Insights/components").Single().GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(Of("Microsoft.Search/searchServices").Single().GetProperty("properties").GetProperty("disableLocalAuth").GetBoolean());
        Assert.True(Of("Microsoft.KeyVault/vaults").Single().GetProperty("properties").GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.DoesNotContain("listKeys", Compiled.Value.Template, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Of("Microsoft.ManagedIdentity/userAssignedIdentities"));
    }

    [Fact]
    public void Quarantine_IsPrivateEmptiedAndReachedByPagesForPutOnly()
    {
        Assert.All(Of("Microsoft.Storage/storageAccounts/blobServices/containers"), c => Assert.Equal("None", c.GetProperty("properties").GetProperty("publicAccess").GetString()));
        Assert.Contains(Of("Microsoft.Storage/storageAccounts/blobServices/containers"), c => c.GetProperty("name").GetString()!.Contains("quarantineContainerName", StringComparison.Ordinal));
        var rule = Of("Microsoft.Storage/storageAccounts/managementPolicies").Single().GetProperty("properties").GetProperty("policy").GetProperty("rules")[0].GetProperty("definition");
        Assert.Contains("quarantineContainerName", rule.GetProperty("filters").GetProperty("prefixMatch")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(2, rule.GetProperty("actions").GetProperty("baseBlob").GetProperty("delete").GetProperty("daysAfterModificationGreaterThan").GetInt32());
        var cors = Of("Microsoft.Storage/storageAccounts/blobServices").Single().GetProperty("properties").GetProperty("cors").GetRawText();
        Assert.Contains("createArray('PUT')", Regex.Unescape(cors), StringComparison.Ordinal);
        Assert.Contains("parameters('allowedOrigins')", Regex.Unescape(cors), StringComparison.Ordinal);

        // The role that asking for user delegation keys is in.
        Assert.Matches(@"variables\('roles'\)\.storageBlobDataOwner", Regex.Unescape(Compiled.Value.Template));
    }

    [Fact]
    public void Alerts_NameMetricsOfTheApp()
    {
        var alerts = JsonDocument.Parse(Compiled.Value.Template).RootElement.GetProperty("variables").GetRawText();
        var asked = Metric().Matches(Regex.Unescape(alerts)).Select(m => m.Groups[1].Value).ToHashSet();
        var emitted = Created().Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "functions", "Platform", "Telemetry.cs"))).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Superset(new HashSet<string> { "workflows.failed", "workflows.stuck", "outbox.age", "reconcilers.late", "reviews.overdue", "notifications.deliveries" }, asked);
        Assert.Subset(emitted, asked);
        // Everything is charted, also what nobody is called for.
        Assert.Equal(emitted.Order(StringComparer.Ordinal), Metric().Matches(Regex.Unescape(File.ReadAllText(Path.Combine(Folder, "components", "workbook.json")))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_OfTheApp_AreReadByIt()
    {
        // What the host and the Azure SDKs read.
        string[] foreign = ["AzureWebJobsStorage", "AzureWebJobsDisableHomepage", "AzureFunctionsJobHost", "AZURE_AUTHORITY_HOST", "APPLICATIONINSIGHTS", "FUNCTIONS_", "WEBSITE_", "DURABLE_TASK_SCHEDULER"];
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var settings = Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).SelectMany(f => Setting().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value)
            .Where(s => s.Contains('_', StringComparison.Ordinal) && !foreign.Any(s.StartsWith)).Distinct().ToList();
        Assert.True(settings.Count >= 15);
        Assert.All(settings, s => Assert.True(sources.Contains('"' + s.Replace("__", ":", StringComparison.Ordinal) + '"', StringComparison.Ordinal) || s.Split("__").All(part => Regex.IsMatch(sources, $@"\b{part}\b")), s));
    }

    [Fact]
    public void Service_OfAzd_IsTheOneThatIsTagged()
    {
        var azd = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "azure.yaml"));
        Assert.Contains("  api:", azd, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name': 'api'", File.ReadAllText(Path.Combine(Folder, "main.bicep")), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(RepositoryFolder.Path, Regex.Match(azd, @"project: (\S+)").Groups[1].Value)));
    }

    private static IEnumerable<JsonElement> Of(string type) => Resources.Value.Where(r => r.GetProperty("type").GetString() == type);

    private static IEnumerable<JsonElement> ResourcesOf(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        foreach (var resource in resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(p => p.Value) : resources.EnumerateArray())
        {
            yield return resource;
            if (resource.GetProperty("type").GetString() != "Microsoft.Resources/deployments") continue;
            foreach (var inner in ResourcesOf(resource.GetProperty("properties").GetProperty("template"))) yield return inner;
        }
    }

    private static (string Printed, string Said) Bicep(params string[] arguments)
    {
        var tool = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Bicep").Value!;
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said.Result);
        return (printed, said.Result.Trim());
    }

    [GeneratedRegex(@"""((?:workflows|outbox|reviews|notifications|reconcilers)\.\w+)""")]
    private static partial Regex Metric();

    [GeneratedRegex(@"Create\w+(?:<\w+>)?\(""([\w.]+)""")]
    private static partial Regex Created();

    [GeneratedRegex(@"name: '([A-Za-z]+_[A-Za-z_]+)',?\s+value:")]
    private static partial Regex Setting();
}
