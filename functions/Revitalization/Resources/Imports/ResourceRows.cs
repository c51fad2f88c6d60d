using System.Globalization;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>A resource of an import: the rows of one portfolio, or the row of a single patent.</summary>
/// <param name="Lines">Line of each of its patents, counted from 1, the header included.</param>
/// <param name="Form">What the rows say.</param>
/// <param name="Faults">What cannot be read at all.</param>
internal sealed record ResourceRow(IReadOnlyList<int> Lines, ResourceForm Form, IReadOnlyList<RowFinding> Faults);

/// <summary>
/// The universities' CSV (RES-01): UTF-8, a header row, one patent a row; rows of one 组合编号 that follow each other are a portfolio, whose
/// first row says everything besides the patents. Read row by row.
/// </summary>
internal static class ResourceRows
{
    /// <summary>Columns, in the order of the template.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        Code, Name, Number, "专利名称", "摘要", "申请日", "授权公告日", "IPC分类号", "技术类型", "技术成熟度", "转化方式", "期望价格（万元）", "应用领域",
        "战略性新兴产业代码", "国民经济行业代码", "关键词", "联系人", "手机号", "邮箱", "省份",
    ];

    private const string Code = "组合编号";
    private const string Name = "组合名称";
    private const string Number = "专利号";

    private static readonly Dictionary<string, TechnicalMaturity> Maturities = Enum.GetValues<TechnicalMaturity>().ToDictionary(ResourceNames.Of, StringComparer.Ordinal);
    private static readonly Dictionary<string, TransferWay> Ways = Enum.GetValues<TransferWay>().ToDictionary(ResourceNames.Of, StringComparer.Ordinal);

    /// <summary>The template: header and an example of each kind.</summary>
    public static string Template { get; } = "\uFEFF" + string.Join(',', Columns) + "\r\n"
        + ",,201819900001.7,一种高速静音滚动轴承,,2018-03-12,2020-05-19,F16C19/06,机器零件,中试,转让；许可,120,机床主轴,2.1.3,3451,轴承；静音,张老师,13800000000,zhang@example.edu.cn,江苏省\r\n"
        + "ZH-01,轴承静音技术组合,201919900001.1,轴承外圈沟道超精加工方法,,,,,机器零件,小试,产学研合作,,机床主轴,,3451,轴承,张老师,13800000000,,江苏省\r\n"
        + "ZH-01,,202129900001.4,自润滑轴承保持架,,,,,,,,,,,,,,,,\r\n";

    /// <summary>Every resource of a file, one after the other; a file without the required columns gives a single row of faults.</summary>
    public static IEnumerable<ResourceRow> Read(TextReader csv)
    {
        using var rows = new CsvRows(csv);
        var missing = rows.MissingColumns([.. Columns.Except([Code, Name, "摘要", "申请日", "授权公告日", "IPC分类号", "邮箱", "省份", "战略性新兴产业代码", "国民经济行业代码", "关键词", "期望价格（万元）"])]).ToList();
        if (missing.Count > 0)
        {
            yield return new ResourceRow([1], new ResourceForm(), missing);
            yield break;
        }
        Collected? open = null;
        while (rows.Next())
        {
            var code = rows[Code];
            if (open is not null && (code.Length == 0 || code != open.Code))
            {
                yield return open.Close();
                open = null;
            }
            if (open is null) open = new Collected(rows, code);
            else open.Add(rows);
            if (code.Length > 0) continue;
            yield return open.Close();
            open = null;
        }
        if (open is not null) yield return open.Close();
    }

    private sealed class Collected
    {
        private readonly List<int> lines = [];
        private readonly List<ResourcePatentForm> patents = [];
        private readonly List<RowFinding> faults = [];
        private readonly ResourceForm form;

        public Collected(CsvRows rows, string code)
        {
            Code = code;
            form = new ResourceForm
            {
                Kind = code.Length == 0 ? ResourceKind.Single : ResourceKind.Portfolio,
                PortfolioCode = Cut(rows, ResourceRows.Code, ResourceRules.MostCode),
                Title = code.Length == 0 ? null : Cut(rows, Name, ResourceRules.MostTitle),
                Province = Text(rows["省份"]),
                TechnicalField = Text(rows["技术类型"]),
                Maturity = Named(rows, "技术成熟度", Maturities),
                Ways = [.. List(rows["转化方式"]).Select(w => Named(rows, w, "转化方式", Ways)).OfType<TransferWay>()],
                ExpectedPrice = Price(rows),
                ApplicationField = Cut(rows, "应用领域", ResourceRules.MostApplicationField),
                StrategicIndustries = List(rows["战略性新兴产业代码"]),
                Industries = List(rows["国民经济行业代码"]),
                Keywords = List(rows["关键词"]),
                Contact = new ResourceContactForm(Cut(rows, "联系人", 50), Text(rows["手机号"]), Text(rows["邮箱"])),
            };
            Add(rows);
        }

        public string Code { get; }

        public void Add(CsvRows rows)
        {
            lines.Add(rows.Line);
            if (Columns.Any(c => CsvRows.IsGarbled(rows[c]))) Fault(rows, "not-utf8", "文件编码不是 UTF-8，请另存为 UTF-8 后重新导入。");
            patents.Add(new ResourcePatentForm(Text(rows[Number]), Cut(rows, "专利名称", 500), Cut(rows, "摘要", ResourceRules.MostAbstract), Date(rows, "申请日"), Date(rows, "授权公告日"), Cut(rows, "IPC分类号", 30)));
        }

        public ResourceRow Close() => new(lines, form with { Patents = patents }, faults);

        private string? Cut(CsvRows rows, string column, int most)
        {
            if (rows[column].Length > most) Fault(rows, "too-long", $"“{column}”不得超过 {most} 个字符。");
            return Text(rows[column]);
        }

        private DateOnly? Date(CsvRows rows, string column)
        {
            if (Text(rows[column]) is not { } text) return null;
            if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
            Fault(rows, "date.invalid", $"“{column}”的“{text}”无效，应为 yyyy-MM-dd。");
            return null;
        }

        private decimal? Price(CsvRows rows)
        {
            if (Text(rows["期望价格（万元）"]) is not { } text || text == "面议") return null;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var price)) return price;
            Fault(rows, "price.invalid", $"期望价格“{text}”无效，应为以万元为单位的数字，面议时不填。");
            return null;
        }

        private T? Named<T>(CsvRows rows, string column, Dictionary<string, T> names)
            where T : struct => Text(rows[column]) is { } text ? Named(rows, text, column, names) : null;

        private T? Named<T>(CsvRows rows, string text, string column, Dictionary<string, T> names)
            where T : struct
        {
            if (names.TryGetValue(text, out var value)) return value;
            Fault(rows, "choice.unknown", $"{column}“{text}”无效，应为{string.Join('、', names.Keys)}。");
            return null;
        }

        private void Fault(CsvRows rows, string code, string text) => faults.Add(new RowFinding(rows.Line, code, text));

        private static List<string> List(string text) => [.. text.Split([';', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

        private static string? Text(string text) => text.Length == 0 ? null : text;
    }
}
