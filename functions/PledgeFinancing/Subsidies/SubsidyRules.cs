using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>
/// 填写要求 of an application (SUB-02; manual 二、4 and 5): pure rules over the form and what the system knows, the same for the preview, the
/// submission and every correction. All findings at once, each at its field.
/// </summary>
public static class SubsidyRules
{
    private const string FormClause = "操作手册 二、4 填写企业信息";
    private const string IpClause = "操作手册 二、5（4）用于质押的知识产权情况";
    private const string FilesClause = "操作手册 二、5 需上传材料";
    private const decimal Largest = 100_000_000m;

    /// <summary>Everything wrong with the form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="account">银行账号 in the open.</param>
    /// <param name="loan">The loan.</param>
    /// <param name="terms">The campaign's terms.</param>
    /// <param name="facts">What the system knows.</param>
    /// <param name="certificates">备案证明 that are taken over.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(SubsidyForm form, string? account, SubsidyLoan loan, SubsidyTerms terms, SubsidyFacts facts, IReadOnlyList<AttachedCertificate> certificates, DateOnly today) =>
    [
        .. UnitFindings(form.Unit, account, today),
        .. IpFindings(form.Ip, loan, terms, facts),
        .. AttachmentFindings(form.Attachments, loan, terms, facts, certificates),
        .. form.Commitment == true ? [] : (Finding[])[Finding.Blocks("subsidy.commitment", "/commitment", "请阅读并勾选承诺信息") with { Clause = "操作手册 二、5 承诺信息" }],
    ];

    /// <summary>利息 beside what follows from rate and days: shown to the unit and the officer, blocks nothing, because the bank has confirmed it.</summary>
    public static IReadOnlyList<Finding> InterestWarnings(SubsidyLoan loan, SubsidyTerms terms)
    {
        if (loan is not { Principal: { } principal, Interest: { } paid, RepaidOn: { } repaid } || repaid < loan.DrawnOn) return [];
        var basis = terms.DayCount == DayCountBasis.Days360 ? Interest.BankYear : Interest.CalendarYear;
        var expected = Interest.Of(principal, loan.YearlyRate, loan.DrawnOn, repaid, basis);
        return Math.Abs(paid - expected) * 100 <= expected * Interest.Tolerance
            ? []
            : [Finding.Warns(
                "subsidy.interest-implausible", "/loan",
                $"实际支付利息 {SubsidyAmount.Yuan(paid)} 元与按年利率 {loan.YearlyRate:0.####}%、{Interest.Days(loan.DrawnOn, repaid)} 天（{basis} 天基准）测算的 {SubsidyAmount.Yuan(expected)} 元相差较大，请核对")];
    }

    /// <summary>True where the unit's name is no longer the loan's, so that 企业名称变更证明 is needed.</summary>
    public static bool NameChanged(SubsidyLoan loan, SubsidyFacts facts) => OwnerNames.Normalize(loan.UnitName) != OwnerNames.Normalize(facts.UnitName);

