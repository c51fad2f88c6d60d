using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>新增专家账号.</summary>
/// <param name="Username">用户名.</param>
/// <param name="Name">姓名.</param>
/// <param name="IdNumber">身份证号码.</param>
/// <param name="Post">职务.</param>
/// <param name="Field">专业领域.</param>
/// <param name="Phone">手机号.</param>
/// <param name="Mail">邮箱.</param>
public sealed record ExpertForm(string? Username, string? Name, string? IdNumber, string? Post, string? Field, string? Phone, string? Mail);

/// <summary>新增专家账号 (ACC-09).</summary>
public sealed class CreateExpert(AccountIssue issue, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector protector = protection.CreateProtector(IdNumberPurpose);

    /// <summary>Purpose under which ID numbers are encrypted.</summary>
    internal const string IdNumberPurpose = "Accounts.IdNumber.v1";

    /// <summary>Creates the account of an expert of one's own unit. The initial password is in this answer only.</summary>
    [Function("CreateExpert")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(ExpertForm)), Answers(201, typeof(ExpertCreated)), Refuses(typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/experts")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ExpertForm>(cancellation);
        var findings = ExpertRules.Check(form, ChinaTime.Today(time));
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var number = RegistrationRules.Checked<ResidentIdNumber>(form.IdNumber);
        var caller = request.Caller();
        var stamp = request.Stamp(time, "CreateExpert");
        var account = new Account(new AccountId(request.DeriveId("a")), form.Username!, Role.Expert, caller.Office, "", PendingSetup.ReplacePassword, stamp.When)
        {
            Phone = RegistrationRules.Checked<MobileNumber>(form.Phone).Value,
            Mail = RegistrationRules.Checked<EmailAddress>(form.Mail).Value,
            Unit = caller.RequiredUnit,
            Expert = new ExpertProfile(form.Name!.Trim(), protector.Protect(number.Value), number.Masked, form.Post!.Trim(), form.Field!.Trim()),
        };
        var issued = await issue.CreateAsync(request, form with { IdNumber = number.Masked }, account, stamp, durable, cancellation);
        if (!issued.TryGet(out var made, out var refusal)) return refusal;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ExpertCreated(ExpertAnswer.Of(made.Account), made.Password), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
