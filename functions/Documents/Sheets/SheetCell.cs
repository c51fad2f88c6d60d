using System.Globalization;

namespace PatentFunctions.Documents.Sheets;

/// <summary>What a cell holds, the same for workbook and CSV.</summary>
internal enum CellKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An amount: at least two decimals are shown.</summary>
    Amount,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day and a time of China.</summary>
    DateTime,
}

/// <summary>A cell: its kind, its text in CSV, and for dates the day number of workbooks.</summary>
internal readonly record struct SheetCell(CellKind Kind, string Text, double Serial = 0)
{
    private static readonly TimeSpan s_china = TimeSpan.FromHours(8);
    private static readonly DateOnly s_dayZero = new(1899, 12, 30);

    // Workbooks believe in a 29 February 1900; earlier days would shift by one.
    private static readonly DateOnly s_firstSafeDay = new(1900, 3, 1);

    /// <summary>The cell of a value.</summary>
    /// <exception cref="ArgumentException">A type that no column should hold, such as an unnamed code.</exception>
    public static SheetCell Of(object? value) => value switch
    {
        null or "" => new(CellKind.Empty, ""),
        string text => new(CellKind.Text, text),
        bool yes => new(CellKind.Text, yes ? "是" : "否"),
        int or short or byte => new(CellKind.Integer, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        // Workbooks calculate with 15 digits; a longer number is a name, not a quantity.
        long number => new(Math.Abs((double)number) < 1e15 ? CellKind.Integer : CellKind.Text, number.ToString(CultureInfo.InvariantCulture)),
        decimal amount => new(CellKind.Amount, amount.ToString("0.00##########", CultureInfo.InvariantCulture)),
        double number when double.IsFinite(number) => new(CellKind.Number, number.ToString("R", CultureInfo.InvariantCulture)),
        DateOnly day => OfDay(day),
        DateTimeOffset moment => OfMoment(moment.ToOffset(s_china).DateTime),
        _ => throw new ArgumentException($"A cell cannot hold {value.GetType().Name}: turn it into text, a number or a date.", nameof(value)),
    };

    private static SheetCell OfDay(DateOnly day)
    {
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return day < s_firstSafeDay ? new(CellKind.Text, text) : new(CellKind.Date, text, day.DayNumber - s_dayZero.DayNumber);
    }

    private static SheetCell OfMoment(DateTime moment)
    {
        var text = moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var day = DateOnly.FromDateTime(moment);
        return day < s_firstSafeDay ? new(CellKind.Text, text) : new(CellKind.DateTime, text, day.DayNumber - s_dayZero.DayNumber + moment.TimeOfDay.TotalDays);
    }
}
