using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.OpenApi;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Batches;

/// <summary>Which products: named one by one, or those that meet conditions when the batch is ordered; exactly one of the two.</summary>
/// <param name="Ids">The products.</param>
/// <param name="Where">Conditions.</param>
public sealed record BatchSelection(IReadOnlyList<RecognitionId>? Ids, RecognitionQuery? Where);

/// <summary>批量操作 as ordered.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="Act">Name of the act.</param>
/// <param name="Selection">Which products.</param>
/// <param name="Parameters">Parameters of the act, where it has any.</param>
/// <param name="Why">理由, in words that the unit may read; acts that end a product's way need it.</param>
public sealed record BatchCommand(int Year, string Act, BatchSelection Selection, [property: AnyArgumentOf(typeof(IBatchAct<>))] JsonElement? Parameters = null, [property: MaxLength(1000)] string? Why = null);

/// <summary>Nothing was selected.</summary>
public sealed record NoProductSelected() : Invalid("recognition-nothing-selected", "未选择产品", "请至少选择一个产品；按条件选择时，当前没有符合条件的产品。");

/// <summary>Neither or both kinds of selection.</summary>
public sealed record SelectionUnclear() : Invalid("recognition-selection-unclear", "选择方式不明确", "请逐个指定产品（ids）或按条件选择（where），二者必选其一。");

/// <summary>Orders an act for thousands of products.</summary>
public sealed class StartRecognitionBatch(RecognitionActs acts, RecognitionsByCampaign campaign, CaseStore cases, TimeProvider time)
{
    /// <summary>批量操作：按清单或按条件选择产品，后台逐个办理；不能办理的逐条列出原因，不影响其他产品。</summary>
    [Function("StartRecognitionBatch")]
    [Allow(Role.Examiner, Role.National)]
    [Accepts(typeof(BatchCommand)), Answers(202, typeof(BatchAnswer), Location = true), Needs(IdempotencyKey = true)]
    [Refuses(typeof(NoProductSelected), typeof(SelectionUnclear), typeof(UnknownRecognitionAct), typeof(RoleNotAllowed), typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognition-batches")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<BatchCommand>(cancellation);
        var order = new BatchOrder(body.Parameters, body.Why?.Trim());
        if (acts.Refuse(body.Act, order, request.Caller().Role) is { } refusal) return refusal;
        var id = request.DeriveId("rb");
        var address = BatchRecord.AddressOf(id);
        if (!await cases.WasDoneAsync(address, request, body, cancellation))
        {
            if (body.Selection.Ids is null == body.Selection.Where is null) return new SelectionUnclear();
            var selected = await SelectAsync(body, cancellation);
            if (selected.Count == 0) return new NoProductSelected();
            try
            {
                await WriteAsync(request, id, body, order, selected, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // A twin of this request was faster: its batch is the answer.
                if (!await cases.WasDoneAsync(address, request, body, cancellation)) throw;
            }
        }
        request.HttpContext.Response.Headers.Location = $"/api/recognition-batches/{id}";
        return Results.Json(await BatchAnswer.OfAsync(cases, acts, id, cancellation), PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IReadOnlyList<RecognitionId>> SelectAsync(BatchCommand body, CancellationToken cancellation)
    {
        if (body.Selection.Ids is { } ids) return [.. ids.Distinct()];
        var where = body.Selection.Where!;
        var selected = new List<RecognitionId>();
        await foreach (var line in campaign.OfAsync(body.Year, where.Filter(), null, cancellation))
            if (where.Matches(line)) selected.Add(line.Id);
        return selected;
    }

    private async Task WriteAsync(HttpRequest request, string id, BatchCommand body, BatchOrder order, IReadOnlyList<RecognitionId> selected, DurableTaskClient durable, CancellationToken cancellation)
    {
        var set = NewId.Random("s");
        var slices = selected.Chunk(BatchRecord.SliceSize).ToList();
        var address = BatchRecord.AddressOf(id);
        // The slices stand before the batch does: a crash in between leaves rows that nothing names.
        foreach (var part in slices.Select((products, i) => (RecordOperation)new InsertRecord(BatchRecord.SliceRow(set, i + 1)) { Document = TypedRecords.ToDocument<IReadOnlyList<RecognitionId>>(products) }).Chunk(RecordLimits.BatchOperations))
            await cases.Records.CommitAsync(address.Table, address.Partition, part, cancellation);
        var stamp = request.Stamp(time, "StartRecognitionBatch", order.Why);
        var batch = new BatchRecord(id, body.Year, body.Act, order, stamp, selected.Count, slices.Count, set);
        var write = new CaseWrite(address, stamp)
            .Insert(CaseRows.Record, batch)
            .Once(request, body)
            .Send(WorkflowMessages.Start(RecognitionBatch.Name, RecognitionBatch.InstanceId(id), SlicedRun.InputOf(id, slices.Count)))
            .Send(ProjectionMessages.Refresh(BatchesByYear.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
    }
}
