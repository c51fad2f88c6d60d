using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>A patent as it is shown.</summary>
/// <param name="Number">专利号.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Type">专利类型.</param>
/// <param name="Abstract">摘要.</param>
/// <param name="AppliedOn">申请日.</param>
/// <param name="GrantedOn">授权公告日.</param>
/// <param name="Ipc">IPC 主分类号.</param>
public sealed record PatentAnswer(string Number, string Title, PatentType Type, string? Abstract, DateOnly? AppliedOn, DateOnly? GrantedOn, string? Ipc)
{
    /// <summary>A patent of a resource.</summary>
    public static PatentAnswer Of(TransferablePatent patent) =>
        new(patent.Number.Value, patent.Title, patent.Type, patent.Abstract, patent.AppliedOn, patent.GrantedOn, patent.Ipc);
}

/// <summary>A resource as its own university sees it, the contact whole.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="Title">Name of the portfolio or the patent.</param>
/// <param name="PortfolioCode">组合编号.</param>
/// <param name="State">登记状态.</param>
/// <param name="Province">Two-digit code of the province.</param>
/// <param name="Patents">The patents.</param>
/// <param name="Dossier">建档信息.</param>
/// <param name="Contact">联系人.</param>
/// <param name="RegisteredAt">登记入库时间.</param>
/// <param name="ValidAtEndOf2023">2023年底有效.</param>
/// <param name="Batch">登记批次.</param>
/// <param name="ChangedAt">Last change.</param>
/// <param name="Rating">企业评价.</param>
public sealed record OwnResourceAnswer(
    ResourceId Id, ResourceKind Kind, string Title, string? PortfolioCode, ResourceState State, string Province, IReadOnlyList<PatentAnswer> Patents, ResourceDossier Dossier,
    ResourceContact Contact, DateTimeOffset RegisteredAt, bool ValidAtEndOf2023, string? Batch, DateTimeOffset ChangedAt, ResourceRating? Rating)
{
    /// <summary>The answer with its ETag.</summary>
    internal static async Task<IResult> AnswerAsync(HttpRequest request, ResourceRecords resources, ResourceId id, int status, CancellationToken cancellation)
    {
        var stored = (await resources.FindAsync(id, cancellation))!;
        request.SetETag(stored.ETag);
        return Results.Json(Of(stored.Value, (await resources.RatingAsync(id, cancellation))?.Value), PlatformJson.Options, statusCode: status);
    }

    private static OwnResourceAnswer Of(ResourceRecord r, ResourceRating? rating) => new(
        r.Id, r.Kind, r.Title, r.PortfolioCode, r.State, r.Province, [.. r.Patents.Select(PatentAnswer.Of)], r.Dossier, r.Contact, r.RegisteredAt, r.ValidAtEndOf2023, r.Batch, r.ChangedAt, rating);
}

/// <summary>?state= is none.</summary>
public sealed record UnknownResourceState() : Malformed("resource-state-unknown", "登记状态无效", "state 应为 offered、suspended 或 removed。");

/// <summary>本校登记的专利.</summary>
public sealed class ReadOwnResources(ResourceRecords resources, ResourcesByUniversity list)
{
    /// <summary>本单位登记的专利转化资源，新的在前，可按状态和登记批次筛选。</summary>
    [Function("ListOwnResources")]
    [Allow(Role.University)]
    [QueryParameter("state", "offered 可转化、suspended 暂停、removed 已移出；不填为全部", typeof(ResourceState)), QueryParameter("batch", "登记批次")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<ResourceLine>)), Refuses(typeof(UnknownResourceState))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/resources")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var state = request.Word<ResourceState>("state", new UnknownResourceState());
        var batch = request.Query["batch"].ToString() is { Length: > 0 } asked ? asked : null;
        var found = await list.PageAsync(request.Caller().RequiredUnit, state, batch, page.Take, page.Continuation, cancellation);
        return Results.Json(PageRequest.Answer(found, r => r.As<ResourceLine>().Value), PlatformJson.Options);
    }

    /// <summary>本单位登记的一项专利转化资源，联系人完整显示。</summary>
    [Function("ReadOwnResource")]
    [Allow(Role.University)]
    [Answers(200, typeof(OwnResourceAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "university/resources/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var own = await resources.OwnAsync(id, request.Caller(), cancellation);
        return await OwnResourceAnswer.AnswerAsync(request, resources, own.Value.Id, StatusCodes.Status200OK, cancellation);
    }
}
