using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Patents;

/// <summary>One row of the operator's file: the patent, or what is wrong with the row.</summary>
/// <param name="Line">Line on which it starts, counted from 1 in the file read.</param>
/// <param name="Patent">The patent, where nothing is wrong.</param>
/// <param name="Faults">Everything wrong.</param>
public sealed record PatentRow(int Line, RegisterPatent? Patent, IReadOnlyList<RowFinding> Faults);

/// <summary>
/// The operator's file of the register (PAT-05): CSV in UTF-8 with a header row and the columns number, title, type, owners (joined by ;),
/// ipc, applicationDate, grantDate (yyyy-MM-dd), status, abstract. Read row by row.
/// </summary>
public static class PatentRegisterCsv
{
    private const int MostTitle = 500;
    private const int MostAbstract = 5000;
    private const int MostOwners = 50;

    private static readonly Dictionary<string, PatentStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["valid"] = PatentStatus.Valid,
        ["expired"] = PatentStatus.Expired,
        ["terminated"] = PatentStatus.Terminated,
        ["invalidated"] = PatentStatus.Invalidated,
        ["transferred"] = PatentStatus.TransferredAway,
        ["transferredAway"] = PatentStatus.TransferredAway,
    };

    private static readonly Dictionary<string, PatentType> Types = new(StringComparer.Ordinal)
    {
        ["invention"] = PatentType.Invention,
        ["utility-model"] = PatentType.UtilityModel,
        ["utilityModel"] = PatentType.UtilityModel,
        ["design"] = PatentType.Design,
    };

    /// <summary>Every row, one after the other; a file without the required columns gives a single row of faults.</summary>
    public static IEnumerable<PatentRow> Read(Stream csv)
    {
        using var rows = new CsvRows(csv);
        foreach (var row in Read(rows)) yield return row;
    }

    private static IEnumerable<PatentRow> Read(CsvRows rows)
    {
        var missing = rows.MissingColumns("number", "title", "owners", "status").ToList();
        if (missing.Count > 0)
        {
            yield return new PatentRow(1, null, missing);
            yield break;
        }
        while (rows.Next()) yield return ReadRow(rows);
    }

    private static PatentRow ReadRow(CsvRows rows)
    {
        var faults = new List<RowFinding>();
        void Fault(string code, string text) => faults.Add(new RowFinding(rows.Line, code, text));

        if (!PatentNumber.TryParse(rows["number"], out var number, out var problem)) Fault(problem.Code, $"“{rows["number"]}”：{problem.Text}");
        var title = rows["title"];
        if (title.Length == 0) Fault("title.missing", "缺少专利名称。");
        else if (title.Length > MostTitle) Fault("title.too-long", $"专利名称不得超过 {MostTitle} 个字符。");
        if (CsvRows.IsGarbled(title) || CsvRows.IsGarbled(rows["owners"])) Fault("not-utf8", "文件编码不是 UTF-8，请另存为 UTF-8 后重新导入。");
        if (rows["type"] is { Length: > 0 } type)
        {
            if (!Types.TryGetValue(type, out var told)) Fault("type.unknown", $"专利类型“{type}”无效，应为 invention、utility-model 或 design。");
            else if (number is not null && number.Type != told) Fault("type.mismatch", $"专利类型“{type}”与专利号不符。");
        }
        var owners = rows["owners"].Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (owners.Length == 0) Fault("owners.missing", "缺少专利权人。");
        else if (owners.Length > MostOwners) Fault("owners.too-many", $"专利权人不得超过 {MostOwners} 个。");
        if (!Statuses.TryGetValue(rows["status"], out var status)) Fault("status.unknown", $"法律状态“{rows["status"]}”无效，应为 {string.Join('、', Statuses.Keys)}。");
        var applied = ReadDate(rows, "applicationDate", "申请日", Fault);
        var granted = ReadDate(rows, "grantDate", "授权公告日", Fault);
        if (granted < applied) Fault("grant-date.early", "授权公告日早于申请日。");
        if (rows["abstract"].Length > MostAbstract) Fault("abstract.too-long", $"摘要不得超过 {MostAbstract} 个字符。");
        return faults.Count > 0 ? new PatentRow(rows.Line, null, faults) : new PatentRow(
            rows.Line,
            new RegisterPatent(number!, title, owners, status) { Ipc = Optional(rows["ipc"]), ApplicationDate = applied, GrantDate = granted, Abstract = Optional(rows["abstract"]) },
            []);
    }

    private static DateOnly? ReadDate(CsvRows rows, string column, string name, Action<string, string> fault)
    {
        if (rows[column] is not { Length: > 0 } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        fault("date.invalid", $"{name}“{text}”无效，应为 yyyy-MM-dd。");
        return null;
    }

    private static string? Optional(string text) => text.Length == 0 ? null : text;
}
