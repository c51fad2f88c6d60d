using System.Globalization;
using PatentFunctions.Files;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Objections;

/// <summary>
/// 异议人身份 (name, phone, mail, proof of identity): three years after an objection was received and once it is decided, nobody needs to know
/// any more who objected (COM-20). The objection, its grounds and its outcome stay.
/// </summary>
internal sealed class RetainedObjectors(CaseStore cases, ObjectionRecords objections, TimeProvider time) : IRetainedData
{
    private const int SliceSize = 100;

    public RetentionRule Rule { get; } = new("objectors", "异议人身份信息和身份证明", 1095, "收到异议（办结后）", "民法典第一百八十八条：三年诉讼时效", "StartRetention");

    public async Task<RetentionSlice> FindAsync(DateTimeOffset before, string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var query = new RecordQuery { RowPrefix = ObjectionRecords.ObjectorPrefix, Take = SliceSize, Continuation = continuation };
        var page = await cases.Records.QueryAsync(RecognitionRecords.Table, query, cancellation);
        var keys = new List<RetainedKey>();
        foreach (var row in page.Records)
        {
            var key = new RetainedKey(row.Partition, row.Row);
            if (await PastAsync(key, before, cancellation) is not null) keys.Add(key);
        }
        return new RetentionSlice(keys, page.Continuation);
    }

    public async Task RemoveAsync(RetainedKey key, DateTimeOffset before, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await PastAsync(key, before, cancellation) is not var (objector, objection)) return;
        var now = time.GetUtcNow();
        // The proof goes first: while it is there, the row says that there is something left to remove.
        if (await FileRecords.FindAsync(cases.Records, objection.Proof, cancellation) is { } proof)
            await cases.CommitAsync(FileRemoval.Write(proof, ActStamp.BySystem(time, "RemoveObjector"), Rule.Basis), durable, cancellation);
        var write = new CaseWrite(new CaseAddress(RecognitionRecords.Table, key.Partition), ActStamp.BySystem(time, "RemoveObjector")).Replace(objector, objections.Removed(now));
        await cases.CommitAsync(write, durable, cancellation);
    }

    private async Task<(Stored<SealedObjector> Objector, Objection Objection)?> PastAsync(RetainedKey key, DateTimeOffset before, CancellationToken cancellation)
    {
        var (recognition, index) = (new RecognitionId(key.Partition), int.Parse(key.Row.AsSpan(ObjectionRecords.ObjectorPrefix.Length), CultureInfo.InvariantCulture));
        if (await cases.FindAsync<SealedObjector>(RecognitionRecords.AddressOf(recognition), key.Row, cancellation) is not { Value.RemovedAt: null } objector) return null;
        if (await objections.FindAsync(recognition, index, cancellation) is not { } objection || objection.Value.FiledAt >= before) return null;
        return (await objections.RoundAsync(recognition, index, cancellation)).Value.IsOpen ? null : (objector, objection.Value);
    }
}
