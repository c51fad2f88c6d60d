using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>退出登录 (ACC-08).</summary>
public sealed class Logout(SignInDesk signIn, TimeProvider time)
{
    /// <summary>Ends the sign-in of this request; its tokens are refused from now on.</summary>
    [Function("Logout")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator, BeforeSetup = true)]
    [Answers(204)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/logout")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        await signIn.EndAsync(caller.Account, caller.Session, request.Stamp(time, "Logout"), durable, cancellation);
        return Results.NoContent();
    }
}
