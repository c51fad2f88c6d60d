using PatentFunctions.Files;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing.Updates;

/// <summary>保存 an update, step by step, in the shape of a filing's draft. The first save makes the draft.</summary>
public sealed class SaveUpdateDraft(CaseStore cases, FilingUpdates updates, FilingRecords filings, FileChecks files, TimeProvider time)
{
    private const string Act = "SaveFilingUpdate";

    /// <summary>保存更新的第一步“产品信息”：可不完整；须带上读取时的 ETag。</summary>
    [Function("SaveFilingUpdateProduct")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(ProductForm)), Answers(200, typeof(SavedDraft), ETag = true)]
    [Refuses(typeof(UpdateActRefused), typeof(UpdateYearNotOpen), typeof(FilingNotUpdatable), typeof(FilingDataCurrent), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ProductAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "filings/{id}/updates/{year:int}/draft/product")] HttpRequest request, string id, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var step = await request.ReadBodyAsync<ProductForm>(cancellation);
        return await SaveAsync(request, id, year, "/product", draft => draft with { Product = step }, durable, cancellation);
    }

    /// <summary>保存更新的第二步“关联专利信息”：可不完整。</summary>
    [Function("SaveFilingUpdatePatents")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(PatentsForm)), Answers(200, typeof(SavedDraft), ETag = true)]
    [Refuses(typeof(UpdateActRefused), typeof(UpdateYearNotOpen), typeof(FilingNotUpdatable), typeof(FilingDataCurrent), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> PatentsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "filings/{id}/updates/{year:int}/draft/patents")] HttpRequest request, string id, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var step = await request.ReadBodyAsync<PatentsForm>(cancellation);
        return await SaveAsync(request, id, year, "/patents", draft => draft with { Patents = step }, durable, cancellation);
    }

    /// <summary>保存更新的第三步“证明材料”：可不完整。</summary>
    [Function("SaveFilingUpdateProof")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(ProofForm)), Answers(200, typeof(SavedDraft), ETag = true)]
    [Refuses(typeof(UpdateActRefused), typeof(UpdateYearNotOpen), typeof(FilingNotUpdatable), typeof(FilingDataCurrent), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ProofAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "filings/{id}/updates/{year:int}/draft/proof")] HttpRequest request, string id, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var step = await request.ReadBodyAsync<ProofForm>(cancellation);
        return await SaveAsync(request, id, year, "/proof", draft => draft with { Proof = step }, durable, cancellation);
    }

    private async Task<IResult> SaveAsync(
        HttpRequest request, string id, int year, string step, Func<FilingDraft, FilingDraft> change, DurableTaskClient durable, CancellationToken cancellation)
    {
        var update = await updates.OwnAsync(id, year, request.Caller(), cancellation);
        if (update.Refuse(UpdateAct.SaveDraft, ChinaTime.Today(time)) is { } refusal) return refusal;
        update.Match(request);
        var filing = update.Filing.Value;
        var now = time.GetUtcNow();
        var read = update.Sheet(now);
        var next = change(read) with { SavedAt = now };
        var before = SaveDraft.FilesOf(read);
        var added = Proof.NamedFiles(next.Product, next.Proof).Where(f => !before.Contains(f.File)).ToList();
        var found = await files.CheckAsync(filing.Unit.Value, added, cancellation);
        if (found.Findings.AnyBlocks())
            return new FieldsInvalid { Findings = [.. found.Findings.Select(f => f with { Pointer = f.Pointer[step.Length..] })] };

        var write = new CaseWrite(FilingRecords.AddressOf(filing.Id), request.Stamp(time, Act));
        if (update.Update is null) write.Insert(FilingUpdates.RowOf(year), new UpdateRecord(filing.Id, year, UpdateState.NotUpdated));
        if (update.Draft is { } draft) write.Replace(draft, next);
        else write.Insert(FilingUpdates.DraftRowOf(year), next);
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File).Distinct()]));
        var removed = before.Except(SaveDraft.FilesOf(next)).ToList();
        if (removed.Count > 0) removed = [.. removed.Except(await ShownElsewhereAsync(update, cancellation))];
        if (removed.Count > 0) write.Send(FileMessages.Release(write.Address, removed));
        await cases.CommitAsync(write, durable, cancellation);
        request.SetETag((await updates.OwnAsync(id, year, request.Caller(), cancellation)).ETag);
        return Results.Json(new SavedDraft(next.SavedAt), PlatformJson.Options);
    }

    // Files of what is in force and of every round stay: they are shown as long as the filing exists.
    private async Task<HashSet<FileId>> ShownElsewhereAsync(UpdateCase update, CancellationToken cancellation)
    {
        var shown = new HashSet<FileId>();
        void Add(FilingContent? content)
        {
            if (content is not null) shown.UnionWith(Proof.NamedFiles(content.Product, content.Proof).Select(f => f.File));
        }

        var filing = update.Filing.Value;
        Add(filing.Content);
        foreach (var round in await filings.RoundsAsync(filing.Id, cancellation)) Add(FilingRecords.ContentOf(round));
        foreach (var round in update.All.SelectMany(u => u.Value.Rounds)) Add(FilingRecords.ContentOf(await updates.RoundAsync(filing.Id, round, cancellation)));
        return shown;
    }
}
