using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Recognition;

/// <summary>认定状态 of a product in a campaign.</summary>
public enum RecognitionState
{
    /// <summary>待初筛: meets the conditions of the campaign.</summary>
    Eligible,

    /// <summary>初筛通过.</summary>
    Screened,

    /// <summary>待补充材料.</summary>
    SupplementRequested,

    /// <summary>逾期未补充.</summary>
    SupplementOverdue,

    /// <summary>专家评审中.</summary>
    UnderExpertReview,

    /// <summary>拟认定.</summary>
    Proposed,

    /// <summary>公示中.</summary>
    InNotice,

    /// <summary>已认定.</summary>
    Recognized,

    /// <summary>认定到期.</summary>
    Expired,

    /// <summary>撤销认定.</summary>
    Revoked,

    /// <summary>未予认定.</summary>
    NotRecognized,
}

/// <summary>What can be done with a product in a campaign.</summary>
public enum RecognitionAct
{
    /// <summary>符合条件，进入认定.</summary>
    Enter,

    /// <summary>初筛计分.</summary>
    Score,

    /// <summary>初筛通过.</summary>
    PassScreening,

    /// <summary>初筛不通过.</summary>
    FailScreening,

    /// <summary>要求补充材料.</summary>
    RequestSupplement,

    /// <summary>延长补充期限.</summary>
    ExtendSupplement,

    /// <summary>保存补充材料.</summary>
    SaveSupplement,

    /// <summary>提交补充材料.</summary>
    SubmitSupplement,

    /// <summary>补充期限届满.</summary>
    LapseSupplement,

    /// <summary>不予认定.</summary>
    Reject,

    /// <summary>评审通过.</summary>
    Recommend,

    /// <summary>评审不通过.</summary>
    NotRecommend,

    /// <summary>复核成立.</summary>
    UpholdAppeal,

    /// <summary>开始公示.</summary>
    StartNotice,

    /// <summary>重算公示期.</summary>
    RecountNotice,

    /// <summary>提出异议.</summary>
    FileObjection,

    /// <summary>撤回异议.</summary>
    WithdrawObjection,

    /// <summary>异议不成立.</summary>
    RejectObjection,

    /// <summary>异议成立.</summary>
    UpholdObjection,

    /// <summary>公示无异议，认定.</summary>
    Recognize,

    /// <summary>到期提醒.</summary>
    RemindExpiry,

    /// <summary>认定到期.</summary>
    Expire,

    /// <summary>撤销认定.</summary>
    Revoke,

