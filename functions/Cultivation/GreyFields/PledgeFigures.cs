using System.Globalization;
using System.Text.Json;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>专利质押融资贷款金额 by year, 万元: the amounts drawn of the unit's recorded pledge loans, in the year of their drawing.</summary>
public sealed class PledgeFigures(LoansByUnit loans, TimeProvider time) : IGreyFieldSource
{
    /// <summary>The series.</summary>
    public const string Amounts = "loans.amounts";

    /// <inheritdoc />
    public string Name => "知识产权质押融资数据（本平台银行报送）";

    /// <inheritdoc />
    public IReadOnlyList<string> Keys => [Amounts];

    /// <inheritdoc />
    public async Task<IReadOnlyList<GreyFigure>> OfAsync(UnitId unit, int year, CancellationToken cancellation) =>
        Of(await loans.OfAsync(unit, cancellation), year, ChinaTime.Today(time));

    /// <summary>The series of a unit's loans; a year without a loan is 0.</summary>
    internal static IReadOnlyList<GreyFigure> Of(IReadOnlyList<LoanLine> loans, int year, DateOnly today)
    {
        var series = Enumerable.Range(year - 3, 3).ToDictionary(y => y.ToString(CultureInfo.InvariantCulture), y => loans.Where(l => l.DrawnOn.Year == y).Sum(l => l.Drawn));
        return [new GreyFigure(Amounts, JsonSerializer.SerializeToElement(series), today)];
    }
}
