using System.ComponentModel.DataAnnotations;
using PatentFunctions.Identifiers;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Enterprises;

/// <summary>更正 of submitted 企业信息: what is left out stays.</summary>
/// <param name="Reason">更正原因: it stands in the audit and in the unit's timeline.</param>
public sealed record EnterpriseCorrection([property: MaxLength(500)] string Reason) : EnterpriseForm;

/// <summary>企业信息 was not submitted: its unit still changes it itself.</summary>
public sealed record EnterpriseNotSubmittedYet() : Conflict("sme-enterprise-not-submitted-yet", "企业信息尚未提交", "该单位尚未提交企业信息，可由其自行修改。");

/// <summary>更正企业信息 by the operator, with an audit entry (SME-01).</summary>
public sealed class CorrectEnterprise(EnterpriseRecords enterprises, EnterpriseDesk desk, UnitRecords units, EnterpriseCodes codes, CaseStore cases, TimeProvider time)
{
    private const string Act = "CorrectSmeEnterprise";

    /// <summary>查看某单位已保存的企业信息；联系人和联系电话隐去部分内容。</summary>
    [Function("ReadSmeEnterpriseOfUnit")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(EnterpriseAnswer), ETag = true)]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-enterprises/{unit}")] HttpRequest request, string unit, CancellationToken cancellation) =>
        await desk.AnswerMaskedAsync(request, await LoadAsync(unit, cancellation), cancellation);

    /// <summary>更正某单位已提交的企业信息：只填需要更正的字段和更正原因；记入审计，并告知该单位。</summary>
    [Function(Act)]
    [Allow(Role.Operator)]
    [Accepts(typeof(EnterpriseCorrection)), Answers(200, typeof(EnterpriseAnswer), ETag = true)]
    [Refuses(typeof(EnterpriseNotSubmittedYet), typeof(EnterpriseUsccTaken), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-enterprises/{unit}/corrections")] HttpRequest request, string unit,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<EnterpriseCorrection>(cancellation);
        var stored = request.Matching(await LoadAsync(unit, cancellation));
        if (stored.Value.State != EnterpriseState.Submitted) return new EnterpriseNotSubmittedYet();
        var (form, fields) = Apply(stored.Value.Form, body);
        if (await CheckAsync(stored.Value, form, body, fields, cancellation) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        form = EnterpriseRules.Canonical(form);
        if (UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out _) && await codes.ClaimAsync(uscc, stored.Value.Unit, cancellation) is { } taken) return taken;

        var write = new CaseWrite(EnterpriseRecords.AddressOf(stored.Value.Unit), request.Stamp(time, Act, body.Reason.Trim()));
        var next = stored.Value with { Form = form, SavedAt = write.Stamp.When, Corrections = stored.Value.Corrections + 1 };
        write.Replace(stored, next)
            .Timeline("sme-enterprise.corrected", $"企业信息已由平台更正：{string.Join('、', fields)}", body.Reason.Trim())
            .Send(Notify.Unit("sme-enterprise.corrected", next.Unit, ("fields", string.Join('、', fields)), ("reason", body.Reason.Trim())));
        EditEnterprise.KeepLicence(write, stored.Value.Form, form);
        await cases.CommitAsync(write, durable, cancellation);
        return await desk.AnswerMaskedAsync(request, await LoadAsync(unit, cancellation), cancellation);
    }

    private async Task<IReadOnlyList<Finding>> CheckAsync(EnterpriseRecord record, EnterpriseForm form, EnterpriseCorrection body, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(body.Reason)) findings.Add(Finding.Blocks("sme-enterprise.reason", "/reason", "请填写更正原因"));
        if (fields.Count == 0) findings.Add(Finding.Blocks("sme-enterprise.nothing", "", "没有任何更正"));
        findings.AddRange(EnterpriseRules.Check(form, await units.VerifiedAsync(record.Unit, cancellation)));
        if (body.BusinessLicence is not null) findings.AddRange(await desk.FilesAsync(record.Unit, form, cancellation));
        return findings;
    }

    /// <summary>The form after a correction, and the Chinese names of what it changes.</summary>
    internal static (EnterpriseForm Form, IReadOnlyList<string> Fields) Apply(EnterpriseForm form, EnterpriseForm correction)
    {
        var fields = new List<string>();
        T? Take<T>(T? before, T? after, string label)
        {
            if (after is null || EqualityComparer<T>.Default.Equals(before, after)) return before;
            fields.Add(label);
            return after;
        }

        var next = new EnterpriseForm
        {
            Name = Take(form.Name, correction.Name, "企业名称"),
            Uscc = Take(form.Uscc, correction.Uscc, "统一社会信用代码"),
            RegisteredCapital = Take(form.RegisteredCapital, correction.RegisteredCapital, "注册资金"),
            Division = Take(form.Division, correction.Division, "所属省市区"),
            Industry = Take(form.Industry, correction.Industry, "所属行业"),
            Contact = Take(form.Contact, correction.Contact, "联系人"),
            ContactPhone = Take(form.ContactPhone, correction.ContactPhone, "联系电话"),
            BusinessLicence = Take(form.BusinessLicence, correction.BusinessLicence, "营业执照"),
        };
        return (next, fields);
    }

    private async Task<Stored<EnterpriseRecord>> LoadAsync(string unit, CancellationToken cancellation) =>
        (RecordLimits.IsKey(unit) ? await enterprises.FindAsync(new UnitId(unit), cancellation) : null) ?? throw new RefusedException(new NothingHere());
}
