using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>录入质押贷款.</summary>
public sealed class RecordLoan(LoanDesk desk, LoanRecords loans, CaseStore cases, TimeProvider time)
{
    /// <summary>银行录入本行的一笔质押贷款：一次给出全部问题；同一编号只能录入一次。</summary>
    [Function("RecordLoan")]
    [Allow(Role.Bank)]
    [Accepts(typeof(LoanForm)), Answers(201, typeof(BankLoanAnswer), ETag = true, Location = true)]
    [Refuses(typeof(FieldsInvalid), typeof(LoanNumberTaken)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bank-loans")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var bank = LoanDesk.BankOf(request.Caller());
        request.IdempotencyKey();
        var form = await request.ReadBodyAsync<LoanForm>(cancellation);
        if (LoanRules.Check(form, ChinaTime.Today(time)) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var id = LoanId.Of(bank, form.Number!.Trim());
        var address = LoanRecords.AddressOf(id);
        if (!await cases.WasDoneAsync(address, request, form, cancellation))
        {
            try
            {
                await cases.CommitAsync((await desk.RecordAsync(request.Stamp(time, "RecordLoan"), form, bank, cancellation)).Once(request, form), durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // Either the bank has this number, or the same request arrived twice at once.
                if (!await cases.WasDoneAsync(address, request, form, cancellation)) return new LoanNumberTaken(form.Number.Trim());
            }
        }
        var loan = await loans.OfBankAsync(id.Value, request.Caller(), cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/bank-loans/{id}";
        request.SetETag(loan.ETag);
        return Results.Json(await BankLoanAnswer.OfAsync(loan.Value, loans, cases, cancellation), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>更正质押贷款.</summary>
public sealed class CorrectLoan(LoanDesk desk, LoanRecords loans, CaseStore cases, TimeProvider time)
{
    /// <summary>银行更正本行的一笔质押贷款：还款完成申请待确认或已被补贴申请引用时不能更正；更正内容进入办理进度和审计。</summary>
    [Function("CorrectLoan")]
    [Allow(Role.Bank)]
    [Accepts(typeof(LoanForm)), Answers(200, typeof(BankLoanAnswer), ETag = true)]
    [Refuses(typeof(FieldsInvalid), typeof(LoanActRefused), typeof(LoanInUse)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "bank-loans/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<LoanForm>(cancellation);
        var loan = request.Matching(await loans.OfBankAsync(id, request.Caller(), cancellation));
        if (LoanRules.Check(form, ChinaTime.Today(time)) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var corrected = await desk.CorrectAsync(request.Stamp(time, "CorrectLoan"), loan, form, cancellation);
        if (corrected.Refusal is { } refusal) return refusal;
        if (corrected.Value is { } write) await cases.CommitAsync(write, durable, cancellation);
        var now = await loans.OfBankAsync(id, request.Caller(), cancellation);
        request.SetETag(now.ETag);
        return Results.Json(await BankLoanAnswer.OfAsync(now.Value, loans, cases, cancellation), PlatformJson.Options);
    }
}
