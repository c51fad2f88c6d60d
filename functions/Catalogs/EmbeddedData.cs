using System.Text;

namespace PatentFunctions.Catalogs;

/// <summary>The data files that travel inside the assembly: everything under an area's <c>data</c> folder.</summary>
internal static class EmbeddedData
{
    /// <summary>Opens a file by its path below <c>functions/</c>, such as <c>Calendar/data/holidays.csv</c>.</summary>
    /// <exception cref="FileNotFoundException">The build left the file out.</exception>
    public static Stream Open(string path) =>
        typeof(EmbeddedData).Assembly.GetManifestResourceStream(path)
        ?? throw new FileNotFoundException($"The assembly holds no data file {path}.", path);

    /// <summary>The same as UTF-8 text.</summary>
    public static TextReader OpenText(string path) => new StreamReader(Open(path), Encoding.UTF8);
}
