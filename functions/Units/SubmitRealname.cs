using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>提交实名认证 (UNI-01): the first time, and again after a return.</summary>
public sealed class SubmitRealname(UnitDesk desk, UnitExamination examination)
{
    /// <summary>提交实名认证信息；提交后显示“信息已提交，请等待”。If-Match 为草稿的 ETag。</summary>
    [Function("SubmitRealname")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(NoUnitDraft), typeof(RealnameUnderReview), typeof(RealnameApproved), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/me/realname/submission")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (unit, stored) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        if (RealnameStates.Locked(unit.State) is { } locked) return locked;
        var draft = await desk.FindFormAsync<RealnameDraft>(unit.Id, UnitTables.DraftRow, cancellation);
        if (stored is null || draft is null) return new NoUnitDraft();
        request.Matching(draft);
        var findings = await examination.ExamineAsync(unit.Id, draft.Value, cancellation);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var form = draft.Value;
        var receipt = await desk.SubmitAsync(
            request, "SubmitRealname", UnitReviews.Realname, draft, stored, unit with { State = RealnameState.UnderReview }, findings,
            [form.BusinessLicence, form.IntegrityPledge, form.AssetsLater == true ? null : form.Assets?.ProfitStatement], durable, cancellation);
        return Results.Json(receipt, PlatformJson.Options);
    }
}
