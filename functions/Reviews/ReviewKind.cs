namespace PatentFunctions.Reviews;

/// <summary>审核要点: one line of the checklist that a reviewer goes through.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">Chinese question, e.g. 营业执照是否清晰可辨.</param>
public sealed record ChecklistItem(string Code, string Text);

/// <summary>不通过理由: an entry of an area's catalogue of reasons (COM-19).</summary>
/// <param name="Code">Stable code, e.g. <c>name.method</c>.</param>
/// <param name="Text">Chinese text that the unit reads.</param>
/// <param name="Clause">The rule or manual clause it rests on.</param>
/// <param name="Pointer">JSON pointer of the field it is about; empty for the whole.</param>
public sealed record ReturnReason(string Code, string Text, string Clause, string Pointer);

/// <summary>Codes of the notification templates a review sends. Each gets the parameters <c>case</c>, <c>title</c>, <c>due</c>; a return also <c>reasons</c>.</summary>
/// <param name="Approved">To the unit on approval; null where the area sends its own later (a filing, once it has its number).</param>
/// <param name="Returned">To the unit on return; null where the unit has no part in it.</param>
/// <param name="Reminder">To the reviewers when the reminder is due.</param>
/// <param name="Escalation">To the reviewers, to <see cref="ReviewKind.EscalateTo"/> and, where the reviewers are not of the unit itself, to the operators when the term has passed.</param>
public sealed record ReviewTemplates(string? Approved, string? Returned, string Reminder, string Escalation);

/// <summary>What the unit's timeline says of a review.</summary>
/// <param name="Submitted">On the first submission.</param>
/// <param name="Approved">On approval.</param>
/// <param name="Returned">On return.</param>
public sealed record ReviewWords(string Submitted, string Approved, string Returned);

/// <summary>
/// One kind of review as data (COM-01): what tells realname verification, filing review, update, withdrawal … apart. The workflow, the
/// workbench and the state table are written once.
/// </summary>
/// <param name="Code">Stable code in addresses and stored records, e.g. <c>filing</c>.</param>
/// <param name="Name">Chinese name, e.g. 产品备案审核.</param>
/// <param name="Table">Table of the cases.</param>
/// <param name="Orchestrator">Name of the orchestrator that is its clock.</param>
/// <param name="Reviewer">Role that decides.</param>
/// <param name="UsualTerm">Chinese text of the usual term, e.g. 3–5个工作日.</param>
/// <param name="RemindAfterDays">Working days after which the reviewers are reminded for the first time.</param>
/// <param name="TermDays">Working days of the term; when they have passed the review is escalated.</param>
/// <param name="Checklist">What the reviewer looks at.</param>
/// <param name="Reasons">Catalogue of reasons for a return.</param>
/// <param name="Templates">What is sent.</param>
public sealed record ReviewKind(
    string Code,
    string Name,
    string Table,
    string Orchestrator,
    Role Reviewer,
    string UsualTerm,
    int RemindAfterDays,
    int TermDays,
    IReadOnlyList<ChecklistItem> Checklist,
    IReadOnlyList<ReturnReason> Reasons,
    ReviewTemplates Templates)
{
    /// <summary>Working days after which the reminder is repeated, again and again until the round is decided; null where one is enough.</summary>
    public int? RemindEveryDays { get; init; }

    /// <summary>A further role that is told when the term has passed, besides the reviewers and the operators; null for none.</summary>
    public Role? EscalateTo { get; init; }

    /// <summary>True where the approver must not be the reviewer (recognition, revocation, payment).</summary>
    public bool FourEyes { get; init; }

    /// <summary>
    /// True where an officer hands it in, not the unit: the review itself tells the unit nothing, neither in its timeline nor by a message; the
    /// area tells what came of it.
    /// </summary>
    public bool FromOffice { get; init; }

    /// <summary>
    /// True where a unit's administrator reviews what an account of the unit hands in: the messages go to that account and that unit, the scope is
    /// the unit, and nothing of it reaches anybody outside, the operators included.
    /// </summary>
    public bool WithinUnit { get; init; }

    /// <summary>True where the content holds personal data: every look at it by a reviewer is audited (ACC-13).</summary>
    public bool HoldsPersonalData { get; init; }

    /// <summary>
    /// True where the applicant may appeal against a return (COM-18); the area then implements <see cref="IReviewArea.UpholdAsync"/>. False for
    /// what no unit applied for (an officer's proposal, an objection).
    /// </summary>
    public bool Appealable { get; init; } = true;

    /// <summary>What the timeline says.</summary>
    public ReviewWords Words { get; init; } = new("已提交，等待审核", Name + "通过", Name + "不通过");

    /// <summary>True where several rounds of one case may wait at once (objections); each is then addressed by <see cref="IdOf"/>.</summary>
    public bool Parallel { get; init; }

    /// <summary>True where an approval needs an opinion too, because somebody is to read why.</summary>
    public bool ApprovalNeedsOpinion { get; init; }

    /// <summary>What stands in the addresses of the workbench: the case, and behind a tilde the round where several may wait at once.</summary>
    public string IdOf(string caseId, int round) => Parallel ? $"{caseId}~{round.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : caseId;

    /// <summary>Name of the projection that keeps the queue of this kind.</summary>
    public string QueueProjection => "review-queue-" + Code;
}
