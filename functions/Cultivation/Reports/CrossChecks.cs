using System.Globalization;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Reports;

/// <summary>What a report's figures are compared with.</summary>
public sealed record CrossCheckFacts
{
    /// <summary>资产信息 of the realname data, by year.</summary>
    public IReadOnlyDictionary<int, AssetFigures> Assets { get; init; } = new Dictionary<int, AssetFigures>();

    /// <summary>What the unit last submitted for the year before; null where it did not.</summary>
    public ReportValues? LastYear { get; init; }
}

/// <summary>
/// 异常数据核对 (SME-07): slips that are no mistakes by themselves. Each warning has a code of its own, with field and year, which the submission must name to
/// confirm it; confirmed ones travel to the auditor. Pure rules over the values; a rule about fields that a version does not have does not apply.
/// </summary>
public static class CrossChecks
{
    /// <summary>部分大于整体: prefix of the codes.</summary>
    public const string Part = "sme-check.part.";

    /// <summary>有金额无数量.</summary>
    public const string AmountWithoutCount = "sme-check.amount-without-count.";

    /// <summary>年度间变动超过十倍.</summary>
    public const string Jump = "sme-check.jump.";

    /// <summary>与上年度上报相差超过十倍.</summary>
    public const string LastYear = "sme-check.last-year.";

    /// <summary>疑似金额单位错误.</summary>
    public const string MoneyUnit = "sme-check.money-unit.";

    /// <summary>Beyond this factor from year to year a figure is asked about.</summary>
    public const decimal JumpFactor = 10;

    // 元 for 万元 is a factor of 10,000; the two figures need not be equal otherwise, and 千元 is a factor of 10 that the jumps find.
    private const decimal MoneyUnitFactor = 1000;

    private static readonly (string Part, string Whole)[] Parts =
    [
        ("researchers", "employees"), ("researchLeaders", "researchers"), ("researchTeams", "researchers"),
        ("ipFullTime", "employees"), ("ipPartTime", "employees"), ("overseasGrants", "overseasApplications"),
    ];

    private static readonly (string Part, string Whole)[] YearlyParts = [("profit", "revenue"), ("rdInvestment", "revenue"), ("ipInvestment", "revenue")];

    private static readonly (string Amount, string Count)[] Counted =
    [
        ("licencesOutAmount", "licencesOut"), ("assignmentsAmount", "assignments"), ("securitizedAmount", "securitizedPatents"), ("pledgedAmount", "pledgedPatents"),
    ];

    private static readonly (string Field, Func<AssetFigures, decimal?> Known)[] Assets =
        [("revenue", a => a.Revenue), ("profit", a => a.NetProfit), ("ipInvestment", a => a.IpInvestment)];

    /// <summary>Every warning, rule by rule.</summary>
    /// <param name="form">The version of the form.</param>
    /// <param name="year">上报年度.</param>
    /// <param name="values">The values.</param>
    /// <param name="facts">What they are compared with.</param>
    public static IReadOnlyList<Finding> Check(SmeFormDefinition form, int year, ReportValues values, CrossCheckFacts facts) =>
    [
        .. CheckParts(form, year, values),
        .. CheckCounted(form, year, values),
        .. CheckJumps(form, year, values),
        .. CheckLastYear(form, year, values, facts.LastYear),
        .. CheckMoneyUnit(form, year, values, facts.Assets),
    ];

    /// <summary>The warnings that a submission has not confirmed.</summary>
    public static IReadOnlyList<Finding> Unconfirmed(IReadOnlyList<Finding> warnings, IReadOnlyCollection<string> confirmed) => [.. warnings.Where(w => !confirmed.Contains(w.Code))];

    private static IEnumerable<Finding> CheckParts(SmeFormDefinition form, int year, ReportValues values)
    {
        foreach (var (part, whole) in Parts)
            if (Pair(form, part, whole) is var (p, w) && values.Number(part) is { } less && values.Number(whole) is { } more && less > more)
                yield return Warn(Part + part, At(part), $"“{p.Label}”（{Text(less)}）大于“{w.Label}”（{Text(more)}），请核对");
        foreach (var (part, whole) in YearlyParts)
        {
            if (Pair(form, part, whole) is not var (p, w)) continue;
            foreach (var y in p.YearsOf(year))
                if (values.Number(part, y) is { } less && values.Number(whole, y) is { } more && less > more)
                    yield return Warn(Code(Part, part, y), At(part, y), $"“{p.LabelOf(y)}”（{Text(less)}万元）大于“{w.Label}”（{Text(more)}万元），请核对");
        }
    }

