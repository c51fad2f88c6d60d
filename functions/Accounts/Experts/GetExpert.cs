using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>查看专家账号 (ACC-09).</summary>
public sealed class GetExpert(AccountStore accounts)
{
    /// <summary>One expert of one's own unit, masked.</summary>
    [Function("GetExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(ExpertAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/experts/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var read = await OwnExperts.LoadAsync(accounts, request, id, cancellation);
        request.SetETag(read.ETag);
        return Results.Json(ExpertAnswer.Of(read.Value), PlatformJson.Options);
    }
}
