using PatentFunctions.Files;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Repayments;

/// <summary>还款完成申请 as the unit fills it in (LOA-02): row <c>repayment-draft</c> of the loan; it may be incomplete while it is saved.</summary>
public sealed record RepaymentForm
{
    /// <summary>已还款金额（本金）, 万元, in all so far; required.</summary>
    public decimal? Principal { get; init; }

    /// <summary>实际支付利息, 元, in all so far; required.</summary>
    public decimal? Interest { get; init; }

    /// <summary>实际还款日, required.</summary>
    public DateOnly? RepaidOn { get; init; }

    /// <summary>贷款合同履行情况: 01 履行完毕、到期终止, 02 履行完毕、提前终止, 03 违约终止, 04 正在履行中; required.</summary>
    public LoanPerformance? Performance { get; init; }

    /// <summary>厦门市知识产权质押贷款信息材料（银行）, required; purpose <c>loan-material</c>.</summary>
    public FileId? Material { get; init; }
}

/// <summary>What is before the bank: content of a round of <see cref="RepaymentConfirmationKind"/>. The fields stand where they stand in the form.</summary>
/// <param name="Principal">已还款金额（本金）, 万元.</param>
/// <param name="Interest">实际支付利息, 元.</param>
/// <param name="RepaidOn">实际还款日.</param>
/// <param name="Performance">贷款合同履行情况.</param>
/// <param name="PerformanceName">The same in Chinese.</param>
/// <param name="Material">厦门市知识产权质押贷款信息材料（银行）.</param>
/// <param name="InterestFrom">What the interest follows to from rate and days at least, 元.</param>
/// <param name="InterestTo">What it follows to at most, 元.</param>
/// <param name="Loan">The loan as it was then.</param>
public sealed record RepaymentContent(
    decimal Principal, decimal Interest, DateOnly RepaidOn, LoanPerformance Performance, string PerformanceName, FileId Material, decimal InterestFrom, decimal InterestTo, LoanLine Loan);

/// <summary>What a 还款完成申请 must be, as pure rules.</summary>
public static class RepaymentRules
{
    /// <summary>Finding that only warns: the interest does not follow from rate and days.</summary>
    public const string InterestImplausible = "repayment.interest-implausible";

    private const string Clause = "质押融资平台手册 二、1（2）还款完成申请";
    private const int InterestDecimals = 2;
    private const decimal MostInterest = 100_000_000_000m;

    /// <summary>Every finding, the file itself aside.</summary>
    /// <param name="loan">The loan.</param>
    /// <param name="form">The application.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(LoanRecord loan, RepaymentForm form, DateOnly today) =>
        [.. Principal(loan, form), .. Paid(form), .. Day(loan, form, today), .. Performance(loan, form), .. Material(form), .. Plausible(loan, form), .. Progress(loan, form)];

    /// <summary>The fields that name files.</summary>
    public static IEnumerable<FileField> FilesOf(RepaymentForm form) => form.Material is { } file ? [new FileField("/material", file, FilePurposes.LoanMaterial)] : [];

    /// <summary>What goes before the bank; the form has no finding that blocks.</summary>
    public static RepaymentContent ToContent(LoanRecord loan, RepaymentForm form)
    {
        var (lowest, highest) = Interest.Plausible(loan.Drawn, loan.YearlyRate, loan.DrawnOn, form.RepaidOn!.Value);
        return new RepaymentContent(
            form.Principal!.Value, form.Interest!.Value, form.RepaidOn.Value, form.Performance!.Value, LoanStates.NameOf(form.Performance.Value), form.Material!.Value, lowest, highest, LoanLine.Of(loan));
    }

    private static IEnumerable<Finding> Principal(LoanRecord loan, RepaymentForm form)
    {
        if (form.Principal is not { } principal) yield return Blocks("repayment.principal-missing", "/principal", "请填写已还款金额（本金，万元）。");
        else if (principal < 0 || decimal.Round(principal, LoanRules.AmountDecimals) != principal)
            yield return Blocks("repayment.principal-invalid", "/principal", $"已还款金额不得为负数，以万元为单位，最多{LoanRules.AmountDecimals}位小数。");
        else if (principal > loan.Amount) yield return Blocks("repayment.principal-above-loan", "/principal", $"已还款金额不得大于贷款金额（{LoanRules.Text(loan.Amount)}万元）。");
    }

