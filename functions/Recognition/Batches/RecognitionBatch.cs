using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Batches;

/// <summary>批量操作 over thousands of products (REC-02): slice after slice; it decides nothing itself.</summary>
public static class RecognitionBatch
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "RecognitionBatch";

    /// <summary>Instance id of a batch.</summary>
    public static string InstanceId(string batch) => "recognition-batch-" + batch;

    /// <summary>Runs the batch that its input names.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SlicedRun.RunAsync(context, ApplyRecognitionBatchSlice.Name, FinishRecognitionBatch.Name);
}

/// <summary>Does a slice of a batch: each product is a write of its own, done once however often the slice is taken up.</summary>
public sealed class ApplyRecognitionBatchSlice(RecognitionActs acts, CaseStore cases, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "ApplyRecognitionBatchSlice";

    /// <summary>The activity.</summary>
    /// <param name="input">Batch and number of the slice.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the slice between two products.</param>
    /// <returns>True where something was left to do.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (id, slice) = SlicedRun.Parse(input);
        var address = BatchRecord.AddressOf(id);
        if (await cases.FindAsync<SliceOutcome>(address, BatchRecord.OutcomeRow(slice), cancellation) is not null) return false;
        var batch = (await cases.FindAsync<BatchRecord>(address, CaseRows.Record, cancellation))!.Value;
        var products = (await cases.FindAsync<IReadOnlyList<RecognitionId>>(address, batch.SliceRow(slice), cancellation))!.Value;
        var act = acts.Get(batch.Act);
        var refused = new List<BatchRefusal>();
        foreach (var product in products)
        {
            cancellation.ThrowIfCancellationRequested();
            var stamp = batch.Ordered with { When = time.GetUtcNow(), Act = batch.Act };
            if (await acts.ApplyOnceAsync(act, product, batch.Order, stamp, id, durable, cancellation) is { } refusal) refused.Add(refusal);
        }
        var outcome = new SliceOutcome(slice, products.Count - refused.Count, refused);
        await cases.Records.CommitAsync(address.Table, address.Partition, [new UpsertRecord(BatchRecord.OutcomeRow(slice)) { Document = TypedRecords.ToDocument(outcome) }], cancellation);
        return true;
    }
}

/// <summary>Ends a batch.</summary>
public sealed class FinishRecognitionBatch(CaseStore cases, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishRecognitionBatch";

    /// <summary>The activity.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>True where it was not ended yet.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string batch, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = BatchRecord.AddressOf(batch);
        var stored = (await cases.FindAsync<BatchRecord>(address, CaseRows.Record, cancellation))!;
        if (stored.Value.FinishedAt is not null) return false;
        var write = new CaseWrite(address, ActStamp.BySystem(time, Name)).Replace(stored, stored.Value with { FinishedAt = time.GetUtcNow() });
        await cases.CommitAsync(write, durable, cancellation);
        return true;
    }
}
