using PatentFunctions.Files;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Units;

/// <summary>
/// Everything that can be said about a form before an examiner sees it: the rules of its fields, its files, the USCC of another unit, the
/// business registry. One and the same for the pre-check and the submission; what only warns travels to the examiner.
/// </summary>
public sealed class UnitExamination(FileChecks files, UnitCodes codes, IBusinessRegistry registry, TimeProvider time)
{
    /// <summary>Mark for the examiner: the registry was down when the form was handed in.</summary>
    public const string RegistryDown = "registry.unavailable";

    /// <summary>Mark for the examiner: another verified unit has the USCC.</summary>
    public const string UsccConflict = "uscc.conflict";

    /// <summary>Examines a realname draft.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(UnitId unit, RealnameDraft draft, CancellationToken cancellation)
    {
        var statement = draft.AssetsLater == true ? null : draft.Assets?.ProfitStatement;
        return
        [
            .. UnitFormRules.Check(draft, ChinaTime.Today(time)),
            .. await ExamineFactsAsync(unit, draft, Field("/assets/profitStatement", statement, FilePurposes.ProfitStatement), cancellation),
        ];
    }

    /// <summary>Examines a change of unit data.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(VerifiedUnit inForce, UnitChangeDraft draft, CancellationToken cancellation) =>
    [
        .. UnitFormRules.Check(draft, inForce),
        .. await ExamineFactsAsync(inForce.Id, draft, Field("/proof", draft.Proof, FilePurposes.UnitChangeProof), cancellation),
    ];

    private async Task<IReadOnlyList<Finding>> ExamineFactsAsync(UnitId unit, UnitForm form, IEnumerable<FileField> more, CancellationToken cancellation)
    {
        FileField[] fields =
        [
            .. Field("/businessLicence", form.BusinessLicence, FilePurposes.BusinessLicence),
            .. Field("/integrityPledge", form.IntegrityPledge, FilePurposes.IntegrityPledge),
            .. more,
        ];
        var findings = new List<Finding>((await files.CheckAsync(unit.Value, fields, cancellation)).Findings);
        if (!UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out _)) return findings;
        if (await codes.HolderAsync(uscc, unit, cancellation) is not null)
            findings.Add(Finding.Warns(UsccConflict, "/uscc", "该统一社会信用代码已由其他单位通过实名认证，提交后须由审核员核实，冲突解决前不能通过"));
        if (form.UnitType == UnitType.Enterprise) findings.AddRange(await CompareAsync(uscc, form, cancellation));
        return findings;
    }

    private async Task<IReadOnlyList<Finding>> CompareAsync(UnifiedSocialCreditCode uscc, UnitForm form, CancellationToken cancellation)
    {
        BusinessEntry? entry;
        try
        {
            entry = await registry.FindAsync(uscc, cancellation);
        }
        catch (BusinessRegistryDownException)
        {
            return [Finding.Warns(RegistryDown, "/uscc", "工商信息服务暂不可用，所填内容未经工商信息核对")];
        }
        if (entry is null) return [Finding.Warns("registry.unknown", "/uscc", "未查询到该统一社会信用代码的工商信息，所填内容未经工商信息核对")];
        var findings = new List<Finding>();
        void Compare(string? typed, string registered, string pointer, string name)
        {
            if (!string.IsNullOrWhiteSpace(typed) && registered.Length > 0 && TypedText.Compact(typed) != TypedText.Compact(registered))
                findings.Add(Finding.Warns("registry.differs", pointer, $"{name}与工商信息不一致，工商信息为“{registered}”"));
        }

        Compare(form.Name, entry.Name, "/name", "单位名称");
        Compare(form.RegisteredAddress, entry.RegisteredAddress, "/registeredAddress", "注册地址");
        Compare(form.LegalRepresentative, entry.LegalRepresentative, "/legalRepresentative", "法定代表人");
        return findings;
    }

    private static IEnumerable<FileField> Field(string pointer, FileId? file, string purpose) => file is { } id ? [new FileField(pointer, id, purpose)] : [];
}
