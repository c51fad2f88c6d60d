using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>停用账号 (ACC-10).</summary>
public sealed class DisableAccount(AccountStore accounts, TimeProvider time)
{
    /// <summary>Shuts the account out; its sign-ins end at once.</summary>
    [Function("DisableAccount")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(StaffAnswer)), Refuses(typeof(OwnAccount)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/staff/{id}/disable")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(new AccountId(id), cancellation) is not { } found) return new NothingHere();
        var read = request.Matching(found);
        if (read.Value.Id == request.Caller().Account) return new OwnAccount();
        var changed = await accounts.ChangeAsync(
            read.Value.Id, request.Stamp(time, "DisableAccount"), durable, account => new AccountChange(account with { Disabled = true }), cancellation, read.ETag);
        return changed.TryGet(out var next, out var refusal) ? Results.Json(StaffAnswer.Of(next), PlatformJson.Options) : refusal;
    }
}
