using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>重置密码.</summary>
/// <param name="Phone">手机号.</param>
/// <param name="SmsCode">短信验证码 of the purpose <c>resetPassword</c>.</param>
/// <param name="Password">新密码.</param>
/// <param name="PasswordAgain">确认新密码.</param>
public sealed record ResetPasswordForm(string? Phone, string? SmsCode, string? Password, string? PasswordAgain);

/// <summary>忘记密码 (ACC-07).</summary>
public sealed class ResetPassword(AccountStore accounts, SmsCodeDesk codes, Passwords passwords, LoginLocks locks, TimeProvider time)
{
    /// <summary>Sets a new password by phone and SMS code; all sign-ins end, a lock ends, and a notice is sent. A number without an account is answered like a wrong code.</summary>
    [Function("ResetPassword")]
    [Allow(Role.Public)]
    [Accepts(typeof(ResetPasswordForm)), Answers(204), Refuses(typeof(FieldsInvalid), typeof(AccountDisabled))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/password-reset")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ResetPasswordForm>(cancellation);
        List<Finding> findings = [.. RegistrationRules.Identifier<MobileNumber>(form.Phone, "/phone"), .. SmsCodeRules.CheckShape(form.SmsCode)];
        Account? account = null;
        if (findings.Count == 0)
        {
            var phone = RegistrationRules.Checked<MobileNumber>(form.Phone).Value;
            if (await codes.IsRightAsync(phone, SmsPurpose.ResetPassword, form.SmsCode!, cancellation)) account = (await accounts.FindAsync(AccountName.Phone(phone), cancellation))?.Value;
            if (account is null) findings.Add(SmsCodeRules.Wrong);
        }
        findings.AddRange(PasswordRules.Check(form.Password, form.PasswordAgain, account?.Username));
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        if (!account!.IsActive) return new AccountDisabled();
        if (!await codes.TryUseAsync(account.Phone!, SmsPurpose.ResetPassword, form.SmsCode!, cancellation)) return new FieldsInvalid { Findings = [SmsCodeRules.Wrong] };

        var stamp = request.Stamp(time, "ResetPassword");
        var hash = passwords.Hash(form.Password!);
        var changed = await accounts.ChangeAsync(account.Id, stamp, durable, now => NewPassword.Set(now, hash, stamp.When, SessionsEnded.All), cancellation);
        if (!changed.TryGet(out _, out var refusal)) return refusal;
        await locks.ClearAsync(account.Id.Value, cancellation);
        return Results.NoContent();
    }
}
