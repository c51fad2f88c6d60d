using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.ExpertReview;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Supplements;

/// <summary>补充材料 (slides 认定流程): what the unit adds about its product; row <c>supplement</c> of the product's partition.</summary>
public sealed record SupplementForm
{
    /// <summary>Row of the form.</summary>
    internal const string Row = "supplement";

    /// <summary>Files at most.</summary>
    internal const int MostFiles = 20;

    /// <summary>产品有关专利保护强度, at most 2,000 characters.</summary>
    [MaxLength(2000)]
    public string? ProtectionStrength { get; init; }

    /// <summary>专利价值贡献, at most 2,000 characters.</summary>
    [MaxLength(2000)]
    public string? ValueContribution { get; init; }

    /// <summary>产品竞争力对专利依赖度, at most 2,000 characters.</summary>
    [MaxLength(2000)]
    public string? PatentDependence { get; init; }

    /// <summary>证明材料, at most 20 files of purpose <c>recognition-supplement</c>.</summary>
    public IReadOnlyList<FileId>? Files { get; init; }

    /// <summary>What is missing for a submission.</summary>
    public IReadOnlyList<Finding> Missing()
    {
        var findings = new List<Finding>();
        void Need(string? text, string pointer, string name)
        {
            if (string.IsNullOrWhiteSpace(text)) findings.Add(Finding.Blocks("supplement.missing", pointer, $"请填写“{name}”"));
        }
        Need(ProtectionStrength, "/protectionStrength", "专利保护强度");
        Need(ValueContribution, "/valueContribution", "专利价值贡献");
        Need(PatentDependence, "/patentDependence", "产品竞争力对专利依赖度");
        return findings;
    }
}

/// <summary>补充材料 as the unit sees it.</summary>
/// <param name="Form">The form as saved last.</param>
/// <param name="What">What was asked for.</param>
/// <param name="DueOn">Last day, Asia/Shanghai.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="CanEdit">Whether it may be changed and submitted now.</param>
public sealed record SupplementAnswer(SupplementForm Form, string What, DateOnly DueOn, DateTimeOffset? SubmittedAt, bool CanEdit);

