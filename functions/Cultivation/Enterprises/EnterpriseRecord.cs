using System.ComponentModel.DataAnnotations;
using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Enterprises;

/// <summary>企业信息 as typed (SME-01): every field may be missing while it is saved; <see cref="EnterpriseRules"/> says what a submission needs.</summary>
public record EnterpriseForm
{
    /// <summary>企业名称.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>统一社会信用代码.</summary>
    [MaxLength(50)]
    public string? Uscc { get; init; }

    /// <summary>注册资金, 万元.</summary>
    public decimal? RegisteredCapital { get; init; }

    /// <summary>所属省、市、区/县: GB/T 2260 code of the district, which names all three.</summary>
    [MaxLength(6)]
    public string? Division { get; init; }

    /// <summary>所属行业（子级）: class of GB/T 4754-2017, four digits, which names its parents.</summary>
    [MaxLength(10)]
    public string? Industry { get; init; }

    /// <summary>联系人.</summary>
    [MaxLength(50)]
    public string? Contact { get; init; }

    /// <summary>联系电话.</summary>
    [MaxLength(30)]
    public string? ContactPhone { get; init; }

    /// <summary>营业执照.</summary>
    public FileId? BusinessLicence { get; init; }
}

/// <summary>企业信息状态.</summary>
public enum EnterpriseState
{
    /// <summary>暂存.</summary>
    Draft,

    /// <summary>已提交: the unit cannot change it.</summary>
    Submitted,
}

/// <summary>企业信息: row <c>case</c> of the partition named by the unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Form">What was filled in.</param>
/// <param name="SavedAt">Last 暂存 or correction.</param>
public sealed record EnterpriseRecord(UnitId Unit, EnterpriseState State, EnterpriseForm Form, DateTimeOffset SavedAt)
{
    /// <summary>提交时间.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The ETag, as the client saw it, that was submitted: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>Number of corrections by the operator.</summary>
    public int Corrections { get; init; }
}

/// <summary>Reads 企业信息.</summary>
public sealed class EnterpriseRecords(CaseStore cases)
{
    /// <summary>Table; partition = unit.</summary>
    public const string Table = "SmeEnterprises";

    /// <summary>Where a unit's enterprise information lives.</summary>
    public static CaseAddress AddressOf(UnitId unit) => new(Table, unit.Value);

    /// <summary>What was saved, or null.</summary>
    public Task<Stored<EnterpriseRecord>?> FindAsync(UnitId unit, CancellationToken cancellation) =>
        cases.FindAsync<EnterpriseRecord>(AddressOf(unit), CaseRows.Record, cancellation);

    /// <summary>What was submitted, as a report carries it; null before the submission.</summary>
    public async Task<EnterpriseSnapshot?> SubmittedAsync(UnitId unit, CancellationToken cancellation) =>
        await FindAsync(unit, cancellation) is { Value: { State: EnterpriseState.Submitted } found } ? SnapshotOf(found.Form) : null;

    /// <summary>A form without blocking findings as a report carries it.</summary>
    public static EnterpriseSnapshot SnapshotOf(EnterpriseForm form) => new(
        form.Name!, form.Uscc!, form.RegisteredCapital!.Value,
        form.Division!, AdministrativeDivisions.FullNameOf(form.Division) ?? form.Division!,
        form.Industry!, NationalEconomyIndustries.FindClass(form.Industry)?.Name ?? form.Industry!,
        form.Contact!, form.ContactPhone!);

    /// <summary>Province of a division, six digits.</summary>
    public static string ProvinceOf(string division) => division[..2] + "0000";
}

/// <summary>What is wrong with 企业信息, as pure rules (SME-01).</summary>
public static class EnterpriseRules
{
    private const string Manual = "企业用户使用手册 4.1";

    /// <summary>Every finding.</summary>
    /// <param name="form">What was filled in.</param>
    /// <param name="verified">The unit's data in force, where it passed realname verification.</param>
    public static IReadOnlyList<Finding> Check(EnterpriseForm form, VerifiedUnit? verified)
    {
        var findings = new List<Finding>();
        void Blocks(string code, string pointer, string text) => findings.Add(Finding.Blocks("sme-enterprise." + code, pointer, text) with { Clause = Manual });
        void Needs(bool given, string pointer, string label)
        {
            if (!given) Blocks("missing", pointer, $"请填写“{label}”");
        }

        Needs(!string.IsNullOrWhiteSpace(form.Name), "/name", "企业名称");
        if (string.IsNullOrWhiteSpace(form.Uscc)) Needs(false, "/uscc", "统一社会信用代码");
        else if (!UnifiedSocialCreditCode.TryParse(form.Uscc, out _, out var problem)) Blocks(problem.Code, "/uscc", problem.Text.TrimEnd('。'));
        if (form.RegisteredCapital is not { } capital) Needs(false, "/registeredCapital", "注册资金（万元）");
        else if (capital is <= 0 or > 100_000_000m) Blocks("registered-capital", "/registeredCapital", "注册资金应大于 0，且不超过 1 亿万元，请核对金额单位（万元）");
        if (string.IsNullOrWhiteSpace(form.Division)) Needs(false, "/division", "所属省、市、区/县");
        else if (AdministrativeDivisions.Catalog.Find(form.Division) is not { IsLeaf: true }) Blocks("division", "/division", "请从列表中选择到区/县");
        if (string.IsNullOrWhiteSpace(form.Industry)) Needs(false, "/industry", "所属行业");
        else if (NationalEconomyIndustries.FindClass(form.Industry) is null) Blocks("industry", "/industry", "请从列表中选择国民经济行业小类（GB/T 4754-2017 四位代码）");
        Needs(!string.IsNullOrWhiteSpace(form.Contact), "/contact", "联系人");
        if (string.IsNullOrWhiteSpace(form.ContactPhone)) Needs(false, "/contactPhone", "联系电话");
        else if (UnitFormRules.Phone(form.ContactPhone) is null) Blocks("phone", "/contactPhone", "联系电话应为手机号码，或带区号的固定电话（如0731-88888888）");
        Needs(form.BusinessLicence is not null, "/businessLicence", "营业执照");
        if (verified is not null) findings.AddRange(AgainstRealname(form, verified));
        return findings;
    }

    /// <summary>The form as it is kept once submitted: canonical texts.</summary>
    public static EnterpriseForm Canonical(EnterpriseForm form) => form with
    {
        Name = form.Name!.Trim(),
        Uscc = UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out _) ? uscc.Value : form.Uscc,
        Contact = form.Contact!.Trim(),
        ContactPhone = UnitFormRules.Phone(form.ContactPhone) ?? form.ContactPhone,
    };

    // Name and code of a verified unit were examined with its licence; another enterprise cannot report under its account.
    private static IEnumerable<Finding> AgainstRealname(EnterpriseForm form, VerifiedUnit verified)
    {
        if (!string.IsNullOrWhiteSpace(form.Name) && form.Name.Trim() != verified.Name)
            yield return Finding.Blocks("sme-enterprise.not-as-verified", "/name", $"与实名认证的单位名称“{verified.Name}”不一致；名称已变更的，请先办理单位信息变更");
        if (UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out _) && uscc != verified.Uscc)
            yield return Finding.Blocks("sme-enterprise.not-as-verified", "/uscc", "与实名认证的统一社会信用代码不一致");
    }
}
