using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>我的账号.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">用户名.</param>
/// <param name="Role">Role.</param>
/// <param name="Office">Name of the unit or office.</param>
/// <param name="Setup">What still has to be done.</param>
/// <param name="Hint">The same in Chinese.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Province">GB/T 2260 code of the province.</param>
/// <param name="Bank">Code of the bank.</param>
/// <param name="Phone">手机号, masked.</param>
/// <param name="Mail">邮箱, masked.</param>
/// <param name="LastSignedInAt">Last sign-in.</param>
/// <param name="Expert">专家信息 of an expert.</param>
public sealed record MeAnswer(
    AccountId Id, string Username, Role Role, string Office, PendingSetup Setup, string? Hint, UnitId? Unit, string? Province, string? Bank, string? Phone, string? Mail, DateTimeOffset? LastSignedInAt, ExpertSelfAnswer? Expert);

/// <summary>本人专家信息.</summary>
/// <param name="Name">姓名.</param>
/// <param name="IdNumber">身份证号码, masked.</param>
/// <param name="Post">职务.</param>
/// <param name="Field">专业领域.</param>
public sealed record ExpertSelfAnswer(string Name, string IdNumber, string Post, string Field);

/// <summary>我的账号.</summary>
public sealed class GetMe(AccountStore accounts)
{
    /// <summary>Who is signed in and what the account still has to do.</summary>
    [Function("GetMe")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator, BeforeSetup = true)]
    [Answers(200, typeof(MeAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/me")] HttpRequest request, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(request.Caller().Account, cancellation) is not { } read) return new SignInRequired();
        var me = read.Value;
        var expert = me.Expert is { } e ? new ExpertSelfAnswer(e.Name, e.MaskedIdNumber, e.Post, e.Field) : null;
        var answer = new MeAnswer(me.Id, me.Username, me.Role, me.Office, me.Setup, SignedIn.HintFor(me.Setup), me.Unit, me.Province, me.Bank, Masked.Phone(me.Phone), Masked.Mail(me.Mail), me.LastSignedInAt, expert);
        return Results.Json(answer, PlatformJson.Options);
    }
}

/// <summary>Phones and mails as lists and logs show them (ACC-13).</summary>
internal static class Masked
{
    public static string? Phone(string? phone) => MobileNumber.TryParse(phone, out var number, out _) ? number.Masked : null;

    public static string? Mail(string? mail) => EmailAddress.TryParse(mail, out var address, out _) ? address.Masked : null;
}