    private static IEnumerable<Finding> CheckCounted(SmeFormDefinition form, int year, ReportValues values)
    {
        foreach (var (amount, count) in Counted)
        {
            if (Pair(form, amount, count) is not var (a, c)) continue;
            foreach (var y in a.YearsOf(year))
                if (values.Number(amount, y) > 0 && values.Number(count, y) is null or 0)
                    yield return Warn(Code(AmountWithoutCount, amount, y), At(amount, y), $"填写了“{a.LabelOf(y)}”，但“{c.Label}”为 0 或未填写，请核对");
        }
    }

    private static IEnumerable<Finding> CheckJumps(SmeFormDefinition form, int year, ReportValues values)
    {
        foreach (var field in form.Fields.Where(f => f is { Type: FieldType.Years, IsOfficial: false }))
        {
            foreach (var y in field.YearsOf(year).Order().Skip(1))
                if (IsFar(values.Number(field.Id, y - 1), values.Number(field.Id, y), JumpFactor))
                    yield return Warn(Code(Jump, field.Id, y), At(field.Id, y), $"“{field.Label}”由{y - 1}年的 {Text(values.Number(field.Id, y - 1))}{field.Unit} 变为{y}年的 {Text(values.Number(field.Id, y))}{field.Unit}，变动超过十倍，请核对");
        }
    }

    private static IEnumerable<Finding> CheckLastYear(SmeFormDefinition form, int year, ReportValues values, ReportValues? before)
    {
        if (before is null) yield break;
        foreach (var field in form.Fields.Where(f => !f.IsOfficial))
        {
            if (field.Type is FieldType.Amount or FieldType.Count && IsFar(before.Number(field.Id), values.Number(field.Id), JumpFactor))
                yield return Warn(LastYear + field.Id, At(field.Id), $"“{field.Label}”上年度上报为 {Text(before.Number(field.Id))}{field.Unit}，本年度为 {Text(values.Number(field.Id))}{field.Unit}，变动超过十倍，请核对");
            if (field.Type != FieldType.Years) continue;
            foreach (var y in field.YearsOf(year))
                if (IsFar(before.Number(field.Id, y), values.Number(field.Id, y), JumpFactor))
                    yield return Warn(Code(LastYear, field.Id, y), At(field.Id, y), $"“{field.LabelOf(y)}”上年度上报为 {Text(before.Number(field.Id, y))}{field.Unit}，本次为 {Text(values.Number(field.Id, y))}{field.Unit}，相差超过十倍，请核对");
        }
    }

    private static IEnumerable<Finding> CheckMoneyUnit(SmeFormDefinition form, int year, ReportValues values, IReadOnlyDictionary<int, AssetFigures> assets)
    {
        foreach (var (id, known) in Assets)
        {
            if (form.Find(id) is not { Type: FieldType.Years } field) continue;
            foreach (var y in field.YearsOf(year))
                if (assets.TryGetValue(y, out var figures) && IsFar(known(figures), values.Number(id, y), MoneyUnitFactor))
                    yield return Warn(Code(MoneyUnit, id, y), At(id, y), $"“{field.LabelOf(y)}”填写为 {Text(values.Number(id, y))}万元，实名认证资产信息为 {Text(known(figures))}万元，相差千倍以上，请核对金额单位是否误用元");
        }
    }

    // Of zero and of a change of sign nothing can be said by a factor.
    private static bool IsFar(decimal? before, decimal? after, decimal factor)
    {
        if (before is not { } a || after is not { } b || a == 0 || b == 0 || a < 0 != b < 0) return false;
        var (less, more) = Math.Abs(a) < Math.Abs(b) ? (Math.Abs(a), Math.Abs(b)) : (Math.Abs(b), Math.Abs(a));
        return more / factor > less;
    }

    private static (FormField, FormField)? Pair(SmeFormDefinition form, string one, string other) => form.Find(one) is { } first && form.Find(other) is { } second ? (first, second) : null;

    private static Finding Warn(string code, string pointer, string text) => Finding.Warns(code, pointer, text);

    private static string Code(string prefix, string field, int year) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{field}.{year}");

    private static string At(string field) => FormShape.PointerOf(FormShape.Root, field);

    private static string At(string field, int year) => FormShape.PointerOf(At(field), year);

    private static string Text(decimal? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
}
