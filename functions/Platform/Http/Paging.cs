using System.Buffers.Text;
using System.Globalization;
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
    /// <summary>Reads ?take= and ?continuation=.</summary>
    public static PageRequest From(HttpRequest request, int defaultTake = 20)
    {
        var take = defaultTake;
        if (request.Query["take"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > 200))
            throw new RefusedException(new BadPageSize());
        return new PageRequest(take, Decode(request.Query["continuation"].ToString()));
    }

    /// <summary>A page of records as an answer.</summary>
    public static PageAnswer<T> Answer<T>(RecordPage page, Func<StoredRecord, T> entry, long? total = null) =>
        new([.. page.Records.Select(entry)], Encode(page.Continuation), total);

    /// <summary>A page of a list that is held in memory; the continuation is an offset into the stable order.</summary>
    public PageAnswer<T> Slice<T>(IReadOnlyList<T> all)
    {
        var offset = 0;
        if (Continuation is not null && (!int.TryParse(Continuation, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset > all.Count))
            throw new BadContinuationException();
        var items = all.Skip(offset).Take(Take).ToList();
        var next = offset + items.Count;
        return new PageAnswer<T>(items, next < all.Count ? Encode(next.ToString(CultureInfo.InvariantCulture)) : null, all.Count);
    }

    /// <summary>The token of a continuation of the caller's own; null stays null.</summary>
    public static string? Token(string? continuation) => Encode(continuation);

    private static string? Encode(string? continuation) => continuation is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(continuation));

    private static string? Decode(string token)
    {
        if (token.Length == 0) return null;
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw new BadContinuationException();
        }
    }
}
