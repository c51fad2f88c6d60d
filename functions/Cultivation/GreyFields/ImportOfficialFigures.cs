using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>What an import loaded.</summary>
/// <param name="Enterprises">Enterprises in the file.</param>
public sealed record OfficialFiguresLoaded(int Enterprises);

/// <summary>导入官方数据 (SME-04).</summary>
public sealed class ImportOfficialFigures(CaseStore cases, TimeProvider time)
{
    private const int Limit = 20 * 1024 * 1024;

    /// <summary>导入官方数据（CSV，UTF-8：uscc, kind, year, operator, patent, amount, as_of）：kind 为 pool（专利池）或 pledge（质押登记金额，万元）；文件中的企业以文件内容为准，其他企业不变。有错误时不导入任何内容。</summary>
    [Function("ImportSmeOfficialFigures")]
    [Allow(Role.Operator)]
    [AcceptsRaw("text/csv")]
    [Answers(200, typeof(OfficialFiguresLoaded)), Refuses(typeof(RowFindingsInvalid), typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-official-figures/imports")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        using var csv = await request.ReadRawAsync(Limit, cancellation);
        var (enterprises, findings) = OfficialFiguresCsv.Read(csv);
        if (findings.Count > 0) return RowFindingsInvalid.Of(findings);
        var stamp = request.Stamp(time, "ImportSmeOfficialFigures");
        // Each enterprise is replaced whole, so a repetition after a broken connection ends with the same rows.
        foreach (var enterprise in enterprises)
            await cases.CommitAsync(new CaseWrite(new CaseAddress(ImportedFigures.Table, enterprise.Uscc), stamp).Upsert(ImportedFigures.Row, enterprise), durable, cancellation);
        return Results.Json(new OfficialFiguresLoaded(enterprises.Count), PlatformJson.Options);
    }
}
