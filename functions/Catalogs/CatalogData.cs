using System.Text;

namespace PatentFunctions.Catalogs;

/// <summary>What a catalog file holds.</summary>
/// <param name="Rows">The lines that could be read, in file order.</param>
/// <param name="Findings">Everything wrong, in line order; the file may be loaded only when this is empty.</param>
public sealed record CatalogImport(IReadOnlyList<CatalogRow> Rows, IReadOnlyList<RowFinding> Findings);

/// <summary>
/// The operator's file that replaces a catalog (目录导入, COM-15): CSV, UTF-8, with the columns code, name, parent
/// (empty at the top). The order of lines is free; it is kept for display.
/// </summary>
public static class CatalogData
{
    private const int LongestCode = 32;
    private const int LongestName = 300;

    /// <summary>Reads a file and returns every finding at once, with line numbers.</summary>
    public static CatalogImport Parse(Stream csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var rows = new CsvRows(csv);
        return Parse(rows);
    }

    /// <summary>The same from text.</summary>
    public static CatalogImport Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var rows = new CsvRows(new StringReader(csv));
        return Parse(rows);
    }

    /// <summary>A catalog as a file that <see cref="Parse(Stream)"/> reads back to the same content.</summary>
    public static string Write(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var text = new StringBuilder("code,name,parent\n");
        foreach (var entry in catalog.Entries)
            text.Append(entry.Code).Append(",\"").Append(entry.Name.Replace("\"", "\"\"", StringComparison.Ordinal))
                .Append("\",").Append(entry.Parent).Append('\n');
        return text.ToString();
    }

    private static CatalogImport Parse(CsvRows csv)
    {
        var findings = csv.MissingColumns("code", "name", "parent").ToList();
        if (findings.Count > 0)
            return new CatalogImport([], findings);

        var rows = new List<(CatalogRow Row, int Line)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (csv.Next())
        {
            var before = findings.Count;
            var row = new CatalogRow(csv["code"], csv["name"], csv["parent"] is { Length: > 0 } parent ? parent : null);
            Check(row, csv.Line, findings);
            if (row.Code.Length > 0 && !lines.TryAdd(row.Code, csv.Line))
                findings.Add(new RowFinding(csv.Line, "duplicate-code", $"代码 {row.Code} 与第 {lines[row.Code]} 行重复。"));
            if (findings.Count == before)
                rows.Add((row, csv.Line));
        }

        if (rows.Count == 0 && findings.Count == 0)
            findings.Add(new RowFinding(0, "empty-file", "文件中没有任何条目。"));

        foreach (var (row, line) in rows)
            if (row.Parent is not null && !lines.ContainsKey(row.Parent))
                findings.Add(new RowFinding(line, "unknown-parent", $"上级代码 {row.Parent} 不在文件中。"));
        findings.AddRange(Cycles(rows));

        return new CatalogImport([.. rows.Select(row => row.Row)], [.. findings.OrderBy(finding => finding.Line)]);
    }

    private static void Check(CatalogRow row, int line, List<RowFinding> findings)
    {
        if (row.Code.Length == 0)
            findings.Add(new RowFinding(line, "missing-code", "缺少代码。"));
        else if (row.Code.Length > LongestCode || !row.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            findings.Add(new RowFinding(line, "bad-code", $"代码“{row.Code}”无效：只能含字母、数字和 . - _，至多 {LongestCode} 个字符。"));
        if (row.Name.Length == 0)
            findings.Add(new RowFinding(line, "missing-name", "缺少名称。"));
        else if (CsvRows.IsGarbled(row.Name))
            findings.Add(new RowFinding(line, "bad-encoding", "文字无法识别：请将文件另存为 UTF-8 编码的 CSV。"));
        else if (row.Name.Length > LongestName || row.Name.Any(char.IsControl))
            findings.Add(new RowFinding(line, "bad-name", $"名称无效：不能换行，至多 {LongestName} 个字符。"));
    }

    /// <summary>One finding for each row that stands on a cycle, not for those that merely hang below one.</summary>
    private static IEnumerable<RowFinding> Cycles(List<(CatalogRow Row, int Line)> rows)
    {
        var parentOf = rows.ToDictionary(row => row.Row.Code, row => row.Row.Parent, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var onCycle = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, _) in rows)
        {
            var walked = new List<string>();
            var place = new Dictionary<string, int>(StringComparer.Ordinal);
            string? code = row.Code;
            while (code is not null && !done.Contains(code) && parentOf.TryGetValue(code, out var parent))
            {
                if (place.TryGetValue(code, out var first))
                {
                    onCycle.UnionWith(walked.Skip(first));
                    break;
                }

                place.Add(code, walked.Count);
                walked.Add(code);
                code = parent;
            }

            done.UnionWith(walked);
        }

        return rows.Where(row => onCycle.Contains(row.Row.Code))
            .Select(row => new RowFinding(row.Line, "cycle", $"代码 {row.Row.Code} 的上级关系成环。"));
    }
}
