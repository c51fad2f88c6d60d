using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>?field= is no field of technology.</summary>
public sealed record UnknownDemandField() : Malformed("demand-field-unknown", "技术领域无效", "field 应为技术领域代码（01至35）或技术大类代码（A至E）。");

/// <summary>An attachment of a demand.</summary>
/// <param name="Id">The file.</param>
/// <param name="Name">Name as uploaded.</param>
/// <param name="Bytes">Size.</param>
public sealed record DemandFile(FileId Id, string Name, long Bytes);

/// <summary>A demand with its attachments.</summary>
/// <param name="Demand">The demand.</param>
/// <param name="Files">附件.</param>
public sealed record PublicDemandAnswer(PublicDemand Demand, IReadOnlyList<DemandFile> Files);

/// <summary>公开需求 for everybody (manual 七: 公开展示).</summary>
public sealed class ReadPublicDemands(CaseStore cases, DemandRecords demands, DemandLists lists, IFileContents contents)
{
    /// <summary>公开需求，不需要账号，新发布的在前。</summary>
    [Function("ListPublicDemands")]
    [Allow(Role.Public)]
    [QueryParameter("q", "需求名称、描述或发布单位中的文字"), QueryParameter("field", "技术领域代码（01至35）或技术大类代码（A至E）"), QueryParameter("industry", "国民经济行业代码或其前几位")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<PublicDemand>)), Refuses(typeof(UnknownDemandField))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/demands")] HttpRequest request, CancellationToken cancellation) =>
        Results.Json(
            PageRequest.From(request).Slice(Select(request, await lists.PublicAsync(cancellation)), DemandLists.RowOf, (d, row) => string.CompareOrdinal(DemandLists.RowOf(d), row) > 0), PlatformJson.Options);

    /// <summary>一项公开需求及其附件清单，不需要账号。</summary>
    [Function("ReadPublicDemand")]
    [Allow(Role.Public)]
    [Answers(200, typeof(PublicDemandAnswer))]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/demands/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var demand = (await demands.PublicAsync(id, cancellation)).Value;
        var files = new List<DemandFile>();
        foreach (var file in demand.Published!.Attachments ?? [])
            if (await FileRecords.FindAsync(cases.Records, file, cancellation) is { Value: { Scan: ScanState.Clean } found }) files.Add(new DemandFile(file, found.Name, found.Bytes));
        return Results.Json(new PublicDemandAnswer(PublicDemand.Of(demand)!, files), PlatformJson.Options);
    }

    /// <summary>公开需求的一份附件，不需要账号。</summary>
    [Function("ReadPublicDemandFile")]
    [Allow(Role.Public)]
    [Answers(200, MediaType = FileKinds.MediaTypes, ETag = true), Answers(206, MediaType = FileKinds.MediaTypes, ETag = true), Answers(304, ETag = true)]
    public async Task<IResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/demands/{id}/files/{file}")] HttpRequest request, string id, string file, CancellationToken cancellation)
    {
        var demand = (await demands.PublicAsync(id, cancellation)).Value;
        var named = new FileId(file);
        if (demand.Published!.Attachments?.Contains(named) != true) return new NothingHere();
        if (await FileRecords.FindAsync(cases.Records, named, cancellation) is not { Value: { Scan: ScanState.Clean } found }) return new NothingHere();
        return await FileContentAnswer.OpenAsync(request, contents, found, cancellation);
    }

    /// <summary>The demands that meet the conditions of the address, in their order.</summary>
    internal static IReadOnlyList<PublicDemand> Select(HttpRequest request, IReadOnlyList<PublicDemand> open)
    {
        var (keyword, field, industry) = (request.Query["q"].ToString(), request.Query["field"].ToString(), request.Query["industry"].ToString());
        var fields = field.Length == 0 ? null : TechnicalFields.Within(field) is { Count: > 0 } within ? within : throw new RefusedException(new UnknownDemandField());
        return
        [
            .. open.Where(d =>
                (keyword.Length == 0 || $"{d.Title}\n{d.Description}\n{d.UnitName}".Contains(keyword, StringComparison.OrdinalIgnoreCase))
                && fields?.Contains(d.Field) != false
                && (industry.Length == 0 || d.Industries.Any(i => i.StartsWith(industry, StringComparison.Ordinal)))),
        ];
    }
}

/// <summary>A demand in the resource library, with whether the caller's university has answered it.</summary>
/// <param name="Demand">The demand.</param>
/// <param name="Answered">True once the caller's university has answered; false for everybody else.</param>
public sealed record LibraryDemand(PublicDemand Demand, bool Answered);

/// <summary>?answered= is neither yes nor no.</summary>
public sealed record UnknownAnswered() : Malformed("demand-answered-unknown", "筛选条件无效", "answered 应为 yes 或 no。");

/// <summary>公开需求 in 专利转化资源库 (manual 七); for universities the list of what there is to answer.</summary>
public sealed class ListLibraryDemands(DemandLists lists)
{
    /// <summary>专利转化资源库中的公开需求；高校院所可筛选本校是否已答复。</summary>
    [Function("ListLibraryDemands")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.National, Role.Provincial, Role.Operator)]
    [QueryParameter("q", "需求名称、描述或发布单位中的文字"), QueryParameter("field", "技术领域代码（01至35）或技术大类代码（A至E）"), QueryParameter("industry", "国民经济行业代码或其前几位")]
    [QueryParameter("answered", "本校是否已答复：yes、no；不填为全部", Values = "yes,no"), QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<LibraryDemand>)), Refuses(typeof(UnknownDemandField), typeof(UnknownAnswered))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/demands")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, caller) = (PageRequest.From(request), request.Caller());
        bool? wanted = request.Query["answered"].ToString() switch { "" => null, "yes" => true, "no" => false, _ => throw new RefusedException(new UnknownAnswered()) };
        var answered = caller.Role == Role.University ? (await lists.AnsweredByAsync(caller.RequiredUnit, cancellation)).Select(a => a.Demand).ToHashSet() : [];
        var open = ReadPublicDemands.Select(request, await lists.PublicAsync(cancellation));
        var found = open.Select(d => new LibraryDemand(d, answered.Contains(d.Id))).Where(d => wanted is null || d.Answered == wanted).ToList();
        return Results.Json(page.Slice(found, d => DemandLists.RowOf(d.Demand), (d, row) => string.CompareOrdinal(DemandLists.RowOf(d.Demand), row) > 0), PlatformJson.Options);
    }
}
