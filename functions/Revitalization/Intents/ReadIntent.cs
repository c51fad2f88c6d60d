using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>An intent as its unit or its university sees it.</summary>
/// <param name="Id">The intent.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="UnitName">企业.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">意向状态, Chinese.</param>
/// <param name="Status">Whose turn it is and by when.</param>
/// <param name="Need">需求内容.</param>
/// <param name="Budget">预算, 万元; absent for 面议.</param>
/// <param name="Contact">联系人.</param>
/// <param name="Phone">联系电话: whole for the university, masked for everybody else.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ReadAt">When the university opened it.</param>
/// <param name="DueOn">Last day for the answer.</param>
/// <param name="Provisional">True where the day reaches beyond the published calendar.</param>
/// <param name="Answers">The answers, oldest first.</param>
/// <param name="EndedAt">When it was agreed or closed.</param>
/// <param name="EndedWhy">Who closed it and why.</param>
/// <param name="Timeline">办理进度 of all intents of the unit about the resource.</param>
public sealed record IntentView(
    IntentId Id, ResourceId Resource, string Title, string UnitName, string UniversityName, IntentState State, string StateName, string Status,
    string Need, decimal? Budget, string Contact, string Phone,
    DateTimeOffset SentAt, DateTimeOffset? ReadAt, DateOnly DueOn, bool Provisional, IReadOnlyList<IntentAnswer> Answers, DateTimeOffset? EndedAt, string? EndedWhy, IReadOnlyList<TimelineEntry> Timeline)
{
    internal static IntentView Of(IntentRecord intent, Role reader, IReadOnlyList<TimelineEntry> timeline) => new(
        intent.Id, intent.Resource, intent.Title, intent.UnitName, intent.UniversityName, intent.State, IntentStates.NameOf(intent.State), StatusOf(intent),
        intent.Form.Need!, intent.Form.Budget, intent.Form.Contact!,
        reader == Role.University ? intent.Form.Phone! : IntentRules.Masked(intent.Form.Phone),
        intent.SentAt, intent.ReadAt, intent.DueOn, intent.Provisional, intent.Answers, intent.EndedAt, intent.EndedWhy, timeline);

    private static string StatusOf(IntentRecord intent) => intent.State switch
    {
        IntentState.Sent or IntentState.Read when intent.ToldAt is not null => "高校院所逾期未答复",
        IntentState.Sent or IntentState.Read => $"{IntentStates.NameOf(intent.State)}，请高校院所于{ChinaTime.MonthDay(intent.DueOn)}前答复{(intent.Provisional ? "（放假安排尚未公布，日期暂定）" : "")}",
        IntentState.Closed => $"已关闭：{intent.EndedWhy}",
        _ => IntentStates.NameOf(intent.State),
    };
}

/// <summary>?state= is none of the list's.</summary>
public sealed record UnknownIntentState() : Malformed("intent-state-unknown", "意向状态无效", "state 应为 sent、read、answered、inTalks、agreed、closed 之一。");

/// <summary>Reads intents: of one's own unit, or sent to one's own university.</summary>
public sealed class ReadIntents(CaseStore cases, IntentRecords intents, IntentLists lists, TimeProvider time)
{
    /// <summary>企业：高校院所合作需求（本单位发布的合作意向）；高校院所：收到的合作意向。新的在前，不含联系方式。</summary>
    [Function("ListIntents")]
    [Allow(Role.UnitAdmin, Role.University)]
    [QueryParameter("state", "意向状态：sent、read、answered、inTalks、agreed、closed；不填为全部", typeof(IntentState)), QueryParameter("q", "专利名称、企业或高校院所名称中的文字")]
    [QueryParameter("take", "每页条数，1至200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<IntentLine>)), Refuses(typeof(UnknownIntentState))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "intents")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, caller) = (PageRequest.From(request), request.Caller());
        var keyword = request.Query["q"].ToString();
        var state = request.Word<IntentState>("state", new UnknownIntentState());
        var lines = caller.Role == Role.University ? await lists.OfUniversityAsync(caller.RequiredUnit, cancellation) : await lists.OfUnitAsync(caller.RequiredUnit, cancellation);
        var found = lines.Where(l => (state is null || l.State == state) && $"{l.Title}\n{l.UnitName}\n{l.UniversityName}".Contains(keyword, StringComparison.OrdinalIgnoreCase)).ToList();
        return Results.Json(page.Slice(found, IntentLists.RowOf, (l, row) => string.CompareOrdinal(IntentLists.RowOf(l), row) > 0), PlatformJson.Options);
    }

    /// <summary>一项合作意向；联系电话只对收到意向的高校院所完整显示，查看留痕，其他人只见掩码。</summary>
    [Function("GetIntent")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(IntentView), ETag = true)]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "intents/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var intent = (await intents.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (request.Caller().Role == Role.University)
            await cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(intent.Id.Value), request.Stamp(time, "GetIntent")), durable, cancellation);
        return await AnswerAsync(request, cases, intents, id, cancellation);
    }

    internal static async Task<IResult> AnswerAsync(HttpRequest request, CaseStore cases, IntentRecords intents, string id, CancellationToken cancellation)
    {
        var stored = await intents.OwnAsync(id, request.Caller(), cancellation);
        request.SetETag(stored.ETag);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(IntentView.Of(stored.Value, request.Caller().Role, await cases.TimelineAsync(IntentRecords.AddressOf(stored.Value.Id), cancellation)), PlatformJson.Options);
    }
}
