using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>重发初始密码 (ACC-10).</summary>
public sealed class ReissueInitialPassword(AccountStore accounts, AccountIssue issue, TimeProvider time)
{
    /// <summary>Gives an account a new initial password, to be replaced at the next sign-in; all its sign-ins end.</summary>
    [Function("ReissueInitialPassword")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(StaffCreated)), Refuses(typeof(OwnAccount)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/staff/{id}/initial-password")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(new AccountId(id), cancellation) is not { } found) return new NothingHere();
        var read = request.Matching(found);
        if (read.Value.Id == request.Caller().Account) return new OwnAccount();
        var issued = await issue.ReissueAsync(read.Value.Id, read.ETag, request.Stamp(time, "ReissueInitialPassword"), durable, cancellation);
        if (!issued.TryGet(out var made, out var refusal)) return refusal;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new StaffCreated(StaffAnswer.Of(made.Account), made.Password), PlatformJson.Options);
    }
}
