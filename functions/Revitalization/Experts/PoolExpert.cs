namespace PatentFunctions.Revitalization.Experts;

/// <summary>
/// 技术专家: an expert account on its way into the expert pool (企业专家库) of its unit, row <c>case</c> of the partition named by the account.
/// </summary>
/// <param name="Id">The account.</param>
/// <param name="Unit">所属单位.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">Applications so far.</param>
/// <param name="OpenedAt">开通日期: when the account was made.</param>
public sealed record PoolExpert(AccountId Id, UnitId Unit, string UnitName, PoolExpertState State, int Round, DateTimeOffset OpenedAt)
{
    /// <summary>What the pool holds; null until the first admission and after the removal.</summary>
    public PoolProfile? Profile { get; init; }

    /// <summary>身份证号 of <see cref="Profile"/>, encrypted.</summary>
    public string? ProtectedIdNumber { get; init; }

    /// <summary>What is being audited; null where nothing is.</summary>
    public PoolProfile? Pending { get; init; }

    /// <summary>身份证号 of <see cref="Pending"/>, encrypted.</summary>
    public string? PendingIdNumber { get; init; }

    /// <summary>The draft's ETag, as the client saw it, that the last application was made from: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>入库时间: the first admission.</summary>
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>Why the expert is suspended.</summary>
    public string? SuspendedWhy { get; init; }

    /// <summary>True for everybody in the pool who may evaluate patents.</summary>
    public bool MayEvaluate => State is PoolExpertState.Admitted or PoolExpertState.ChangeUnderReview;
}

/// <summary>专家信息 as it is being filled in, row <c>draft</c>.</summary>
/// <param name="SavedAt">Last save.</param>
/// <param name="Profile">The profile, its ID number masked.</param>
/// <param name="ProtectedIdNumber">The ID number, encrypted.</param>
public sealed record ExpertDraft(DateTimeOffset SavedAt, PoolProfile Profile, string? ProtectedIdNumber);
