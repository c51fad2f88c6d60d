using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>复核申请.</summary>
/// <param name="Grounds">申请复核的理由, at most 2,000 characters.</param>
/// <param name="Files">复核申请证明材料, at most 10 files.</param>
public sealed record AppealRequest([property: MaxLength(AppealRules.MaxGrounds)] string? Grounds, IReadOnlyList<FileId>? Files = null);

/// <summary>申请复核 (COM-18) against the latest return of a case.</summary>
public sealed class FileAppeal(AppealDesk desk, CaseStore cases, FileChecks files, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>对“不通过”的结论申请复核：结论作出后10个工作日内，写明理由，可附材料；由另一名审核员复核。每次结论只能申请一次。</summary>
    [Function("FileAppeal")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Accepts(typeof(AppealRequest)), Answers(200, typeof(Receipt)), Refuses(typeof(AppealNotPossible), typeof(NotAppealable), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appeals/{kind}/{id}")] HttpRequest request, string kind, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<AppealRequest>(cancellation);
        var found = await desk.OwnAsync(kind, id, request.Caller(), cancellation);
        if (await cases.WasDoneAsync(found.Address, request, body, cancellation)) return ReceiptOf(await desk.OwnAsync(kind, id, request.Caller(), cancellation));
        if (!found.Kind.Appealable) return new NotAppealable(found.Kind.Name);
        var calendar = await calendars.CurrentAsync(cancellation);
        if (found.Check(calendar, time.GetUtcNow()) is { Count: > 0 } against) return new AppealNotPossible { Findings = against };
        var findings = await CheckAsync(request.Caller(), body, cancellation);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

        var (write, receipt) = Write(request, found, body, calendar);
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            var now = await desk.OwnAsync(kind, id, request.Caller(), cancellation);
            return await cases.WasDoneAsync(now.Address, request, body, cancellation) ? ReceiptOf(now) : new AppealNotPossible { Findings = now.Check(calendar, time.GetUtcNow()) };
        }
    }

    private async Task<IReadOnlyList<Finding>> CheckAsync(Caller caller, AppealRequest body, CancellationToken cancellation)
    {
        var fields = (body.Files ?? []).Take(AppealRules.MaxFiles).Select((file, i) => new FileField($"/files/{i}", file, FilePurposes.AppealEvidence));
        return [.. AppealRules.CheckForm(body.Grounds, body.Files), .. (await files.CheckAsync(caller.RequiredUnit.Value, fields, cancellation)).Findings];
    }

    private (CaseWrite Write, Receipt Receipt) Write(HttpRequest request, AppealCase found, AppealRequest body, WorkingDayCalendar calendar)
    {
        var returned = found.Rounds[^1];
        var named = (body.Files ?? []).Distinct().ToList();
        var content = new AppealContent(body.Grounds!.Trim(), named, AppealedRound.Of(found.Kind, returned));
        var submission = new Submission(
            $"{returned.Title}（{found.Kind.Name}）", returned.Unit, returned.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), [], returned.Scope)
        {
            Excluded = AppealRules.Abstaining(returned),
        };
        var write = new CaseWrite(found.Address, request.Stamp(time, "FileAppeal")).Once(request, body);
        var receipt = ReviewSubmission.Open(write, found.Appealing, returned.Round, submission, calendar, attempt: 1);
        if (named.Count > 0) write.Send(FileMessages.Keep(found.Address, named));
        // A resubmission that was written between the reading and this write ends the appeal at once.
        write.Send(OvertakenAppeals.End(found.Kind));
        return (write, receipt);
    }

    private static IResult ReceiptOf(AppealCase found)
    {
        var appeal = found.Appeals[^1].Value;
        return Results.Json(new Receipt(appeal.Case, appeal.Round, appeal.Submitted.When, appeal.Sha256, ReviewStatus.Line(appeal)), PlatformJson.Options);
    }
}
