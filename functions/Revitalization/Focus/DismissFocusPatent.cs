using System.ComponentModel.DataAnnotations;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>不感兴趣.</summary>
/// <param name="Reason">原因.</param>
/// <param name="Note">说明.</param>
public sealed record DismissalForm(DismissalReason Reason, [property: MaxLength(200)] string? Note = null);

/// <summary>The patent was dismissed before.</summary>
public sealed record AlreadyDismissed() : Conflict("focus-patent-dismissed", "已选择不感兴趣", "贵单位已对该专利选择“不感兴趣”，如需更改请先撤销。");

/// <summary>不感兴趣 (FOC-03): the patent is never shown again; by its reason it counts moderately against others.</summary>
public sealed class DismissFocusPatent(CaseStore cases, FocusRecords foci, ResourceRecords resources, UnitFocus units, TimeProvider time)
{
    /// <summary>对关注库中的一件专利选择“不感兴趣”：不再展示和推送；领域、关键词含义、高校不符的，同类专利适当减分。</summary>
    [Function("DismissFocusPatent")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(DismissalForm)), Answers(201, typeof(Dismissal)), Refuses(typeof(AlreadyDismissed), typeof(FocusNotSet)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "focus/patents/{id}/dismissal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<DismissalForm>(cancellation);
        var unit = request.Caller().RequiredUnit;
        var resource = (await resources.OfferedAsync(id, cancellation)).Value;
        if (await units.FindAsync(unit, cancellation) is not { } focus) return new FocusNotSet();
        var address = FocusRecords.AddressOf(unit);
        if (!await cases.WasDoneAsync(address, request, form, cancellation))
        {
            var dismissal = Of(resource, form, focus, time.GetUtcNow());
            var write = new CaseWrite(address, request.Stamp(time, "DismissFocusPatent")).Insert(FocusRecords.DismissalRows + resource.Id, dismissal).Once(request, form);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                if (!await cases.WasDoneAsync(address, request, form, cancellation)) return new AlreadyDismissed();
            }
        }
        var now = await foci.DismissalAsync(unit, resource.Id, cancellation);
        return Results.Json(now?.Value, PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>撤销“不感兴趣”。</summary>
    [Function("RestoreFocusPatent")]
    [Allow(Role.UnitAdmin)]
    [Answers(204)]
    public async Task<IResult> RestoreAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "focus/patents/{id}/dismissal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        if (!RecordLimits.IsKey(id) || await foci.DismissalAsync(unit, new ResourceId(id), cancellation) is not { } stored) return new NothingHere();
        await cases.CommitAsync(new CaseWrite(FocusRecords.AddressOf(unit), request.Stamp(time, "RestoreFocusPatent")).Delete(stored), durable, cancellation);
        return Results.NoContent();
    }

    /// <summary>本单位选择“不感兴趣”的专利，最近的在前。</summary>
    [Function("ListDismissals")]
    [Allow(Role.UnitAdmin, Role.Expert)]
    [Answers(200, typeof(IReadOnlyList<Dismissal>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "focus/dismissals")] HttpRequest request, CancellationToken cancellation) =>
        Results.Json((await foci.DismissalsAsync(request.Caller().RequiredUnit, cancellation)).OrderByDescending(d => d.At), PlatformJson.Options);

    private static Dismissal Of(ResourceRecord resource, DismissalForm form, MatchFocus focus, DateTimeOffset now) =>
        new(resource.Id, resource.Title, resource.University, resource.UniversityName, form.Reason, form.Note, now)
        {
            StrategicIndustries = resource.Dossier.StrategicIndustries,
            Industries = resource.Dossier.Industries,
            Keywords = MatchIndex.Of([MatchedResource.Of(ResourceDocument.Of(resource, null))], FocusSet.Of([focus])).KeywordsOf(0),
        };
}