    private static List<Finding> UnitFindings(SubsidyUnitForm unit, string? account, DateOnly today)
    {
        var findings = new List<Finding>();
        void Add(string code, string field, string text) => findings.Add(Finding.Blocks("subsidy." + code, "/unit/" + field, text) with { Clause = FormClause });
        void Need(string? value, string field, string name)
        {
            if (string.IsNullOrWhiteSpace(value)) Add("missing", field, $"请填写{name}");
        }
        void Amount(decimal? value, string field, string name)
        {
            if (value is not { } amount) Add("missing", field, $"请填写{name}（万元），没有的填 0");
            else if (amount is < 0 or > Largest) Add("amount", field, $"{name}应为 0 至 {Largest:#,##0} 万元");
            else if (decimal.Round(amount, 6) != amount) Add("amount", field, $"{name}最多保留六位小数");
        }
        Need(unit.RegisteredAddress, "registeredAddress", "注册地址");
        Need(unit.PostalAddress, "postalAddress", "通信地址");
        if (unit.Postcode?.Trim() is not { Length: > 0 } postcode) Add("missing", "postcode", "请填写邮编");
        else if (postcode.Length != 6 || !postcode.All(char.IsAsciiDigit)) Add("postcode", "postcode", "邮编应为六位数字");
        if (unit.RegisteredOn is not { } registered) Add("missing", "registeredOn", "请填写注册时间");
        else if (registered > today) Add("registered-on", "registeredOn", "注册时间不能晚于今天");
        if (unit.Size is null) Add("missing", "size", "请选择企业规模");
        if (string.IsNullOrWhiteSpace(unit.Industry)) Add("missing", "industry", "请选择所属行业");
        else if (NationalEconomyIndustries.FindClass(unit.Industry) is null) Add("industry", "industry", "所属行业应为国民经济行业分类的小类");
        Need(unit.BankName, "bankName", "开户行");
        if (string.IsNullOrWhiteSpace(account)) Add("missing", "account", "请填写银行账号");
        else if (!IsAccount(account)) Add("account", "account", "银行账号应为 9 至 32 位数字，可带短横线");
        Need(unit.Contact, "contact", "联系人");
        if (string.IsNullOrWhiteSpace(unit.Phone)) Add("missing", "phone", "请填写联系电话");
        else if (!MobileNumber.TryParse(unit.Phone, out _, out _) && !IsLandline(unit.Phone)) Add("phone", "phone", "联系电话应为手机号码，或带区号的固定电话");
        Amount(unit.Sales, "sales", "上年度销售收入");
        Amount(unit.ResearchExpenses, "researchExpenses", "上年度研发费用");
        if (unit.ResearchExpenses > unit.Sales && unit.Sales > 0) findings.Add(Finding.Warns("subsidy.research-above-sales", "/unit/researchExpenses", "上年度研发费用大于销售收入，请核对金额单位"));
        return findings;
    }

