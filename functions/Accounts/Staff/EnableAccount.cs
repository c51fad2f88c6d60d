using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>启用账号 (ACC-10).</summary>
public sealed class EnableAccount(AccountStore accounts, TimeProvider time)
{
    /// <summary>Lets the account sign in again.</summary>
    [Function("EnableAccount")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(StaffAnswer)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/staff/{id}/enable")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(new AccountId(id), cancellation) is not { } found) return new NothingHere();
        var read = request.Matching(found);
        var changed = await accounts.ChangeAsync(
            read.Value.Id, request.Stamp(time, "EnableAccount"), durable, account => new AccountChange(account with { Disabled = false }), cancellation, read.ETag);
        return changed.TryGet(out var next, out var refusal) ? Results.Json(StaffAnswer.Of(next), PlatformJson.Options) : refusal;
    }
}
