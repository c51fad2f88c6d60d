using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>?role= is missing or names no role of accounts.</summary>
public sealed record BadRole() : Malformed("role-invalid", "账号类型无效", "role 应为 unitAdmin、expert、university、examiner、provincial、national、bank、financeOfficer、operator 之一。");

/// <summary>账号列表 (ACC-10).</summary>
public sealed class ListAccounts(IRecordStore records)
{
    /// <summary>The accounts of a role, masked.</summary>
    [Function("ListAccounts")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(PageAnswer<StaffEntry>)), Refuses(typeof(BadRole))]
    [QueryParameter("role", "账号类型，必填", Values = "unitAdmin,expert,university,examiner,provincial,national,bank,financeOfficer,operator", Required = true), QueryParameter("take", "每页条数，1至200，默认20"), QueryParameter("continuation", "翻页标记")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/staff")] HttpRequest request, CancellationToken cancellation)
    {
        if (!Enum.TryParse<Role>(request.Query["role"], ignoreCase: true, out var role) || role is Role.Public or Role.System || !Enum.IsDefined(role)) return new BadRole();
        var page = PageRequest.From(request);
        var found = await new AccountLists(records).OfRoleAsync(role, page.Take, page.Continuation, cancellation);
        return Results.Json(PageRequest.Answer(found, r => StaffEntry.Of(r.As<ListedAccount>().Value)), PlatformJson.Options);
    }
}
