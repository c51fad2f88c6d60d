namespace PatentFunctions.Platform;

/// <summary>角色: who somebody is to the system (spec 1, table of roles).</summary>
public enum Role
{
    /// <summary>社会公众: no account.</summary>
    Public,

    /// <summary>企业管理员: the account of a unit.</summary>
    UnitAdmin,

    /// <summary>专家: a sub-account of a unit.</summary>
    Expert,

    /// <summary>高校院所.</summary>
    University,

    /// <summary>试点平台审核员.</summary>
    Examiner,

    /// <summary>省级知识产权管理部门.</summary>
    Provincial,

    /// <summary>国家知识产权局.</summary>
    National,

    /// <summary>银行.</summary>
    Bank,

    /// <summary>融资服务平台审核员.</summary>
    FinanceOfficer,

    /// <summary>平台运维.</summary>
    Operator,

    /// <summary>The system itself: workflows and timers. Never a caller.</summary>
    System,
}

/// <summary>Who acted.</summary>
/// <param name="Account">The account, or null for the public and the system.</param>
/// <param name="Role">In which role.</param>
/// <param name="Office">What others may read: the unit's or the office's name, never a person's.</param>
/// <param name="Unit">The unit the account belongs to.</param>
public sealed record Actor(AccountId? Account, Role Role, string Office, UnitId? Unit = null)
{
    /// <summary>The system itself, for workflows and timers.</summary>
    public static Actor System { get; } = new(null, Role.System, "系统");

    /// <summary>Somebody without an account.</summary>
    public static Actor Public { get; } = new(null, Role.Public, "社会公众");
}

/// <summary>Who did what, when and why: travels as one value into the record, the timeline and the audit.</summary>
/// <param name="Who">Who acted.</param>
/// <param name="When">The instant, UTC.</param>
/// <param name="Act">Name of the act, e.g. <c>SubmitFiling</c>.</param>
/// <param name="TraceId">Joins the act to the logs.</param>
/// <param name="Why">Reason as given by the person, where the act has one.</param>
public sealed record ActStamp(Actor Who, DateTimeOffset When, string Act, string TraceId, string? Why = null)
{
    /// <summary>The same stamp with a reason.</summary>
    public ActStamp Because(string why) => this with { Why = why };

    /// <summary>A stamp of the system itself.</summary>
    public static ActStamp BySystem(TimeProvider time, string act) =>
        new(Actor.System, time.GetUtcNow(), act, global::System.Diagnostics.Activity.Current?.TraceId.ToString() ?? "");
}
