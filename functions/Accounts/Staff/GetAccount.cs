using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>查看账号 (ACC-10).</summary>
public sealed class GetAccount(AccountStore accounts)
{
    /// <summary>Any account, masked.</summary>
    [Function("GetAccount")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(StaffAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/staff/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(new AccountId(id), cancellation) is not { } read) return new NothingHere();
        request.SetETag(read.ETag);
        return Results.Json(StaffAnswer.Of(read.Value), PlatformJson.Options);
    }
}
