using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>
/// 申报条件 of a loan (SUB-01, SUB-03): one pure rule for the list of loans on offer, the preview and the submission. It returns every condition
/// that is not met; a loan without findings is offered.
/// </summary>
public static class LoanEligibility
{
    /// <summary>Most pledged properties of a loan that can be claimed in one batch.</summary>
    public const int MostIp = 60;

    private const string Notice = "操作手册 二、4 注意事项";
    private const string LoanPrefix = "loan-";
    private const string IpPrefix = "ip-";

    /// <summary>Everything that stands in the way of a subsidy.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="uscc">统一社会信用代码 of the unit that asks.</param>
    /// <param name="loan">The loan.</param>
    /// <param name="claimed">Keys of <see cref="ClaimKeys"/> that another application of the campaign's kind holds.</param>
    /// <param name="notOwn">Numbers of pledged patents that the unit has only by licence, by its list of patents.</param>
    public static IReadOnlyList<Finding> Check(SubsidyCampaign campaign, string uscc, SubsidyLoan loan, IReadOnlySet<string> claimed, IReadOnlySet<string> notOwn)
    {
        var findings = new List<Finding>();
        void Add(string code, string text, string clause = Notice) => findings.Add(Finding.Blocks("loan." + code, "/loan", text) with { Clause = clause });
        var terms = campaign.Terms;

        if (loan.Uscc != uscc) Add("other-unit", "该贷款不是本单位的贷款");
        switch (loan.State)
        {
            case LoanState.Repaying:
                Add("not-settled", "该贷款尚未还清，请先办理“还款完成申请”", "操作手册 二、1");
                break;
            case LoanState.AwaitingBank:
                Add("not-confirmed", "还款信息尚待银行确认", "操作手册 二、1（3）");
                break;
            case LoanState.Defaulted:
                Add("defaulted", "该贷款合同违约终止，不予补贴", "操作手册 二、1（2）");
                break;
        }
        if (loan.DrawnOn > terms.DrawnOnOrBefore) Add("drawn-too-late", $"贷款放款时间{ChinaTime.FullDate(loan.DrawnOn)}，晚于申报要求的{ChinaTime.FullDate(terms.DrawnOnOrBefore)}");
        if (loan.RepaidOn is { } repaid && repaid < terms.RepaidOnOrAfter) Add("repaid-too-early", $"实际还款日期{ChinaTime.FullDate(repaid)}，早于申报要求的{ChinaTime.FullDate(terms.RepaidOnOrAfter)}");
        if (loan is { State: LoanState.Settled, Interest: null or <= 0 }) Add("no-interest", "银行确认的实际支付利息为零，没有可补贴的金额", "操作手册 二、1（2）");
        if (loan.Pledged.Count == 0) Add("no-ip", "该贷款没有登记质押的知识产权，请联系银行补充");
        if (loan.Pledged.Count > MostIp) Add("too-many-ip", $"质押的知识产权超过 {MostIp} 件，请联系平台办理");
        if (terms.OwnIpOnly)
        {
            foreach (var ip in loan.Pledged.Where(i => notOwn.Contains(i.Number)))
                Add("ip-not-own", $"质押的{NameOf(ip.Kind)}“{ip.Name}”（{ip.Number}）由本单位被许可使用，不是自有知识产权");
        }
        if (claimed.Contains(KeyOf(loan))) Add("subsidized", "该贷款已申请同一类型补贴，不得重复申领", "操作手册 二、5 承诺信息");
        foreach (var ip in loan.Pledged.Where(i => claimed.Contains(KeyOf(i))).DistinctBy(KeyOf))
            Add("ip-used", $"质押的{NameOf(ip.Kind)}“{ip.Name}”（{ip.Number}）已用于同一类型补贴的另一申请，不得重复申领", "操作手册 二、5 承诺信息");
        return findings;
    }

    /// <summary>What an application for the loan claims for itself: the loan and each pledged property (未重复申领).</summary>
    public static IReadOnlyList<string> ClaimKeys(SubsidyLoan loan) => [KeyOf(loan), .. loan.Pledged.Select(KeyOf).Distinct()];

    /// <summary>Chinese name of a kind of property.</summary>
    public static string NameOf(PledgedKind kind) => kind == PledgedKind.Patent ? "专利" : "商标";

    /// <summary>The claim on a loan.</summary>
    internal static string LoanKey(LoanId loan) => LoanPrefix + loan;

    private static string KeyOf(SubsidyLoan loan) => LoanKey(loan.Id);

    // A row key holds no slash and no backslash, and the same number is written in many ways.
    private static string KeyOf(PledgedProperty ip) => IpPrefix + ip.Kind + "-" + string.Concat(ip.Number.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
}
