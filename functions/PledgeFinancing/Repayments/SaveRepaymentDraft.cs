using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Repayments;

/// <summary>保存 a 还款完成申请. The first save makes the draft.</summary>
public sealed class SaveRepaymentDraft(RepaymentDesk desk, CaseStore cases, FileChecks files, TimeProvider time)
{
    /// <summary>保存还款完成申请的草稿：可不完整；须带上读取时的 ETag。</summary>
    [Function("SaveRepaymentDraft")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(RepaymentForm)), Answers(200, typeof(RepaymentAnswer), ETag = true), Refuses(typeof(LoanActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "loans/{id}/repayment/draft")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<RepaymentForm>(cancellation);
        var read = await desk.OwnAsync(id, request.Caller(), cancellation);
        var loan = read.Loan.Value;
        if (LoanStates.Refuse(loan.State, LoanAct.SaveDraft) is { } refusal) return refusal;
        read.Match(request);
        var added = form.Material == read.Form.Material ? [] : RepaymentRules.FilesOf(form).ToList();
        var found = await files.CheckAsync(FileRecords.OwnerOf(request.Caller()), added, cancellation);
        if (found.Findings.AnyBlocks()) return new FieldsInvalid { Findings = found.Findings };

        var write = new CaseWrite(LoanRecords.AddressOf(loan.Id), request.Stamp(time, "SaveRepaymentDraft"));
        if (read.Draft is { } draft) write.Replace(draft, form);
        else write.Insert(RepaymentRounds.DraftRow, form);
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File)]));
        if (read.Form.Material is { } removed && removed != form.Material && !await IsSubmittedAsync(loan, removed, cancellation)) write.Send(FileMessages.Release(write.Address, [removed]));
        await cases.CommitAsync(write, durable, cancellation);
        return await GetRepayment.AnswerAsync(request, desk, cases, id, cancellation);
    }

    // Files of what was submitted stay: the rounds show them as long as the loan exists.
    private async Task<bool> IsSubmittedAsync(LoanRecord loan, FileId file, CancellationToken cancellation) =>
        (await RepaymentRounds.AllAsync(cases, loan.Id, cancellation)).Any(r => RepaymentRounds.ContentOf(r).Material == file);
}
