using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts.Closure;

/// <summary>申请注销.</summary>
/// <param name="Password">登录密码, asked for again.</param>
public sealed record ClosureForm(string? Password);

/// <summary>注销账号 (ACC-13): asked for with the password, taken back within fifteen days, then carried out by a timer.</summary>
public sealed class RequestClosure(AccountStore accounts, ClosureHindrances hindrances, SignInDesk signIn, TimeProvider time)
{
    /// <summary>注销申请的状态，以及须先办结的事项。</summary>
    [Function("ReadClosure")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(ClosureAnswer))]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/me/closure")] HttpRequest request, CancellationToken cancellation) =>
        await AnswerAsync(await SelfAsync(request, cancellation), cancellation);

    /// <summary>申请注销账号：须输入登录密码，且没有未办结的业务；15 日内可以撤回，期满后账号及专家账号停用，手机号、邮箱等个人信息删除。建议先导出本单位数据。</summary>
    [Function("RequestClosure")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Accepts(typeof(ClosureForm)), Answers(200, typeof(ClosureAnswer)), Refuses(typeof(ClosureHindered), typeof(FieldsInvalid), typeof(LoginLocked))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/me/closure")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ClosureForm>(cancellation);
        var account = await SelfAsync(request, cancellation);
        var stamp = request.Stamp(time, "RequestClosure");
        if (!(await signIn.CheckPasswordAsync(account, form.Password ?? "", stamp, durable, cancellation)).TryGet(out _, out var wrong))
            return wrong is LoginFailed ? new FieldsInvalid { Findings = [Finding.Blocks("password.wrong", "/password", "登录密码错误。")] } : wrong;
        if (await FindAsync(account, cancellation) is not null) return await AnswerAsync(account, cancellation);
        if (await hindrances.OfAsync(account, cancellation) is { Count: > 0 } open) return new ClosureHindered { Findings = open };
        var closure = Closure.Asked(stamp.When);
        await new DueIndex(accounts.Cases.Records, Closure.DueTable).AddAsync(ChinaTime.EndOfDay(closure.On), account.Id.Value, cancellation);
        var write = new CaseWrite(AccountTables.Address(account.Id), stamp)
            .Insert(Closure.Row, closure)
            .Send(Notify.Account("account.closure-requested", account.Id, ("on", ChinaTime.FullDate(closure.On))));
        await accounts.Cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(account, cancellation);
    }

    /// <summary>撤回注销申请。</summary>
    [Function("TakeBackClosure")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(ClosureAnswer)), Refuses(typeof(NoClosure))]
    public async Task<IResult> TakeBackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "accounts/me/closure")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var account = await SelfAsync(request, cancellation);
        if (await FindAsync(account, cancellation) is not { } closure) return new NoClosure();
        var write = new CaseWrite(AccountTables.Address(account.Id), request.Stamp(time, "TakeBackClosure"))
            .Delete(closure)
            .Send(Notify.Account("account.closure-taken-back", account.Id));
        await accounts.Cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(account, cancellation);
    }

    private async Task<Account> SelfAsync(HttpRequest request, CancellationToken cancellation) =>
        (await accounts.FindAsync(request.Caller().Account, cancellation))?.Value ?? throw new RefusedException(new SignInRequired());

    private Task<Stored<Closure>?> FindAsync(Account account, CancellationToken cancellation) =>
        accounts.Cases.FindAsync<Closure>(AccountTables.Address(account.Id), Closure.Row, cancellation);

    private async Task<IResult> AnswerAsync(Account account, CancellationToken cancellation)
    {
        var closure = (await FindAsync(account, cancellation))?.Value;
        return Results.Json(new ClosureAnswer(closure?.RequestedAt, closure?.On, await hindrances.OfAsync(account, cancellation)), PlatformJson.Options);
    }
}
