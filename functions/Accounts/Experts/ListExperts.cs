using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>专家账号列表 (ACC-09).</summary>
public sealed class ListExperts(AccountStore accounts, UnitAccounts units)
{
    /// <summary>The experts of one's own unit, masked.</summary>
    [Function("ListExperts")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(PageAnswer<ExpertAnswer>))]
    [QueryParameter("take", "每页条数，1至200，默认20"), QueryParameter("continuation", "翻页标记")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/experts")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var ids = page.Slice(await units.IdsAsync(request.Caller().RequiredUnit, Role.Expert, cancellation), id => id.Value);
        var experts = new List<ExpertAnswer>();
        foreach (var id in ids.Items)
        {
            if (await accounts.FindAsync(id, cancellation) is { } read) experts.Add(ExpertAnswer.Of(read.Value));
        }
        return Results.Json(new PageAnswer<ExpertAnswer>(experts, ids.Continuation, ids.Total), PlatformJson.Options);
    }
}
