using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Catalogs;

/// <summary>?version=, ?effectiveFrom= or ?source= is missing or unusable.</summary>
public sealed record CatalogEditionInvalid() : Malformed("catalog-edition-invalid", "目录版本无效", "version 必填，为 1 至 40 个字母、数字和 . - _；effectiveFrom 应为 yyyy-MM-dd；source 不超过 200 个字符。");

/// <summary>导入分类目录 (COM-13, COM-15).</summary>
public sealed class ImportCatalog(CatalogsInForce catalogs, CaseStore cases, TimeProvider time)
{
    private const int Limit = 20 * 1024 * 1024;

    /// <summary>Replaces a catalog by a CSV file (UTF-8) of code, name, parent; If-Match carries the ETag of the edition it replaces.</summary>
    [Function("ImportCatalog")]
    [Allow(Role.Operator)]
    [QueryParameter("version", "新版本号，如 2025", Pattern = "^[A-Za-z0-9._-]{1,40}$", Required = true)]
    [QueryParameter("effectiveFrom", "生效日期 yyyy-MM-dd", typeof(DateOnly))]
    [QueryParameter("source", "来源，如文件名称与文号")]
    [AcceptsRaw("text/csv")]
    [Answers(200, typeof(CatalogSummary), ETag = true)]
    [Refuses(typeof(RowFindingsInvalid), typeof(CatalogEditionInvalid), typeof(BodyMissing), typeof(BodyTooLarge)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalogs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        catalogs.Forget();
        if ((await catalogs.CurrentAsync(cancellation)).Find(id) is not { } replaced) return new NothingHere();
        request.RequireMatch(ReadCatalogs.VersionOf(replaced));
        if (Edition(request, replaced.Info) is not { } info) return new CatalogEditionInvalid();
        using var csv = await request.ReadRawAsync(Limit, cancellation);
        var import = CatalogData.Parse(csv);
        if (import.Findings.Count > 0) return RowFindingsInvalid.Of(import.Findings);

        var catalog = Catalog.Create(info, import.Rows);
        var address = new CaseAddress(CatalogsInForce.Table, CatalogsInForce.Partition);
        var row = CatalogsInForce.RowOf(id);
        var before = await cases.FindAsync<ImportedCatalog>(address, row, cancellation);
        var stored = await catalogs.StoreAsync(catalog, import.Rows, cancellation);
        var write = new CaseWrite(address, request.Stamp(time, "ImportCatalog", $"{id} {info.Version}"));
        await cases.CommitAsync(before is null ? write.Insert(row, stored) : write.Replace(before, stored), durable, cancellation);
        if (before is not null && before.Value.ContentHash != stored.ContentHash) await catalogs.RemoveAsync(before.Value, cancellation);
        catalogs.Forget();
        request.SetETag(ReadCatalogs.VersionOf(catalog));
        return Results.Json(new CatalogSummary(info.Id, info.Title, info.Version, info.EffectiveFrom, info.Source), PlatformJson.Options);
    }

    private static CatalogInfo? Edition(HttpRequest request, CatalogInfo replaced)
    {
        var version = request.Query["version"].ToString();
        if (version.Length is 0 or > 40 || !version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return null;
        DateOnly? from = null;
        if (request.Query["effectiveFrom"].ToString() is { Length: > 0 } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
            from = day;
        }
        var source = request.Query["source"].ToString();
        if (source.Length > 200) return null;
        return replaced with { Version = version, EffectiveFrom = from, Source = source.Length > 0 ? source : "由运维人员导入" };
    }
}