    /// <summary>备案已撤销.</summary>
    LoseFiling,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before; null where the product is not in the campaign yet.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded besides step, timeline and audit.</param>
/// <param name="Sent">What is sent.</param>
public sealed record RecognitionTransition(RecognitionState? From, RecognitionAct Act, string Who, RecognitionState To, string Recorded, string Sent);

/// <summary>The state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ReturnReview", "ConfirmReview")]
public sealed record RecognitionActRefused(RecognitionState State, RecognitionAct Act) : Conflict(
    "recognition-act-refused", "当前状态不允许此操作", $"该产品当前为“{RecognitionStates.NameOf(State)}”，不能进行“{RecognitionStates.NameOf(Act)}”；未作任何改动。");

/// <summary>
/// The life of a product in a campaign (REC-02 – REC-05) as a table: whatever it does not list is refused with 409 and changes nothing. The
/// README of the area prints it.
/// </summary>
public static class RecognitionStates
{
    private const string Office = "Examiner, National";

    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<RecognitionTransition> Table { get; } =
    [
        new(null, RecognitionAct.Enter, "System", RecognitionState.Eligible, "case", "—"),
        new(RecognitionState.Eligible, RecognitionAct.Score, Office, RecognitionState.Eligible, "scores", "—"),
        new(RecognitionState.Eligible, RecognitionAct.PassScreening, Office, RecognitionState.Screened, "—", "—"),
        new(RecognitionState.Eligible, RecognitionAct.FailScreening, Office, RecognitionState.NotRecognized, "why", "recognition.not-recognized"),
        new(RecognitionState.Screened, RecognitionAct.RequestSupplement, Office, RecognitionState.SupplementRequested, "what, last day", "recognition.supplement-requested; start of SupplementDeadline"),
        new(RecognitionState.SupplementRequested, RecognitionAct.SaveSupplement, "UnitAdmin", RecognitionState.SupplementRequested, "draft", "—"),
        new(RecognitionState.SupplementRequested, RecognitionAct.SubmitSupplement, "UnitAdmin", RecognitionState.UnderExpertReview, "supplement, round", "event to SupplementDeadline; start of ExpertReview"),
        new(RecognitionState.SupplementRequested, RecognitionAct.ExtendSupplement, Office, RecognitionState.SupplementRequested, "new last day", "recognition.supplement-requested; event to SupplementDeadline"),
        new(RecognitionState.SupplementRequested, RecognitionAct.LapseSupplement, "System", RecognitionState.SupplementOverdue, "—", "recognition.supplement-overdue"),
        new(RecognitionState.SupplementOverdue, RecognitionAct.ExtendSupplement, Office, RecognitionState.SupplementRequested, "new last day", "recognition.supplement-requested; start of SupplementDeadline"),
        new(RecognitionState.SupplementOverdue, RecognitionAct.Reject, Office, RecognitionState.NotRecognized, "why", "recognition.not-recognized"),
        new(RecognitionState.UnderExpertReview, RecognitionAct.Recommend, "Examiner, confirmed by another", RecognitionState.Proposed, "round", "—"),
        new(RecognitionState.UnderExpertReview, RecognitionAct.NotRecommend, "Examiner", RecognitionState.NotRecognized, "round with reasons", "recognition.not-recommended"),
        new(RecognitionState.NotRecognized, RecognitionAct.UpholdAppeal, "Examiner, another", RecognitionState.Proposed, "round of the appeal", "the appeal's result to the unit"),
        new(RecognitionState.Proposed, RecognitionAct.Reject, "National", RecognitionState.NotRecognized, "why", "recognition.not-recognized"),
        new(RecognitionState.Proposed, RecognitionAct.StartNotice, "National", RecognitionState.InNotice, "notice term", "recognition.in-notice; start of PublicNotice"),
        new(RecognitionState.InNotice, RecognitionAct.RecountNotice, "System", RecognitionState.InNotice, "notice term", "event to PublicNotice"),
        new(RecognitionState.InNotice, RecognitionAct.FileObjection, "Public", RecognitionState.InNotice, "objection, one more open", "receipt to the objector; word to the unit; start of ObjectionReview"),
        new(RecognitionState.InNotice, RecognitionAct.WithdrawObjection, "Public, who filed it", RecognitionState.InNotice, "withdrawal, one less open", "word to objector and unit; event to PublicNotice"),
        new(RecognitionState.InNotice, RecognitionAct.RejectObjection, "Examiner, another", RecognitionState.InNotice, "decision, one less open", "outcome to objector and unit; event to PublicNotice"),
        new(RecognitionState.InNotice, RecognitionAct.UpholdObjection, "Examiner, confirmed by another", RecognitionState.NotRecognized, "decision", "outcome to objector and unit; filing.revoke; event to PublicNotice"),
        new(RecognitionState.InNotice, RecognitionAct.Recognize, "System", RecognitionState.Recognized, "certificate", "recognition.recognized; filing.recognition; start of CertificateValidity"),
        new(RecognitionState.Recognized, RecognitionAct.RemindExpiry, "System", RecognitionState.Recognized, "—", "recognition.expiring"),
        new(RecognitionState.Recognized, RecognitionAct.Expire, "System", RecognitionState.Expired, "—", "recognition.expired; filing.recognition"),
        new(RecognitionState.Recognized, RecognitionAct.Revoke, "Examiner, confirmed by another", RecognitionState.Revoked, "why", "recognition.revoked; filing.recognition; event to CertificateValidity"),
        .. new[]
        {
            RecognitionState.Eligible, RecognitionState.Screened, RecognitionState.SupplementRequested, RecognitionState.SupplementOverdue,
            RecognitionState.UnderExpertReview, RecognitionState.Proposed, RecognitionState.InNotice,
        }.Select(from => new RecognitionTransition(from, RecognitionAct.LoseFiling, "System", RecognitionState.NotRecognized, "why; open rounds ended", "recognition.filing-lost; event to the workflow")),
        new(RecognitionState.Recognized, RecognitionAct.LoseFiling, "System", RecognitionState.Revoked, "why", "recognition.revoked; filing.recognition; event to CertificateValidity"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<RecognitionTransition> Find(RecognitionState state, RecognitionAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new RecognitionActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(RecognitionState state, RecognitionAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act, its step kept; throws the refusal where its state does not permit the act.</summary>
    /// <param name="recognition">The record as read.</param>
    /// <param name="act">What is done.</param>
    /// <param name="stamp">Who and when.</param>
    /// <param name="why">Why, in words that the unit may read.</param>
    public static RecognitionRecord After(this RecognitionRecord recognition, RecognitionAct act, ActStamp stamp, string? why = null)
    {
        var to = Find(recognition.State, act).Value.To;
        return recognition with { State = to, Steps = [.. recognition.Steps, new RecognitionStep(act, to, stamp.Who, stamp.When, why)] };
    }

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(RecognitionState state) => state switch
    {
        RecognitionState.Eligible => "待初筛",
        RecognitionState.Screened => "初筛通过",
        RecognitionState.SupplementRequested => "待补充材料",
        RecognitionState.SupplementOverdue => "逾期未补充",
        RecognitionState.UnderExpertReview => "专家评审中",
        RecognitionState.Proposed => "拟认定",
        RecognitionState.InNotice => "公示中",
        RecognitionState.Recognized => "已认定",
        RecognitionState.Expired => "认定到期",
        RecognitionState.Revoked => "撤销认定",
        _ => "未予认定",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(RecognitionAct act) => act switch
    {
        RecognitionAct.Enter => "进入认定",
        RecognitionAct.Score => "初筛计分",
        RecognitionAct.PassScreening => "初筛通过",
        RecognitionAct.FailScreening => "初筛不通过",
        RecognitionAct.RequestSupplement => "要求补充材料",
        RecognitionAct.ExtendSupplement => "延长补充期限",
        RecognitionAct.SaveSupplement => "保存补充材料",
        RecognitionAct.SubmitSupplement => "提交补充材料",
        RecognitionAct.LapseSupplement => "补充期限届满",
        RecognitionAct.Reject => "不予认定",
        RecognitionAct.Recommend => "评审通过",
        RecognitionAct.NotRecommend => "评审不通过",
        RecognitionAct.UpholdAppeal => "复核成立",
        RecognitionAct.StartNotice => "开始公示",
        RecognitionAct.RecountNotice => "重算公示期",
        RecognitionAct.FileObjection => "提出异议",
        RecognitionAct.WithdrawObjection => "撤回异议",
        RecognitionAct.RejectObjection => "异议不成立",
        RecognitionAct.UpholdObjection => "异议成立",
        RecognitionAct.Recognize => "认定",
        RecognitionAct.RemindExpiry => "到期提醒",
        RecognitionAct.Expire => "认定到期",
        RecognitionAct.Revoke => "撤销认定",
        _ => "备案已撤销",
    };

    /// <summary>The table as Markdown, for the README.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {(t.From is { } from ? $"{NameOf(from)} `{from}`" : "(none)")} | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
