using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PatentFunctions.Tests.AzureBuild;

public class AzureCompilationTests
{
    [Fact]
    public void Listing_WhenCompiled_LosesNothingButForeignMembers()
    {
        AzureStubs.Compile(File.ReadLines(Path.Combine(RepositoryFolder.Path, "tests", "LocalHost.Tests", "azure-api.txt")), Known(), out var lost);
        Assert.Equal("", string.Join('\n', lost));
    }

    private static List<MetadataReference> Known() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileNameWithoutExtension(p) is not ("PatentFunctions" or "PatentFunctions.LocalHost" or "PatentFunctions.Tests"))
            .Select(p => MetadataReference.CreateFromFile(p))];
}
