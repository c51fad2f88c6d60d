using System.Globalization;

namespace PatentFunctions.Recognition.Campaigns;

/// <summary>The numbers of one year that a run goes through.</summary>
/// <param name="Year">备案年度.</param>
/// <param name="Last">Last serial given when the run was ordered.</param>
public sealed record NumberedYear(int Year, int Last);

/// <summary>认定条件核查: one run over all filed products, a row of the campaign's partition.</summary>
/// <param name="Number">1 for the first run.</param>
/// <param name="Ordered">Who, when.</param>
/// <param name="Years">The numbers it goes through.</param>
/// <param name="Slices">Slices of at most <see cref="SliceSize"/> numbers.</param>
public sealed record EntryRun(int Number, ActStamp Ordered, IReadOnlyList<NumberedYear> Years, int Slices)
{
    /// <summary>Numbers of a slice: the work of one activity.</summary>
    public const int SliceSize = 100;

    /// <summary>When all slices were done.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Filed products to look at.</summary>
    public int Total => Years.Sum(y => y.Last);

    /// <summary>A run over years.</summary>
    public static EntryRun Of(int number, ActStamp ordered, IReadOnlyList<NumberedYear> years) => new(number, ordered, years, years.Sum(SlicesOf));

    /// <summary>Year and first serial of a slice, from 1.</summary>
    public (int Year, int From, int Count) RangeOf(int slice)
    {
        var left = slice - 1;
        foreach (var year in Years)
        {
            var slices = SlicesOf(year);
            if (left < slices)
            {
                var from = (left * SliceSize) + 1;
                return (year.Year, from, Math.Min(SliceSize, year.Last - from + 1));
            }
            left -= slices;
        }
        throw new ArgumentOutOfRangeException(nameof(slice), slice, "no such slice");
    }

    /// <summary>Instance id of a run.</summary>
    public static string InstanceId(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"recognition-entry-{year:D4}-r{number}");

    internal static string RowOf(int number) => string.Create(CultureInfo.InvariantCulture, $"run-{number:D4}");

    internal static string OutcomePrefix(int number) => string.Create(CultureInfo.InvariantCulture, $"entry-{number:D4}-");

    internal static string OutcomeRow(int number, int slice) => string.Create(CultureInfo.InvariantCulture, $"{OutcomePrefix(number)}{slice:D6}");

    internal static string KeyOf(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{number}");

    internal static (int Year, int Number) ParseKey(string key)
    {
        var parts = key.Split('-');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static int SlicesOf(NumberedYear year) => (year.Last + SliceSize - 1) / SliceSize;
}

/// <summary>What a slice of a run found.</summary>
/// <param name="Slice">Number of the slice.</param>
/// <param name="LookedAt">Filings looked at.</param>
/// <param name="Entered">Those that entered by this run.</param>
/// <param name="Already">Those that an earlier run let in.</param>
/// <param name="NotEligible">Those that do not meet the conditions.</param>
public sealed record EntryOutcome(int Slice, int LookedAt, int Entered, int Already, IReadOnlyList<NotEligible> NotEligible);

/// <summary>不符合认定条件 of a filing.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Reasons">Every condition that is not met.</param>
public sealed record NotEligible(PatentFunctions.Filing.FilingId Filing, string FilingNumber, string UnitName, string Product, IReadOnlyList<EntryReason> Reasons);

/// <summary>A condition that is not met.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">Chinese explanation.</param>
public sealed record EntryReason(string Code, string Text);
