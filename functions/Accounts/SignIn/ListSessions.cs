using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>One of one's own sign-ins.</summary>
/// <param name="Id">The sign-in.</param>
/// <param name="SignedInAt">The instant.</param>
/// <param name="LastUsedAt">Last refresh.</param>
/// <param name="ExpiresAt">Its end unless it is refreshed.</param>
/// <param name="Client">Browser as it names itself.</param>
/// <param name="IsThis">True for the one that asks.</param>
public sealed record SessionAnswer(string Id, DateTimeOffset SignedInAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string Client, bool IsThis);

/// <summary>我的登录 (ACC-08).</summary>
public sealed class ListSessions(AccountStore accounts, TimeProvider time)
{
    /// <summary>One's own sign-ins that are alive, newest first; at most ten.</summary>
    [Function("ListSessions")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(IReadOnlyList<SessionAnswer>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/me/sessions")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var alive = (await accounts.SessionsAsync(caller.Account, cancellation)).Select(s => s.Value).Where(s => s.ExpiresAt > time.GetUtcNow());
        List<SessionAnswer> answer = [.. alive.OrderByDescending(s => s.SignedInAt).Select(s => new SessionAnswer(s.Id, s.SignedInAt, s.LastUsedAt, s.ExpiresAt, s.Client, s.Id == caller.Session))];
        return Results.Json<IReadOnlyList<SessionAnswer>>(answer, PlatformJson.Options);
    }
}
