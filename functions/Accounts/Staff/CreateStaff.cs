using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>新增工作人员账号.</summary>
/// <param name="Username">用户名.</param>
/// <param name="Role">Role: examiner, provincial, national, bank, financeOfficer, operator or university.</param>
/// <param name="Office">单位或部门名称, of a bank its name.</param>
/// <param name="Phone">手机号.</param>
/// <param name="Mail">邮箱.</param>
/// <param name="Province">省级行政区划代码 of a provincial account.</param>
/// <param name="Bank">银行代码 of a bank account.</param>
public sealed record StaffForm(string? Username, Role? Role, string? Office, string? Phone, string? Mail, string? Province, string? Bank);

/// <summary>新增工作人员账号 (ACC-10).</summary>
public sealed class CreateStaff(AccountIssue issue, TimeProvider time)
{
    /// <summary>Creates an account of the staff, a bank or a university. The initial password is in this answer only.</summary>
    [Function("CreateStaff")]
    [Allow(Role.Operator)]
    [Accepts(typeof(StaffForm)), Answers(201, typeof(StaffCreated)), Refuses(typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/staff")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<StaffForm>(cancellation);
        var findings = StaffRules.Check(form);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var stamp = request.Stamp(time, "CreateStaff");
        var id = new AccountId(request.DeriveId("a"));
        var account = new Account(id, form.Username!, form.Role!.Value, form.Office!.Trim(), "", PendingSetup.ReplacePassword, stamp.When)
        {
            Phone = RegistrationRules.Checked<MobileNumber>(form.Phone).Value,
            Mail = RegistrationRules.Checked<EmailAddress>(form.Mail).Value,
            Province = StaffRules.ProvinceCode(form.Province),
            Bank = form.Bank?.ToUpperInvariant(),
            Unit = form.Role == Role.University ? new UnitId(NewId.Derived("u", id.Value)) : null,
        };
        var issued = await issue.CreateAsync(request, form, account, stamp, durable, cancellation);
        if (!issued.TryGet(out var made, out var refusal)) return refusal;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new StaffCreated(StaffAnswer.Of(made.Account), made.Password), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
