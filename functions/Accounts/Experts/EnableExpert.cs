using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>启用专家账号 (ACC-09).</summary>
public sealed class EnableExpert(AccountStore accounts, TimeProvider time)
{
    /// <summary>Lets the expert sign in again.</summary>
    [Function("EnableExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(ExpertAnswer)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/experts/{id}/enable")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var read = request.Matching(await OwnExperts.LoadAsync(accounts, request, id, cancellation));
        var changed = await accounts.ChangeAsync(
            read.Value.Id, request.Stamp(time, "EnableExpert"), durable, account => new AccountChange(account with { Disabled = false }), cancellation, read.ETag);
        return changed.TryGet(out var next, out var refusal) ? Results.Json(ExpertAnswer.Of(next), PlatformJson.Options) : refusal;
    }
}