    private static IEnumerable<Finding> Paid(RepaymentForm form)
    {
        if (form.Interest is not { } interest) yield return Blocks("repayment.interest-missing", "/interest", "请填写实际支付利息（元）。");
        else if (interest is < 0 or > MostInterest || decimal.Round(interest, InterestDecimals) != interest)
            yield return Blocks("repayment.interest-invalid", "/interest", "实际支付利息不得为负数，以元为单位，最多两位小数。");
    }

    private static IEnumerable<Finding> Day(LoanRecord loan, RepaymentForm form, DateOnly today)
    {
        if (form.RepaidOn is not { } repaidOn) yield return Blocks("repayment.repaid-on-missing", "/repaidOn", "请填写实际还款日。");
        else if (repaidOn < loan.DrawnOn) yield return Blocks("repayment.repaid-before-drawn", "/repaidOn", $"实际还款日不得早于放款日期（{ChinaTime.FullDate(loan.DrawnOn)}）。");
        else if (repaidOn > today) yield return Blocks("repayment.repaid-on-future", "/repaidOn", "实际还款日不得晚于今天。");
    }

    private static IEnumerable<Finding> Performance(LoanRecord loan, RepaymentForm form)
    {
        if (form.Performance is not { } performance)
        {
            yield return Blocks("repayment.performance-missing", "/performance", "请选择贷款合同履行情况。");
            yield break;
        }
        var fulfilled = performance is LoanPerformance.FulfilledAtTerm or LoanPerformance.FulfilledEarly;
        if (fulfilled && form.Principal < loan.Drawn)
            yield return Blocks("repayment.principal-short", "/principal", $"贷款合同“履行完毕”的，已还款金额应为全部已放款金额（{LoanRules.Text(loan.Drawn)}万元）；尚未还清的请选择“04.正在履行中”。");
        if (performance == LoanPerformance.FulfilledAtTerm && form.RepaidOn < loan.DueOn)
            yield return Warns("repayment.term-not-reached", "/performance", $"实际还款日早于到期日期（{ChinaTime.FullDate(loan.DueOn)}），请核对是否应为“02.履行完毕、提前终止”。");
        if (performance == LoanPerformance.FulfilledEarly && form.RepaidOn >= loan.DueOn)
            yield return Warns("repayment.term-reached", "/performance", $"实际还款日不早于到期日期（{ChinaTime.FullDate(loan.DueOn)}），请核对是否应为“01.履行完毕、到期终止”。");
    }

    private static IEnumerable<Finding> Material(RepaymentForm form)
    {
        if (form.Material is null) yield return Blocks("repayment.material-missing", "/material", "请上传厦门市知识产权质押贷款信息材料（银行），须由企业和银行盖章。");
    }

    private static IEnumerable<Finding> Plausible(LoanRecord loan, RepaymentForm form)
    {
        if (form.Interest is not { } paid || form.RepaidOn is not { } repaidOn || repaidOn < loan.DrawnOn) yield break;
        var (lowest, highest) = Interest.Plausible(loan.Drawn, loan.YearlyRate, loan.DrawnOn, repaidOn);
        if (paid >= lowest && paid <= highest) yield break;
        yield return Warns(
            InterestImplausible, "/interest",
            $"按年利率{LoanRules.Text(loan.YearlyRate)}%、{Interest.Days(loan.DrawnOn, repaidOn)}天计算，利息约为{Interest.Of(loan.Drawn, loan.YearlyRate, loan.DrawnOn, repaidOn, Interest.BankYear):0.00}元，与填写的{paid:0.00}元相差较大，请核对。");
    }

    // What is given is in all so far: it does not become less.
    private static IEnumerable<Finding> Progress(LoanRecord loan, RepaymentForm form)
    {
        if (loan.Confirmed is not { } before) yield break;
        if (form.Principal < before.Principal) yield return Warns("repayment.principal-less", "/principal", $"已还款金额小于银行此前确认的{LoanRules.Text(before.Principal)}万元；请填写累计金额。");
        if (form.Interest < before.Interest) yield return Warns("repayment.interest-less", "/interest", $"实际支付利息小于银行此前确认的{before.Interest:0.00}元；请填写累计金额。");
        if (form.RepaidOn < before.RepaidOn) yield return Warns("repayment.repaid-on-earlier", "/repaidOn", $"实际还款日早于银行此前确认的{ChinaTime.FullDate(before.RepaidOn)}。");
    }

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };

    private static Finding Warns(string code, string pointer, string text) => Finding.Warns(code, pointer, text) with { Clause = Clause };
}
