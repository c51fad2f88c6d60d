using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Reviews;
using PatentFunctions.Units;

namespace PatentFunctions.PledgeFinancing.Repayments;

/// <summary>提交 a 还款完成申请, for the first time, corrected, or once more after 04 正在履行中.</summary>
public sealed class ApplyForRepayment(RepaymentDesk desk, UnitRecords units, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提交还款完成申请：运行全部检查；通过后交贷款银行确认并锁定，给出回执。重复点击只提交一次。</summary>
    [Function("ApplyForRepayment")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(LoanActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "loans/{id}/repayment/submission")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var read = await desk.OwnAsync(id, request.Caller(), cancellation);
        if (await RepeatedAsync(request, read.Loan.Value, cancellation) is { } same) return same;
        if (LoanStates.Refuse(read.Loan.Value.State, LoanAct.Apply) is { } refusal) return refusal;
        read.Match(request);
        var findings = await desk.CheckAsync(read, request.Caller(), cancellation);
        if (findings.AnyBlocks() || read.Draft is not { } draft) return new FieldsInvalid { Findings = findings };
        var unit = await units.VerifiedAsync(request.Caller().RequiredUnit, cancellation) ?? throw new RefusedException(new NothingHere());
        var (write, receipt) = Write(request, read.Loan, draft, unit, findings, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return await RepeatedAsync(request, (await desk.OwnAsync(id, request.Caller(), cancellation)).Loan.Value, cancellation) ?? new RecordChanged();
        }
    }

    private (CaseWrite Write, Receipt Receipt) Write(
        HttpRequest request, Stored<LoanRecord> loan, Stored<RepaymentForm> draft, VerifiedUnit unit, IReadOnlyList<Finding> findings, WorkingDayCalendar calendar)
    {
        var round = loan.Value.Rounds + 1;
        var next = loan.Value.After(LoanAct.Apply) with { Unit = unit.Id, Rounds = round, SubmittedFrom = ETags.Of(draft.ETag) };
        // The draft is written again as it is: a save that read it before the application meets a new ETag.
        var write = new CaseWrite(LoanRecords.AddressOf(next.Id), request.Stamp(time, "ApplyForRepayment")).Replace(loan, next).Replace(draft, draft.Value);
        var submission = new Submission(
            RepaymentConfirmationKind.TitleOf(next), unit.Id, unit.Name, JsonSerializer.SerializeToElement(RepaymentRules.ToContent(loan.Value, draft.Value), PlatformJson.Stored),
            [.. findings.Where(f => f.Severity == Severity.Warns)], next.Bank);
        var receipt = ReviewSubmission.Open(write, RepaymentConfirmationKind.Kind, round, submission, calendar);
        write.Send(Notify.Everybody(
            "repayment.applied", Role.Bank, next.Bank,
            ("title", submission.Title), ("unit", unit.Name), ("due", ChinaTime.FullDate(calendar.AddWorkingDays(ChinaTime.DateOf(write.Stamp.When), RepaymentConfirmationKind.Kind.TermDays).Date))));
        LoansByBank.RefreshAll(write);
        return (write, receipt);
    }

    // The very request that made this application, once more: the answer is the receipt it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, LoanRecord loan, CancellationToken cancellation)
    {
        if (loan.State != LoanState.AwaitingBank || loan.SubmittedFrom is not { } from || !request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        return await RepaymentRounds.FindAsync(cases, loan.Id, loan.Rounds, cancellation) is { } round
            ? Results.Json(new Receipt(round.Case, round.Round, round.Submitted.When, round.Sha256, ReviewStatus.Line(round)), PlatformJson.Options)
            : null;
    }
}
