using System.Globalization;
using System.Text.RegularExpressions;
using PatentFunctions.Identifiers;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>What a loan must be, as pure rules: the same for entry, correction and import (LOA-01).</summary>
public static partial class LoanRules
{
    /// <summary>Characters of 质押贷款报送编号 at most.</summary>
    public const int LongestNumber = 50;

    /// <summary>Pledged properties of a loan at most.</summary>
    public const int MostPledged = 100;

    /// <summary>Largest amount, 万元.</summary>
    public const decimal MostAmount = 10_000_000m;

    /// <summary>Decimals of an amount in 万元: down to 分.</summary>
    public const int AmountDecimals = 6;

    private const int RateDecimals = 6;
    private const int LongestTermYears = 50;

    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>Every finding.</summary>
    /// <param name="form">The loan as entered.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(LoanForm form, DateOnly today) =>
        [.. Texts(form), .. Amounts(form), .. Dates(form, today), .. Rate(form.YearlyRate), .. Pledged(form.Pledged ?? []), .. Appraisal(form)];

    /// <summary>What a correction must leave as it was, or keep in order with what the bank has confirmed.</summary>
    public static IReadOnlyList<Finding> CheckCorrection(LoanRecord loan, LoanForm form)
    {
        var findings = new List<Finding>();
        if (Typed(form.Number) != loan.Number) findings.Add(Finding.Blocks("loan.number-fixed", "/number", "质押贷款报送编号不能更改；编号有误的请另行录入。"));
        if (loan.Rounds > 0 && UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out _) && uscc.Value != loan.Uscc)
            findings.Add(Finding.Blocks("loan.uscc-fixed", "/uscc", "该企业已提交还款完成申请，统一社会信用代码不能更改。"));
        if (loan.Confirmed is { } confirmed)
        {
            if (form.DrawnOn > confirmed.RepaidOn) findings.Add(Finding.Blocks("loan.drawn-after-repaid", "/drawnOn", $"放款日期晚于已确认的实际还款日（{ChinaTime.FullDate(confirmed.RepaidOn)}）。"));
            if (form.Amount < confirmed.Principal) findings.Add(Finding.Blocks("loan.amount-below-repaid", "/amount", $"贷款金额小于已确认的已还款金额（{Text(confirmed.Principal)}万元）。"));
        }
        return findings;
    }

    /// <summary>The record of a form without findings, before its first act.</summary>
    public static LoanRecord ToRecord(LoanForm form, string bank, string bankName, UnitId? unit, DateTimeOffset now) =>
        new(
            LoanId.Of(bank, Typed(form.Number)!), Typed(form.Number)!, unit, UsccOf(form), Typed(form.UnitName)!, bank, bankName, Typed(form.Product)!, Typed(form.Contract)!,
            form.Amount!.Value, form.CreditLine!.Value, form.Drawn!.Value, form.DrawnOn!.Value, form.DueOn!.Value, form.YearlyRate!.Value, [.. form.Pledged!.Select(ToProperty)],
            form.Appraised, Typed(form.Appraiser), Typed(form.Guarantor), Typed(form.Insurer), LoanState.Repaying, now);

    /// <summary>The record with the content of a form, all that happened to it left as it is.</summary>
    public static LoanRecord Corrected(LoanRecord loan, LoanForm form, string bankName, UnitId? unit, DateTimeOffset now) =>
        ToRecord(form, loan.Bank, bankName, unit, loan.RecordedAt) with
        {
            State = loan.State, CorrectedAt = now, Confirmed = loan.Confirmed, Rounds = loan.Rounds, SubmittedFrom = loan.SubmittedFrom,
        };

    /// <summary>What differs, in Chinese, field by field; nothing where a form says what is on record.</summary>
    public static IReadOnlyList<string> Changes(LoanRecord before, LoanRecord after)
    {
        (string Name, string? Before, string? After)[] fields =
        [
            ("统一社会信用代码", before.Uscc, after.Uscc),
            ("企业名称", before.UnitName, after.UnitName),
            ("融资产品", before.Product, after.Product),
            ("贷款合同编号", before.Contract, after.Contract),
            ("贷款金额", Text(before.Amount) + "万元", Text(after.Amount) + "万元"),
            ("授信额度", Text(before.CreditLine) + "万元", Text(after.CreditLine) + "万元"),
            ("已放款金额", Text(before.Drawn) + "万元", Text(after.Drawn) + "万元"),
            ("放款日期", ChinaTime.FullDate(before.DrawnOn), ChinaTime.FullDate(after.DrawnOn)),
            ("到期日期", ChinaTime.FullDate(before.DueOn), ChinaTime.FullDate(after.DueOn)),
            ("年利率", Text(before.YearlyRate) + "%", Text(after.YearlyRate) + "%"),
            ("评估金额", Text(before.Appraised), Text(after.Appraised)),
            ("评估机构", before.Appraiser, after.Appraiser),
            ("担保机构", before.Guarantor, after.Guarantor),
            ("保险机构", before.Insurer, after.Insurer),
        ];
        var changes = fields.Where(f => f.Before != f.After).Select(f => $"{f.Name}由“{f.Before ?? "无"}”改为“{f.After ?? "无"}”").ToList();
        if (!before.Pledged.SequenceEqual(after.Pledged)) changes.Add("用于质押的知识产权有变化");
        return changes;
    }

    /// <summary>An amount or rate as people write it: no zeros at the end.</summary>
    public static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    private static string? Text(decimal? value) => value is { } given ? Text(given) : null;

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string UsccOf(LoanForm form) => UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out var problem) ? uscc.Value : throw new ArgumentException(problem.Text, nameof(form));

    private static PledgedProperty ToProperty(PledgedForm form) => new(form.Kind!.Value, Typed(form.RegistrationNumber)!, NumberOf(form).Number!, Typed(form.Name)!);

    private static IEnumerable<Finding> Texts(LoanForm form)
    {
        (string Pointer, string Name, string? Value, int Most)[] fields =
        [
            ("number", "质押贷款报送编号", form.Number, LongestNumber),
            ("unitName", "企业名称", form.UnitName, 100),
            ("product", "融资产品", form.Product, 50),
            ("contract", "贷款合同编号", form.Contract, 100),
        ];
        foreach (var (pointer, name, value, most) in fields)
        {
            if (Typed(value) is not { } typed) yield return Finding.Blocks($"loan.{Kebab(pointer)}-missing", "/" + pointer, $"请填写{name}。");
            else if (typed.Length > most || typed.Any(char.IsControl)) yield return Finding.Blocks($"loan.{Kebab(pointer)}-invalid", "/" + pointer, $"{name}不得换行，不得超过{most}个字符。");
        }
        if (!UnifiedSocialCreditCode.TryParse(form.Uscc, out _, out var problem)) yield return Finding.Blocks(problem.Code, "/uscc", problem.Text);
        foreach (var (pointer, name, value) in new[] { ("appraiser", "评估机构", form.Appraiser), ("guarantor", "担保机构", form.Guarantor), ("insurer", "保险机构", form.Insurer) })
            if (value?.Length > 100) yield return Finding.Blocks($"loan.{pointer}-invalid", "/" + pointer, $"{name}不得超过100个字符。");
    }

    private static IEnumerable<Finding> Amounts(LoanForm form)
    {
        foreach (var (pointer, name, value) in new[] { ("amount", "贷款金额", form.Amount), ("creditLine", "授信额度", form.CreditLine), ("drawn", "已放款金额", form.Drawn) })
        {
            if (value is not { } amount) yield return Finding.Blocks($"loan.{Kebab(pointer)}-missing", "/" + pointer, $"请填写{name}（万元）。");
            else if (!IsAmount(amount)) yield return Finding.Blocks($"loan.{Kebab(pointer)}-invalid", "/" + pointer, $"{name}应大于0，以万元为单位，不超过{Text(MostAmount)}，最多{AmountDecimals}位小数。");
        }
        if (form.Amount > form.CreditLine) yield return Finding.Blocks("loan.amount-above-credit-line", "/amount", "贷款金额不得大于授信额度。");
        if (form.Amount > 0 && form.Drawn > form.Amount) yield return Finding.Blocks("loan.drawn-above-amount", "/drawn", "已放款金额不得大于贷款金额。");
    }

    private static IEnumerable<Finding> Dates(LoanForm form, DateOnly today)
    {
        if (form.DrawnOn is not { } drawnOn) yield return Finding.Blocks("loan.drawn-on-missing", "/drawnOn", "请填写放款日期。");
        else if (drawnOn > today) yield return Finding.Blocks("loan.drawn-on-future", "/drawnOn", "放款日期不得晚于今天。");
        else if (drawnOn < FirstDay) yield return Finding.Blocks("loan.drawn-on-early", "/drawnOn", $"放款日期不得早于{ChinaTime.FullDate(FirstDay)}。");
        if (form.DueOn is not { } dueOn) yield return Finding.Blocks("loan.due-on-missing", "/dueOn", "请填写到期日期。");
        else if (dueOn <= form.DrawnOn) yield return Finding.Blocks("loan.due-before-drawn", "/dueOn", "到期日期应晚于放款日期。");
        else if (dueOn.Year - form.DrawnOn?.Year > LongestTermYears) yield return Finding.Blocks("loan.due-on-late", "/dueOn", $"贷款期限不得超过{LongestTermYears}年，请核对到期日期。");
    }

    private static IEnumerable<Finding> Rate(decimal? rate)
    {
        if (rate is not { } given) yield return Finding.Blocks("loan.yearly-rate-missing", "/yearlyRate", "请填写年利率（%）。");
        else if (given is < 0 or > 100 || Decimals(given) > RateDecimals) yield return Finding.Blocks("loan.yearly-rate-invalid", "/yearlyRate", $"年利率应为0至100（%），最多{RateDecimals}位小数。");
    }

    private static IEnumerable<Finding> Pledged(IReadOnlyList<PledgedForm> pledged)
    {
        if (pledged.Count == 0) yield return Finding.Blocks("loan.pledged-missing", "/pledged", "请至少填写一项用于质押的知识产权。");
        if (pledged.Count > MostPledged) yield return Finding.Blocks("loan.pledged-many", "/pledged", $"用于质押的知识产权不得超过{MostPledged}项。");
        var seen = new HashSet<(PledgedKind?, string)>();
        for (var i = 0; i < pledged.Count; i++)
        {
            var (item, at) = (pledged[i], string.Create(CultureInfo.InvariantCulture, $"/pledged/{i}"));
            if (item.Kind is null) yield return Finding.Blocks("pledged.kind-missing", at + "/kind", "请选择质押知识产权的种类（专利权或商标权）。");
            if (Typed(item.RegistrationNumber) is null) yield return Finding.Blocks("pledged.registration-number-missing", at + "/registrationNumber", "请填写质押登记号。");
            if (Typed(item.Name) is null) yield return Finding.Blocks("pledged.name-missing", at + "/name", "请填写质押知识产权的名称。");
            var (number, problem) = NumberOf(item);
            if (problem is not null) yield return Finding.Blocks(problem.Code, at + "/number", problem.Text);
            else if (!seen.Add((item.Kind, number!))) yield return Finding.Blocks("pledged.twice", at + "/number", $"“{number}”重复填写。");
        }
    }

    private static IEnumerable<Finding> Appraisal(LoanForm form)
    {
        if (form.Appraised is { } appraised && !IsAmount(appraised))
            yield return Finding.Blocks("loan.appraised-invalid", "/appraised", $"评估金额应大于0，以万元为单位，不超过{Text(MostAmount)}，最多{AmountDecimals}位小数。");
        if (form.Appraised is not null && Typed(form.Appraiser) is null) yield return Finding.Blocks("loan.appraiser-missing", "/appraiser", "填写评估金额的，请填写评估机构。");
    }

    private static (string? Number, IdentifierError? Problem) NumberOf(PledgedForm item)
    {
        if (item.Kind != PledgedKind.TradeMark) return PatentNumber.TryParse(item.Number, out var patent, out var problem) ? (patent.Value, null) : (null, problem);
        var number = (Typed(item.Number) ?? "").ToUpperInvariant();
        if (number.Length == 0) return (null, new IdentifierError("trade-mark-number.missing", "请填写商标注册号。"));
        return TradeMarkNumber().IsMatch(number) ? (number, null) : (null, new IdentifierError("trade-mark-number.invalid", "商标注册号应为1至10位数字，可带字母G前缀或一个字母后缀，如12345678。"));
    }

    private static bool IsAmount(decimal amount) => amount is > 0 and <= MostAmount && Decimals(amount) <= AmountDecimals;

    private static int Decimals(decimal value)
    {
        var decimals = 0;
        for (; value != decimal.Truncate(value) && decimals < 28; value *= 10) decimals++;
        return decimals;
    }

    private static string Kebab(string name) => string.Concat(name.Select(c => char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));

    [GeneratedRegex(@"^G?[0-9]{1,10}[A-Z]?\z")]
    private static partial Regex TradeMarkNumber();
}
