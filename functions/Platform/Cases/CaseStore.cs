using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Cases;

/// <summary>
/// The one atomic write (COM-02): a marker that work is pending, the batch, then the outbox at once. What a crash leaves behind, the
/// outbox timer finishes.
/// </summary>
public sealed class CaseStore(IRecordStore records, OutboxDispatcher outbox)
{
    // Two acts on one case meet at the head row even where their own rows differ; each retry reads the head anew.
    private const int Attempts = 50;

    /// <summary>The records beneath, for reading.</summary>
    public IRecordStore Records { get; } = records;

    /// <summary>
    /// Writes all of the act or nothing, then sends its messages. Throws <see cref="StoreConflictException"/> where a row of the act
    /// itself is not as it was read; the request middleware answers 412.
    /// </summary>
    /// <param name="write">The act.</param>
    /// <param name="durable">The durable client bound by the function that writes.</param>
    /// <param name="cancellation">Ends waiting; an act that was written stays written.</param>
    public async Task CommitAsync(CaseWrite write, DurableTaskClient durable, CancellationToken cancellation = default)
    {
        var marker = write.HasMessages ? await outbox.MarkAsync(write.Address, write.Stamp.When, cancellation) : null;
        for (var attempt = 1; ; attempt++)
        {
            var head = await Records.FindAsync<CaseHead>(write.Address.Table, write.Address.Partition, CaseRows.Head, cancellation);
            try
            {
                await Records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(head), cancellation);
                break;
            }
            catch (StoreConflictException conflict) when (conflict.OperationIndex >= write.OwnOperations && attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(1, 4 * attempt), cancellation);
            }
        }
        if (marker is not null) await outbox.DispatchAsync(write.Address, marker, durable, CancellationToken.None);
    }

    /// <summary>One row of a case as a type, or null.</summary>
    public Task<Stored<T>?> FindAsync<T>(CaseAddress address, string row, CancellationToken cancellation = default) =>
        Records.FindAsync<T>(address.Table, address.Partition, row, cancellation);

    /// <summary>The rows of a case that begin with a prefix, in order.</summary>
    public IAsyncEnumerable<Stored<T>> RowsAsync<T>(CaseAddress address, string prefix, CancellationToken cancellation = default) =>
        Records.AllAsync<T>(address.Table, new RecordQuery { Partition = address.Partition, RowPrefix = prefix }, cancellation);

    /// <summary>办理进度 of a case, oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(CaseAddress address, CancellationToken cancellation = default)
    {
        var entries = new List<TimelineEntry>();
        await foreach (var entry in RowsAsync<TimelineEntry>(address, CaseRows.Timeline, cancellation)) entries.Add(entry.Value);
        return entries;
    }

    /// <summary>Checks the audit chain of a case (COM-04).</summary>
    public async Task<IReadOnlyList<Audit.AuditFault>> VerifyAuditAsync(CaseAddress address, CancellationToken cancellation = default)
    {
        var entries = new List<Audit.AuditEntry>();
        await foreach (var entry in RowsAsync<Audit.AuditEntry>(address, CaseRows.Audit, cancellation)) entries.Add(entry.Value);
        var head = (await FindAsync<CaseHead>(address, CaseRows.Head, cancellation))?.Value ?? CaseHead.Empty;
        return Audit.AuditChain.Verify(entries, head.Audit, head.AuditHash);
    }
}
