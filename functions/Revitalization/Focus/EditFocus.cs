using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>A chosen industry with its name.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Chinese name.</param>
public sealed record ChosenIndustry(string Code, string Name);

/// <summary>关注领域设置.</summary>
/// <param name="Form">The settings; empty where nothing was saved.</param>
/// <param name="Saved">False where nothing was saved: the first PUT needs no If-Match.</param>
/// <param name="SavedAt">Last change.</param>
/// <param name="StrategicIndustries">The chosen 战略性新兴产业 with their names.</param>
/// <param name="Industries">The chosen 国民经济行业 with their names.</param>
/// <param name="Findings">Remarks that do not hinder, e.g. an industry that another one covers.</param>
public sealed record FocusAnswer(
    FocusForm Form, bool Saved, DateTimeOffset? SavedAt, IReadOnlyList<ChosenIndustry> StrategicIndustries, IReadOnlyList<ChosenIndustry> Industries, IReadOnlyList<Finding> Findings)
{
    internal static FocusAnswer Of(FocusRecord? focus)
    {
        var form = focus?.Form ?? new FocusForm();
        return new FocusAnswer(
            form, focus is not null, focus?.SavedAt, Names(form.StrategicIndustries, PatentFunctions.Catalogs.StrategicIndustries.Edition2018.Catalog), Names(form.Industries, NationalEconomyIndustries.Catalog),
            focus is null ? [] : FocusRules.Check(form));
    }

    private static IReadOnlyList<ChosenIndustry> Names(IReadOnlyList<string> codes, Catalog catalog) => [.. codes.Select(c => new ChosenIndustry(c, catalog.Find(c)?.Name ?? c))];
}

/// <summary>关注领域设置 (FOC-01; manual 五): by the unit's administrator; experts only read.</summary>
public sealed class EditFocus(CaseStore cases, FocusRecords foci, TimeProvider time)
{
    /// <summary>查看本单位的关注领域。</summary>
    [Function("GetFocus")]
    [Allow(Role.UnitAdmin, Role.Expert)]
    [Answers(200, typeof(FocusAnswer), ETagOnceSaved = true)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "focus")] HttpRequest request, CancellationToken cancellation) =>
        await AnswerAsync(request, cancellation);

    /// <summary>设置本单位的关注领域：选择上级产业即包含其全部下级；首次保存不需 If-Match。</summary>
    [Function("SaveFocus")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(FocusForm)), Answers(200, typeof(FocusAnswer), ETag = true), Refuses(typeof(FieldsInvalid)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "focus")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<FocusForm>(cancellation);
        var unit = request.Caller().RequiredUnit;
        var stored = await foci.FindAsync(unit, cancellation);
        if (stored is not null) request.Matching(stored);
        else if (request.Headers.IfMatch.Count > 0) return new RecordChanged();
        var findings = FocusRules.Check(form);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var stamp = request.Stamp(time, "SaveFocus");
        var focus = new FocusRecord(unit, form, stamp.When);
        var write = new CaseWrite(FocusRecords.AddressOf(unit), stamp).Timeline("focus.saved", "已设置关注领域").Send(ProjectionMessages.Refresh(FocusUnits.ProjectionName));
        if (stored is null) write.Insert(CaseRows.Record, focus);
        else write.Replace(stored, focus);
        await cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(request, cancellation);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellation)
    {
        var stored = await foci.FindAsync(request.Caller().RequiredUnit, cancellation);
        if (stored is not null) request.SetETag(stored.ETag);
        return Results.Json(FocusAnswer.Of(stored?.Value), PlatformJson.Options);
    }
}
