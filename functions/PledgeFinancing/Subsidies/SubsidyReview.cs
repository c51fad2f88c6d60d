using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>The clock of a 补贴申请审核.</summary>
public static class SubsidyReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SubsidyReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>补贴申请审核 as data (SUB-04). The manual names no term; ours is that of a filing twice.</summary>
public static class SubsidyReviewKind
{
    private const string Form = "操作手册 二、4 填写企业信息";
    private const string Conditions = "操作手册 二、4 注意事项";
    private const string Files = "操作手册 二、5 需上传材料";

    /// <summary>Reasons with which an application is refused for good (不予补贴) instead of returned for correction.</summary>
    private static readonly string[] FinalReasons = ["conditions.not-met", "double.subsidy", "material.false"];

    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "subsidy",
        "补贴申请审核",
        SubsidyRecords.Table,
        SubsidyReview.Name,
        Role.FinanceOfficer,
        "10个工作日",
        RemindAfterDays: 7,
        TermDays: 10,
        Checklist:
        [
            new("unit", "企业信息是否与实名认证、营业执照一致，开户行和银行账号是否为企业本户"),
            new("loan", "贷款信息、实际支付利息和还款日期是否与信息材料（银行）一致，并符合申报条件"),
            new("ip", "质押的知识产权是否为企业自有，相关产品和销售占比是否合理"),
            new("materials", "各项材料是否齐全、已用印，印章与企业和贷款银行名称一致"),
            new("certificate", "以专利质押的，备案证明的年度和关联专利是否符合要求"),
            new("double", "是否未重复申领同一类型补贴"),
        ],
        Reasons:
        [
            new("unit.wrong", "企业信息填写有误", Form, "/unit"),
            new("account.wrong", "开户行或银行账号有误", Form, "/unit/account"),
            new("figures.wrong", "上年度销售收入或研发费用与报表不一致", Form, "/unit/sales"),
            new("loan.wrong", "贷款信息与信息材料不一致，请联系银行更正后重新提交", Conditions, "/loan"),
            new("ip.wrong", "质押知识产权的相关产品或销售占比填写有误", "操作手册 二、5（4）", "/ip"),
            new("ip.not-own", "质押的知识产权的权属证明不充分", Conditions, "/ip"),
            new("bank-material.wrong", "信息材料（银行）不完整、不清晰或未用印", Files, "/attachments/bankMaterial"),
            new("guarantee-material.wrong", "信息材料（担保、保险）不完整、不清晰或未用印", Files, "/attachments/guaranteeMaterial"),
            new("certificate.wrong", "专利密集型产品备案证明不符合要求", Files, "/attachments/filingCertificate"),
            new("name-change.wrong", "企业名称变更证明不符合要求", Files, "/attachments/nameChangeProof"),
            new("other", "其他（见补充说明）", "申报通知", ""),
            new("conditions.not-met", "不符合申报条件，不予补贴", Conditions, "/loan"),
            new("double.subsidy", "重复申领同一类型补贴，不予补贴", "操作手册 二、5 承诺信息", "/commitment"),
            new("material.false", "提交虚假材料，不予补贴", "操作手册 二、5 承诺信息", "/attachments"),
        ],
        new ReviewTemplates(Approved: null, Returned: null, Reminder: "review.reminder", Escalation: "review.escalation"));

    /// <summary>True where a decision refuses the application for good.</summary>
    public static bool IsFinal(Decision decision) => decision.Reasons.Any(r => FinalReasons.Contains(r.Code));
}

/// <summary>What a decision makes of an application: its papers are waited for, or its draft is open again, or it is refused.</summary>
public sealed class SubsidyReviewArea(SubsidyRecords subsidies, SubsidyCampaigns campaigns, SubsidyClaims claims, CalendarInForce calendars) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => SubsidyReviewKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var decision = round.Decision!;
        if (decision.Approved) return await ApproveAsync(write, round, SubsidyAct.Approve, cancellation);
        if (await subsidies.FindAsync(new SubsidyId(round.Case), cancellation) is not { } stored) return new NothingHere();
        var (act, reasons) = (SubsidyReviewKind.IsFinal(decision) ? SubsidyAct.Refuse : SubsidyAct.Return, ReviewMessages.ReasonsOf(decision));
        if (SubsidyStates.Refuse(stored.Value.State, act) is { } refusal) return refusal;
        var calendar = await calendars.CurrentAsync(cancellation);
        var next = SubsidyMove.Add(write, stored, act, calendar, s => act == SubsidyAct.Return ? s : s with { EndedAt = write.Stamp.When, EndedWhy = reasons });
        write.Send(act == SubsidyAct.Return
            ? Notify.Unit("subsidy.returned", next.Unit, ("number", next.Number), ("reasons", reasons), ("due", SubsidyMove.DueOf(next)))
            : Notify.Unit("subsidy.refused", next.Unit, ("number", next.Number), ("reasons", reasons)));
        return null;
    }

    /// <inheritdoc />
    public Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation) => ApproveAsync(write, round, SubsidyAct.UpholdAppeal, cancellation);

    private async Task<Refusal?> ApproveAsync(CaseWrite write, ReviewRound round, SubsidyAct act, CancellationToken cancellation)
    {
        if (await subsidies.FindAsync(new SubsidyId(round.Case), cancellation) is not { } stored) return new NothingHere();
        if (SubsidyStates.Refuse(stored.Value.State, act) is { } refusal) return refusal;
        var campaign = (await campaigns.FindAsync(stored.Value.Campaign, cancellation))!.Value;
        // A refusal has let go of its loan, and another application may have taken it.
        if (act == SubsidyAct.UpholdAppeal && (await claims.TakeAsync(stored.Value.CampaignKind, stored.Value.ClaimKeys, stored.Value.Id, cancellation)).Count > 0) return new SubsidyClaimLost();
        var papers = ChangedPapers.All(stored.Value.Content!);
        var next = SubsidyMove.Add(write, stored, act, await calendars.CurrentAsync(cancellation), s => s with { PapersDue = papers, EndedAt = null, EndedWhy = null });
        write
            .Timeline("subsidy.paper-due", $"请于{SubsidyMove.DueOf(next)}前下载补贴申请表，盖章后连同其他纸质材料寄送：{ChangedPapers.Names(papers)}")
            .Send(SubsidyLife.Start(next.Id))
            .Send(Notify.Unit(
                "subsidy.approved", next.Unit,
                ("number", next.Number), ("due", SubsidyMove.DueOf(next)), ("papers", ChangedPapers.Names(papers)), ("address", campaign.PaperAddress), ("recipient", campaign.PaperRecipient)));
        return null;
    }
}

/// <summary>Another application has taken the loan since the refusal.</summary>
[RefusedBy("ApproveReview")]
public sealed record SubsidyClaimLost() : Conflict("subsidy-claim-lost", "该贷款已另行申请", "不予补贴后，该贷款或质押的知识产权已用于另一申请；须先由单位撤销该申请，方可认定复核成立。");
