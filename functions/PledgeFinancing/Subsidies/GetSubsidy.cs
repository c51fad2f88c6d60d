using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>A round of review in short.</summary>
/// <param name="Kind">Code of the kind of review.</param>
/// <param name="Round">1, 2, 3 …</param>
/// <param name="SubmittedAt">When it began.</param>
/// <param name="Result">Chinese result.</param>
/// <param name="Decision">How it ended, each reason at its field.</param>
public sealed record SubsidyRoundLine(string Kind, int Round, DateTimeOffset SubmittedAt, string Result, DecisionView? Decision)
{
    internal static SubsidyRoundLine Of(ReviewRound round) => new(round.Kind, round.Round, round.Submitted.When, ReviewStatus.Line(round), round.IsOpen ? null : DecisionView.Of(round.Decision));
}

/// <summary>纸件 as unit and office see it.</summary>
/// <param name="Carrier">快递公司.</param>
/// <param name="TrackingNumber">快递单号.</param>
/// <param name="SentAt">When it was recorded.</param>
/// <param name="Papers">Names of the papers.</param>
/// <param name="ArrivedOn">收到日期.</param>
/// <param name="OpinionFiles">Files that the office added to its opinion.</param>
public sealed record ParcelAnswer(string Carrier, string TrackingNumber, DateTimeOffset SentAt, IReadOnlyList<string> Papers, DateOnly? ArrivedOn, IReadOnlyList<FileId> OpinionFiles)
{
    internal static ParcelAnswer Of(PaperParcel parcel) => new(parcel.Carrier, parcel.TrackingNumber, parcel.SentAt, [.. parcel.Papers.Select(ChangedPapers.NameOf)], parcel.ArrivedOn, parcel.OpinionFiles);
}

/// <summary>申请, 核定 and 实际补贴金额, 元, with the reason where one is another than the one before.</summary>
/// <param name="Applied">申请补贴金额.</param>
/// <param name="Approved">核定补贴金额; once two officers have agreed.</param>
/// <param name="ApprovedReason">Why it is another than the campaign's standard gives.</param>
/// <param name="Paid">实际补贴金额.</param>
/// <param name="PaidReason">Why it is another than what was approved.</param>
/// <param name="PaidOn">拨付日期.</param>
public sealed record SubsidyAmounts(decimal Applied, decimal? Approved, string? ApprovedReason, decimal? Paid, string? PaidReason, DateOnly? PaidOn);

/// <summary>补贴申请 as its unit and the office see it.</summary>
/// <param name="Id">The application.</param>
/// <param name="Number">申请编号.</param>
/// <param name="Campaign">政策申报.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">审核状态.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Editable">True while the draft may be changed; the ETag of the answer is then the draft's for its unit.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Form">The form: the unit's draft while it may be changed, otherwise what was submitted. The account is masked.</param>
/// <param name="Content">What was submitted last with loan, certificates and calculation; absent for a draft never submitted.</param>
/// <param name="Acts">操作 that are possible.</param>
/// <param name="PapersDue">Which papers are to be sent.</param>
/// <param name="Parcels">Papers sent so far.</param>
/// <param name="Timeline">办理进度.</param>
/// <param name="Rounds">Every round of review.</param>
public sealed record SubsidyAnswer(
    SubsidyId Id, string Number, SubsidyCampaignId Campaign, string CampaignName, SubsidyState State, string StateName, string Status, bool Editable, string UnitName, SubsidyForm Form,
    SubsidyContent? Content, IReadOnlyList<PossibleAct> Acts, IReadOnlyList<string> PapersDue, IReadOnlyList<ParcelAnswer> Parcels, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<SubsidyRoundLine> Rounds)
{
    /// <summary>Amounts; absent before the first submission.</summary>
    public SubsidyAmounts? Amounts { get; init; }

    /// <summary>What is waited for, by when.</summary>
    public SubsidyDeadline? Deadline { get; init; }

    /// <summary>Where the papers go: address and recipient, while they are to be sent.</summary>
    public string? PaperAddress { get; init; }

    /// <summary>报告贷款信息有误: where an error of the loan data is reported to its bank (POST with the loan and what is wrong).</summary>
    public string? ReportLoanError { get; init; }

    /// <summary>Why it ended without a payment.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>Reads the answer for whoever asks, with its ETag.</summary>
    internal static async Task<IResult> ReadAsync(HttpRequest request, SubsidyRecords subsidies, CaseStore cases, SubsidyCampaigns campaigns, string id, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var stored = await subsidies.GetAsync(id, caller, cancellation);
        var draft = await subsidies.DraftAsync(stored.Value.Id, cancellation);
        var campaign = (await campaigns.FindAsync(stored.Value.Campaign, cancellation))!.Value;
        var rounds = await subsidies.RoundsAsync(stored.Value.Id, cancellation);
        var ofUnit = caller.Role == Role.UnitAdmin;
        request.SetETag(ofUnit && SubsidyStates.IsEditable(stored.Value.State) ? draft.ETag : stored.ETag);
        var timeline = await cases.TimelineAsync(SubsidyRecords.AddressOf(stored.Value.Id), cancellation);
        return Results.Json(Of(stored.Value, draft, campaign, rounds, timeline, caller.Role), PlatformJson.Options);
    }

    private static SubsidyAnswer Of(SubsidyRecord s, Stored<SubsidyDraft> draft, SubsidyCampaign campaign, IReadOnlyList<Stored<ReviewRound>> rounds, IReadOnlyList<TimelineEntry> timeline, Role role)
    {
        var ofUnit = role == Role.UnitAdmin;
        var editable = ofUnit && SubsidyStates.IsEditable(s.State);
        var form = editable || s.Content is not { } content ? draft.Value.Form : new SubsidyForm { Unit = content.Unit, Ip = content.Ip, Attachments = content.Attachments, Commitment = content.Commitment };
        // What one officer proposes is not the unit's to read before another has confirmed it.
        var shown = rounds.Select(r => r.Value).Where(r => !ofUnit || r.Kind != SubsidyPaymentReviewKind.Kind.Code);
        var approved = SubsidyStates.TakesBudget(s.State) || (!ofUnit && s.Grant is not null) ? s.Grant : null;
        return new SubsidyAnswer(
            s.Id, s.Number, s.Campaign, campaign.Name, s.State, SubsidyStates.NameOf(s.State), SubsidyStatus.Line(s, [.. rounds.Select(r => r.Value)], campaign), editable, s.UnitName, form, s.Content,
            SubsidyStates.ActsOf(s.State, role), [.. s.PapersDue.Select(ChangedPapers.NameOf)], [.. s.Parcels.Select(ParcelAnswer.Of)], timeline, [.. shown.Select(SubsidyRoundLine.Of)])
        {
            Amounts = s.Content is { } submitted ? new SubsidyAmounts(submitted.Amount.Applied, approved?.Amount, approved?.Reason, s.Payment?.Amount, s.Payment?.Reason, s.Payment?.PaidOn) : null,
            Deadline = s.Deadline is { } deadline && (!ofUnit || SubsidyDeadlines.IsForUnit(deadline.For)) ? deadline : null,
            PaperAddress = s.PapersDue.Count > 0 ? $"{campaign.PaperAddress}，{campaign.PaperRecipient}" : null,
            ReportLoanError = ofUnit ? "/api/loan-reports" : null,
            EndedWhy = s.EndedWhy,
        };
    }
}

