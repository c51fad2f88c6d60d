using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>停用专家账号 (ACC-09).</summary>
public sealed class DisableExpert(AccountStore accounts, TimeProvider time)
{
    /// <summary>Shuts the expert out; its sign-ins end at once.</summary>
    [Function("DisableExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(ExpertAnswer)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/experts/{id}/disable")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var read = request.Matching(await OwnExperts.LoadAsync(accounts, request, id, cancellation));
        var changed = await accounts.ChangeAsync(
            read.Value.Id, request.Stamp(time, "DisableExpert"), durable, account => new AccountChange(account with { Disabled = true }), cancellation, read.ETag);
        return changed.TryGet(out var next, out var refusal) ? Results.Json(ExpertAnswer.Of(next), PlatformJson.Options) : refusal;
    }
}
