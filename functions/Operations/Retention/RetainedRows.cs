using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations.Retention;

/// <summary>Rows that are removed as they are once they are past their time.</summary>
/// <param name="rule">How long they are kept.</param>
/// <param name="records">Where they lie.</param>
/// <param name="table">Their table.</param>
/// <param name="candidates">Which rows to look at, by the instant before which they are past their time.</param>
/// <param name="isPast">Whether a row is past its time; null where the query says it all.</param>
internal sealed class RetainedRows(
    RetentionRule rule, IRecordStore records, string table, Func<DateTimeOffset, RecordQuery> candidates, Func<StoredRecord, DateTimeOffset, bool>? isPast = null) : IRetainedData
{
    private const int SliceSize = 100;

    public RetentionRule Rule { get; } = rule;

    public async Task<RetentionSlice> FindAsync(DateTimeOffset before, string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var page = await records.QueryAsync(table, candidates(before) with { Take = SliceSize, Continuation = continuation }, cancellation);
        return new RetentionSlice([.. page.Records.Where(r => isPast?.Invoke(r, before) != false).Select(r => new RetainedKey(r.Partition, r.Row))], page.Continuation);
    }

    public async Task RemoveAsync(RetainedKey key, DateTimeOffset before, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await records.FindAsync(table, key.Partition, key.Row, cancellation) is not { } found || isPast?.Invoke(found, before) == false) return;
        try
        {
            await records.CommitAsync(table, key.Partition, [new DeleteRecord(key.Row, found.ETag)], cancellation);
        }
        catch (StoreConflictException)
        {
            // Used again or removed at this very moment; if it is still past its time, the next night finds it.
        }
    }
}
