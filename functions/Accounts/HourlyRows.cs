using System.Globalization;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Short-lived rows lie in partitions of an hour, so that old ones are found and removed without a scan.</summary>
internal static class HourlyRows
{
    private const int Shards = 16;

    /// <summary>The partition of an hour (UTC) for a key.</summary>
    public static string Partition(DateTimeOffset when, string key) => Partition(when, key.Sum(c => c) % Shards);

    /// <summary>Removes what is older than the hour before, looking back two days.</summary>
    public static async Task<int> SweepAsync(IRecordStore records, string table, DateTimeOffset now, CancellationToken cancellation)
    {
        var removed = 0;
        for (var hour = 2; hour <= 48; hour++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                var partition = Partition(now.AddHours(-hour), shard);
                while ((await records.QueryAsync(table, new RecordQuery { Partition = partition, Take = RecordLimits.BatchOperations }, cancellation)).Records is { Count: > 0 } old)
                {
                    await records.CommitAsync(table, partition, [.. old.Select(r => new DeleteRecord(r.Row))], cancellation);
                    removed += old.Count;
                }
            }
        }
        return removed;
    }

    private static string Partition(DateTimeOffset when, int shard) =>
        when.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture) + "-" + shard.ToString("D2", CultureInfo.InvariantCulture);
}
