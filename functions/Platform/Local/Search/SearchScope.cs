using System.Globalization;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Platform.Local;

/// <summary>What a query means to the index.</summary>
/// <param name="Words">FTS5 expression of the words; null without any.</param>
/// <param name="All">FTS5 expression of the words and the conditions; null without either.</param>
/// <param name="Conditions">Of each condition the codes of which one is enough.</param>
/// <param name="First">Place of the newest that counts; null for no bound.</param>
/// <param name="Last">Place of the oldest that counts.</param>
internal sealed record SearchScope(string? Words, string? All, IReadOnlyList<IReadOnlyList<int>> Conditions, long? First, long? Last)
{
    /// <summary>The condition on a table whose row number has a name.</summary>
    public (string Sql, IReadOnlyList<object> Values) Where(string place, string? match, long? after)
    {
        var (conditions, values) = (new List<string>(), new List<object>());
        void And(string condition, object value)
        {
            conditions.Add(condition + " $" + values.Count.ToString(CultureInfo.InvariantCulture));
            values.Add(value);
        }

        if (match is not null) And("words MATCH", match);
        if (after is { } behind && behind >= (First ?? long.MinValue)) And(place + " >", behind);
        else if (First is { } first) And(place + " >=", first);
        if (Last is { } last) And(place + " <=", last);
        return (conditions.Count == 0 ? "1" : string.Join(" AND ", conditions), values);
    }
}

/// <summary>Where a hit stands in its order.</summary>
/// <param name="Place">Its row.</param>
/// <param name="Value">What it is ordered by before its row: score or stars.</param>
internal readonly record struct SearchPosition(long Place, double? Value)
{
    /// <summary>The continuation of a page that ends here.</summary>
    public string Write(ResourceSort order) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)order}|{(Value is { } value ? BitConverter.DoubleToInt64Bits(value) : null)}|{Place}");

    /// <summary>Reads a continuation; throws where it is of another order or none of ours.</summary>
    public static SearchPosition? Read(string? continuation, ResourceSort order)
    {
        if (continuation is null) return null;
        var parts = continuation.Split('|');
        if (parts.Length == 3 && parts[0] == ((int)order).ToString(CultureInfo.InvariantCulture) && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var place))
        {
            if (parts[1].Length == 0 && order != ResourceSort.Relevance) return new SearchPosition(place, null);
            if (long.TryParse(parts[1], CultureInfo.InvariantCulture, out var bits)) return new SearchPosition(place, BitConverter.Int64BitsToDouble(bits));
        }
        throw new BadContinuationException();
    }
}