    private static List<Finding> IpFindings(IReadOnlyList<SubsidyIp> rows, SubsidyLoan loan, SubsidyTerms terms, SubsidyFacts facts)
    {
        var findings = new List<Finding>();
        var known = loan.Pledged.DistinctBy(p => p.Number).ToDictionary(p => p.Number, StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, at) = (rows[i], $"/ip/{i}");
            if (row.Number is null || !known.Remove(row.Number, out var pledged))
            {
                findings.Add(Finding.Blocks("subsidy.ip-unknown", at + "/number", $"“{row.Number}”不是该贷款质押的知识产权，或已重复填写") with { Clause = IpClause });
                continue;
            }
            if (string.IsNullOrWhiteSpace(row.Product)) findings.Add(Finding.Blocks("subsidy.ip-product", at + "/product", $"请填写“{pledged.Name}”的相关产品名称，没有的填“无”") with { Clause = IpClause });
            if (row.SalesShare is not { } share) findings.Add(Finding.Blocks("subsidy.ip-share", at + "/salesShare", $"请填写“{pledged.Name}”占销售收入总额比例，没有的填“0”") with { Clause = IpClause });
            else if (share is < 0 or > 100 || decimal.Round(share, 4) != share) findings.Add(Finding.Blocks("subsidy.ip-share", at + "/salesShare", "占销售收入总额比例应为 0 至 100%，最多四位小数") with { Clause = IpClause });
            if (!terms.OwnIpOnly || facts.ProvenIp.Contains(pledged.Number)) continue;
            findings.Add(row.Own == true
                ? Finding.Warns("subsidy.ip-own-declared", at + "/own", $"“{pledged.Name}”（{pledged.Number}）不在单位专利信息中，由单位声明为自有，请核对权属证明")
                : Finding.Blocks("subsidy.ip-own", at + "/own", $"“{pledged.Name}”（{pledged.Number}）不在单位专利信息中，请声明是否为本单位自有；非自有知识产权质押的贷款不予补贴") with { Clause = "操作手册 二、4 注意事项" });
        }
        foreach (var missing in known.Values)
            findings.Add(Finding.Blocks("subsidy.ip-missing", "/ip", $"请填写质押的{LoanEligibility.NameOf(missing.Kind)}“{missing.Name}”（{missing.Number}）的情况") with { Clause = IpClause });
        // A product may rest on several rights, which then all show its share.
        var total = rows.Where(r => r.SalesShare is >= 0 and <= 100).GroupBy(r => r.Product?.Trim() ?? "").Sum(g => g.Max(r => r.SalesShare!.Value));
        if (total > 100) findings.Add(Finding.Warns("subsidy.ip-shares", "/ip", $"各产品占销售收入总额比例合计 {total:0.####}%，超过 100%，请核对"));
        return findings;
    }

    private static List<Finding> AttachmentFindings(SubsidyAttachments attachments, SubsidyLoan loan, SubsidyTerms terms, SubsidyFacts facts, IReadOnlyList<AttachedCertificate> certificates)
    {
        var findings = new List<Finding>();
        void Add(string code, string field, string text) => findings.Add(Finding.Blocks("subsidy." + code, "/attachments/" + field, text) with { Clause = FilesClause });
        bool Asked(SubsidyMaterial material) => terms.Materials.Contains(material);
        foreach (var (field, files, _) in attachments.Fields())
        {
            if (files.Count > SubsidyAttachments.Most) Add("files", field, $"每类附件最多 {SubsidyAttachments.Most} 个");
            if (files.Distinct().Count() != files.Count) Add("files", field, "同一附件不能重复");
        }
        if (Asked(SubsidyMaterial.BankMaterial) && attachments.BankMaterial is not { Count: > 0 }) Add("material-missing", "bankMaterial", "请上传知识产权质押贷款信息材料（银行）");
        if (Asked(SubsidyMaterial.GuaranteeMaterial) && (loan.Guarantor ?? loan.Insurer) is not null && attachments.GuaranteeMaterial is not { Count: > 0 })
            Add("material-missing", "guaranteeMaterial", $"该贷款有{(loan.Guarantor is null ? "保险" : loan.Insurer is null ? "担保" : "担保和保险")}机构，请上传知识产权质押贷款信息材料（担保、保险）");
        if (Asked(SubsidyMaterial.NameChangeProof) && NameChanged(loan, facts) && attachments.NameChangeProof is not { Count: > 0 })
            Add("material-missing", "nameChangeProof", $"企业名称“{facts.UnitName}”与贷款时的“{loan.UnitName}”不一致，请上传企业名称变更证明");
        var patents = loan.Pledged.Where(p => p.Kind == PledgedKind.Patent).ToList();
        if (Asked(SubsidyMaterial.FilingCertificate) && patents.Count > 0 && attachments.FilingCertificate is not { Count: > 0 })
        {
            if (certificates.Count == 0) Add("material-missing", "filingCertificate", $"以专利质押的，请上传{terms.FilingYear}年度的专利密集型产品备案证明；在本平台{terms.FilingYear}年度备案或更新的产品会自动附上");
            foreach (var patent in certificates.Count == 0 ? [] : patents.Where(p => !certificates.Any(c => c.Patents.Contains(p.Number))))
                findings.Add(Finding.Warns("subsidy.certificate-partial", "/attachments/filingCertificate", $"自动附上的备案证明没有关联质押的专利“{patent.Name}”（{patent.Number}）"));
        }
        return findings;
    }

    private static bool IsAccount(string account)
    {
        var digits = account.Count(char.IsAsciiDigit);
        return digits is >= 9 and <= 32 && account.All(c => char.IsAsciiDigit(c) || c is '-' or ' ');
    }

    private static bool IsLandline(string phone)
    {
        var digits = phone.Count(char.IsAsciiDigit);
        return phone.TrimStart().StartsWith('0') && digits is >= 10 and <= 16 && phone.All(c => char.IsAsciiDigit(c) || c is '-' or ' ' or '(' or ')' or '转');
    }
}
