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

    /// <summary>
    /// The lines of one of our own tab-separated files in <c>Catalogs/data</c>, header skipped: no quoting, so splitting is enough.
    /// </summary>
    public static IEnumerable<string[]> Rows(string file)
    {
        using var text = new StreamReader(Open($"Catalogs/data/{file}"), Encoding.UTF8);
        text.ReadLine();
        while (text.ReadLine() is { } line)
            yield return line.Split('\t');
    }

    /// <summary>The first three columns of a file: code, name, parent.</summary>
    public static List<CatalogRow> CatalogRows(string file) =>
        [.. Rows(file).Select(fields => new CatalogRow(fields[0], fields[1], fields[2].Length > 0 ? fields[2] : null))];
}
