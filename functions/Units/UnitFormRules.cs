using System.Text.RegularExpressions;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Units;

/// <summary>
/// 实名认证填写要求 (UNI-02, UNI-03, UNI-05, UNI-09): everything wrong with a form, as pure rules over what was typed and the day. The same
/// rules serve the pre-check, the submission and the change of unit data.
/// </summary>
public static partial class UnitFormRules
{
    private const string Manual = "操作手册 三（一）填写实名认证信息";
    private const string Eligibility = "产品备案流程说明 1（1）备案单位资格";

    /// <summary>Everything wrong with a realname draft on a day (Asia/Shanghai), asset information included.</summary>
    public static IReadOnlyList<Finding> Check(RealnameDraft draft, DateOnly today) => [.. CheckUnit(draft), .. CheckAssets(draft, today), .. CheckSize(draft)];

    /// <summary>Everything wrong with a change of unit data; <paramref name="inForce"/> is what holds now.</summary>
    public static IReadOnlyList<Finding> Check(UnitChangeDraft draft, VerifiedUnit inForce)
    {
        var findings = CheckUnit(draft);
        if (findings.Count == 0 && UnitForms.SameData(draft, inForce))
            findings.Add(Finding.Blocks("unit-change.nothing", "", "没有任何变更，无需提交"));
        if (draft.Proof is null && draft.Name is not null && draft.Name.Trim() != inForce.Name)
            findings.Add(Finding.Warns("unit-change.proof", "/proof", "单位名称已变更，建议上传登记机关出具的变更证明"));
        return findings;
    }

    /// <summary>The canonical form of a phone, mobile or fixed (0731-8xxxxxxx); null where it is neither.</summary>
    public static string? Phone(string? text)
    {
        if (MobileNumber.TryParse(text, out var mobile, out _)) return mobile.Value;
        var compact = TypedText.Compact(text);
        return FixedLine().Match(compact) is { Success: true } match ? $"{match.Groups[1].Value}-{match.Groups[2].Value}{match.Groups[3].Value}" : null;
    }

    private static List<Finding> CheckUnit(UnitForm form)
    {
        var findings = new List<Finding>();
        void Blocks(string code, string pointer, string text, string clause = Manual) => findings.Add(Finding.Blocks(code, pointer, text) with { Clause = clause });
        void Required(string? value, string pointer, string text)
        {
            if (string.IsNullOrWhiteSpace(value)) Blocks("field.missing", pointer, text);
        }

        if (form.UnitType is null) Blocks("unit-type.missing", "/unitType", "请选择备案单位类型");
        if (form.IndependentLegalPerson is null) Blocks("legal-personality.missing", "/independentLegalPerson", "请确认单位是否具有独立法人资格");
        if (form.IndependentLegalPerson == false) Blocks("legal-personality.none", "/independentLegalPerson", "备案单位应为具有独立法人资格的单位，无独立法人资格的分公司等无备案资格", Eligibility);
        else if (form.Name?.Trim().EndsWith("分公司", StringComparison.Ordinal) == true) Blocks("legal-personality.branch", "/name", "分公司无独立法人资格，无备案资格，请由其所属法人单位备案", Eligibility);
        if (form.UnitType == UnitType.Enterprise) CheckEnterprise(form, Blocks);

        if (!UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out var problem)) Blocks(problem.Code, "/uscc", problem.Text.TrimEnd('。'));
        else if (form.UnitType == UnitType.Enterprise && uscc.Value[0] != '9') findings.Add(Finding.Warns("uscc.unit-type", "/uscc", "该统一社会信用代码不是工商登记的代码（应以9开头），请核对备案单位类型"));

        Required(form.Name, "/name", "请填写单位名称，与营业执照一致");
        if (form.Name is { } name && name.Trim().Length == 1) Blocks("name.too-short", "/name", "单位名称应为全称，与营业执照一致");
        Required(form.RegisteredAddress, "/registeredAddress", "请填写注册地址");
        if (form.OfficeSameAsRegistered != true) Required(form.OfficeAddress, "/officeAddress", "请填写办公地址，或勾选“同注册地址”");
        if (form.Division is { Length: > 0 } && AdministrativeDivision(form.Division) is null) Blocks("division.unknown", "/division", "行政区划代码不存在，请从列表中选择");
        if (form.RegisteredCapital is null) Blocks("field.missing", "/registeredCapital", "请填写注册资本（万元）");
        else if (form.RegisteredCapital < 0) Blocks("registered-capital.negative", "/registeredCapital", "注册资本不能为负数");
        else if (form.RegisteredCapital > 100_000_000m) Blocks("registered-capital.too-large", "/registeredCapital", "注册资本过大，请核对单位是否为万元");
        if (string.IsNullOrWhiteSpace(form.Industry)) Blocks("field.missing", "/industry", "请选择国民经济行业分类");
        else if (NationalEconomyIndustries.FindClass(form.Industry) is null) Blocks("industry.not-class", "/industry", "请从列表中选择国民经济行业小类（GB/T 4754-2017 四位代码）");

