using PatentFunctions.Files;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>The bank has answered already.</summary>
public sealed record LoanReportAnswered() : Conflict("loan-report-answered", "已处理", "银行已答复该反馈，不能再次处理；如仍有问题请企业重新反馈。");

/// <summary>信息反馈 as both sides see it.</summary>
/// <param name="Report">The report with its answer.</param>
/// <param name="StateName">反馈状态, Chinese.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record LoanReportAnswer(LoanReport Report, string StateName, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>反馈 an error of a loan or a missing loan (LOA-01).</summary>
public sealed class ReportLoan(LoanReports reports, LoanRecords loans, LoanBanks banks, UnitRecords units, FileChecks files, CaseStore cases, TimeProvider time)
{
    /// <summary>向贷款银行反馈某笔贷款的信息有误，或平台上缺少某笔贷款；通知银行处理。</summary>
    [Function("ReportLoan")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(LoanReportForm)), Answers(201, typeof(LoanReportAnswer), ETag = true, Location = true)]
    [Refuses(typeof(NothingHere), typeof(FieldsInvalid), typeof(UnitNotVerified)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "loan-reports")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new LoanReportId(request.DeriveId(LoanReportId.Prefix));
        var form = await request.ReadBodyAsync<LoanReportForm>(cancellation);
        if (!await cases.WasDoneAsync(LoanReports.AddressOf(id), request, form, cancellation) && await WriteAsync(request, id, form, durable, cancellation) is { } refusal) return refusal;
        request.HttpContext.Response.Headers.Location = $"/api/loan-reports/{id}";
        return await ReadLoanReport.AnswerAsync(request, reports, cases, id.Value, StatusCodes.Status201Created, cancellation);
    }

    private async Task<Refusal?> WriteAsync(HttpRequest request, LoanReportId id, LoanReportForm form, DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (await units.VerifiedAsync(caller.RequiredUnit, cancellation) is not { } unit) return new UnitNotVerified();
        var loan = form.Loan is { } named ? (await loans.OwnAsync(named.Value, caller, cancellation)).Value : null;
        var bank = loan is not null ? new LoanBank(loan.Bank, loan.BankName) : (await banks.AllAsync(cancellation)).FirstOrDefault(b => b.Code == form.Bank);
        var checkedFiles = await files.CheckAsync(FileRecords.OwnerOf(caller), LoanReportRules.FilesOf(form), cancellation);
        List<Finding> findings = [.. LoanReportRules.Check(form, bank is not null), .. checkedFiles.Findings];
        if (findings.Count > 0 || bank is null) return new FieldsInvalid { Findings = findings };

        var report = new LoanReport(id, unit.Id, unit.Name, unit.Uscc.Value, bank.Code, bank.Name, loan?.Id, loan?.Number, form.Text!.Trim(), [.. form.Files ?? []], time.GetUtcNow());
        var write = new CaseWrite(LoanReports.AddressOf(id), request.Stamp(time, "ReportLoan"))
            .Insert(CaseRows.Record, report)
            .Once(request, form)
            .Timeline("loan-report.made", loan is null ? "已反馈缺少贷款，等待银行处理" : "已反馈贷款信息有误，等待银行处理", report.Text)
            .Send(Notify.Everybody("loan.reported", Role.Bank, bank.Code, ("unit", unit.Name), ("subject", loan is null ? "缺少贷款" : $"贷款{loan.Number}信息有误"), ("text", report.Text)))
            .Send(ProjectionMessages.Refresh(LoanReports.ProjectionName));
        if (report.Files.Count > 0) write.Send(FileMessages.Keep(write.Address, report.Files));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // The same request arrived twice at once; what the other one made is the answer.
            await cases.WasDoneAsync(write.Address, request, form, cancellation);
        }
        return null;
    }
}

