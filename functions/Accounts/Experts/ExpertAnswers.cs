using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>专家账号 as its unit sees it.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">用户名.</param>
/// <param name="Name">姓名.</param>
/// <param name="IdNumber">身份证号码, masked.</param>
/// <param name="Post">职务.</param>
/// <param name="Field">专业领域.</param>
/// <param name="Phone">手机号, masked.</param>
/// <param name="Mail">邮箱, masked.</param>
/// <param name="Disabled">停用.</param>
/// <param name="InitialPasswordReplaced">Whether the initial password was replaced.</param>
/// <param name="CreatedAt">The instant.</param>
/// <param name="LastSignedInAt">Last sign-in.</param>
public sealed record ExpertAnswer(
    AccountId Id, string Username, string Name, string IdNumber, string Post, string Field, string? Phone, string? Mail, bool Disabled, bool InitialPasswordReplaced, DateTimeOffset CreatedAt, DateTimeOffset? LastSignedInAt)
{
    internal static ExpertAnswer Of(Account account)
    {
        var expert = account.Expert!;
        return new ExpertAnswer(
            account.Id, account.Username, expert.Name, expert.MaskedIdNumber, expert.Post, expert.Field, Masked.Phone(account.Phone), Masked.Mail(account.Mail),
            account.Disabled, account.Setup == PendingSetup.None, account.CreatedAt, account.LastSignedInAt);
    }
}

/// <summary>专家账号 just created.</summary>
/// <param name="Expert">The account.</param>
/// <param name="InitialPassword">初始密码, to be handed over now: it is not shown again.</param>
public sealed record ExpertCreated(ExpertAnswer Expert, string? InitialPassword);

/// <summary>Loads the experts of one's own unit; others' are as if they did not exist.</summary>
internal static class OwnExperts
{
    public static async Task<Stored<Account>> LoadAsync(AccountStore accounts, HttpRequest request, string id, CancellationToken cancellation) =>
        await accounts.FindAsync(new AccountId(id), cancellation) is { Value: { Role: Role.Expert } } read && read.Value.Unit == request.Caller().RequiredUnit
            ? read
            : throw new RefusedException(new NothingHere());
}
