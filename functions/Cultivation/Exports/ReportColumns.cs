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

    private static IEnumerable<SheetColumn<ReportRow>> OfField(FormField field, int year)
    {
        if (field.Type == FieldType.Years) return field.YearsOf(year).Select(y => OfYear(field, y.ToString(CultureInfo.InvariantCulture)));
        var cell = CellOf(field);
        return [new SheetColumn<ReportRow>(Header(field, null), r => ValueOf(r, field) is { } value ? cell(value) : null, field.Type is FieldType.Rows or FieldType.Text ? 40 : 16)];
    }

    private static SheetColumn<ReportRow> OfYear(FormField field, string year) =>
        new(Header(field, year + "年"), r => ValueOf(r, field) is { } years ? Number(field.Of, ReportValues.Member(years, year)) : null);

    private static JsonElement? ValueOf(ReportRow row, FormField field) =>
        field.IsOfficial ? row.Content.Official.GetValueOrDefault(field.Id)?.Value : row.Content.Values.Find(field.Id);

    private static string Header(FormField field, string? year)
    {
        var remarks = new[] { year, field.Unit, field.IsOfficial ? "官方数据" : null }.OfType<string>().ToList();
        return remarks.Count == 0 ? field.Label : $"{field.Label}（{string.Join('，', remarks)}）";
    }

    // What a field's values look like in a cell. Made once for each column: the labels of a catalog are not looked up again for every row.
    private static Func<JsonElement, object?> CellOf(FormField field)
    {
        switch (field.Type)
        {
            case FieldType.Amount or FieldType.Count:
                return value => Number(field.Type, value);
            case FieldType.YesNo:
                return value => value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
            case FieldType.Choice or FieldType.Choices:
                var labels = field.Choosable.ToDictionary(o => o.Value, o => o.Label, StringComparer.Ordinal);
                string? Label(JsonElement value) => ReportValues.TextOf(value) is { } code ? labels.GetValueOrDefault(code, code) : null;
                return value => value.ValueKind == JsonValueKind.Array ? string.Join('、', value.EnumerateArray().Select(Label)) : Label(value);
            case FieldType.Day:
                return value => DateOnly.TryParseExact(ReportValues.TextOf(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : ReportValues.TextOf(value);
            case FieldType.File:
                return _ => "有附件";
            case FieldType.Rows:
                var columns = field.Fields.Select(c => (c.Id, c.Label, Cell: CellOf(c))).ToList();
                return value => value.ValueKind == JsonValueKind.Array ? string.Join('\n', value.EnumerateArray().Select(row => RowOf(columns, row))) : null;
            default:
                return value => ReportValues.TextOf(value);
        }
    }

    private static string RowOf(IEnumerable<(string Id, string Label, Func<JsonElement, object?> Cell)> columns, JsonElement row) =>
        string.Join('，', columns.Select(c => ReportValues.Member(row, c.Id) is { } value && Text(c.Cell(value)) is { Length: > 0 } text ? $"{c.Label}：{text}" : null).OfType<string>());

    private static string? Text(object? cell) => cell switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "是" : "否",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? Number(FieldType type, JsonElement? value) => ReportValues.NumberOf(value) switch
    {
        null => null,
        { } number when type == FieldType.Count && decimal.IsInteger(number) && Math.Abs(number) < long.MaxValue => (long)number,
        { } number => number,
    };
}
