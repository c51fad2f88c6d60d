using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>Removes uploads that no case refers to after 24 hours (COM-08), with a record of what was removed.</summary>
public sealed class ExpireUploads(CaseStore cases, IFileContents contents, TimeProvider time, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("ExpireUploads", "未被引用的上传附件");

    /// <summary>Hourly.</summary>
    [Function("ExpireUploads")]
    public Task RunAsync(
        [TimerTrigger("0 7 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, async tally => tally.Removed = await ExpireAsync(durable, cancellation), cancellation);

    /// <summary>Removes what has expired by now.</summary>
    /// <returns>How many files were removed.</returns>
    internal async Task<int> ExpireAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        var removed = 0;
        var now = time.GetUtcNow();
        var expiry = new DueIndex(cases.Records, FileRecords.ExpiryTable);
        await foreach (var entry in expiry.DueAsync(now, cancellation))
        {
            var file = await FileRecords.FindAsync(cases.Records, FileRecords.IdOfContent(entry.Key), cancellation);
            if (file is null || FileRecords.ContentName(file.Value) != entry.Key)
            {
                // A crash between content and record, or a twin upload that lost.
                await contents.DeleteAsync(entry.Key, cancellation);
            }
            else if (file.Value.KeptBy.Count == 0 && now >= file.Value.UploadedAt + FileRecords.RemovedAfter)
            {
                try
                {
                    await cases.CommitAsync(FileRemoval.Write(file, ActStamp.BySystem(time, "ExpireUploads"), "24 小时内未被引用"), durable, cancellation);
                    removed++;
                }
                catch (StoreConflictException)
                {
                    // Something wrote to it just now; the entry stays for the next hour.
                    continue;
                }
            }
            await expiry.RemoveAsync(entry, cancellation);
        }
        return removed;
    }
}
