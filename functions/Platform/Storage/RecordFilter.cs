using System.Globalization;

namespace PatentFunctions.Platform.Storage;

/// <summary>How a property is compared.</summary>
public enum Comparison
{
    /// <summary>=</summary>
    Equal,

    /// <summary>≠</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>≤</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>≥</summary>
    GreaterOrEqual,
}

/// <summary>
/// A condition on properties. It is a tree of values, never text: each store renders it with its own escaping, so that no input can
/// become part of a query's language.
/// </summary>
public abstract record RecordFilter
{
    /// <summary>Compares one property with a value (string, long, int, double, bool, DateTimeOffset).</summary>
    public static RecordFilter Where(string property, Comparison comparison, object value) => new CompareFilter(property, comparison, value);

    /// <summary>The property equals the value.</summary>
    public static RecordFilter Equal(string property, object value) => new CompareFilter(property, Comparison.Equal, value);

    /// <summary>All of them.</summary>
    public static RecordFilter All(params IReadOnlyList<RecordFilter> filters) => new GroupFilter(true, filters);

    /// <summary>At least one of them.</summary>
    public static RecordFilter Any(params IReadOnlyList<RecordFilter> filters) => new GroupFilter(false, filters);

    /// <summary>The filter in OData text for Azure Tables, with every value escaped.</summary>
    public string ToOData() => this switch
    {
        CompareFilter c => $"{c.Property} {Operator(c.Comparison)} {Literal(c.Value)}",
        // The language has no bare true and false; every record has a partition key, and none is below the empty text.
        GroupFilter { Filters.Count: 0 } g => g.Every ? "PartitionKey ge ''" : "PartitionKey lt ''",
        GroupFilter g => "(" + string.Join(g.Every ? " and " : " or ", g.Filters.Select(f => f.ToOData())) + ")",
        _ => throw new InvalidOperationException(GetType().Name),
    };

    /// <summary>An OData literal.</summary>
    public static string Literal(object value) => value switch
    {
        string s => "'" + s.Replace("'", "''", StringComparison.Ordinal) + "'",
        int i => i.ToString(CultureInfo.InvariantCulture) + "L",
        long l => l.ToString(CultureInfo.InvariantCulture) + "L",
        double d => Real(d),
        bool b => b ? "true" : "false",
        DateTimeOffset t => "datetime'" + t.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture) + "'",
        _ => throw new RecordLimitException($"no literal for {value.GetType().Name}"),
    };

    // Without a point or an exponent the service would read an integer, which compares with no double.
    private static string Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".EN∞") >= 0 ? text : text + ".0";
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "eq",
        Comparison.NotEqual => "ne",
        Comparison.Less => "lt",
        Comparison.LessOrEqual => "le",
        Comparison.Greater => "gt",
        _ => "ge",
    };
}

/// <summary>One comparison.</summary>
public sealed record CompareFilter(string Property, Comparison Comparison, object Value) : RecordFilter;

/// <summary>Several filters, all (<paramref name="Every"/>) or any of them.</summary>
public sealed record GroupFilter(bool Every, IReadOnlyList<RecordFilter> Filters) : RecordFilter;
