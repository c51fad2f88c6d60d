using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Cultivation.Exports;

/// <summary>A row of the export: a report with what was last submitted.</summary>
/// <param name="Line">The report.</param>
/// <param name="Content">What was last submitted.</param>
internal sealed record ReportRow(ReportLine Line, ReportContent Content);

/// <summary>The columns of the export (SME-10): the enterprise, the state of its report, and every field of the form as its description says.</summary>
internal static class ReportColumns
{
    /// <summary>The columns for a year.</summary>
    /// <param name="form">The version of the form that the year is reported with.</param>
    /// <param name="year">上报年度.</param>
    public static IReadOnlyList<SheetColumn<ReportRow>> Of(SmeFormDefinition form, int year)
    {
        var counts = form.Fields.Where(f => f.Type == FieldType.Count || (f.Type == FieldType.Years && f.Of == FieldType.Count)).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            new("上报年度", r => r.Line.Year, 10),
            new("企业名称", r => r.Content.Enterprise.Name, 30),
            new("统一社会信用代码", r => r.Content.Enterprise.Uscc, 22),
            new("省份", r => AdministrativeDivisions.FullNameOf(r.Line.Province) ?? r.Line.Province, 14),
            new("所属省市区", r => r.Content.Enterprise.DivisionName, 26),
            new("注册资金（万元）", r => r.Content.Enterprise.RegisteredCapital),
            new("所属行业代码", r => r.Content.Enterprise.Industry, 14),
            new("所属行业", r => r.Content.Enterprise.IndustryName, 24),
            new("联系人", r => r.Content.Enterprise.Contact, 12),
            new("联系电话", r => r.Content.Enterprise.ContactPhone, 16),
            new("上报状态", r => r.Line.StateName, 12),
            new("提交次数", r => r.Line.Round, 10),
            new("提交时间", r => r.Line.SubmittedAt, 20),
            .. FormColumns.Of(form, year).Select(c => Of(c, counts.Contains(c.Id.Split('.')[0]))),
            new("企业确认的异常数据", r => string.Join('\n', r.Content.Confirmed.Select(c => c.Text)), 40),
        ];
    }

    // A count is shown without decimals, an amount with them.
    private static SheetColumn<ReportRow> Of(FormColumn column, bool isCount) =>
        new(column.Header, r => isCount ? Whole(column.Read(r.Content)) : column.Read(r.Content), column.IsNumber ? 16 : 24);

    private static object? Whole(object? cell) => cell is decimal number && decimal.IsInteger(number) && Math.Abs(number) < long.MaxValue ? (long)number : cell;
}
