using PatentFunctions.Platform.Http;

namespace PatentFunctions.Catalogs;

/// <summary>分类目录, without its entries.</summary>
/// <param name="Id">Id.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Version">Edition in force.</param>
/// <param name="EffectiveFrom">The day from which the edition holds.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record CatalogSummary(string Id, string Title, string Version, DateOnly? EffectiveFrom, string Source);

/// <summary>目录条目.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Parent">Code of the entry above.</param>
/// <param name="Level">Depth, 1 at the top.</param>
/// <param name="IsLeaf">Whether nothing is below it.</param>
/// <param name="Path">Names from the top down to the entry.</param>
public sealed record CatalogEntryAnswer(string Code, string Name, string? Parent, int Level, bool IsLeaf, IReadOnlyList<string> Path);

/// <summary>分类目录的一部分.</summary>
/// <param name="Id">Id.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Version">Edition.</param>
/// <param name="Entries">The entries asked for.</param>
public sealed record CatalogAnswer(string Id, string Title, string Version, IReadOnlyList<CatalogEntryAnswer> Entries);

/// <summary>?take= is out of range.</summary>
public sealed record BadCatalogTake() : Malformed("catalog-take-invalid", "条数无效", "take 应为 1 至 1000 的整数。");

/// <summary>分类目录查询 (COM-15).</summary>
public sealed class ReadCatalogs(CatalogsInForce catalogs)
{
    private const int DefaultTake = 20;
    private const int MostEntries = 1000;
    private const int MaxAge = 300;

    /// <summary>The catalogs there are.</summary>
    [Function("ListCatalogs")]
    [Allow(Role.Public)]
    [Answers(200, typeof(IReadOnlyList<CatalogSummary>), ETag = true)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalogs")] HttpRequest request, CancellationToken cancellation)
    {
        var all = (await catalogs.CurrentAsync(cancellation)).All;
        if (request.IsUnchanged(string.Join('|', all.Select(c => c.Id + c.Version)), MaxAge)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Json(all.Select(c => new CatalogSummary(c.Id, c.Title, c.Version, c.EffectiveFrom, c.Source)), PlatformJson.Options);
    }

    /// <summary>Entries of a catalog: one by its code, those below a code, those that match a keyword, or the top ones.</summary>
    [Function("ReadCatalog")]
    [Allow(Role.Public)]
    [QueryParameter("keyword", "关键字或代码的开头；多个词以空格分隔")]
    [QueryParameter("parent", "上级代码：列出其直接下级")]
    [QueryParameter("code", "代码：只返回该条目")]
    [QueryParameter("take", "最多条数，1 至 1000；关键字查找默认 20", Most = 1000)]
    [Answers(200, typeof(CatalogAnswer), ETag = true), Answers(304, ETag = true)]
    [Refuses(typeof(BadCatalogTake))]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalogs/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if ((await catalogs.CurrentAsync(cancellation)).Find(id) is not { } catalog) return new NothingHere();
        var keyword = request.Query["keyword"].ToString();
        var take = keyword.Length > 0 ? DefaultTake : MostEntries;
        if (request.Query["take"].ToString() is { Length: > 0 } text && (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out take) || take is < 1 or > MostEntries))
            return new BadCatalogTake();
        IReadOnlyList<CatalogEntry> entries;
        if (request.Query["code"].ToString() is { Length: > 0 } code) entries = catalog.Find(code) is { } entry ? [entry] : [];
        else if (request.Query["parent"].ToString() is { Length: > 0 } parent) entries = [.. catalog.Children(parent).Take(take)];
        else entries = catalog.Search(keyword, take);
        if (request.IsUnchanged(VersionOf(catalog), MaxAge)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Json(new CatalogAnswer(catalog.Id, catalog.Info.Title, catalog.Version, [.. entries.Select(Answer)]), PlatformJson.Options);
    }

    /// <summary>What the entity tag of a catalog is made from: edition and content.</summary>
    internal static string VersionOf(Catalog catalog) => $"{catalog.Id}|{catalog.Version}|{catalog.ContentHash}";

    private static CatalogEntryAnswer Answer(CatalogEntry entry) => new(entry.Code, entry.Name, entry.Parent, entry.Level, entry.IsLeaf, entry.Path);
}
