using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>Whether the realname form may be edited and handed in now.</summary>
internal static class RealnameStates
{
    /// <summary>The refusal in a state; null where the form is open.</summary>
    public static Refusal? Locked(RealnameState state) => state switch
    {
        RealnameState.UnderReview => new RealnameUnderReview(),
        RealnameState.Approved => new RealnameApproved(),
        _ => null,
    };
}

/// <summary>Reads the realname form.</summary>
public sealed class ReadRealnameDraft(UnitDesk desk, IEnumerable<IPresetUnits> presets)
{
    /// <summary>读取实名认证信息草稿；尚未保存过时，以预置的单位信息预填。</summary>
    [Function("ReadRealnameDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UnitFormAnswer<RealnameDraft>), ETagOnceSaved = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me/realname/draft")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (unit, _) = await desk.LoadAsync(caller.RequiredUnit, cancellation);
        var stored = await desk.FindFormAsync<RealnameDraft>(unit.Id, UnitTables.DraftRow, cancellation);
        var prefilled = stored is null ? await PrefillAsync(caller, cancellation) : stored.Value;
        return await desk.AnswerAsync(request, unit.Id, UnitReviews.Realname, stored, prefilled, RealnameStates.Locked(unit.State) is null, cancellation);
    }

    private async Task<RealnameDraft> PrefillAsync(Caller caller, CancellationToken cancellation)
    {
        foreach (var source in presets)
        {
            if (await source.FindAsync(caller.Account, cancellation) is { } preset)
                return new RealnameDraft { Name = preset.Name, Uscc = preset.Uscc, Division = preset.Division, RegisteredAddress = preset.Address, Industry = preset.Industry };
        }
        return new RealnameDraft();
    }
}

/// <summary>Saves the realname form.</summary>
public sealed class SaveRealnameDraft(UnitDesk desk)
{
    /// <summary>保存实名认证信息草稿，可不完整；首次保存无须 If-Match。</summary>
    [Function("SaveRealnameDraft")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(RealnameDraft)), Answers(200, typeof(UnitFormAnswer<RealnameDraft>), ETag = true)]
    [Refuses(typeof(RealnameUnderReview), typeof(RealnameApproved)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "units/me/realname/draft")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (unit, stored) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        var draft = await request.ReadBodyAsync<RealnameDraft>(cancellation);
        return RealnameStates.Locked(unit.State) is { } refusal
            ? refusal
            : await desk.SaveAsync(request, "SaveRealnameDraft", UnitTables.DraftRow, draft, stored, unit.Id, UnitReviews.Realname, durable, cancellation);
    }
}

/// <summary>Pre-check of the realname form.</summary>
public sealed class CheckRealnameDraft(UnitDesk desk, UnitExamination examination)
{
    /// <summary>检查已保存的实名认证信息：一次列出全部问题，不提交。</summary>
    [Function("CheckRealnameDraft")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UnitCheckAnswer)), Refuses(typeof(NoUnitDraft))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/me/realname/draft/check")] HttpRequest request, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        if (await desk.FindFormAsync<RealnameDraft>(unit, UnitTables.DraftRow, cancellation) is not { } draft) return new NoUnitDraft();
        var findings = await examination.ExamineAsync(unit, draft.Value, cancellation);
        return Results.Json(new UnitCheckAnswer(!findings.AnyBlocks(), findings), PlatformJson.Options);
    }
}
