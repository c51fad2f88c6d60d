using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PatentFunctions.Tests.AzureBuild;

/// <summary>
/// Compiles the Azure build here, where its packages cannot be restored: against the real Azure.Core, Azure.Identity and Azure.Storage.Blobs,
/// and against declarations made from the listing of the other assemblies. Whatever the sources use beyond the listing is an error.
/// </summary>
public class AzureCompilationTests
{
    // Members that name types of packages this application never meets.
    private static readonly string[] Foreign = ["HistoryEvent", "PublicKey"];

    private static readonly string[] SdkUsings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly Lazy<(IReadOnlyList<MetadataReference> References, IReadOnlyList<string> Lost)> Build = new(() =>
    {
        var known = Known();
        var listed = AzureStubs.Compile(File.ReadLines(Path.Combine(RepositoryFolder.Path, "tests", "LocalHost.Tests", "azure-api.txt")), known, out var lost);
        return ([.. known, .. listed, AzureStubs.StorageCommon(known, typeof(Azure.Core.TokenCredential).Assembly.GetName().GetPublicKey()!)], lost);
    });

    [Fact]
    public void Listing_WhenCompiled_LosesNothingButForeignMembers() =>
        Assert.DoesNotContain(Build.Value.Lost, l => !Foreign.Any(f => l.Contains(f, StringComparison.Ordinal)));

    [Fact]
    public void AzureBuild_WhenCompiled_UsesNothingBeyondTheListing()
    {
        var project = XDocument.Load(Path.Combine(RepositoryFolder.Path, "functions", "PatentFunctions.csproj"));
        var options = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["AZURE", "NET", "NET10_0", "NET10_0_OR_GREATER"]);
        var usings = SdkUsings.Concat(project.Descendants("Using").Select(u => (string)u.Attribute("Include")!)).Select(u => $"global using {u};");
        var trees = Sources().Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path))
            .Append(CSharpSyntaxTree.ParseText(string.Join('\n', usings), options))
            .ToList();
        var compilation = CSharpCompilation.Create(
            "PatentFunctions",
            trees,
            Build.Value.References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false));
        // The other half of partial members comes from the SDK's source generators, which the local build runs on the same sources.
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS8795").Select(d => d.ToString()).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(40)));
    }

    [Fact]
    public void AzureBuild_ItsPackages_AreThoseOfTheListing()
    {
        var versions = XDocument.Load(Path.Combine(RepositoryFolder.Path, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => (string)p.Attribute("Include")!, p => (string)p.Attribute("Version")!);
        Assert.Equal("2.52.0", versions["Microsoft.Azure.Functions.Worker"]);
        Assert.Equal("12.11.0", versions["Azure.Data.Tables"]);
        Assert.Equal("9.29.3", versions["SendGrid"]);
        Assert.StartsWith("1.0.", versions["Azure.Communication.Sms"], StringComparison.Ordinal);
        Assert.Equal("12.30.0", versions["Azure.Storage.Blobs"]);
    }

    private static IEnumerable<string> Sources()
    {
        var root = Path.Combine(RepositoryFolder.Path, "functions");
        string[] outside = ["bin", "obj", "node_modules", Path.Combine("Platform", "Local")];
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !outside.Any(o => ("/" + Path.GetRelativePath(root, f)).Contains("/" + o + "/", StringComparison.Ordinal)));
    }

    private static List<MetadataReference> Known()
    {
        string[] own = ["PatentFunctions", "PatentFunctions.LocalHost", "PatentFunctions.Tests"];
        var root = typeof(AzureCompilationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "NuGetPackageRoot").Value!;
        var blobs = Path.Combine(root, "azure.storage.blobs", "12.30.0", "lib", "net10.0", "Azure.Storage.Blobs.dll");
        return [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !own.Contains(Path.GetFileNameWithoutExtension(p)))
            .Append(blobs)
            .Select(p => MetadataReference.CreateFromFile(p))];
    }
}
