namespace PatentFunctions.Platform.Http;

/// <summary>What an account still has to do before it may do anything else (ACC-06, ACC-09).</summary>
public enum PendingSetup
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No phone is bound: 该账号的手机号不存在，请填写手机号及验证码.</summary>
    BindPhone,

    /// <summary>The initial password must be replaced.</summary>
    ReplacePassword,
}

/// <summary>Who is calling, as the sign-in token says and the account confirms.</summary>
/// <param name="Account">The account.</param>
/// <param name="Role">Its role.</param>
/// <param name="Office">Name of the unit or office that others may read.</param>
/// <param name="Session">The sign-in.</param>
/// <param name="Unit">The unit it belongs to (unit-admin, expert, university).</param>
/// <param name="Province">GB/T 2260 code of the province (provincial), e.g. 430000.</param>
/// <param name="Bank">Code of the bank (bank).</param>
/// <param name="Setup">What it still has to do.</param>
public sealed record Caller(AccountId Account, Role Role, string Office, string Session, UnitId? Unit = null, string? Province = null, string? Bank = null, PendingSetup Setup = PendingSetup.None)
{
    /// <summary>The unit; only for endpoints whose roles all belong to one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public UnitId RequiredUnit => Unit ?? throw new RefusedException(new NothingHere());

    /// <summary>What narrows the role: province, bank or, for a unit's administrator, the unit; null where it sees all.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Scope => Province ?? Bank ?? (Role == Role.UnitAdmin ? Unit?.Value : null);

    /// <summary>The caller as an actor for stamps.</summary>
    public Actor AsActor() => new(Account, Role, Office, Unit);
}

/// <summary>Tells who a sign-in token stands for. Implemented by Accounts.</summary>
public interface ICallerSource
{
    /// <summary>The caller, or the refusal for a token that is forged, expired or revoked.</summary>
    Task<Outcome<Caller>> IdentifyAsync(string token, CancellationToken cancellation);
}

/// <summary>No sign-in, or one that has ended.</summary>
public sealed record SignInRequired() : Unauthenticated("sign-in-required", "请先登录", "您尚未登录或登录已过期，请重新登录；已保存的内容不会丢失。");

/// <summary>Signed in, but in a role that may not do this.</summary>
public sealed record RoleNotAllowed() : Forbidden("role-not-allowed", "无权操作", "您的账号没有进行此操作的权限。");

/// <summary>The account has no phone yet.</summary>
public sealed record PhoneNotBound() : Forbidden("phone-not-bound", "请绑定手机号", "该账号的手机号不存在，请填写手机号及验证码");

/// <summary>The account still has the password it was given.</summary>
public sealed record InitialPasswordInUse() : Forbidden("initial-password-in-use", "请修改初始密码", "请先修改初始密码，再进行其他操作。");

/// <summary>What functions read from the request.</summary>
public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <summary>Who is calling; only for endpoints that are not public.</summary>
    public static Caller Caller(this HttpRequest request) => request.CallerOrNull() ?? throw new RefusedException(new SignInRequired());

    /// <summary>Who is calling a public endpoint, if anybody is signed in.</summary>
    public static Caller? CallerOrNull(this HttpRequest request) => request.HttpContext.Items.TryGetValue(Key, out var caller) ? (Caller?)caller : null;

    /// <summary>Who, when and by which act, for the write.</summary>
    public static ActStamp Stamp(this HttpRequest request, TimeProvider time, string act, string? why = null) =>
        new(request.CallerOrNull()?.AsActor() ?? Actor.Public, time.GetUtcNow(), act, request.HttpContext.TraceId(), why);

    /// <summary>The id that joins answer, logs and audit.</summary>
    public static string TraceId(this HttpContext context) =>
        System.Diagnostics.Activity.Current?.TraceId.ToString() is { } id && id.Trim('0').Length > 0 ? id : context.TraceIdentifier;

    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[Key] = caller;
}
