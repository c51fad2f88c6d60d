using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>A year's asset information as its unit sees it.</summary>
/// <param name="Year">The year.</param>
/// <param name="Figures">The figures, 万元 unless said; absent where there are none.</param>
/// <param name="SavedAt">When they were last saved.</param>
/// <param name="Warnings">What looks wrong but does not block.</param>
public sealed record AssetsAnswer(int Year, AssetFigures? Figures, DateTimeOffset? SavedAt, IReadOnlyList<Finding> Warnings);

/// <summary>资产信息 of a unit over the years.</summary>
/// <param name="Missing">Last year's, where it is missing; whether that blocks (from 1 May on).</param>
/// <param name="Years">The years that are there, newest first.</param>
public sealed record AssetYearsAnswer(MissingAssets? Missing, IReadOnlyList<int> Years);

/// <summary>Lists the years whose asset information is there.</summary>
public sealed class ListAssets(UnitRecords units, TimeProvider time)
{
    /// <summary>本单位已填写资产信息的年度，以及上一年度是否缺少。</summary>
    [Function("ListAssets")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(AssetYearsAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me/assets")] HttpRequest request, CancellationToken cancellation)
    {
        var years = await units.AssetYearsAsync(request.Caller().RequiredUnit, cancellation);
        return Results.Json(new AssetYearsAnswer(AssetInformation.MissingFor(ChinaTime.Today(time), years), [.. years.OrderDescending()]), PlatformJson.Options);
    }
}

/// <summary>Reads a year's asset information.</summary>
public sealed class ReadAssets(CaseStore cases)
{
    /// <summary>读取某一年度的资产信息；尚未填写时不带数据，首次保存无须 If-Match。</summary>
    [Function("ReadAssets")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(AssetsAnswer), ETagOnceSaved = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me/assets/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var stored = await cases.FindAsync<AssetYear>(UnitTables.Address(request.Caller().RequiredUnit), UnitTables.AssetRow(year), cancellation);
        if (stored is null) return Results.Json(new AssetsAnswer(year, null, null, []), PlatformJson.Options);
        request.SetETag(stored.ETag);
        return Results.Json(new AssetsAnswer(year, stored.Value.Figures, stored.Value.SavedAt, AssetInformation.Check(stored.Value.Figures)), PlatformJson.Options);
    }
}

/// <summary>资产信息更新 (UNI-08).</summary>
public sealed class SaveAssets(UnitRecords units, CaseStore cases, FileChecks files, TimeProvider time)
{
    /// <summary>填写或更新某一年度的资产信息（万元，员工人数为人）；首次保存无须 If-Match。</summary>
    [Function("SaveAssets")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(AssetFigures)), Answers(200, typeof(AssetsAnswer), ETag = true), Refuses(typeof(UnitNotVerified), typeof(FieldsInvalid)), Needs(IfMatchOnceSaved = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "units/me/assets/{year:int}")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        var figures = await request.ReadBodyAsync<AssetFigures>(cancellation);
        if (await units.VerifiedAsync(unit, cancellation) is null) return new UnitNotVerified();
        var (address, row) = (UnitTables.Address(unit), UnitTables.AssetRow(year));
        var stored = await cases.FindAsync<AssetYear>(address, row, cancellation);
        if (stored is not null) request.Matching(stored);
        else if (request.Headers.IfMatch.Count > 0) return new RecordChanged();

        FileField[] statement = figures.ProfitStatement is { } file ? [new FileField("/profitStatement", file, FilePurposes.ProfitStatement)] : [];
        var today = ChinaTime.Today(time);
        Finding[] findings =
        [
            .. AssetInformation.CheckYear(year, today, ""),
            .. AssetInformation.Check(figures),
            .. (await files.CheckAsync(unit.Value, statement, cancellation)).Findings,
        ];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

        var write = new CaseWrite(address, request.Stamp(time, "SaveAssets"));
        var next = new AssetYear(year, figures, time.GetUtcNow());
        if (stored is null) write.Insert(row, next);
        else write.Replace(stored, next);
        write.Timeline("assets.saved", $"已更新{year}年度资产信息").Send(FileMessages.Keep(address, [figures.ProfitStatement!.Value]));
        await cases.CommitAsync(write, durable, cancellation);
        request.SetETag((await cases.FindAsync<AssetYear>(address, row, cancellation))!.ETag);
        return Results.Json(new AssetsAnswer(year, figures, next.SavedAt, findings), PlatformJson.Options);
    }
}
