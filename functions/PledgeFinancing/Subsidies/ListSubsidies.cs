using System.Globalization;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>?state=, ?from= or ?to= is nothing to filter by.</summary>
/// <param name="Parameter">Name of the parameter.</param>
public sealed record UnknownSubsidyFilter(string Parameter) : Malformed("subsidy-filter-unknown", "筛选条件无效", $"参数 {Parameter} 的值无效：state 应为审核状态代码，from、to 应为 yyyy-MM-dd。");

/// <summary>A line of the list with its place and what can be done.</summary>
/// <param name="Index">序号.</param>
/// <param name="Line">The line.</param>
/// <param name="LoanTerm">贷款合同期限 as the list shows it: 2023-03-13至2024-03-12.</param>
/// <param name="Acts">操作.</param>
/// <param name="HasForm">Whether the 申请表 can be downloaded.</param>
public sealed record SubsidyListEntry(int Index, SubsidyLine Line, string LoanTerm, IReadOnlyList<PossibleAct> Acts, bool HasForm);

/// <summary>政策申报 – 质押融资利息补贴: the list of a unit, and the office's of a campaign (SUB-02, SUB-07; manual 三).</summary>
public sealed class ListSubsidies(SubsidyLists lists, SubsidyCampaigns campaigns)
{
    /// <summary>本单位的补贴申请，新的在前；可按申请编号、贷款银行、审核状态、申请时间筛选，并给出总数和可办理的操作。</summary>
    [Function("ListSubsidies")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("number", "申请编号中的文字"), QueryParameter("bank", "贷款银行名称中的文字"), QueryParameter("state", "审核状态代码，如 underReview、paperReturned；不填为全部", typeof(SubsidyState))]
    [QueryParameter("from", "申请时间自，yyyy-MM-dd", typeof(DateOnly)), QueryParameter("to", "申请时间至（含当日）", typeof(DateOnly)), QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<SubsidyListEntry>)), Refuses(typeof(UnknownSubsidyFilter))]
    public async Task<IResult> OwnAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidies")] HttpRequest request, CancellationToken cancellation) =>
        Answer(request, await lists.OfUnitAsync(request.Caller().RequiredUnit, cancellation));

    /// <summary>一项政策申报的全部补贴申请，新的在前；另可按企业名称、联系电话筛选。</summary>
    [Function("ListCampaignSubsidies")]
    [Allow(Role.FinanceOfficer)]
    [QueryParameter("number", "申请编号中的文字"), QueryParameter("unit", "企业名称中的文字"), QueryParameter("phone", "联系电话中的数字"), QueryParameter("bank", "贷款银行名称中的文字")]
    [QueryParameter("state", "审核状态代码；不填为全部", typeof(SubsidyState)), QueryParameter("from", "申请时间自，yyyy-MM-dd", typeof(DateOnly)), QueryParameter("to", "申请时间至（含当日）", typeof(DateOnly))]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<SubsidyListEntry>)), Refuses(typeof(NoSubsidyCampaign), typeof(UnknownSubsidyFilter))]
    public async Task<IResult> OfCampaignAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidy-campaigns/{id}/applications")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var campaign = await campaigns.GetAsync(new SubsidyCampaignId(id), request.Caller(), cancellation);
        return Answer(request, await lists.OfCampaignAsync(campaign.Value.Id, cancellation));
    }

    private static IResult Answer(HttpRequest request, IReadOnlyList<SubsidyLine> all)
    {
        var role = request.Caller().Role;
        var found = Filtered(request, all);
        var entries = found.Select((line, i) => new SubsidyListEntry(
            i + 1, line, string.Create(CultureInfo.InvariantCulture, $"{line.LoanFrom:yyyy-MM-dd}至{line.LoanTo:yyyy-MM-dd}"), SubsidyStates.ActsOf(line.State, role), SubsidyStates.HasForm(line.State))).ToList();
        return Results.Json(PageRequest.From(request).Slice(entries, e => SubsidyLine.RowOf(e.Line), (e, row) => string.CompareOrdinal(SubsidyLine.RowOf(e.Line), row) > 0), PlatformJson.Options);
    }

    private static List<SubsidyLine> Filtered(HttpRequest request, IReadOnlyList<SubsidyLine> all)
    {
        string Query(string name) => request.Query[name].ToString().Trim();
        bool Has(string? text, string name) => Query(name) is not { Length: > 0 } part || text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
        SubsidyState? state = null;
        if (Query("state") is { Length: > 0 } code)
            state = QueryWord.Find<SubsidyState>(code) ?? throw new RefusedException(new UnknownSubsidyFilter("state"));
        var (from, to) = (Day("from"), Day("to"));
        DateOnly? Day(string name) => Query(name) is not { Length: > 0 } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new RefusedException(new UnknownSubsidyFilter(name));
        bool Within(SubsidyLine line) => (from is null && to is null)
            || (line.SubmittedAt is { } at && (from is null || ChinaTime.DateOf(at) >= from) && (to is null || ChinaTime.DateOf(at) <= to));
        return [.. all.Where(l => Has(l.Number, "number") && Has(l.UnitName, "unit") && Has(l.Phone, "phone") && Has(l.BankName, "bank") && (state is null || l.State == state) && Within(l))];
    }
}
