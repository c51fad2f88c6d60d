using PatentFunctions.Accounts.Rules;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Units;

namespace PatentFunctions.Accounts;

/// <summary>A good row of the operator's list.</summary>
internal sealed record PresetRow(int Line, string Username, string Password, PresetUnitData Unit);

/// <summary>预置账号名单: a CSV of username, password, name, uscc, province, city, district, industry (ACC-06).</summary>
internal static class PresetRows
{
    /// <summary>Rows in one import: each costs a slow hash, and the whole must fit into one request.</summary>
    public const int Most = 500;

    private static readonly string[] Columns = ["username", "password", "name", "uscc", "province", "city", "district", "industry"];

    /// <summary>The good rows and everything wrong with the others; a bad row does not stop the good ones.</summary>
    public static (IReadOnlyList<PresetRow> Rows, IReadOnlyList<RowFinding> Findings) Read(Stream csv)
    {
        using var rows = new CsvRows(csv);
        var findings = rows.MissingColumns(Columns).ToList();
        if (findings.Count > 0) return ([], findings);
        var good = new List<PresetRow>();
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var read = 0;
        while (rows.Next())
        {
            if (++read > Most) return ([], [new RowFinding(0, "too-many-rows", $"一次最多导入{Most}行，请分批导入。")]);
            var found = Check(rows, lines).ToList();
            findings.AddRange(found);
            if (found.Count == 0) good.Add(Take(rows));
        }
        if (read == 0) findings.Add(new RowFinding(0, "empty-file", "文件中没有任何账号。"));
        return (good, findings);
    }

    private static IEnumerable<RowFinding> Check(CsvRows row, Dictionary<string, int> lines)
    {
        if (CsvRows.IsGarbled(row["name"])) yield return new RowFinding(row.Line, "not-utf8", "文字无法识别，请将文件另存为 UTF-8 编码的 CSV。");
        foreach (var finding in UsernameRules.Check(row["username"]).Concat(PasswordRules.Check(row["password"], row["username"])))
            yield return new RowFinding(row.Line, finding.Code, finding.Text);
        if (!lines.TryAdd(row["username"], row.Line)) yield return new RowFinding(row.Line, "username.repeated", $"用户名与第 {lines[row["username"]]} 行重复。");
        if (row["name"].Length == 0) yield return new RowFinding(row.Line, "unit-name.missing", "缺少单位名称。");
        if (!UnifiedSocialCreditCode.TryParse(row["uscc"], out _, out var problem)) yield return new RowFinding(row.Line, problem.Code, problem.Text);
        if (AdministrativeDivisions.Resolve(row["province"], row["city"], row["district"]) is null)
            yield return new RowFinding(row.Line, "division.unknown", $"没有名为“{row["province"]}{row["city"]}{row["district"]}”的行政区划。");
        if (row["industry"].Length > 0 && NationalEconomyIndustries.FindClass(row["industry"]) is null)
            yield return new RowFinding(row.Line, "industry.unknown", $"“{row["industry"]}”不是国民经济行业小类代码（GB/T 4754-2017，4位数字）。");
    }

    private static PresetRow Take(CsvRows row)
    {
        var division = AdministrativeDivisions.Resolve(row["province"], row["city"], row["district"])!.Code;
        var unit = new PresetUnitData(
            row["name"], RegistrationRules.Checked<UnifiedSocialCreditCode>(row["uscc"]).Value, division.PadRight(6, '0'), AdministrativeDivisions.FullNameOf(division)!, row["industry"].Length == 0 ? null : row["industry"]);
        return new PresetRow(row.Line, row["username"], row["password"], unit);
    }
}
