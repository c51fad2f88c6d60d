using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>续期.</summary>
/// <param name="RefreshToken">The unspent refresh token.</param>
public sealed record RefreshRequest([property: System.ComponentModel.DataAnnotations.MaxLength(4000)] string RefreshToken);

/// <summary>续期登录 (ACC-08).</summary>
public sealed class RefreshSignIn(SignInDesk signIn, TimeProvider time)
{
    /// <summary>Changes a refresh token for a new pair of tokens; using one twice ends the sign-in.</summary>
    [Function("RefreshSignIn")]
    [Allow(Role.Public)]
    [Accepts(typeof(RefreshRequest)), Answers(200, typeof(SignedIn)), Refuses(typeof(RefreshRefused))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/tokens")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<RefreshRequest>(cancellation);
        if (!(await signIn.RefreshAsync(body.RefreshToken, () => request.Stamp(time, "RefreshSignIn"), durable, cancellation)).TryGet(out var signedIn, out var refusal)) return refusal;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(signedIn, PlatformJson.Options);
    }
}
