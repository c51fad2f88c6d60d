using PatentFunctions.Files;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Enterprises;

/// <summary>Nothing was saved that could be submitted.</summary>
public sealed record NoEnterpriseDraft() : Conflict("sme-enterprise-missing", "没有可提交的内容", "请先填写并暂存企业信息，再提交。");

/// <summary>企业信息维护 by the unit: 暂存 and 提交.</summary>
public sealed class EditEnterprise(EnterpriseRecords enterprises, EnterpriseDesk desk, EnterpriseCodes codes, CaseStore cases, TimeProvider time)
{
    private const string Submit = "SubmitSmeEnterprise";

    /// <summary>查看企业信息：尚未保存过时，以实名认证信息或预置信息预填，请核对并补充。</summary>
    [Function("ReadSmeEnterprise")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(EnterpriseAnswer), ETagOnceSaved = true)]
    public Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-enterprises/me")] HttpRequest request, CancellationToken cancellation) =>
        desk.AnswerAsync(request, request.Caller(), cancellation);

    /// <summary>暂存企业信息，可不完整；首次保存无须 If-Match。提交后不能再改。</summary>
    [Function("SaveSmeEnterprise")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(EnterpriseForm)), Answers(200, typeof(EnterpriseAnswer), ETag = true)]
    [Refuses(typeof(EnterpriseLocked), typeof(FieldsInvalid)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-enterprises/me")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<EnterpriseForm>(cancellation);
        var unit = request.Caller().RequiredUnit;
        var stored = await enterprises.FindAsync(unit, cancellation);
        if (stored?.Value.State == EnterpriseState.Submitted) return new EnterpriseLocked();
        if (stored is not null) request.Matching(stored);
        else if (request.Headers.IfMatch.Count > 0) return new RecordChanged();
        if (form.BusinessLicence != stored?.Value.Form.BusinessLicence && await desk.FilesAsync(unit, form, cancellation) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };

        var write = new CaseWrite(EnterpriseRecords.AddressOf(unit), request.Stamp(time, "SaveSmeEnterprise"));
        var next = new EnterpriseRecord(unit, EnterpriseState.Draft, form, write.Stamp.When);
        if (stored is null) write.Insert(CaseRows.Record, next);
        else write.Replace(stored, next);
        KeepLicence(write, stored?.Value.Form, form);
        await cases.CommitAsync(write, durable, cancellation);
        return await desk.AnswerAsync(request, request.Caller(), cancellation);
    }

    /// <summary>提交企业信息：一经提交不能自行更改，请务必核实；之后可填报年度数据。重复点击只提交一次。</summary>
    [Function(Submit)]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(EnterpriseLocked), typeof(NoEnterpriseDraft), typeof(EnterpriseUsccTaken), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-enterprises/me/submission")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        if (await enterprises.FindAsync(unit, cancellation) is not { } stored) return new NoEnterpriseDraft();
        if (stored.Value.State == EnterpriseState.Submitted) return Repeated(request, stored.Value) ?? new EnterpriseLocked();
        request.Matching(stored);
        if (await desk.CheckAsync(unit, stored.Value.Form, cancellation) is var findings && findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var form = EnterpriseRules.Canonical(stored.Value.Form);
        if (UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out _) && await codes.ClaimAsync(uscc, unit, cancellation) is { } taken) return taken;

        var write = new CaseWrite(EnterpriseRecords.AddressOf(unit), request.Stamp(time, Submit));
        var next = stored.Value with { State = EnterpriseState.Submitted, Form = form, SubmittedAt = write.Stamp.When, SubmittedFrom = ETags.Of(stored.ETag) };
        write.Replace(stored, next).Timeline("sme-enterprise.submitted", "企业信息已提交");
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            var now = await enterprises.FindAsync(unit, cancellation);
            return now is null ? new RecordChanged() : Repeated(request, now.Value) ?? new RecordChanged();
        }
        return Results.Json(ReceiptOf(next), PlatformJson.Options);
    }

    // The very request that submitted it, once more: the answer is the receipt it was given.
    private static IResult? Repeated(HttpRequest request, EnterpriseRecord record) =>
        record is { SubmittedFrom: { } from, Corrections: 0 } && request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from) ? Results.Json(ReceiptOf(record), PlatformJson.Options) : null;

    private static Receipt ReceiptOf(EnterpriseRecord record) => new(record.Unit.Value, 1, record.SubmittedAt!.Value, Receipt.HashOf(record.Form), "企业信息已提交，可填报年度数据");

    /// <summary>The case refers to the licence of the form from now on, and no longer to the one before.</summary>
    internal static void KeepLicence(CaseWrite write, EnterpriseForm? before, EnterpriseForm after)
    {
        if (before?.BusinessLicence == after.BusinessLicence) return;
        if (after.BusinessLicence is { } kept) write.Send(FileMessages.Keep(write.Address, [kept]));
        if (before?.BusinessLicence is { } released) write.Send(FileMessages.Release(write.Address, [released]));
    }
}
