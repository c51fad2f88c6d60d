using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Library;

/// <summary>An indicator that a criterion can name.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Unit">单位.</param>
public sealed record IndicatorAnswer(string Code, string Name, string Unit);

/// <summary>入库规则 of a year.</summary>
/// <param name="Year">年度.</param>
/// <param name="Own">False where the rules of an earlier year, or the built-in ones, hold.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Indicators">What a criterion can name.</param>
public sealed record LibraryRulesAnswer(int Year, bool Own, LibraryRules Rules, IReadOnlyList<IndicatorAnswer> Indicators);

/// <summary>Reads and sets the rules of a year.</summary>
public sealed class EditLibraryRules(CaseStore cases, LibraryRulesOfYears rules, TimeProvider time)
{
    /// <summary>某年度的培育级别、动态调整条件和支持措施类别。</summary>
    [Function("ReadSmeLibraryRules")]
    [Allow(Role.National, Role.Provincial)]
    [Answers(200, typeof(LibraryRulesAnswer), ETagOnceSaved = true)]
    public Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-library-rules/{year:int}")] HttpRequest request, int year, CancellationToken cancellation) =>
        AnswerAsync(request, year, cancellation);

    /// <summary>设置某年度的培育级别、动态调整条件和支持措施类别；该年度已有设置的，须带 If-Match。</summary>
    [Function("SetSmeLibraryRules")]
    [Allow(Role.National)]
    [Accepts(typeof(LibraryRules)), Answers(200, typeof(LibraryRulesAnswer), ETag = true), Refuses(typeof(FieldsInvalid)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> SetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-library-rules/{year:int}")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<LibraryRules>(cancellation);
        if (!IsYear(year)) return new NothingHere();
        if (body.Check() is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var stored = await rules.FindAsync(year, cancellation);
        var write = new CaseWrite(LibraryRulesOfYears.AddressOf(year), request.Stamp(time, "SetSmeLibraryRules"));
        if (stored is null) write.Insert(CaseRows.Record, body);
        else write.Replace(request.Matching(stored), body);
        await cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(request, year, cancellation);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, int year, CancellationToken cancellation)
    {
        if (!IsYear(year)) return new NothingHere();
        var own = await rules.FindAsync(year, cancellation);
        if (own is not null) request.SetETag(own.ETag);
        var indicators = AdjustmentIndicator.All.Select(i => new IndicatorAnswer(i.Code, i.Name, i.Unit)).ToList();
        return Results.Json(new LibraryRulesAnswer(year, own is not null, own?.Value ?? await rules.OfAsync(year, cancellation), indicators), PlatformJson.Options);
    }

    private static bool IsYear(int year) => year is >= ReportingNotices.FirstYear and <= 2100;
}
