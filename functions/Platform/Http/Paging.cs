using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Http;

/// <summary>?take= is not a number from 1 to 200.</summary>
public sealed record BadPageSize() : Malformed("page-size-invalid", "每页条数无效", "take 应为 1 至 200 的整数。");

/// <summary>One page of a list (COM-07).</summary>
/// <typeparam name="T">One entry.</typeparam>
/// <param name="Items">The entries.</param>
/// <param name="Continuation">Token of the next page; absent at the end.</param>
/// <param name="Total">How many there are in all, where the list shows it.</param>
public sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? Continuation, long? Total = null);

/// <summary>Which page is asked for.</summary>
/// <param name="Take">Entries a page.</param>
/// <param name="Continuation">The store's continuation, or null for the first page.</param>
public sealed record PageRequest(int Take, string? Continuation)
{
    /// <summary>Most entries of a page.</summary>
    public const int Most = 200;

    private const int CheckBytes = 4;

    /// <summary>Reads ?take= and ?continuation=.</summary>
    public static PageRequest From(HttpRequest request, int defaultTake = 20)
    {
        var take = defaultTake;
        if (request.Query["take"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > Most))
            throw new RefusedException(new BadPageSize());
        return new PageRequest(take, Decode(request.Query["continuation"].ToString()));
    }

    /// <summary>A page of records as an answer.</summary>
    public static PageAnswer<T> Answer<T>(RecordPage page, Func<StoredRecord, T> entry, long? total = null) =>
        new([.. page.Records.Select(entry)], Encode(page.Continuation), total);

    /// <summary>
    /// A page of a list that is held in memory. The continuation names the last entry shown, so that what is added or removed in between
    /// neither repeats an entry nor hides one.
    /// </summary>
    /// <param name="all">The whole list in its order.</param>
    /// <param name="key">Identity of an entry.</param>
    /// <param name="comesAfter">True where an entry stands behind the key of one that is gone; null where the order is not that of the keys.</param>
    public PageAnswer<T> Slice<T>(IReadOnlyList<T> all, Func<T, string> key, Func<T, string, bool>? comesAfter = null)
    {
        var offset = Continuation is null ? 0 : OffsetAfter(all, key, comesAfter);
        var items = all.Skip(offset).Take(Take).ToList();
        var next = offset + items.Count;
        return new PageAnswer<T>(items, next < all.Count ? Encode(string.Create(CultureInfo.InvariantCulture, $"{next}|{key(items[^1])}")) : null, all.Count);
    }

    private int OffsetAfter<T>(IReadOnlyList<T> all, Func<T, string> key, Func<T, string, bool>? comesAfter)
    {
        var parts = Continuation!.Split('|', 2);
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shown)) throw new BadContinuationException();
        for (var i = 0; i < all.Count; i++)
        {
            if (key(all[i]) == parts[1]) return i + 1;
        }
        if (comesAfter is null) return Math.Min(shown, all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            if (comesAfter(all[i], parts[1])) return i;
        }
        return all.Count;
    }

    /// <summary>The token of a continuation of the caller's own; null stays null.</summary>
    public static string? Token(string? continuation) => Encode(continuation);

    private static string? Encode(string? continuation) => continuation is null ? null : Base64Url.EncodeToString([.. CheckOf(continuation), .. Encoding.UTF8.GetBytes(continuation)]);

    private static string? Decode(string token)
    {
        if (token.Length == 0) return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(token);
            var continuation = bytes.Length > CheckBytes ? Encoding.UTF8.GetString(bytes.AsSpan(CheckBytes)) : "";
            return bytes.AsSpan().StartsWith(CheckOf(continuation)) ? continuation : throw new BadContinuationException();
        }
        catch (FormatException)
        {
            throw new BadContinuationException();
        }
    }

    // No secret: it tells a token that was cut or changed on its way from one that was issued, so that nobody is shown a wrong page instead of an error.
    private static byte[] CheckOf(string continuation) => SHA256.HashData(Encoding.UTF8.GetBytes(continuation))[..CheckBytes];
}
