using PatentFunctions.Accounts.Rules;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>修改密码.</summary>
/// <param name="OldPassword">原密码.</param>
/// <param name="Password">新密码.</param>
/// <param name="PasswordAgain">确认新密码.</param>
public sealed record ChangePasswordForm(string? OldPassword, string? Password, string? PasswordAgain);

/// <summary>修改密码, also 修改初始密码 (ACC-06, ACC-07).</summary>
public sealed class ChangePassword(AccountStore accounts, SignInDesk signIn, Passwords passwords, TimeProvider time)
{
    /// <summary>Replaces one's own password; all other sign-ins end and a notice is sent.</summary>
    [Function("ChangePassword")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator, BeforeSetup = true)]
    [Accepts(typeof(ChangePasswordForm)), Answers(200, typeof(SetupAnswer)), Refuses(typeof(FieldsInvalid), typeof(PhoneNotBound), typeof(LoginLocked))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/me/password")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ChangePasswordForm>(cancellation);
        var caller = request.Caller();
        if (caller.Setup == PendingSetup.BindPhone) return new PhoneNotBound();
        if (await accounts.FindAsync(caller.Account, cancellation) is not { } read) return new SignInRequired();
        var stamp = request.Stamp(time, "ChangePassword");
        List<Finding> findings = [.. PasswordRules.Check(form.Password, form.PasswordAgain, read.Value.Username), .. PasswordRules.CheckOld(form.OldPassword, form.Password)];
        if (!string.IsNullOrEmpty(form.OldPassword) && !(await signIn.CheckPasswordAsync(read.Value, form.OldPassword, stamp, durable, cancellation)).TryGet(out _, out var refusal))
        {
            if (refusal is not LoginFailed) return refusal;
            findings.Add(PasswordRules.OldWrong);
        }
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var hash = passwords.Hash(form.Password!);
        var changed = await accounts.ChangeAsync(
            caller.Account, stamp, durable, account => Decide(account, read.Value.PasswordHash, hash, stamp.When, caller.Session), cancellation);
        return changed.TryGet(out var next, out refusal) ? Results.Json(SetupAnswer.Of(next), PlatformJson.Options) : refusal;
    }

    private static Outcome<AccountChange> Decide(Account account, string checkedHash, string hash, DateTimeOffset now, string session)
    {
        if (account.PasswordHash != checkedHash) return new RecordChanged();
        return NewPassword.Set(account, hash, now, SessionsEnded.Others, session);
    }
}

/// <summary>What a new password brings with it, however it was set.</summary>
internal static class NewPassword
{
    public static AccountChange Set(Account account, string hash, DateTimeOffset now, SessionsEnded ends, string? kept = null) =>
        new(account with { PasswordHash = hash, Setup = PendingSetup.None }, ends, kept)
        {
            Removes = [AccountTables.InitialPasswordRow],
            Messages = [Notify.Account("account.password-changed", account.Id, ("time", ChinaTime.FullDateTime(now)))],
        };
}