        Required(form.LegalRepresentative, "/legalRepresentative", "请填写法定代表人");
        CheckPhone(form.LegalRepresentativePhone, "/legalRepresentativePhone", "法定代表人电话", Blocks);
        Required(form.Contact, "/contact", "请填写联系人");
        CheckPhone(form.ContactPhone, "/contactPhone", "联系电话", Blocks);
        if (form.BusinessLicence is null) Blocks("file.missing", "/businessLicence", "请上传营业执照或组织机构代码证（png、bmp、jpg，不超过5M）");
        if (form.IntegrityPledge is null) Blocks("file.missing", "/integrityPledge", "请下载诚信承诺书模板，加盖公章后上传（png、bmp、jpg，不超过5M）");
        return findings;
    }

    private static void CheckEnterprise(UnitForm form, Action<string, string, string, string> blocks)
    {
        if (string.IsNullOrWhiteSpace(form.EnterpriseType)) blocks("enterprise-type.missing", "/enterpriseType", "请选择企业类型", Manual);
        else if (CatalogRegistry.BuiltIn.Get(CatalogIds.EnterpriseTypes).Find(form.EnterpriseType) is not { Level: > 1 }) blocks("enterprise-type.unknown", "/enterpriseType", "请从列表中选择具体的企业类型", Manual);
        if (form.EnterpriseSize is null) blocks("enterprise-size.missing", "/enterpriseSize", "请选择企业规模", Manual);
    }

    private static void CheckPhone(string? text, string pointer, string name, Action<string, string, string, string> blocks)
    {
        if (string.IsNullOrWhiteSpace(text)) blocks("field.missing", pointer, "请填写" + name, Manual);
        else if (Phone(text) is null) blocks("phone.invalid", pointer, name + "应为手机号码，或带区号的固定电话（如0731-88888888）", Manual);
    }

    private static List<Finding> CheckAssets(RealnameDraft draft, DateOnly today)
    {
        var year = AssetInformation.YearDue(today);
        if (draft.AssetsLater == true)
        {
            return AssetInformation.MayBePutOff(today) ? [] :
            [
                Finding.Blocks("assets.cannot-be-put-off", "/assetsLater", $"延后填写资产信息的截止时间为每年4月30日，请填写{year}年度资产信息") with { Clause = Manual },
            ];
        }
        if (draft.Assets is null)
        {
            return [Finding.Blocks("assets.missing", "/assets", $"请填写{year}年度资产信息{(AssetInformation.MayBePutOff(today) ? "，或勾选“延后填写资产信息”" : "")}") with { Clause = Manual }];
        }
        var findings = new List<Finding>();
        if (draft.AssetYear != year) findings.Add(Finding.Blocks("assets.wrong-year", "/assetYear", $"请填写上一年度（{year}年度）的资产信息"));
        findings.AddRange(AssetInformation.Check(draft.Assets, "/assets"));
        return findings;
    }

    private static List<Finding> CheckSize(RealnameDraft draft)
    {
        if (draft is not { UnitType: UnitType.Enterprise, EnterpriseSize: { } chosen, Assets: { } assets }) return [];
        var told = EnterpriseSizes.Classify(draft.Industry, assets.Employees, assets.Revenue, assets.TotalAssets);
        if (told.Size is not { } size || size == chosen) return [];
        return [Finding.Warns("enterprise-size.implausible", "/enterpriseSize", $"按所填员工人数、营业收入和总资产，{told.Sector}企业应为{NameOf(size)}，现填写为{NameOf(chosen)}，请核对") with { Clause = "统计上大中小微型企业划分办法（2017）" }];
    }

    private static string NameOf(EnterpriseSize size) => CatalogRegistry.BuiltIn.Get(CatalogIds.EnterpriseSizes).Find(EnterpriseSizes.CodeOf(size))!.Name;

    private static CatalogEntry? AdministrativeDivision(string code) => CatalogRegistry.BuiltIn.Get(CatalogIds.Divisions).Find(code);

    [GeneratedRegex(@"^(010|02[0-9]|0[3-9][0-9]{2})[-—－]?([0-9]{7,8})([-转][0-9]{1,6})?$")]
    private static partial Regex FixedLine();
}
