using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>The clock of a 纸件复审.</summary>
public static class SubsidyPaperReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SubsidyPaperReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>
/// 纸件复审 as data (SUB-06). It cannot be appealed against: a failed one asks for papers and refuses nothing; who will not send them may let the
/// term pass, and a refusal of the subsidy is made, and appealed against, in 补贴申请审核 only.
/// </summary>
public static class SubsidyPaperReviewKind
{
    private const string Clause = "操作手册 三、纸件复审";

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "subsidy-paper",
        "补贴纸件复审",
        SubsidyRecords.Table,
        SubsidyPaperReview.Name,
        Role.FinanceOfficer,
        "5个工作日",
        RemindAfterDays: 3,
        TermDays: 5,
        Checklist:
        [
            new("complete", "须寄送的纸质材料是否齐全"),
            new("same", "纸质材料是否与网上提交的内容一致"),
            new("seals", "各项材料是否已盖章，印章与企业、银行、担保或保险机构名称一致"),
        ],
        Reasons:
        [
            new("form.seal", "补贴申请表未盖章或印章不符", Clause, "/form"),
            new("form.differs", "补贴申请表与网上提交的内容不一致", Clause, "/form"),
            new("unit.wrong", "企业信息有误", Clause, "/unit"),
            new("account.wrong", "开户行或银行账号有误", Clause, "/unit/account"),
            new("loan.wrong", "贷款信息有误，请联系银行更正后提交修改", Clause, "/loan"),
            new("ip.wrong", "质押知识产权情况有误", Clause, "/ip"),
            new("bank-material.paper", "信息材料（银行）缺失、未用印或与贷款银行不一致", Clause, "/attachments/bankMaterial"),
            new("guarantee-material.paper", "信息材料（担保、保险）缺失或未用印", Clause, "/attachments/guaranteeMaterial"),
            new("certificate.paper", "备案证明缺失或不符合要求", Clause, "/attachments/filingCertificate"),
            new("name-change.paper", "企业名称变更证明缺失或不符合要求", Clause, "/attachments/nameChangeProof"),
            new("other.paper", "其它补充材料缺失或不符合要求", Clause, "/attachments/others"),
            new("other", "其他（见补充说明）", Clause, ""),
        ],
        new ReviewTemplates(Approved: null, Returned: null, Reminder: "review.reminder", Escalation: "review.escalation"))
    {
        Appealable = false,
        Words = new ReviewWords("已收到纸质材料，等待纸件复审", "纸件复审通过", "纸件复审不通过"),
    };
}

/// <summary>What a decision about the papers makes of an application.</summary>
public sealed class SubsidyPaperReviewArea(SubsidyRecords subsidies, CalendarInForce calendars) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => SubsidyPaperReviewKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var decision = round.Decision!;
        if (await subsidies.FindAsync(new SubsidyId(round.Case), cancellation) is not { } stored) return new NothingHere();
        var act = decision.Approved ? SubsidyAct.PassPaper : SubsidyAct.FailPaper;
        if (SubsidyStates.Refuse(stored.Value.State, act) is { } refusal) return refusal;
        var next = SubsidyMove.Add(write, stored, act, await calendars.CurrentAsync(cancellation));
        write.Send(decision.Approved
            ? Notify.Unit("subsidy.paper-passed", next.Unit, ("number", next.Number))
            : Notify.Unit("subsidy.paper-failed", next.Unit, ("number", next.Number), ("reasons", ReviewMessages.ReasonsOf(decision)), ("due", SubsidyMove.DueOf(next))));
        return null;
    }
}

/// <summary>Who may read what the office added to its opinion: the application's unit.</summary>
internal sealed class SubsidyFileReaders(SubsidyRecords subsidies) : IFileReaders
{
    public string Table => SubsidyRecords.Table;

    public async Task<bool> MayReadAsync(Caller caller, CaseAddress address, CancellationToken cancellation) =>
        caller.Unit is { } unit && await subsidies.FindAsync(new SubsidyId(address.Partition), cancellation) is { } stored && stored.Value.Unit == unit;
}
