using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>账号: the main record of the partition named by its id in the table <c>Accounts</c>.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">用户名 as typed; unique without regard to case.</param>
/// <param name="Role">Its role, for good.</param>
/// <param name="Office">Name of the unit or office that others may read, never a person's.</param>
/// <param name="PasswordHash">Salted slow hash (ACC-02).</param>
/// <param name="Setup">What it still has to do before anything else.</param>
/// <param name="CreatedAt">The instant.</param>
public sealed record Account(AccountId Id, string Username, Role Role, string Office, string PasswordHash, PendingSetup Setup, DateTimeOffset CreatedAt)
{
    /// <summary>手机号, eleven digits; unique.</summary>
    public string? Phone { get; init; }

    /// <summary>邮箱, canonical; unique.</summary>
    public string? Mail { get; init; }

    /// <summary>The unit (unit-admin, expert, university).</summary>
    public UnitId? Unit { get; init; }

    /// <summary>GB/T 2260 code of the province, six digits (provincial).</summary>
    public string? Province { get; init; }

    /// <summary>Code of the bank (bank).</summary>
    public string? Bank { get; init; }

    /// <summary>Version of the 《单位注册协议》 that was accepted.</summary>
    public string? AgreementVersion { get; init; }

    /// <summary>停用: may not sign in and is told nothing.</summary>
    public bool Disabled { get; init; }

    /// <summary>The instant of its deletion; only the empty record stays, for the audit.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The instant of the last sign-in.</summary>
    public DateTimeOffset? LastSignedInAt { get; init; }

    /// <summary>Optional notifications switched off, as <c>kind:channel</c> (ACC-12).</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>专家信息 of an expert.</summary>
    public ExpertProfile? Expert { get; init; }

    /// <summary>The scope by which a role's accounts are narrowed: province or bank.</summary>
    public string? Scope => Province ?? Bank;

    /// <summary>True where it may sign in.</summary>
    public bool IsActive => !Disabled && DeletedAt is null;
}

/// <summary>专家信息 (ACC-09).</summary>
/// <param name="Name">姓名.</param>
/// <param name="ProtectedIdNumber">身份证号码, encrypted.</param>
/// <param name="MaskedIdNumber">身份证号码 as others see it.</param>
/// <param name="Post">职务.</param>
/// <param name="Field">专业领域.</param>
public sealed record ExpertProfile(string Name, string ProtectedIdNumber, string MaskedIdNumber, string Post, string Field);

/// <summary>A sign-in (会话), a row of the account's partition that carries all a request needs to know of the account.</summary>
/// <param name="Id">The session.</param>
/// <param name="Caller">Who it stands for; rewritten in the same batch as any change of the account.</param>
/// <param name="Generation">Which refresh token of the family is the unspent one.</param>
/// <param name="SignedInAt">The instant.</param>
/// <param name="LastUsedAt">Last refresh.</param>
/// <param name="ExpiresAt">End of the unspent refresh token.</param>
/// <param name="Client">Browser as it names itself.</param>
public sealed record Session(string Id, Caller Caller, int Generation, DateTimeOffset SignedInAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string Client);

/// <summary>Tables and rows of accounts: literal, as they are stored.</summary>
internal static class AccountTables
{
    public const string Accounts = "Accounts";
    public const string Names = "AccountNames";
    public const string ByUnit = "AccountsByUnit";
    public const string ByRole = "AccountsByRole";
    public const string SmsCodes = "SmsCodes";
    public const string Captchas = "Captchas";
    public const string Limits = "ClientLimits";
    public const string LoginFailures = "LoginFailures";

    public const string SessionRows = "session-";
    public const string PresetUnitRow = "preset-unit";
    public const string InitialPasswordRow = "initial-password";

    public static CaseAddress Address(AccountId id) => new(Accounts, id.Value);
}
