using System.Globalization;
using PatentFunctions.PledgeFinancing;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-02")]
public sealed class InterestTests
{
    [Theory]
    [InlineData("1000", "3.65", "2023-03-13", "2024-02-27", 360, 351, "355875.00")] // the manual's loan
    [InlineData("1000", "3.65", "2023-03-13", "2024-02-27", 365, 351, "351000.00")]
    [InlineData("1000", "3.65", "2023-03-13", "2024-03-12", 360, 365, "370069.44")]
    [InlineData("1000", "3.65", "2023-03-13", "2024-03-12", 365, 365, "365000.00")]
    [InlineData("1000", "3.65", "2023-03-13", "2023-03-13", 360, 0, "0.00")] // same day
    [InlineData("400", "4.35", "2024-02-28", "2024-03-01", 360, 2, "966.67")] // over 29 February
    [InlineData("400", "4.35", "2023-02-28", "2023-03-01", 360, 1, "483.33")]
    [InlineData("500", "3.85", "2024-01-01", "2025-01-01", 360, 366, "195708.33")] // a leap year is 366 days
    [InlineData("500", "3.85", "2024-01-01", "2025-01-01", 365, 366, "193027.40")]
    [InlineData("0.01", "3.65", "2024-01-01", "2024-01-02", 365, 1, "0.01")]
    [InlineData("0.005", "3.65", "2024-01-01", "2024-01-02", 365, 1, "0.01")] // 0.005 元: half up
    [InlineData("0.015", "3.65", "2024-01-01", "2024-01-02", 365, 1, "0.02")] // not to the even digit
    [InlineData("0.025", "3.65", "2024-01-01", "2024-01-02", 365, 1, "0.03")]
    [InlineData("1000", "0", "2023-03-13", "2024-03-12", 360, 365, "0.00")]
    [InlineData("1000000", "100", "2000-01-01", "2100-01-01", 360, 36525, "1014583333333.33")]
    public void Of_CountsActualDaysAndRoundsOnceAtTheEnd(string principal, string rate, string from, string to, int basis, int days, string interest)
    {
        Assert.Equal(days, Interest.Days(Day(from), Day(to)));
        Assert.Equal(Number(interest), Interest.Of(Number(principal), Number(rate), Day(from), Day(to), basis));
    }

    [Theory]
    [InlineData(364)]
    [InlineData(366)]
    [InlineData(0)]
    public void Of_AnotherBasisThanTheTwo_IsABug(int basis) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Interest.Of(1000m, 3.65m, new DateOnly(2023, 3, 13), new DateOnly(2024, 2, 27), basis));

    [Fact]
    public void Of_ARepaymentBeforeTheLoan_IsABug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Interest.Of(1000m, 3.65m, new DateOnly(2024, 2, 27), new DateOnly(2023, 3, 13), 360));

    [Fact]
    public void Plausible_IsTenPercentAroundBothBases() =>
        Assert.Equal((315_900.00m, 391_462.50m), Interest.Plausible(1000m, 3.65m, new DateOnly(2023, 3, 13), new DateOnly(2024, 2, 27)));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
