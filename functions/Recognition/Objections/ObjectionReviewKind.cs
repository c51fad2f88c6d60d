using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>
/// 社会公众异议审核 as data (REC-04): approval is 异议成立 and is confirmed by another officer, because it revokes the filing; return is 异议不成立.
/// The objector is no unit of the platform and the unit asked for nothing, so neither can appeal against the round (COM-18): against a rejection
/// the objector files a new objection while the notice runs, against the revocation the unit has the remedies against an administrative decision.
/// </summary>
public static class ObjectionReviewKind
{
    private const string Clause = "操作手册 九、社会公众异议";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "objection",
        "社会公众异议审核",
        RecognitionRecords.Table,
        ObjectionReview.Name,
        Role.Examiner,
        "10个工作日",
        RemindAfterDays: 7,
        TermDays: 10,
        Checklist:
        [
            new("objector", "提出人身份是否已核实：单位异议书已加盖公章并有联系人、联系电话、电子邮箱；个人已签署真实姓名并提供身份证明、联系电话、电子邮箱"),
            new("evidence", "异议理由是否有必要的证明材料支持"),
            new("heard", "被异议单位是否已获知异议理由，其提交的说明是否已予考虑"),
            new("true", "反映的问题是否属实，被异议产品是否有违真实、准确、合法的原则"),
        ],
        Reasons:
        [
            new("objector.unverified", "提出人身份无法核实", Clause, "/by"),
            new("seal.missing", "单位提出异议，异议书未加盖公章或公章与单位名称不一致", Clause, "/by"),
            new("evidence.missing", "未提供必要的证明材料，或证明材料与异议理由无关", Clause, "/evidence"),
            new("evidence.insufficient", "证明材料不足以证明所反映的问题", Clause, "/evidence"),
            new("facts.untrue", "经核实，反映的问题不属实", Clause, "/grounds"),
            new("grounds.unrelated", "异议理由不涉及被异议产品的真实性、准确性或合法性", Clause, "/grounds"),
            new("grounds.decided", "就同一事实和理由的异议已作出处理", Clause, "/grounds"),
            new("other", "其他（见补充说明）", Clause, ""),
        ],
        new ReviewTemplates("objection.unit-upheld", "objection.unit-rejected", "review.reminder", "review.escalation"))
    {
        FourEyes = true,
        HoldsPersonalData = true,
        Parallel = true,
        ApprovalNeedsOpinion = true,
        Appealable = false,
        Words = new ReviewWords("公示期间收到社会公众异议，等待审核", "异议成立，不予认定", "异议不成立"),
    };

    /// <summary>Acts by which objections themselves were decided; who did them need not abstain from the next one.</summary>
    private static readonly RecognitionAct[] Decisions = [RecognitionAct.RejectObjection, RecognitionAct.UpholdObjection];

    /// <summary>回避: officers who had a part in the recognition that is objected to.</summary>
    public static IReadOnlyList<AccountId> Abstaining(RecognitionRecord recognition) =>
        (recognition with { Steps = [.. recognition.Steps.Where(s => !Decisions.Contains(s.Act))] }).Officers;
}

/// <summary>What the round holds of an objection: nothing of who objects.</summary>
/// <param name="Number">异议编号.</param>
/// <param name="By">A unit or a person.</param>
/// <param name="Grounds">异议理由.</param>
/// <param name="Evidence">Hashes of the statement or proof and of the evidence, so that the receipt covers them.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="NoticeEndsOn">Last day of the notice.</param>
public sealed record ObjectionContent(string Number, ObjectorKind By, string Grounds, IReadOnlyList<string> Evidence, string FilingNumber, DateOnly NoticeEndsOn);
