using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Repayments;

/// <summary>还款完成申请 as the unit sees it.</summary>
/// <param name="Loan">The loan in short.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Editable">True while it may be saved and handed in; the ETag of the answer is the draft's.</param>
/// <param name="Form">The form as saved; empty until its first save.</param>
/// <param name="Rounds">Every application of the loan with its outcome, oldest first.</param>
/// <param name="Reasons">Reasons of the bank's last return, each at its field; empty unless it was returned.</param>
public sealed record RepaymentAnswer(LoanLine Loan, string Status, bool Editable, RepaymentForm Form, IReadOnlyList<RoundSummary> Rounds, IReadOnlyList<GivenReason> Reasons)
{
    /// <summary>Opinion of the bank's last return.</summary>
    public string? Opinion { get; init; }
}

/// <summary>查看 a 还款完成申请.</summary>
public sealed class GetRepayment(RepaymentDesk desk, CaseStore cases)
{
    /// <summary>查看一笔贷款的还款完成申请：草稿、各次申请和银行的意见。</summary>
    [Function("GetRepayment")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(RepaymentAnswer), ETag = true)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loans/{id}/repayment")] HttpRequest request, string id, CancellationToken cancellation) =>
        AnswerAsync(request, desk, cases, id, cancellation);

    internal static async Task<IResult> AnswerAsync(HttpRequest request, RepaymentDesk desk, CaseStore cases, string id, CancellationToken cancellation)
    {
        var read = await desk.OwnAsync(id, request.Caller(), cancellation);
        var loan = read.Loan.Value;
        var rounds = await RepaymentRounds.AllAsync(cases, loan.Id, cancellation);
        var last = rounds.Count == 0 ? null : rounds[^1];
        var returned = last is { State: ReviewState.Returned } && loan.State == LoanState.Repaying ? last.Decision : null;
        request.SetETag(read.ETag);
        var answer = new RepaymentAnswer(
            LoanLine.Of(loan), LoanStatus.Line(loan, last), LoanStates.Refuse(loan.State, LoanAct.SaveDraft) is null, read.Form, [.. rounds.Select(RepaymentRounds.Summary)], returned?.Reasons ?? [])
        {
            Opinion = returned?.Opinion,
        };
        return Results.Json(answer, PlatformJson.Options);
    }
}

/// <summary>One application as it was, and what became of it.</summary>
/// <param name="Summary">In short.</param>
/// <param name="Content">What was submitted.</param>
/// <param name="Warnings">What was pointed at.</param>
public sealed record RepaymentRoundAnswer(RoundSummary Summary, RepaymentContent Content, IReadOnlyList<Finding> Warnings);

/// <summary>查看 an earlier application.</summary>
public sealed class GetRepaymentRound(RepaymentDesk desk, CaseStore cases)
{
    /// <summary>查看某一次还款完成申请的内容和银行的意见；以前各次始终可查。</summary>
    [Function("GetRepaymentRound")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(RepaymentRoundAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loans/{id}/repayment/rounds/{round:int}")] HttpRequest request, string id, int round, CancellationToken cancellation)
    {
        var loan = (await desk.OwnAsync(id, request.Caller(), cancellation)).Loan.Value;
        if (round < 1 || round > loan.Rounds || await RepaymentRounds.FindAsync(cases, loan.Id, round, cancellation) is not { } found) return new NothingHere();
        return Results.Json(new RepaymentRoundAnswer(RepaymentRounds.Summary(found), RepaymentRounds.ContentOf(found), found.Warnings), PlatformJson.Options);
    }
}

/// <summary>What a check found; nothing was submitted.</summary>
/// <param name="MayApply">True where nothing blocks.</param>
/// <param name="Findings">Everything found.</param>
public sealed record RepaymentCheckAnswer(bool MayApply, IReadOnlyList<Finding> Findings);

/// <summary>预审 of a 还款完成申请.</summary>
public sealed class CheckRepayment(RepaymentDesk desk)
{
    /// <summary>预审还款完成申请的草稿：一次给出全部问题，与提交时的检查相同，不改变任何内容。</summary>
    [Function("CheckRepayment")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(RepaymentCheckAnswer), ETag = true), Refuses(typeof(LoanActRefused))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "loans/{id}/repayment/check")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var read = await desk.OwnAsync(id, request.Caller(), cancellation);
        if (LoanStates.Refuse(read.Loan.Value.State, LoanAct.Apply) is { } refusal) return refusal;
        var findings = await desk.CheckAsync(read, request.Caller(), cancellation);
        request.SetETag(read.ETag);
        return Results.Json(new RepaymentCheckAnswer(!findings.AnyBlocks(), findings), PlatformJson.Options);
    }
}
