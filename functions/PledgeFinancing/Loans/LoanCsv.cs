using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>What is wrong with a row of a bank's file.</summary>
/// <param name="Line">Line on which the row starts, counted from 1 with the header.</param>
/// <param name="Field">Heading of the column; empty for the whole row.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">Chinese text.</param>
public sealed record LoanRowFinding(int Line, string Field, string Code, string Text);

/// <summary>One row of a bank's file.</summary>
/// <param name="Line">Line on which it starts.</param>
/// <param name="Form">The loan as far as it could be read.</param>
/// <param name="Findings">Everything wrong.</param>
public sealed record LoanRow(int Line, LoanForm Form, IReadOnlyList<LoanRowFinding> Findings);

/// <summary>
/// 质押贷款导入: a CSV (UTF-8, header row, any order of columns) read row by row, and its template. Several pledged properties stand in one cell,
/// joined by a semicolon, each as 质押登记号|号码|名称.
/// </summary>
internal static class LoanCsv
{
    /// <summary>Number of the template's example, which is never taken in.</summary>
    public const string ExampleNumber = "示例（请删除本行）";

    private const string Patents = "质押专利";
    private const string TradeMarks = "质押商标";

    // Pointer of the form, heading, and the example of the template.
    private static readonly (string Pointer, string Heading, string Example)[] Columns =
    [
        ("/number", "质押贷款报送编号", ExampleNumber),
        ("/uscc", "统一社会信用代码", "91350203MA9X00046E"),
        ("/unitName", "企业名称", "厦门示例医疗器械有限公司"),
        ("/product", "融资产品", "知担保"),
        ("/contract", "贷款合同编号", "2026-XM-013"),
        ("/amount", "贷款金额（万元）", "400"),
        ("/creditLine", "授信额度（万元）", "400"),
        ("/drawn", "已放款金额（万元）", "400"),
        ("/drawnOn", "放款日期", "2026-03-13"),
        ("/dueOn", "到期日期", "2027-03-12"),
        ("/yearlyRate", "年利率（%）", "3.65"),
        ("/pledged", Patents, "Y2026350200001|ZL201819900001.7|一种高速静音滚动轴承"),
        ("", TradeMarks, "商2026350200001|12345678|示例商标"),
        ("/appraised", "评估金额（万元）", "520"),
        ("/appraiser", "评估机构", "示例资产评估有限公司"),
        ("/guarantor", "担保机构", "示例融资担保有限公司"),
        ("/insurer", "保险机构", ""),
    ];

    private static readonly string[] Required = [.. Columns.Take(11).Select(c => c.Heading)];

    /// <summary>Columns of the template.</summary>
    public static IReadOnlyList<SheetColumn<int>> Template { get; } = [.. Columns.Select(c => new SheetColumn<int>(c.Heading, _ => c.Example, 24))];

    /// <summary>Every row, one after the other; a file without the required columns gives a single row of findings.</summary>
    /// <param name="rows">The file.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IEnumerable<LoanRow> Read(CsvRows rows, DateOnly today)
    {
        var missing = rows.MissingColumns(Required).Select(f => new LoanRowFinding(f.Line, "", f.Code, f.Text)).ToList();
        if (missing.Count > 0)
        {
            yield return new LoanRow(1, new LoanForm(), missing);
            yield break;
        }
        while (rows.Next()) yield return ReadRow(rows, today);
    }

    private static LoanRow ReadRow(CsvRows row, DateOnly today)
    {
        var findings = new List<LoanRowFinding>();
        var patents = Pledged(row, Patents, PledgedKind.Patent, findings);
        var form = new LoanForm
        {
            Number = Text(row, "/number"),
            Uscc = Text(row, "/uscc"),
            UnitName = Text(row, "/unitName"),
            Product = Text(row, "/product"),
            Contract = Text(row, "/contract"),
            Amount = Number(row, "/amount", findings),
            CreditLine = Number(row, "/creditLine", findings),
            Drawn = Number(row, "/drawn", findings),
            DrawnOn = Date(row, "/drawnOn", findings),
            DueOn = Date(row, "/dueOn", findings),
            YearlyRate = Number(row, "/yearlyRate", findings),
            Pledged = [.. patents, .. Pledged(row, TradeMarks, PledgedKind.TradeMark, findings)],
            Appraised = Number(row, "/appraised", findings),
            Appraiser = Text(row, "/appraiser"),
            Guarantor = Text(row, "/guarantor"),
            Insurer = Text(row, "/insurer"),
        };
        if (form.Number == ExampleNumber) return new LoanRow(row.Line, form, [new LoanRowFinding(row.Line, "", "row.example", "本行是模板的示例，未导入。")]);
        if (CsvRows.IsGarbled($"{form.UnitName}{form.Product}{row[Patents]}{row[TradeMarks]}")) findings.Add(new LoanRowFinding(row.Line, "", "not-utf8", "文字无法识别，请将文件另存为 UTF-8 编码的 CSV。"));
        // What could not be read is no missing field besides.
        var unread = findings.Select(f => f.Field).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(LoanRules.Check(form, today).Select(f => new LoanRowFinding(row.Line, FieldOf(f.Pointer, patents.Count), f.Code, f.Text)).Where(f => !unread.Contains(f.Field)));
        return new LoanRow(row.Line, form, findings);
    }

    /// <summary>Heading of the column that a pointer of the form is about.</summary>
    /// <param name="pointer">JSON pointer.</param>
    /// <param name="patents">How many of the pledged properties are patents; they come first.</param>
    public static string FieldOf(string pointer, int patents = int.MaxValue)
    {
        if (pointer.Split('/') is ["", "pledged", var index, ..]) return int.Parse(index, CultureInfo.InvariantCulture) < patents ? Patents : TradeMarks;
        return Columns.FirstOrDefault(c => c.Pointer.Length > 0 && c.Pointer == pointer).Heading ?? "";
    }

    private static string? Text(CsvRows row, string pointer) => row[FieldOf(pointer)] is { Length: > 0 } text ? text : null;

    private static decimal? Number(CsvRows row, string pointer, List<LoanRowFinding> findings)
    {
        if (Text(row, pointer) is not { } text) return null;
        if (decimal.TryParse(text.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return number;
        findings.Add(new LoanRowFinding(row.Line, FieldOf(pointer), "number.invalid", $"“{text}”不是数字。"));
        return null;
    }

    private static DateOnly? Date(CsvRows row, string pointer, List<LoanRowFinding> findings)
    {
        if (Text(row, pointer) is not { } text) return null;
        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        findings.Add(new LoanRowFinding(row.Line, FieldOf(pointer), "date.invalid", $"日期“{text}”无效，应为 yyyy-MM-dd。"));
        return null;
    }

    private static List<PledgedForm> Pledged(CsvRows row, string heading, PledgedKind kind, List<LoanRowFinding> findings)
    {
        var pledged = new List<PledgedForm>();
        foreach (var item in row[heading].Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (item.Split(['|', '｜'], StringSplitOptions.TrimEntries) is [var registration, var number, var name])
                pledged.Add(new PledgedForm { Kind = kind, RegistrationNumber = registration, Number = number, Name = name });
            else
                findings.Add(new LoanRowFinding(row.Line, heading, "pledged.format", $"“{item}”应写作“质押登记号|号码|名称”，多项之间用分号隔开。"));
        }
        return pledged;
    }
}
