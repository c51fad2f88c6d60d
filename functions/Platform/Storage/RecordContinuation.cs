using System.Text;

namespace PatentFunctions.Platform.Storage;

/// <summary>
/// Where a page ended: after its last record, whatever has come or gone since. A service's own continuation names the record that came next at
/// the time, and passes over what was inserted before it.
/// </summary>
internal static class RecordContinuation
{
    /// <summary>Goes on after this record.</summary>
    public static string After(StoredRecord last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last.Partition + "\n" + last.Row));

    /// <summary>The keys of the record that a page ended with; throws <see cref="BadContinuationException"/> where it is none of ours.</summary>
    public static (string Partition, string Row) Read(string continuation)
    {
        var bytes = new byte[continuation.Length];
        if (Convert.TryFromBase64String(continuation, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('\n') is [var partition, var row]
            && RecordLimits.IsKey(partition) && RecordLimits.IsKey(row))
            return (partition, row);
        throw new BadContinuationException();
    }
}
