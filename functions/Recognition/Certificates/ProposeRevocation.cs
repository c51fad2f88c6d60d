using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>Why a recognition is to be revoked.</summary>
/// <param name="Reason">撤销理由, which the unit and the public will read; at most 500 characters.</param>
public sealed record RevocationProposal([property: MaxLength(500)] string Reason);

/// <summary>Another proposal waits for its confirmation.</summary>
public sealed record RevocationOpen() : Conflict("recognition-revocation-open", "已有撤销建议", "该产品已有待复核的撤销认定建议，请在审核队列中办理。");

/// <summary>提出撤销认定: the first of four eyes.</summary>
public sealed class ProposeRevocation(RecognitionRecords recognitions, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提出撤销认定并写明可公开的理由；由另一名审核员复核后立即生效。</summary>
    [Function("ProposeRecognitionRevocation")]
    [Allow(Role.Examiner)]
    [Accepts(typeof(RevocationProposal)), Answers(200, typeof(Receipt)), Refuses(typeof(RecognitionActRefused), typeof(RevocationOpen), typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognitions/{id}/revocation")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<RevocationProposal>(cancellation);
        var recognition = (await recognitions.AnyAsync(id, cancellation)).Value;
        if (RecognitionStates.Refuse(recognition.State, RecognitionAct.Revoke) is { } refusal) return refusal;
        var reason = body.Reason.Trim();
        if (reason.Length == 0) return new FieldsInvalid { Findings = [Finding.Blocks("revocation.reason-missing", "/reason", "请填写撤销理由")] };
        var last = await LastRoundAsync(recognition.Id, cancellation);
        if (last is { IsOpen: true }) return new RevocationOpen();

        var stamp = request.Stamp(time, "ProposeRecognitionRevocation", reason);
        var content = JsonSerializer.SerializeToElement(new RevocationContent(recognition.Certificate!.Facts.Number, reason), PlatformJson.Stored);
        var submission = new Submission(recognition.Product, recognition.Unit, recognition.UnitName, content, [])
        {
            Proposal = new Decision(true, stamp.Who, stamp.When, reason, []),
        };
        var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), stamp);
        var receipt = ReviewSubmission.Open(write, RevocationKind.Kind, (last?.Round ?? 0) + 1, submission, await calendars.CurrentAsync(cancellation));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            return new RevocationOpen();
        }
    }

    private async Task<ReviewRound?> LastRoundAsync(RecognitionId id, CancellationToken cancellation)
    {
        ReviewRound? last = null;
        await foreach (var round in cases.RowsAsync<ReviewRound>(RecognitionRecords.AddressOf(id), $"{ReviewRound.RowPrefix}{RevocationKind.Kind.Code}-", cancellation)) last = round.Value;
        return last;
    }
}
