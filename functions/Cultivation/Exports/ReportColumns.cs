using System.Globalization;
using System.Text.Json;
using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Cultivation.Exports;

/// <summary>A row of the export: a report with what was last submitted.</summary>
/// <param name="Line">The report.</param>
/// <param name="Content">What was last submitted.</param>
internal sealed record ReportRow(ReportLine Line, ReportContent Content);

/// <summary>The columns of the export (SME-10), made from the form's description: a field that the form gets appears here by itself.</summary>
internal static class ReportColumns
{
    /// <summary>The columns for a year.</summary>
    /// <param name="form">The version of the form that the year is reported with.</param>
    /// <param name="year">上报年度.</param>
    public static IReadOnlyList<SheetColumn<ReportRow>> Of(SmeFormDefinition form, int year) =>
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
        .. form.Fields.SelectMany(f => OfField(f, year)),
        new("企业确认的异常数据", r => string.Join('\n', r.Content.Confirmed.Select(c => c.Text)), 40),
    ];

    private static IEnumerable<SheetColumn<ReportRow>> OfField(FormField field, int year) => field.Type == FieldType.Years
        ? field.YearsOf(year).Select(y => new SheetColumn<ReportRow>(Header(field, $"{y}年"), r => Number(field.Of, ReportValues.Member(ValueOf(r, field) ?? default, y.ToString(CultureInfo.InvariantCulture)))))
        : [new SheetColumn<ReportRow>(Header(field, null), r => Cell(field, ValueOf(r, field)), field.Type is FieldType.Rows or FieldType.Text ? 40 : 16)];

    private static JsonElement? ValueOf(ReportRow row, FormField field) =>
        field.IsOfficial ? row.Content.Official.GetValueOrDefault(field.Id)?.Value : row.Content.Values.Find(field.Id);

    private static string Header(FormField field, string? year)
    {
        var remarks = new[] { year, field.Unit, field.IsOfficial ? "官方数据" : null }.OfType<string>().ToList();
        return remarks.Count == 0 ? field.Label : $"{field.Label}（{string.Join('，', remarks)}）";
    }

    private static object? Cell(FormField field, JsonElement? value) => value is not { } element ? null : field.Type switch
    {
        FieldType.Amount or FieldType.Count => Number(field.Type, element),
        FieldType.YesNo => element.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
        FieldType.Choice => Label(field, ReportValues.TextOf(element)),
        FieldType.Choices when element.ValueKind == JsonValueKind.Array => string.Join('、', element.EnumerateArray().Select(e => Label(field, ReportValues.TextOf(e)))),
        FieldType.Day => DateOnly.TryParseExact(ReportValues.TextOf(element), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : ReportValues.TextOf(element),
        FieldType.File => "有附件",
        FieldType.Rows when element.ValueKind == JsonValueKind.Array => string.Join('\n', element.EnumerateArray().Select(row => Row(field, row))),
        _ => ReportValues.TextOf(element),
    };

    private static string Row(FormField table, JsonElement row) =>
        string.Join('，', table.Fields.Select(column => TextOf(column, ReportValues.Member(row, column.Id)) is { Length: > 0 } text ? $"{column.Label}：{text}" : null).OfType<string>());

    private static string? TextOf(FormField column, JsonElement? value) => Cell(column, value) switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "是" : "否",
        IFormattable other => other.ToString(other is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? Number(FieldType type, JsonElement? value) => ReportValues.NumberOf(value) switch
    {
        null => null,
        { } number when type == FieldType.Count && decimal.IsInteger(number) && Math.Abs(number) < long.MaxValue => (long)number,
        { } number => number,
    };

    private static string? Label(FormField field, string? value) => field.Choosable.FirstOrDefault(o => o.Value == value)?.Label ?? value;
}
