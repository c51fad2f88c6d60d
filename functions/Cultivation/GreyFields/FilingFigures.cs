using System.Text.Json;
using PatentFunctions.Filing;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>备案的专利产品: number of filed products and their sales in the year before the report, from the unit's filings in force.</summary>
public sealed class FilingFigures(FilingsByUnit filings, TimeProvider time) : IGreyFieldSource
{
    /// <summary>备案的专利产品数量.</summary>
    public const string Products = "filings.products";

    /// <summary>备案的专利产品销售收入, 万元.</summary>
    public const string Sales = "filings.sales";

    /// <summary>认定的专利密集型产品数量.</summary>
    public const string Recognized = "recognitions.products";

    /// <summary>认定的专利密集型产品销售收入, 万元.</summary>
    public const string RecognizedSales = "recognitions.sales";

    /// <inheritdoc />
    public string Name => "国家专利密集型产品备案认定数据（本平台）";

    /// <inheritdoc />
    public IReadOnlyList<string> Keys => [Products, Sales, Recognized, RecognizedSales];

    /// <inheritdoc />
    public async Task<IReadOnlyList<GreyFigure>> OfAsync(UnitId unit, int year, CancellationToken cancellation) =>
        Of(await filings.OfAsync(unit, cancellation), year, ChinaTime.Today(time));

    /// <summary>The figures of a unit's filings: products in force now, sales of those whose figures are of the year before the report.</summary>
    internal static IReadOnlyList<GreyFigure> Of(IReadOnlyList<FilingLine> lines, int year, DateOnly today)
    {
        var inForce = lines.Where(l => FilingStates.IsInForce(l.State)).ToList();
        var recognized = inForce.Where(l => l.Recognition is { Standing: RecognitionStanding.Valid } r && r.ValidUntil >= today).ToList();
        decimal SalesOf(List<FilingLine> of) => of.Where(l => l.DataYear == year - 1).Sum(l => l.Sales ?? 0m);
        GreyFigure Figure(string key, decimal value) => new(key, JsonSerializer.SerializeToElement(value), today);
        return [Figure(Products, inForce.Count), Figure(Sales, SalesOf(inForce)), Figure(Recognized, recognized.Count), Figure(RecognizedSales, SalesOf(recognized))];
    }
}
