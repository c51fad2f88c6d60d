using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>单位注册. Every field may be missing, so that each gets its own finding.</summary>
/// <param name="Username">用户名.</param>
/// <param name="Phone">手机号.</param>
/// <param name="Mail">邮箱.</param>
/// <param name="SmsCode">短信验证码 of the purpose <c>register</c>.</param>
/// <param name="Password">密码.</param>
/// <param name="PasswordAgain">确认密码.</param>
/// <param name="AgreementVersion">Version of the 《单位注册协议》 that was read and accepted.</param>
public sealed record RegistrationForm(string? Username, string? Phone, string? Mail, string? SmsCode, string? Password, string? PasswordAgain, string? AgreementVersion)
{
    // Kept with the Idempotency-Key only as a hash, but a fast one: nothing secret goes into it.
    internal RegistrationForm WithoutSecrets => this with { SmsCode = null, Password = null, PasswordAgain = null };
}

/// <summary>注册成功; the next step is to sign in.</summary>
/// <param name="Account">The account.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Username">用户名.</param>
public sealed record Registered(AccountId Account, UnitId Unit, string Username);

/// <summary>单位注册 (ACC-01; manual of the pilot platform, 一、单位注册).</summary>
public sealed class Register(AccountStore accounts, AccountNames names, SmsCodeDesk codes, Passwords passwords, TimeProvider time)
{
    /// <summary>Creates the account of a unit; everything wrong with the form is answered at once.</summary>
    [Function("Register")]
    [Allow(Role.Public)]
    [Accepts(typeof(RegistrationForm)), Answers(201, typeof(Registered)), Refuses(typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/registration")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<RegistrationForm>(cancellation);
        var id = new AccountId(request.DeriveId("a"));
        var address = AccountTables.Address(id);
        var answer = new Registered(id, new UnitId(NewId.Derived("u", id.Value)), form.Username ?? "");
        if (await accounts.Cases.WasDoneAsync(address, request, form.WithoutSecrets, cancellation)) return Created(answer);

        List<Finding> findings = [.. RegistrationRules.Check(form, AgreementAnswer.InForce.Version), .. await LookUpAsync(form, id, cancellation)];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var account = NewAccount(form, answer);
        if (!await codes.TryUseAsync(account.Phone!, SmsPurpose.Register, form.SmsCode!, cancellation))
            return await accounts.Cases.WasDoneAsync(address, request, form.WithoutSecrets, cancellation) ? Created(answer) : new FieldsInvalid { Findings = [SmsCodeRules.Wrong] };
        var write = new CaseWrite(address, request.Stamp(time, "Register")).Once(request, form.WithoutSecrets);
        var taken = await accounts.CreateAsync(account, write, durable, cancellation);
        return taken.Count == 0 ? Created(answer) : new FieldsInvalid { Findings = [.. taken.Select(n => n.Taken())] };
    }

    // A phone or mail that is taken is told only to who has the right code: otherwise the form would tell strangers who is registered.
    private async Task<List<Finding>> LookUpAsync(RegistrationForm form, AccountId id, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        async Task AddIfTakenAsync(AccountName name)
        {
            if (await names.IsTakenAsync(name, id, cancellation)) findings.Add(name.Taken());
        }
        if (!UsernameRules.Check(form.Username).Any()) await AddIfTakenAsync(AccountName.Username(form.Username!));
        if (!MobileNumber.TryParse(form.Phone, out var phone, out _) || SmsCodeRules.CheckShape(form.SmsCode).Any()) return findings;
        if (!await codes.IsRightAsync(phone.Value, SmsPurpose.Register, form.SmsCode!, cancellation)) return [.. findings, SmsCodeRules.Wrong];
        await AddIfTakenAsync(AccountName.Phone(phone.Value));
        if (EmailAddress.TryParse(form.Mail, out var mail, out _)) await AddIfTakenAsync(AccountName.Mail(mail.Value));
        return findings;
    }

    private Account NewAccount(RegistrationForm form, Registered answer) =>
        new(answer.Account, form.Username!, Role.UnitAdmin, "注册单位", passwords.Hash(form.Password!), PendingSetup.None, time.GetUtcNow())
        {
            Phone = RegistrationRules.Checked<MobileNumber>(form.Phone).Value,
            Mail = RegistrationRules.Checked<EmailAddress>(form.Mail).Value,
            Unit = answer.Unit,
            AgreementVersion = form.AgreementVersion,
        };

    private static IResult Created(Registered answer) => Results.Json(answer, PlatformJson.Options, statusCode: StatusCodes.Status201Created);
}
