using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files.DirectUploads;

/// <summary>安全检查尚未完成.</summary>
/// <param name="Id">The file that it becomes.</param>
/// <param name="Scan">State of the malware scan.</param>
/// <param name="StateName">Chinese line for the page.</param>
/// <param name="RetryAfterSeconds">When to ask again, as the header Retry-After.</param>
public sealed record DirectUploadScanning(FileId Id, ScanState Scan, string StateName, int RetryAfterSeconds);

/// <summary>确认直传完成 (COM-08): checks what was put, and makes it a file like any other.</summary>
public sealed class CompleteDirectUpload(CaseStore cases, IQuarantine quarantine, IMalwareScanner scanner, TimeProvider time, ILogger<CompleteDirectUpload> log)
{
    private const int RetryAfterSeconds = 5;

    /// <summary>
    /// 检查已上传的内容（大小、按内容识别类型、结构、恶意内容），通过后成为普通附件，未通过则删除内容并说明原因。可重复调用：202 表示安全检查尚未完成，
    /// 请按 Retry-After 再次调用；在此之前该附件不能引用、不能查看。
    /// </summary>
    [Function("CompleteDirectUpload")]
    [Allow(Role.UnitAdmin, Role.University, Role.Bank, Role.FinanceOfficer)]
    [Answers(201, typeof(FileAnswer), Location = true), Answers(202, typeof(DirectUploadScanning))]
    [Refuses(typeof(DirectUploadNotReceived), typeof(DirectUploadChanged), typeof(DirectUploadRejected))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "direct-uploads/{id}/completion")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var (file, owner) = (new FileId(id), FileRecords.OwnerOf(request.Caller()));
        IResult answer;
        try
        {
            answer = await AnswerAsync(request, file, owner, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // A twin of this request was faster: what it wrote is the answer.
            answer = await AnswerAsync(request, file, owner, durable, cancellation);
        }
        catch (RefusedException changed)
        {
            answer = changed.Refusal;
        }
        // So it looks, too, where a twin has finished meanwhile and cleared the quarantine.
        var looksGone = answer is DirectUploadNotReceived or DirectUploadChanged;
        return looksGone && await DirectUploadRecords.FindAsync(cases.Records, file, cancellation) is null ? await CompletedAsync(request, file, owner, cancellation) : answer;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, FileId id, string owner, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await DirectUploadRecords.FindAsync(cases.Records, id, cancellation) is not { } upload) return await CompletedAsync(request, id, owner, cancellation);
        if (upload.Value.Owner != owner) return new NothingHere();
        if (upload.Value.Rejection is { } rejection) return Rejected(rejection);
        if (await quarantine.FindAsync(id.Value, cancellation) is not { } content) return new DirectUploadNotReceived();

        // The size comes first: it bounds what the check reads.
        if (DirectUploadRules.JudgeSize(upload.Value, content.Bytes) is { } wrongSize) return await RejectAsync(request, upload, wrongSize, durable, cancellation);
        var known = upload.Value.Checked?.Version == content.Version ? upload.Value.Checked : null;
        var judged = known ?? await CheckAsync(upload.Value, content.Version, cancellation);
        if (!judged.TryGet(out var sound, out var refusal))
            return refusal is DirectUploadChanged ? refusal : await RejectAsync(request, upload, DirectUploadRules.OfContent(refusal), durable, cancellation);
        return await scanner.ScanAsync(Quarantined(id, sound.Version), cancellation) switch
        {
            ScanState.Pending => await WaitAsync(request, upload, sound, durable, cancellation),
            ScanState.Infected => await RejectAsync(request, upload, DirectUploadRules.OfContent(new FileInfected()), durable, cancellation),
            _ => await FinishAsync(request, upload, sound, durable, cancellation),
        };
    }

    private async Task<IResult> CompletedAsync(HttpRequest request, FileId id, string owner, CancellationToken cancellation)
    {
        var stored = await FileRecords.FindAsync(cases.Records, id, cancellation);
        if (stored is null || stored.Value.Owner != owner || !FileRecords.IsUsable(stored.Value, time.GetUtcNow())) return new NothingHere();
        request.HttpContext.Response.Headers.Location = $"/api/files/{id.Value}";
        return Results.Json(FileAnswer.Of(stored.Value), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private async Task<Outcome<CheckedContent>> CheckAsync(DirectUpload upload, string version, CancellationToken cancellation)
    {
        await using var content = await quarantine.OpenAsync(upload.Id.Value, version, cancellation);
        if (content is null) return new DirectUploadChanged();
        var received = await FileIntake.InspectAsync(content, FilePurposes.Get(upload.Purpose), cancellation);
        return received.TryGet(out var file, out var refusal) ? new CheckedContent(version, file.Kind, file.Bytes, file.Sha256) : refusal;
    }

    private ScannedContent Quarantined(FileId id, string version) => new(
        ContentArea.Quarantine,
        id.Value,
        async c => await quarantine.OpenAsync(id.Value, version, c) ?? throw new RefusedException(new DirectUploadChanged()));

    private async Task<IResult> WaitAsync(HttpRequest request, Stored<DirectUpload> upload, CheckedContent sound, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (upload.Value.Checked != sound)
            await cases.CommitAsync(Write(request, upload, "CheckDirectUpload").Replace(upload, upload.Value with { Checked = sound }), durable, cancellation);
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = new DirectUploadScanning(upload.Value.Id, ScanState.Pending, "文件已收到，正在进行安全检查，请稍候", RetryAfterSeconds);
        return Results.Json(answer, PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IResult> RejectAsync(HttpRequest request, Stored<DirectUpload> upload, Finding why, DurableTaskClient durable, CancellationToken cancellation)
    {
        log.LogWarning("Direct upload {File} was refused: {Why}", upload.Value.Id, why.Code);
        var write = Write(request, upload, "RejectDirectUpload").Replace(upload, upload.Value with { Rejection = why }).Send(FileRemoval.Quarantined(upload.Value.Id));
        await cases.CommitAsync(write, durable, cancellation);
        return Rejected(why);
    }

    private async Task<IResult> FinishAsync(HttpRequest request, Stored<DirectUpload> upload, CheckedContent sound, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (id, now) = (upload.Value.Id, time.GetUtcNow());
        var name = FileRecords.ContentName(id, sound.Sha256);
        await new DueIndex(cases.Records, FileRecords.ExpiryTable).AddAsync(now + FileRecords.RemovedAfter, name, cancellation);
        if (!await quarantine.ReleaseAsync(id.Value, sound.Version, name, cancellation)) return new DirectUploadChanged();

        // Scanned once more where nobody can replace it: a result that came late may be of bytes that were replaced meanwhile.
        var (value, cleaned) = (upload.Value, FileName.Clean(upload.Value.Name, sound.Kind));
        var file = new FileRecord(id, value.Owner, value.Purpose, sound.Kind, cleaned, sound.Bytes, sound.Sha256, now, ScanState.Pending, []);
        var write = Write(request, upload, "CompleteDirectUpload").Insert(CaseRows.Record, file).Delete(upload);
        await cases.CommitAsync(write.Send(ScanFile.Message).Send(FileRemoval.Quarantined(id)), durable, cancellation);
        return await CompletedAsync(request, id, upload.Value.Owner, cancellation);
    }

    private CaseWrite Write(HttpRequest request, Stored<DirectUpload> upload, string act) => new(FileRecords.Address(upload.Value.Id), request.Stamp(time, act));

    private static DirectUploadRejected Rejected(Finding why) => new() { Findings = [why] };
}
