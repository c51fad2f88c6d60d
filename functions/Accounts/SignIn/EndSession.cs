using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>结束一个登录 (ACC-08).</summary>
public sealed class EndSession(SignInDesk signIn, TimeProvider time)
{
    /// <summary>Ends one of one's own sign-ins, e.g. on a lost device.</summary>
    [Function("EndSession")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(204)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "accounts/me/sessions/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        await signIn.EndAsync(request.Caller().Account, id, request.Stamp(time, "EndSession"), durable, cancellation) ? Results.NoContent() : new NothingHere();
}
