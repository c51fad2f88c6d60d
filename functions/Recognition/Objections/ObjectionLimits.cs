using System.Globalization;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Objections;

/// <summary>The phone has filed or uploaded as much as it may in a day.</summary>
public sealed record ObjectionsUsedUp() : TooMany("objections-used-up", "今日次数已用完", $"同一手机号每天最多提出 {ObjectionLimits.ObjectionsPerDay} 件异议、上传 {ObjectionLimits.UploadsPerDay} 个附件，请明天再试。");

/// <summary>What one phone may do in a day (Asia/Shanghai), counted in the store so that it holds for all instances together.</summary>
public sealed class ObjectionLimits(IRecordStore records)
{
    /// <summary>Objections of one phone in a day.</summary>
    public const int ObjectionsPerDay = 5;

    /// <summary>Uploads of one phone in a day.</summary>
    public const int UploadsPerDay = 40;

    private const string Table = "ObjectionLimits";
    private const int Attempts = 10;
    private const int Shards = 16;

    /// <summary>Counts one objection, or refuses.</summary>
    internal Task<Refusal?> CountObjectionAsync(string phone, DateTimeOffset now, CancellationToken cancellation) => CountAsync("objection", phone, ObjectionsPerDay, now, cancellation);

    /// <summary>Counts one upload, or refuses.</summary>
    internal Task<Refusal?> CountUploadAsync(string phone, DateTimeOffset now, CancellationToken cancellation) => CountAsync("upload", phone, UploadsPerDay, now, cancellation);

    /// <summary>Removes the counts of past days, looking back two weeks.</summary>
    internal async Task<int> SweepAsync(DateOnly today, CancellationToken cancellation)
    {
        var removed = 0;
        for (var day = 1; day <= 14; day++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                var partition = Partition(today.AddDays(-day), shard);
                while ((await records.QueryAsync(Table, new RecordQuery { Partition = partition, Take = RecordLimits.BatchOperations }, cancellation)).Records is { Count: > 0 } old)
                {
                    await records.CommitAsync(Table, partition, [.. old.Select(r => new DeleteRecord(r.Row))], cancellation);
                    removed += old.Count;
                }
            }
        }
        return removed;
    }

    private async Task<Refusal?> CountAsync(string what, string phone, int limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = ChinaTime.DateOf(now);
        var row = NewId.Derived("p", what, phone);
        var partition = Partition(today, row.Sum(c => c) % Shards);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var counted = await records.FindAsync<DayCount>(Table, partition, row, cancellation);
            if (counted?.Value.Count >= limit) break;
            var document = TypedRecords.ToDocument(new DayCount((counted?.Value.Count ?? 0) + 1));
            RecordOperation operation = counted is null ? new InsertRecord(row) { Document = document } : new ReplaceRecord(row, counted.ETag) { Document = document };
            try
            {
                await records.CommitAsync(Table, partition, [operation], cancellation);
                return null;
            }
            catch (StoreConflictException)
            {
                // Counted at the same time elsewhere: look again.
            }
        }
        return new ObjectionsUsedUp { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling((ChinaTime.EndOfDay(today) - now).TotalSeconds)) };
    }

    private static string Partition(DateOnly day, int shard) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{shard:D2}");

    private sealed record DayCount(int Count);
}

/// <summary>Removes the counters of past days.</summary>
public sealed class SweepObjectionLimits(ObjectionLimits limits, TimeProvider time, ILogger<SweepObjectionLimits> log)
{
    /// <summary>Every day at 02:30 in Asia/Shanghai.</summary>
    [Function("SweepObjectionLimits")]
    public async Task RunAsync([TimerTrigger("0 30 18 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var removed = await limits.SweepAsync(ChinaTime.Today(time), cancellation);
        if (removed > 0) log.LogInformation("Removed {Rows} counters of objections", removed);
    }
}
