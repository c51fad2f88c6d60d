using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>平台撤销备案的原因 (WDR-03).</summary>
public enum RevocationReason
{
    /// <summary>异议成立.</summary>
    ObjectionUpheld,

    /// <summary>信息不真实.</summary>
    Untrue,

    /// <summary>其他, in the office's words.</summary>
    Other,
}

/// <summary>平台撤销备案 as an examiner proposes it.</summary>
public sealed record RevocationForm
{
    /// <summary>撤销原因, required.</summary>
    public RevocationReason? Reason { get; init; }

    /// <summary>具体说明: the unit and the public read it; required for 其他.</summary>
    [MaxLength(RevocationRules.LongestText)]
    public string? Text { get; init; }
}

/// <summary>What the second examiner confirms: content of a round of <see cref="FilingRevocationKind"/>.</summary>
/// <param name="Id">Number of the proposal: the same for a repeated request.</param>
/// <param name="Reason">撤销原因.</param>
/// <param name="ReasonName">The same in Chinese.</param>
/// <param name="Text">具体说明.</param>
/// <param name="Number">备案号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
public sealed record RevocationCase(string Id, RevocationReason Reason, string ReasonName, string? Text, string Number, string Product, string? Model)
{
    /// <summary>The content of a round.</summary>
    public static RevocationCase Of(ReviewRound round) => round.Content.Deserialize<RevocationCase>(PlatformJson.Stored)!;
}

/// <summary>What a revocation needs and says, as pure rules.</summary>
public static class RevocationRules
{
    /// <summary>Characters of the reasons at most.</summary>
    public const int LongestText = 500;

    /// <summary>Every finding of a proposal.</summary>
    public static IReadOnlyList<Finding> Check(RevocationForm form)
    {
        var findings = new List<Finding>();
        if (form.Reason is null) findings.Add(Finding.Blocks("revocation.reason-missing", "/reason", "请选择撤销原因。"));
        if (form.Reason == RevocationReason.Other && string.IsNullOrWhiteSpace(form.Text)) findings.Add(Finding.Blocks("revocation.text-missing", "/text", "撤销原因为“其他”的，请具体说明；单位和公众可见。"));
        return findings;
    }

    /// <summary>Chinese name of a reason.</summary>
    public static string NameOf(RevocationReason reason) => reason switch
    {
        RevocationReason.ObjectionUpheld => "异议成立",
        RevocationReason.Untrue => "信息不真实",
        _ => "其他",
    };

    /// <summary>The reasons in one line.</summary>
    public static string TextOf(RevocationCase revocation) =>
        revocation.Text is not { Length: > 0 } text ? revocation.ReasonName : revocation.Reason == RevocationReason.Other ? text : $"{revocation.ReasonName}：{text}";
}

/// <summary>The clock of a revocation that waits for its second examiner.</summary>
public static class FilingRevocationReview
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "FilingRevocationReview";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}

/// <summary>平台撤销备案 as data (WDR-03): proposed by one examiner, confirmed by another. No source names a term; ours is short.</summary>
public static class FilingRevocationKind
{
    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "filing-revocation",
        "平台撤销备案复核",
        FilingRecords.Table,
        FilingRevocationReview.Name,
        Role.Examiner,
        "3个工作日",
        RemindAfterDays: 1,
        TermDays: 3,
        Checklist:
        [
            new("facts", "撤销所依据的事实是否已经核实并留有材料"),
            new("reason", "撤销原因是否写明、可供单位和公众阅读"),
        ],
        Reasons:
        [
            new("facts.not-proven", "撤销所依据的事实不成立", "操作手册 七 专利密集型产品认定管理", ""),
            new("facts.corrected", "单位已更正，无须撤销备案", "操作手册 七 专利密集型产品认定管理", ""),
        ],
        new ReviewTemplates(Approved: null, Returned: null, Reminder: "review.reminder", Escalation: "review.escalation"))
    {
        FourEyes = true,
        FromOffice = true,
        Appealable = false,
    };

    /// <summary>Every round so far, oldest first.</summary>
    public static async Task<IReadOnlyList<Stored<ReviewRound>>> RoundsAsync(CaseStore cases, FilingId filing, CancellationToken cancellation)
    {
        var rounds = new List<Stored<ReviewRound>>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(FilingRecords.AddressOf(filing), $"{ReviewRound.RowPrefix}{Kind.Code}-", cancellation))
            if (round.Value.Kind == Kind.Code) rounds.Add(round);
        return rounds;
    }
}

/// <summary>What a confirmed revocation makes of a filing; one that is not approved leaves it as it is, and the unit never hears of it.</summary>
public sealed class FilingRevocationArea(FilingRecords filings, FilingEnd end) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => FilingRevocationKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (round.Decision is not { Approved: true }) return null;
        if (await filings.FindAsync(new FilingId(round.Case), cancellation) is not { } filing) return new NothingHere();
        return await end.AddToAsync(write, filing, FilingAct.Revoke, new FilingEndReason(RevocationRules.TextOf(RevocationCase.Of(round))), cancellation);
    }
}
