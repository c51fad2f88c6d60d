using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>绑定手机号.</summary>
/// <param name="Phone">手机号.</param>
/// <param name="SmsCode">短信验证码 of the purpose <c>bindPhone</c>.</param>
public sealed record BindPhoneForm(string? Phone, string? SmsCode);

/// <summary>绑定手机号 (ACC-06; manual sme-cultivation 3.1).</summary>
public sealed class BindPhone(AccountStore accounts, AccountNames names, SmsCodeDesk codes, TimeProvider time)
{
    /// <summary>Binds a phone to an account that has none; afterwards its initial password must be replaced.</summary>
    [Function("BindPhone")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator, BeforeSetup = true)]
    [Accepts(typeof(BindPhoneForm)), Answers(200, typeof(SetupAnswer)), Refuses(typeof(FieldsInvalid), typeof(PhoneAlreadyBound))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/me/phone")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<BindPhoneForm>(cancellation);
        var caller = request.Caller();
        if (caller.Setup != PendingSetup.BindPhone) return new PhoneAlreadyBound();
        List<Finding> findings = [.. RegistrationRules.Identifier<MobileNumber>(form.Phone, "/phone"), .. SmsCodeRules.CheckShape(form.SmsCode)];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var phone = RegistrationRules.Checked<MobileNumber>(form.Phone).Value;
        if (!await codes.IsRightAsync(phone, SmsPurpose.BindPhone, form.SmsCode!, cancellation)) return new FieldsInvalid { Findings = [SmsCodeRules.Wrong] };
        if (await names.IsTakenAsync(AccountName.Phone(phone), caller.Account, cancellation)) return new FieldsInvalid { Findings = [AccountName.Phone(phone).Taken()] };
        if (!await codes.TryUseAsync(phone, SmsPurpose.BindPhone, form.SmsCode!, cancellation)) return new FieldsInvalid { Findings = [SmsCodeRules.Wrong] };
        var stamp = request.Stamp(time, "BindPhone");
        var bound = await accounts.ChangeAsync(caller.Account, stamp, durable, account => Bind(account, phone, stamp.When), cancellation);
        return bound.TryGet(out var next, out var refusal) ? Results.Json(SetupAnswer.Of(next), PlatformJson.Options) : refusal;
    }

    private static Outcome<AccountChange> Bind(Account account, string phone, DateTimeOffset now)
    {
        if (account.Setup != PendingSetup.BindPhone) return new PhoneAlreadyBound();
        return new AccountChange(account with { Phone = phone, Setup = PendingSetup.ReplacePassword })
        {
            Messages = [Notify.Account("account.phone-bound", account.Id, ("time", ChinaTime.FullDateTime(now)))],
        };
    }
}

/// <summary>What an account still has to do.</summary>
/// <param name="Setup">What.</param>
/// <param name="Hint">The same in Chinese.</param>
public sealed record SetupAnswer(PendingSetup Setup, string? Hint)
{
    internal static SetupAnswer Of(Account account) => new(account.Setup, SignedIn.HintFor(account.Setup));
}