/// <summary>信息反馈 of one's unit, or for one's bank.</summary>
public sealed class ListLoanReports(LoanReports reports)
{
    /// <summary>信息反馈：单位查看本单位的，银行查看本行的，融资服务平台审核员查看全部；新的在前。</summary>
    [Function("ListLoanReports")]
    [Allow(Role.UnitAdmin, Role.Bank, Role.FinanceOfficer)]
    [QueryParameter("state", "open 待处理、answered 已处理；不填为全部", Values = "open,answered"), QueryParameter("bank", "银行代码，仅融资服务平台审核员可选")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<LoanReport>)), Refuses(typeof(LoanFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loan-reports")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        bool? open = request.Query["state"].ToString() switch { "" => null, "open" => true, "answered" => false, _ => throw new RefusedException(new LoanFilterInvalid("state 应为 open 或 answered。")) };
        var found = (await reports.ListAsync(request, cancellation)).Where(r => open is null || r.Reply is null == open).ToList();
        return Results.Json(page.Slice(found, Key, (r, key) => string.CompareOrdinal(Key(r), key) > 0), PlatformJson.Options);
    }

    private static string Key(LoanReport report) => $"{report.Bank}-{LoanReports.RowOf(report)}";
}

/// <summary>One 信息反馈.</summary>
public sealed class ReadLoanReport(LoanReports reports, CaseStore cases)
{
    /// <summary>查看一条信息反馈及银行的答复。</summary>
    [Function("ReadLoanReport")]
    [Allow(Role.UnitAdmin, Role.Bank, Role.FinanceOfficer)]
    [Answers(200, typeof(LoanReportAnswer), ETag = true)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loan-reports/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        AnswerAsync(request, reports, cases, id, StatusCodes.Status200OK, cancellation);

    internal static async Task<IResult> AnswerAsync(HttpRequest request, LoanReports reports, CaseStore cases, string id, int status, CancellationToken cancellation)
    {
        var report = await reports.ReadableAsync(id, request.Caller(), cancellation);
        request.SetETag(report.ETag);
        var timeline = await cases.TimelineAsync(LoanReports.AddressOf(report.Value.Id), cancellation);
        return Results.Json(new LoanReportAnswer(report.Value, report.Value.StateName, timeline), PlatformJson.Options, statusCode: status);
    }
}

/// <summary>银行答复 a report.</summary>
public sealed class ReplyToLoanReport(LoanReports reports, LoanRecords loans, CaseStore cases, TimeProvider time)
{
    /// <summary>银行答复企业的信息反馈：更正后、补充录入后或说明未作更改的理由；通知企业。</summary>
    [Function("ReplyToLoanReport")]
    [Allow(Role.Bank)]
    [Accepts(typeof(LoanReportReplyForm)), Answers(200, typeof(LoanReportAnswer), ETag = true), Refuses(typeof(FieldsInvalid), typeof(LoanReportAnswered)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "loan-reports/{id}/reply")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<LoanReportReplyForm>(cancellation);
        var read = await reports.ReadableAsync(id, request.Caller(), cancellation);
        var report = read.Value;
        if (report.Reply is not null) return new LoanReportAnswered();
        request.Matching(read);
        var about = form.Outcome == LoanReportOutcome.Recorded ? form.Loan : report.Loan;
        var loan = about is { } named ? (await loans.FindAsync(named, cancellation))?.Value : null;
        if (LoanReportRules.Check(report, form, loan) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };

        var answered = report with { Reply = new LoanReportReply(form.Outcome!.Value, string.IsNullOrWhiteSpace(form.Text) ? null : form.Text.Trim(), loan?.Id, time.GetUtcNow()) };
        var write = new CaseWrite(LoanReports.AddressOf(report.Id), request.Stamp(time, "ReplyToLoanReport"))
            .Replace(read, answered)
            .Timeline("loan-report.answered", $"银行已答复：{answered.StateName}", answered.Reply.Text)
            .Send(Notify.Unit("loan.report-answered", report.Unit, ("bank", report.BankName), ("outcome", answered.StateName), ("text", answered.Reply.Text ?? "（无补充说明）")))
            .Send(ProjectionMessages.Refresh(LoanReports.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await ReadLoanReport.AnswerAsync(request, reports, cases, id, StatusCodes.Status200OK, cancellation);
    }
}