/// <summary>读取、保存和提交补充材料.</summary>
public sealed class SubmitSupplement(CaseStore cases, RecognitionRecords recognitions, FilingRecords filings, FileChecks files, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>补充材料：要求、截止日期和已保存的内容。</summary>
    [Function("ReadRecognitionSupplement")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(SupplementAnswer), ETag = true)]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}/supplement")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var recognition = (await recognitions.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (recognition.Supplement is not { } asked) return new NothingHere();
        var form = await FormAsync(recognition.Id, cancellation);
        request.SetETag(form.ETag);
        return Results.Json(new SupplementAnswer(form.Value, asked.What, asked.DueOn, asked.SubmittedAt, recognition.State == RecognitionState.SupplementRequested), PlatformJson.Options);
    }

    /// <summary>保存补充材料草稿：可不完整。</summary>
    [Function("SaveRecognitionSupplement")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(SupplementForm)), Answers(200, typeof(SupplementAnswer), ETag = true), Refuses(typeof(RecognitionActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "recognitions/{id}/supplement")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<SupplementForm>(cancellation);
        var recognition = (await recognitions.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (RecognitionStates.Refuse(recognition.State, RecognitionAct.SaveSupplement) is { } refusal) return refusal;
        var stored = request.Matching(await FormAsync(recognition.Id, cancellation));
        var (before, after) = (stored.Value.Files ?? [], form.Files ?? []);
        if (after.Count > SupplementForm.MostFiles) return new FieldsInvalid { Findings = [Finding.Blocks("supplement.files", "/files", $"证明材料最多 {SupplementForm.MostFiles} 个")] };
        var added = after.Select((file, i) => new FileField($"/files/{i}", file, FilePurposes.RecognitionSupplement)).Where(f => !before.Contains(f.File)).ToList();
        if ((await files.CheckAsync(recognition.Unit.Value, added, cancellation)).Findings is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), request.Stamp(time, "SaveRecognitionSupplement")).Replace(stored, form);
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File).Distinct()]));
        if (before.Except(after).ToList() is { Count: > 0 } removed) write.Send(FileMessages.Release(write.Address, removed));
        await cases.CommitAsync(write, durable, cancellation);
        return await ReadAsync(request, id, cancellation);
    }

    /// <summary>提交补充材料：返回回执，进入专家评审；提交后不能再修改。</summary>
    [Function("SubmitRecognitionSupplement")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(Receipt)), Refuses(typeof(RecognitionActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognitions/{id}/supplement/submission")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        // The form is read before the record: a twin of this request that submits in between then shows as its receipt.
        var own = await recognitions.OwnAsync(id, request.Caller(), cancellation);
        if (own.Value.Supplement is null) return new RecognitionActRefused(own.Value.State, RecognitionAct.SubmitSupplement);
        var form = await FormAsync(own.Value.Id, cancellation);
        var stored = await recognitions.OwnAsync(id, request.Caller(), cancellation);
        if (await RepeatedAsync(request, stored.Value, cancellation) is { } same) return same;
        if (RecognitionStates.Refuse(stored.Value.State, RecognitionAct.SubmitSupplement) is { } refusal) return refusal;
        request.Matching(form);
        if (form.Value.Missing() is { Count: > 0 } missing) return new FieldsInvalid { Findings = missing };
        try
        {
            var (write, receipt) = await WriteAsync(request, stored, form, cancellation);
            await cases.CommitAsync(write, durable, cancellation);
            return Results.Json(receipt, PlatformJson.Options);
        }
        catch (StoreConflictException)
        {
            var now = await recognitions.OwnAsync(id, request.Caller(), cancellation);
            return await RepeatedAsync(request, now.Value, cancellation) ?? new RecordChanged();
        }
    }

    private async Task<(CaseWrite Write, Receipt Receipt)> WriteAsync(HttpRequest request, Stored<RecognitionRecord> stored, Stored<SupplementForm> form, CancellationToken cancellation)
    {
        var stamp = request.Stamp(time, "SubmitRecognitionSupplement");
        var recognition = stored.Value;
        var asked = recognition.Supplement! with { SubmittedAt = stamp.When, SubmittedFrom = ETags.Of(form.ETag) };
        var next = recognition.After(RecognitionAct.SubmitSupplement, stamp) with { Supplement = asked, ExpertRounds = recognition.ExpertRounds + 1 };
        // The form is written again as it is: a save that read it before the submission meets a new ETag.
        var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), stamp).Replace(stored, next).Replace(form, form.Value);
        var filed = (await filings.FindAsync(recognition.Filing, cancellation))?.Value.Content;
        var content = ExpertReviewContent.Of(next, filed, form.Value);
        var submission = new Submission(next.Product, next.Unit, next.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), []);
        var receipt = ReviewSubmission.Open(write, ExpertReviewKind.Kind, next.ExpertRounds, submission, await calendars.CurrentAsync(cancellation));
        write.Send(SupplementDeadline.Wake(next.Id, asked.DueOn, "submitted"));
        return (RecognitionProjections.RefreshAll(write), receipt);
    }

    // The very request that submitted, once more: the answer is the receipt it was given.
    private async Task<IResult?> RepeatedAsync(HttpRequest request, RecognitionRecord recognition, CancellationToken cancellation)
    {
        if (recognition.State != RecognitionState.UnderExpertReview || recognition.Supplement?.SubmittedFrom is not { } from) return null;
        if (!request.Headers.IfMatch.ToString().Split(',').Any(t => t.Trim() == from)) return null;
        var round = await cases.FindAsync<ReviewRound>(RecognitionRecords.AddressOf(recognition.Id), ReviewRound.RowOf(ExpertReviewKind.Kind.Code, recognition.ExpertRounds), cancellation);
        return round is { Value: var r } ? Results.Json(new Receipt(r.Case, r.Round, r.Submitted.When, r.Sha256, ReviewStatus.Line(r)), PlatformJson.Options) : null;
    }

    private async Task<Stored<SupplementForm>> FormAsync(RecognitionId id, CancellationToken cancellation) =>
        await cases.FindAsync<SupplementForm>(RecognitionRecords.AddressOf(id), SupplementForm.Row, cancellation) ?? throw new RefusedException(new NothingHere());
}
