namespace PatentFunctions.Tests;

/// <summary>Finds the checkout that the tests were built from, for tests that compare documents with code.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "PatentFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("PatentFunctions.sln is not above the tests");
    }
}
