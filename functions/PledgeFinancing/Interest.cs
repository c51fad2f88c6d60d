namespace PatentFunctions.PledgeFinancing;

/// <summary>
/// 贷款利息: simple interest by actual days. All of it is decimal and is rounded once, at the end, half up (away from zero) to 分: for
/// 1,000 万元 at 3.65 % from 2023-03-13 to 2024-02-27 (351 days) on 360 days it is 355,875.00 元.
/// </summary>
public static class Interest
{
    /// <summary>Days of a year as banks usually count (央行 银发〔2005〕129号: 日利率 = 年利率 ÷ 360).</summary>
    public const int BankYear = 360;

    /// <summary>Days of a calendar year.</summary>
    public const int CalendarYear = 365;

    /// <summary>How far what was paid may lie beside what follows from rate and days before it is pointed at, % of that.</summary>
    public const decimal Tolerance = 10m;

    /// <summary>元 of one 万元.</summary>
    private const decimal YuanPerTenThousand = 10_000m;

    /// <summary>计息天数: the day of the loan counts, that of the repayment does not (算头不算尾).</summary>
    /// <param name="from">放款日期.</param>
    /// <param name="to">还款日期, not earlier.</param>
    public static int Days(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return to.DayNumber - from.DayNumber;
    }

    /// <summary>The interest, 元.</summary>
    /// <param name="principal">本金, 万元.</param>
    /// <param name="rate">年利率, %.</param>
    /// <param name="from">放款日期.</param>
    /// <param name="to">还款日期, not earlier.</param>
    /// <param name="dayCountBasis">计息基准: 360 or 365 days a year.</param>
    public static decimal Of(decimal principal, decimal rate, DateOnly from, DateOnly to, int dayCountBasis)
    {
        if (dayCountBasis is not (BankYear or CalendarYear)) throw new ArgumentOutOfRangeException(nameof(dayCountBasis), dayCountBasis, "360 or 365");
        // Everything is multiplied before the one division, so that no digit is lost on the way.
        return Math.Round(principal * YuanPerTenThousand * rate * Days(from, to) / (100m * dayCountBasis), 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// Between which amounts the interest paid is plausible, 元: what follows from rate and days on 365 days and on 360 days, each widened by
    /// <see cref="Tolerance"/>.
    /// </summary>
    public static (decimal Lowest, decimal Highest) Plausible(decimal principal, decimal rate, DateOnly from, DateOnly to)
    {
        var (lower, higher) = (Of(principal, rate, from, to, CalendarYear), Of(principal, rate, from, to, BankYear));
        return (Percent(lower, 100m - Tolerance), Percent(higher, 100m + Tolerance));
    }

    private static decimal Percent(decimal amount, decimal percent) => Math.Round(amount * percent / 100m, 2, MidpointRounding.AwayFromZero);
}
