using System.Text;

namespace PatentFunctions.Platform.Storage;

/// <summary>A batch or query that Azure Tables would refuse; a bug of the caller, refused the same way everywhere.</summary>
public sealed class RecordLimitException(string message) : Exception(message);

/// <summary>A continuation that no page of this store ended with: the caller changed it.</summary>
public sealed class BadContinuationException() : Exception("not a continuation of this store");

/// <summary>
/// The limits of Azure Tables, enforced by every implementation before it writes
/// (learn.microsoft.com, "Understanding the Table service data model" and "Performing entity group transactions").
/// </summary>
public static class RecordLimits
{
    /// <summary>Operations in one batch.</summary>
    public const int BatchOperations = 100;

    /// <summary>Bytes of one batch as it travels.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of one entity.</summary>
    public const int EntityBytes = 1024 * 1024;

    /// <summary>Bytes of one property; a document is split into parts of this size.</summary>
    public const int PropertyBytes = 64 * 1024;

    /// <summary>UTF-16 units of a text property.</summary>
    public const int PropertyChars = 32 * 1024;

    /// <summary>Properties of one entity besides the keys and the timestamp.</summary>
    public const int Properties = 252;

    /// <summary>UTF-16 units of a key.</summary>
    public const int KeyChars = 512;

    /// <summary>Records of one page.</summary>
    public const int PageRecords = 1000;

    /// <summary>Throws <see cref="RecordLimitException"/> unless Azure Tables would take the batch.</summary>
    public static void CheckBatch(string table, string partition, IReadOnlyList<RecordOperation> operations)
    {
        CheckTable(table);
        CheckKey("partition", partition);
        if (operations.Count is 0 or > BatchOperations) throw new RecordLimitException($"a batch holds 1 to {BatchOperations} operations, not {operations.Count}");
        var rows = new HashSet<string>(operations.Count, StringComparer.Ordinal);
        long total = 0;
        foreach (var operation in operations)
        {
            CheckKey("row", operation.Row);
            if (!rows.Add(operation.Row)) throw new RecordLimitException($"row '{operation.Row}' occurs twice in one batch");
            total += WireBytes(CheckEntity(partition, operation));
        }
        if (total > BatchBytes) throw new RecordLimitException($"a batch holds at most {BatchBytes} bytes, not {total}");
    }

    /// <summary>Throws unless the table name is one that Azure Tables takes.</summary>
    public static void CheckTable(string table)
    {
        if (!IsTable(table))
            throw new RecordLimitException($"'{table}' is no table name: 3 to 63 ASCII letters and digits, a letter first");
    }

    /// <summary>True where Azure Tables would take the text as a table's name.</summary>
    public static bool IsTable(string table) => table.Length is >= 3 and <= 63 && char.IsAsciiLetter(table[0]) && table.All(char.IsAsciiLetterOrDigit);

    /// <summary>Throws unless the key is one that Azure Tables takes.</summary>
    public static void CheckKey(string what, string key)
    {
        if (key.Length is 0 or > KeyChars) throw new RecordLimitException($"a {what} key has 1 to {KeyChars} characters, not {key.Length}");
        if (key.AsSpan().IndexOfAny("/\\#?") >= 0 || key.Any(c => c is < ' ' or (>= '\u007f' and <= '\u009f')))
            throw new RecordLimitException($"{what} key '{key}' holds a character that keys may not hold: / \\ # ? or a control character");
    }

    /// <summary>True where Azure Tables would take the text as a key.</summary>
    public static bool IsKey(string key)
    {
        try
        {
            CheckKey("any", key);
            return true;
        }
        catch (RecordLimitException)
        {
            return false;
        }
    }

    // A batch travels as text: binary properties as Base64, four characters for three bytes, and each operation with its own headers.
    private static long WireBytes(long entity) => 1024 + (entity * 4 / 3);

    private static long CheckEntity(string partition, RecordOperation operation)
    {
        var parts = (operation.Document.Length + PropertyBytes - 1) / PropertyBytes;
        if (operation.Properties.Count + parts > Properties) throw new RecordLimitException($"row '{operation.Row}' has more than {Properties} properties");
        long size = 4 + ((long)(partition.Length + operation.Row.Length) * 2) + operation.Document.Length + (parts * 24L);
        foreach (var (name, value) in operation.Properties)
        {
            if (name.Length is 0 or > 255 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit)) throw new RecordLimitException($"'{name}' is no property name");
            if (name is "PartitionKey" or "RowKey" or "Timestamp" or "ETag" || name.StartsWith("Doc", StringComparison.Ordinal)) throw new RecordLimitException($"property name '{name}' is taken");
            if (value is string text && text.Length > PropertyChars) throw new RecordLimitException($"property '{name}' of row '{operation.Row}' is longer than {PropertyChars} characters");
            if (value is not (string or long or int or double or bool or DateTimeOffset)) throw new RecordLimitException($"property '{name}' has a type that is not stored: {value?.GetType().Name ?? "null"}");
            size += 8 + (name.Length * 2) + (value is string s ? 4 + Encoding.Unicode.GetByteCount(s) : 8);
        }
        if (size > EntityBytes) throw new RecordLimitException($"row '{operation.Row}' is {size} bytes; an entity holds at most {EntityBytes}");
        return size;
    }
}
