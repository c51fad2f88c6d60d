using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files.DirectUploads;

/// <summary>Removes direct uploads a day after they were begun, with a record of those that never became a file (COM-08), and whatever was put to their addresses.</summary>
public sealed class SweepDirectUploads(CaseStore cases, IQuarantine quarantine, TimeProvider time, ReconcilerLog runs)
{
    internal static readonly Reconciler Reconciler = new("SweepDirectUploads", "未完成的直传文件");

    /// <summary>Hourly.</summary>
    [Function("SweepDirectUploads")]
    public Task RunAsync(
        [TimerTrigger("0 11 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, async tally => tally.Removed = await SweepAsync(durable, cancellation), cancellation);

    /// <summary>Removes what is due by now.</summary>
    /// <returns>How many uploads had not become a file.</returns>
    internal async Task<int> SweepAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        var swept = 0;
        var due = new DueIndex(cases.Records, DirectUploadRecords.ExpiryTable);
        await foreach (var entry in due.DueAsync(time.GetUtcNow(), cancellation))
        {
            if (await DirectUploadRecords.FindAsync(cases.Records, new FileId(entry.Key), cancellation) is { } upload)
            {
                try
                {
                    await cases.CommitAsync(Write(upload, ActStamp.BySystem(time, "SweepDirectUploads")), durable, cancellation);
                    swept++;
                }
                catch (StoreConflictException)
                {
                    // Completed just now; the entry stays for the next hour.
                    continue;
                }
            }
            // An address lets bytes be put after completion too, until it expires.
            await quarantine.DeleteAsync(entry.Key, cancellation);
            await due.RemoveAsync(entry, cancellation);
        }
        return swept;
    }

    private static CaseWrite Write(Stored<DirectUpload> upload, ActStamp stamp)
    {
        var value = upload.Value;
        var why = value.Rejection is { } rejection ? "直传未通过检查：" + rejection.Code : "直传 24 小时内未完成";
        return new CaseWrite(FileRecords.Address(value.Id), stamp)
            .Delete(upload)
            .Upsert(FileRemoval.Row, new RemovedFile(value.Purpose, value.Bytes, value.Checked?.Sha256 ?? "", value.BegunAt, stamp.When, why));
    }
}
