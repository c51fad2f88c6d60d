using System.Runtime.CompilerServices;

namespace PatentFunctions.Platform.Storage;

/// <summary>Reads a list that is spread over several partitions as if it were one.</summary>
public static class MergedRecords
{
    /// <summary>The records of several partitions in order of their rows (ordinal), each partition read page after page as it is needed.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="table">Table of the list.</param>
    /// <param name="partitions">Its partitions.</param>
    /// <param name="query">What to read of each.</param>
    /// <param name="cancellation">Ends reading.</param>
    public static async IAsyncEnumerable<Stored<T>> MergedAsync<T>(
        this IRecordStore store, string table, IEnumerable<string> partitions, RecordQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var waiting = new PriorityQueue<IAsyncEnumerator<Stored<T>>, string>(StringComparer.Ordinal);
        try
        {
            foreach (var partition in partitions) await EnqueueAsync(store.AllAsync<T>(table, query with { Partition = partition }, cancellation).GetAsyncEnumerator(cancellation));
            while (waiting.TryDequeue(out var first, out _))
            {
                var record = first.Current;
                await EnqueueAsync(first);
                yield return record;
            }
        }
        finally
        {
            while (waiting.TryDequeue(out var left, out _)) await left.DisposeAsync();
        }

        async Task EnqueueAsync(IAsyncEnumerator<Stored<T>> records)
        {
            if (await records.MoveNextAsync()) waiting.Enqueue(records, records.Current.Row);
            else await records.DisposeAsync();
        }
    }
}