/// <summary>查看 an application.</summary>
public sealed class GetSubsidy(SubsidyRecords subsidies, CaseStore cases, SubsidyCampaigns campaigns)
{
    /// <summary>查看补贴申请：内容、贷款信息、测算过程、状态、期限、纸件、办理进度、各轮审核；不通过的理由逐条对应字段。</summary>
    [Function("GetSubsidy")]
    [Allow(Role.UnitAdmin, Role.FinanceOfficer)]
    [Answers(200, typeof(SubsidyAnswer), ETag = true)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidies/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
}

/// <summary>办理状态: whose turn it is and by when (COM-03), computed from the application and its last rounds.</summary>
public static class SubsidyStatus
{
    /// <summary>E.g. 审核通过，请贵单位于2025年9月5日前寄送纸质材料.</summary>
    public static string Line(SubsidyRecord subsidy, IReadOnlyList<ReviewRound> rounds, SubsidyCampaign campaign)
    {
        ReviewRound? Last(ReviewKind kind, int round) => rounds.FirstOrDefault(r => r.Kind == kind.Code && r.Round == round);
        var due = SubsidyMove.DueOf(subsidy);
        var closing = subsidy.Deadline?.CloseOn is { } close ? $"已逾期，{ChinaTime.FullDate(close)}后申请将终止；" : "";
        return subsidy.State switch
        {
            SubsidyState.Draft => $"尚未提交，请贵单位于{ChinaTime.FullDate(campaign.LastDay)}前提交",
            SubsidyState.UnderReview when Last(SubsidyReviewKind.Kind, subsidy.Round) is { } round => ReviewStatus.Line(round),
            SubsidyState.Returned => $"{closing}审核不通过，请贵单位于{due}前修改后重新提交",
            SubsidyState.AwaitingPaper => $"{closing}请贵单位于{due}前寄送纸质材料：{ChangedPapers.Names(subsidy.PapersDue)}",
            SubsidyState.PaperSent => "纸质材料已寄出，等待收件",
            SubsidyState.PaperUnderReview when Last(SubsidyPaperReviewKind.Kind, subsidy.PaperRound) is { } round => "纸件复审：" + ReviewStatus.Line(round),
            SubsidyState.PaperReturned => $"{closing}纸件复审不通过，请贵单位于{due}前网上修改",
            SubsidyState.Passed or SubsidyState.PaymentProposed => "纸件复审通过，正在核定补贴金额",
            SubsidyState.ToPay => $"已核定补贴金额 {SubsidyAmount.Yuan(subsidy.Grant!.Amount)} 元，等待拨付",
            SubsidyState.Paid => $"已于{ChinaTime.FullDate(subsidy.Payment!.PaidOn)}拨付 {SubsidyAmount.Yuan(subsidy.Payment.Amount)} 元",
            SubsidyState.Withdrawn or SubsidyState.Refused or SubsidyState.Closed => $"{SubsidyStates.NameOf(subsidy.State)}：{subsidy.EndedWhy}",
            _ => SubsidyStates.NameOf(subsidy.State),
        };
    }
}
