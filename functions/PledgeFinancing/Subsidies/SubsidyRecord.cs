using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>企业质押融资利息补贴申请: the main record of an application, row <c>case</c> of its partition.</summary>
/// <param name="Id">The application.</param>
/// <param name="Number">申请编号.</param>
/// <param name="Campaign">政策申报.</param>
/// <param name="CampaignKind">补贴类型 of the campaign.</param>
/// <param name="Year">申报年度.</param>
/// <param name="Unit">企业.</param>
/// <param name="UnitName">Its name, as verified when the draft was made, and again at every submission.</param>
/// <param name="Loan">The loan.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedAt">When the draft was made.</param>
/// <param name="PaperDays">纸件寄送期限 of the campaign, working days.</param>
/// <param name="CorrectionDays">修改期限 of the campaign, working days.</param>
public sealed record SubsidyRecord(
    SubsidyId Id, string Number, SubsidyCampaignId Campaign, string CampaignKind, int Year, UnitId Unit, string UnitName, LoanId Loan, SubsidyState State, DateTimeOffset CreatedAt,
    int PaperDays, int CorrectionDays)
{
    /// <summary>Number of submissions so far: rounds of 补贴申请审核.</summary>
    public int Round { get; init; }

    /// <summary>Number of arrivals of papers so far: rounds of 纸件复审.</summary>
    public int PaperRound { get; init; }

    /// <summary>Number of proposals so far: rounds of 补贴金额核定.</summary>
    public int PaymentRound { get; init; }

    /// <summary>申请时间 of the last submission.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The draft's ETag, as the client saw it, that the last submission or correction was made from: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>What was submitted or corrected last; earlier contents stay in their rounds.</summary>
    public SubsidyContent? Content { get; init; }

    /// <summary>银行账号 of <see cref="Content"/>.</summary>
    public SealedAccount? Account { get; init; }

    /// <summary>未重复申领: what it holds against other applications of the same kind.</summary>
    public IReadOnlyList<string> ClaimKeys { get; init; } = [];

    /// <summary>What is waited for, by when; null where a review or nothing is.</summary>
    public SubsidyDeadline? Deadline { get; init; }

    /// <summary>Which papers are to be sent (again).</summary>
    public IReadOnlyList<SubsidyPaper> PapersDue { get; init; } = [];

    /// <summary>纸件: every parcel so far, oldest first.</summary>
    public IReadOnlyList<PaperParcel> Parcels { get; init; } = [];

    /// <summary>核定补贴金额, once proposed: in force from <see cref="SubsidyState.ToPay"/> on.</summary>
    public SubsidyGrant? Grant { get; init; }

    /// <summary>拨付, once paid.</summary>
    public SubsidyPayment? Payment { get; init; }

    /// <summary>When it ended without a payment.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended without a payment, as the unit reads it.</summary>
    public string? EndedWhy { get; init; }
}

/// <summary>纸件: what was sent when, and what became of it.</summary>
/// <param name="Carrier">快递公司.</param>
/// <param name="TrackingNumber">快递单号.</param>
/// <param name="SentAt">When the unit recorded it.</param>
/// <param name="Papers">Which papers it holds.</param>
public sealed record PaperParcel(string Carrier, string TrackingNumber, DateTimeOffset SentAt, IReadOnlyList<SubsidyPaper> Papers)
{
    /// <summary>收到日期, Asia/Shanghai.</summary>
    public DateOnly? ArrivedOn { get; init; }

    /// <summary>Files that the officer adds to the opinion of the review of this parcel.</summary>
    public IReadOnlyList<FileId> OpinionFiles { get; init; } = [];
}

/// <summary>核定补贴金额.</summary>
/// <param name="Amount">元.</param>
/// <param name="Reason">Why it is another than the campaign's standard gives; null where it is the same.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="ProposedAt">When.</param>
public sealed record SubsidyGrant(decimal Amount, string? Reason, Actor ProposedBy, DateTimeOffset ProposedAt);

/// <summary>拨付.</summary>
/// <param name="Amount">实际补贴金额, 元.</param>
/// <param name="PaidOn">拨付日期, Asia/Shanghai.</param>
/// <param name="Reason">Why it is another than the approved amount; null where it is the same.</param>
public sealed record SubsidyPayment(decimal Amount, DateOnly PaidOn, string? Reason);
