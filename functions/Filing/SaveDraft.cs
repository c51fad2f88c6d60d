using PatentFunctions.Files;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>A saved step; the new ETag is in the header.</summary>
/// <param name="SavedAt">The instant.</param>
public sealed record SavedDraft(DateTimeOffset SavedAt);

/// <summary>保存草稿, step by step. Incomplete steps are saved as they are; only what cannot be kept (unknown files) is refused.</summary>
public sealed class SaveDraft(CaseStore cases, FilingRecords filings, FileChecks files, TimeProvider time)
{
    private const string Act = "SaveFilingDraft";

    /// <summary>保存第一步“产品信息”：可不完整；须带上读取时的 ETag，两个页面不会互相覆盖。</summary>
    [Function("SaveFilingProduct")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(ProductForm)), Answers(200, typeof(SavedDraft), ETag = true), Refuses(typeof(FilingActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ProductAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "filings/{id}/draft/product")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var step = await request.ReadBodyAsync<ProductForm>(cancellation);
        return await SaveAsync(request, id, "/product", draft => draft with { Product = step }, durable, cancellation);
    }

    /// <summary>保存第二步“关联专利信息”：可不完整。</summary>
    [Function("SaveFilingPatents")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(PatentsForm)), Answers(200, typeof(SavedDraft), ETag = true), Refuses(typeof(FilingActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> PatentsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "filings/{id}/draft/patents")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var step = await request.ReadBodyAsync<PatentsForm>(cancellation);
        return await SaveAsync(request, id, "/patents", draft => draft with { Patents = step }, durable, cancellation);
    }

    /// <summary>保存第三步“证明材料”：可不完整。</summary>
    [Function("SaveFilingProof")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(ProofForm)), Answers(200, typeof(SavedDraft), ETag = true), Refuses(typeof(FilingActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ProofAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "filings/{id}/draft/proof")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var step = await request.ReadBodyAsync<ProofForm>(cancellation);
        return await SaveAsync(request, id, "/proof", draft => draft with { Proof = step }, durable, cancellation);
    }

    private async Task<IResult> SaveAsync(HttpRequest request, string id, string step, Func<FilingDraft, FilingDraft> change, DurableTaskClient durable, CancellationToken cancellation)
    {
        var filing = (await filings.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (FilingStates.Refuse(filing.State, FilingAct.SaveDraft) is { } refusal) return refusal;
        var stored = request.Matching(await filings.DraftAsync(filing.Id, cancellation));
        var next = change(stored.Value) with { SavedAt = time.GetUtcNow() };
        var before = FilesOf(stored.Value);
        var added = Proof.NamedFiles(next.Product, next.Proof).Where(f => !before.Contains(f.File)).ToList();
        var found = await files.CheckAsync(filing.Unit.Value, added, cancellation);
        if (found.Findings.AnyBlocks())
            return new FieldsInvalid { Findings = [.. found.Findings.Select(f => f with { Pointer = f.Pointer[step.Length..] })] };

        var write = new CaseWrite(FilingRecords.AddressOf(filing.Id), request.Stamp(time, Act)).Replace(stored, next);
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File).Distinct()]));
        // Files of an earlier round stay: the round shows them as long as the filing exists.
        var removed = filing.Round > 0 ? [] : before.Except(FilesOf(next)).ToList();
        if (removed.Count > 0) write.Send(FileMessages.Release(write.Address, removed));
        write.Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        request.SetETag((await filings.DraftAsync(filing.Id, cancellation)).ETag);
        return Results.Json(new SavedDraft(next.SavedAt), PlatformJson.Options);
    }

    internal static IReadOnlyList<FileId> FilesOf(FilingDraft draft) => [.. Proof.NamedFiles(draft.Product, draft.Proof).Select(f => f.File).Distinct()];
}
