using System.Globalization;
using System.Text.Json;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>Official figures of one enterprise as the operator's file has them, kept by USCC: the enterprise need not have an account yet.</summary>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="AsOf">Day of the figures.</param>
/// <param name="Pools">参加专利池运营情况.</param>
/// <param name="PledgeRegistered">专利质押登记金额, 万元, by year.</param>
public sealed record ImportedEnterprise(string Uscc, DateOnly AsOf, IReadOnlyList<PoolMembership> Pools, IReadOnlyDictionary<int, decimal> PledgeRegistered);

/// <summary>专利池.</summary>
/// <param name="Operator">专利池运营方.</param>
/// <param name="Patent">专利名称.</param>
public sealed record PoolMembership(string Operator, string Patent);

/// <summary>官方数据 that this system has not itself: patent pools and registered pledges, by the official import.</summary>
public sealed class ImportedFigures(IRecordStore records, UnitRecords units, Enterprises.EnterpriseRecords enterprises) : IGreyFieldSource
{
    /// <summary>参加专利池运营情况.</summary>
    public const string Pools = "pools.memberships";

    /// <summary>专利质押登记金额 by year, 万元.</summary>
    public const string PledgeRegistered = "pledges.registered";

    /// <summary>Table: partition is the USCC.</summary>
    internal const string Table = "SmeOfficialFigures";

    /// <summary>Row of an enterprise.</summary>
    internal const string Row = "figures";

    /// <inheritdoc />
    public string Name => "国家知识产权局导入数据";

    /// <inheritdoc />
    public IReadOnlyList<string> Keys => [Pools, PledgeRegistered];

    /// <inheritdoc />
    public async Task<IReadOnlyList<GreyFigure>> OfAsync(UnitId unit, int year, CancellationToken cancellation)
    {
        var uscc = (await units.VerifiedAsync(unit, cancellation))?.Uscc.Value ?? (await enterprises.SubmittedAsync(unit, cancellation))?.Uscc;
        if (!UnifiedSocialCreditCode.TryParse(uscc, out var code, out _)) return [];
        if ((await records.FindAsync<ImportedEnterprise>(Table, code.Value, Row, cancellation))?.Value is not { } found) return [];
        var years = found.PledgeRegistered.Where(p => p.Key < year && p.Key >= year - 3).ToDictionary(p => p.Key.ToString(CultureInfo.InvariantCulture), p => p.Value);
        return
        [
            new GreyFigure(Pools, JsonSerializer.SerializeToElement(found.Pools, PlatformJson.Stored), found.AsOf),
            new GreyFigure(PledgeRegistered, JsonSerializer.SerializeToElement(years), found.AsOf),
        ];
    }
}

/// <summary>Reads the operator's file of official figures.</summary>
internal static class OfficialFiguresCsv
{
    public const string Uscc = "uscc";
    public const string Kind = "kind";
    public const string Year = "year";
    public const string Operator = "operator";
    public const string Patent = "patent";
    public const string Amount = "amount";
    public const string AsOf = "as_of";

    private const string PoolKind = "pool";
    private const string PledgeKind = "pledge";

    /// <summary>The enterprises of the file, or what is wrong with its lines.</summary>
    public static (IReadOnlyList<ImportedEnterprise> Enterprises, IReadOnlyList<RowFinding> Findings) Read(Stream csv)
    {
        using var rows = new CsvRows(csv);
        var findings = rows.MissingColumns(Uscc, Kind, Year, Operator, Patent, Amount, AsOf).ToList();
        if (findings.Count > 0) return ([], findings);
        var lines = new List<Line>();
        while (rows.Next())
        {
            if (ReadLine(rows, findings) is { } line) lines.Add(line);
        }
        foreach (var twice in lines.Where(l => l.Kind == PledgeKind).GroupBy(l => (l.Uscc, l.Year)).Where(g => g.Count() > 1))
            findings.Add(new RowFinding(twice.Last().Number, "twice", $"{twice.Key.Uscc} 的 {twice.Key.Year} 年质押登记金额重复。"));
        if (findings.Count > 0) return ([], findings);
        return ([.. lines.GroupBy(l => l.Uscc).Select(Enterprise)], []);
    }

    private static ImportedEnterprise Enterprise(IGrouping<string, Line> lines) => new(
        lines.Key,
        lines.Max(l => l.AsOf),
        [.. lines.Where(l => l.Kind == PoolKind).Select(l => new PoolMembership(l.Operator, l.Patent))],
        lines.Where(l => l.Kind == PledgeKind).ToDictionary(l => l.Year, l => l.Amount));

    private static Line? ReadLine(CsvRows rows, List<RowFinding> findings)
    {
        var before = findings.Count;
        void Wrong(string code, string text) => findings.Add(new RowFinding(rows.Line, code, text));
        if (!UnifiedSocialCreditCode.TryParse(rows[Uscc], out var uscc, out var problem)) Wrong(problem.Code, problem.Text);
        if (!DateOnly.TryParseExact(rows[AsOf], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf)) Wrong("as-of", $"{AsOf} 应为 yyyy-MM-dd。");
        var (year, amount) = (0, 0m);
        switch (rows[Kind])
        {
            case PoolKind:
                if (rows[Operator].Length is 0 or > 200 || rows[Patent].Length is 0 or > 200) Wrong("pool", $"{Operator} 和 {Patent} 必填，各不超过 200 个字符。");
                if (CsvRows.IsGarbled(rows[Operator] + rows[Patent])) Wrong("encoding", "文字不是 UTF-8 编码。");
                break;
            case PledgeKind:
                if (!int.TryParse(rows[Year], NumberStyles.None, CultureInfo.InvariantCulture, out year) || year is < 2000 or > 2100) Wrong("year", $"{Year} 应为年份。");
                if (!decimal.TryParse(rows[Amount], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount)) Wrong("amount", $"{Amount} 应为不小于 0 的数字（万元）。");
                break;
            default:
                Wrong("kind", $"{Kind} 应为 {PoolKind}（专利池）或 {PledgeKind}（质押登记）。");
                break;
        }
        return uscc is not null && findings.Count == before ? new Line(rows.Line, uscc.Value, rows[Kind], year, rows[Operator], rows[Patent], amount, asOf) : null;
    }

    private sealed record Line(int Number, string Uscc, string Kind, int Year, string Operator, string Patent, decimal Amount, DateOnly AsOf);
}
