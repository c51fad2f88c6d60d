using System.Globalization;

namespace PatentFunctions.Catalogs;

/// <summary>The operator's file has mistakes; each is named with its line, and nothing was loaded.</summary>
public sealed record RowFindingsInvalid(int Count) : Invalid("rows-invalid", "文件内容有误", $"文件中有 {Count} 处错误，未导入任何内容；请按提示修改后重新导入。")
{
    private const int Shown = 200;

    /// <summary>The refusal for what was found; the pointer names the line of the file.</summary>
    internal static RowFindingsInvalid Of(IReadOnlyList<RowFinding> findings) => new(findings.Count)
    {
        Findings = [.. findings.Take(Shown).Select(f => Finding.Blocks(
            "rows." + f.Code,
            f.Line == 0 ? "" : "/lines/" + f.Line.ToString(CultureInfo.InvariantCulture),
            f.Line == 0 ? f.Text : $"第 {f.Line} 行：{f.Text}"))],
    };
}
