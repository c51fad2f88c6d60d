using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>Whether unit data may be changed now.</summary>
internal static class UnitChangeStates
{
    /// <summary>The refusal in a state; null where the change form is open.</summary>
    public static Refusal? Locked(Unit unit) => unit switch
    {
        { IsVerified: false } => new UnitNotVerified(),
        { Change: UnitChangeState.UnderReview } => new UnitChangeUnderReview(),
        _ => null,
    };
}

/// <summary>Reads the change form.</summary>
public sealed class ReadUnitChangeDraft(UnitDesk desk)
{
    /// <summary>读取单位信息变更草稿；尚未保存过时，以现行有效的单位信息预填。</summary>
    [Function("ReadUnitChangeDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UnitFormAnswer<UnitChangeDraft>), ETagOnceSaved = true), Refuses(typeof(UnitNotVerified))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me/change/draft")] HttpRequest request, CancellationToken cancellation)
    {
        var (unit, _) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        if (unit.InForce is not { } inForce) return new UnitNotVerified();
        var stored = await desk.FindFormAsync<UnitChangeDraft>(unit.Id, UnitTables.ChangeDraftRow, cancellation);
        return await desk.AnswerAsync(request, unit.Id, UnitReviews.Change, stored, UnitForms.ToChangeDraft(inForce), UnitChangeStates.Locked(unit) is null, cancellation);
    }
}

/// <summary>Saves the change form.</summary>
public sealed class SaveUnitChangeDraft(UnitDesk desk)
{
    /// <summary>保存单位信息变更草稿，可不完整；首次保存无须 If-Match。</summary>
    [Function("SaveUnitChangeDraft")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(UnitChangeDraft)), Answers(200, typeof(UnitFormAnswer<UnitChangeDraft>), ETag = true)]
    [Refuses(typeof(UnitNotVerified), typeof(UnitChangeUnderReview)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "units/me/change/draft")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (unit, stored) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        var draft = await request.ReadBodyAsync<UnitChangeDraft>(cancellation);
        return UnitChangeStates.Locked(unit) is { } refusal
            ? refusal
            : await desk.SaveAsync(request, "SaveUnitChangeDraft", UnitTables.ChangeDraftRow, draft, stored, unit.Id, UnitReviews.Change, durable, cancellation);
    }
}

/// <summary>Pre-check of the change form.</summary>
public sealed class CheckUnitChangeDraft(UnitDesk desk, UnitExamination examination)
{
    /// <summary>检查已保存的单位信息变更：一次列出全部问题，不提交。</summary>
    [Function("CheckUnitChangeDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UnitCheckAnswer)), Refuses(typeof(UnitNotVerified), typeof(NoUnitDraft))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/me/change/draft/check")] HttpRequest request, CancellationToken cancellation)
    {
        var (unit, _) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        if (unit.InForce is not { } inForce) return new UnitNotVerified();
        if (await desk.FindFormAsync<UnitChangeDraft>(unit.Id, UnitTables.ChangeDraftRow, cancellation) is not { } draft) return new NoUnitDraft();
        var findings = await examination.ExamineAsync(inForce, draft.Value, cancellation);
        return Results.Json(new UnitCheckAnswer(!findings.AnyBlocks(), findings), PlatformJson.Options);
    }
}

/// <summary>变更单位信息 (UNI-10).</summary>
public sealed class SubmitUnitChange(UnitDesk desk, UnitExamination examination)
{
    /// <summary>提交单位信息变更：审核期间原信息继续有效，但不能提交产品备案。If-Match 为草稿的 ETag。</summary>
    [Function("SubmitUnitChange")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(NoUnitDraft), typeof(UnitNotVerified), typeof(UnitChangeUnderReview), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/me/change/submission")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (unit, stored) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        if (UnitChangeStates.Locked(unit) is { } locked) return locked;
        var draft = await desk.FindFormAsync<UnitChangeDraft>(unit.Id, UnitTables.ChangeDraftRow, cancellation);
        if (stored is null || draft is null) return new NoUnitDraft();
        request.Matching(draft);
        var findings = await examination.ExamineAsync(unit.InForce!, draft.Value, cancellation);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var form = draft.Value;
        var receipt = await desk.SubmitAsync(
            request, "SubmitUnitChange", UnitReviews.Change, draft, stored, unit with { Change = UnitChangeState.UnderReview }, findings,
            [form.BusinessLicence, form.IntegrityPledge, form.Proof], durable, cancellation);
        return Results.Json(receipt, PlatformJson.Options);
    }
}
