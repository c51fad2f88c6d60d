using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Filing.Rules;

/// <summary>
/// 产品信息: what a submission needs of the first step (FIL-03; manual 五（一）1). Names, models and texts are judged by the
/// pre-check; here stand presence, codes, figures and their agreement.
/// </summary>
public static class ProductInformation
{
    /// <summary>Largest amount that is believed, 万元.</summary>
    public const decimal LargestAmount = 1_000_000_000m;

    /// <summary>Decimal places of an amount in 万元: down to 分.</summary>
    public const int AmountDecimals = 6;

    private const string Clause = "操作手册五（一）1";

    /// <summary>Every finding.</summary>
    public static IEnumerable<Finding> Check(ProductForm product, FilingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Identity(product, facts), .. Choices(product), .. Export(product), .. Figures(product, facts.DataYear), .. Contribution(product)];
    }

    /// <summary>
    /// 专利市场贡献指数 by 方法一: 产品知识产权总投入 ÷ 产品年度总成本 × K, four decimals; null where a part is missing or out of range.
    /// </summary>
    public static decimal? InvestmentShare(ProductForm product)
    {
        if (product is not { Figures: { IpInvestment: { } investment, TotalCost: { } cost }, Contribution.K: { } k }) return null;
        return investment is >= 0 and <= LargestAmount && cost is >= 0.000001m and <= LargestAmount && k is > 0 and <= 10_000
            ? Math.Round(investment / cost * k, 4, MidpointRounding.AwayFromZero)
            : null;
    }

    private static IEnumerable<Finding> Identity(ProductForm product, FilingFacts facts)
    {
        if (!string.IsNullOrWhiteSpace(product.Barcode) && !Barcode.TryParse(product.Barcode, out _, out var problem))
            yield return Blocks(problem.Code, "barcode", problem.Text);
        if (string.IsNullOrWhiteSpace(product.Model))
            yield return Blocks("product.model-missing", "model", "请填写规格型号；若无规格型号，可填“无”。");
        if (string.IsNullOrWhiteSpace(product.Category))
            yield return Blocks("product.category-missing", "category", "请选择产品分类。");
        else if (facts.CategoryName is null)
            yield return Blocks("product.category-unknown", "category", "产品分类不在《统计用产品分类目录》中，请从列表中选择或输入关键字查找。");
        if (string.IsNullOrWhiteSpace(product.Industry))
            yield return Blocks("product.industry-missing", "industry", "请选择产品所属行业。");
        else if (facts.IndustryName is null)
            yield return Blocks("product.industry-unknown", "industry", "产品所属行业应为《国民经济行业分类》（GB/T 4754-2017）的四位小类，请从列表中选择或输入关键字查找。");
        if (product.OtherImages is { Count: > 20 } images)
            yield return Blocks("product.images-many", "otherImages", $"其它图片最多20张，现有{images.Count}张。");
    }

    private static IEnumerable<Finding> Choices(ProductForm product)
    {
        var purposes = product.Purposes ?? [];
        foreach (var (purpose, index) in purposes.Select((p, i) => (p, i)))
        {
            if (ChoiceLists.FilingPurposes.Find(purpose) is null)
                yield return Blocks("product.purpose-unknown", At("purposes", index), "备案目的不在列表中，请重新选择。");
            else if (purposes.Take(index).Contains(purpose))
                yield return Blocks("product.purpose-twice", At("purposes", index), "备案目的重复选择。");
        }
        foreach (var finding in OtherText(purposes, product.OtherPurpose, "otherPurpose", "备案目的")) yield return finding;
        if (product.TakesPartInRecognition is null)
            yield return Blocks("product.recognition-missing", "takesPartInRecognition", "请选择是否参与专利密集型产品认定。");
        else if (product.TakesPartInRecognition is false)
            yield return Finding.Warns("product.recognition-declined", "/product/takesPartInRecognition", "选择“否”视为主动确认不参与专利密集型产品认定。") with { Clause = Clause };
    }

    private static IEnumerable<Finding> Export(ProductForm product)
    {
        var destinations = product.Destinations ?? [];
        if (product.Exported is null)
        {
            yield return Blocks("product.exported-missing", "exported", "请选择是否出口；若截至目前备案产品尚未出口，则需选择“否”。");
            yield break;
        }
        if (product.Exported is false)
        {
            if (destinations.Count > 0 || !string.IsNullOrWhiteSpace(product.OtherDestination))
                yield return Blocks("product.destinations-without-export", "destinations", "是否出口选择“否”时不填写出口地。");
            if (product.Figures?.ExportValue is > 0)
                yield return Blocks("product.export-value-without-export", "figures/exportValue", "是否出口选择“否”时出口额应为0或不填写。");
            yield break;
        }
        if (destinations.Count == 0)
            yield return Blocks("product.destinations-missing", "destinations", "请选择出口地（可多选）。");
        foreach (var (destination, index) in destinations.Select((d, i) => (d, i)))
        {
            if (!ChoiceLists.IsDestination(destination))
                yield return Blocks("product.destination-unknown", At("destinations", index), "出口地不在列表中，请重新选择，或选择“其他”后手动填写。");
            else if (destinations.Take(index).Contains(destination))
                yield return Blocks("product.destination-twice", At("destinations", index), "出口地重复选择。");
        }
        foreach (var finding in OtherText(destinations, product.OtherDestination, "otherDestination", "出口地")) yield return finding;
    }

    private static IEnumerable<Finding> OtherText(IReadOnlyList<string> chosen, string? text, string field, string name)
    {
        var other = chosen.Contains(ChoiceLists.Other);
        if (other && string.IsNullOrWhiteSpace(text))
            yield return Blocks("product.other-text-missing", field, $"{name}选择了“其他”，请填写具体内容。");
        if (!other && !string.IsNullOrWhiteSpace(text))
            yield return Blocks("product.other-text-unused", field, $"{name}未选择“其他”，请选择“其他”或删除手动填写的内容。");
    }

    private static IEnumerable<Finding> Figures(ProductForm product, int dataYear)
    {
        var figures = product.Figures ?? new ProductFigures();
        if (figures.Year != dataYear)
            yield return Blocks("figures.year", "figures/year", $"请填写{dataYear}年度（上一年度）的数据。");
        if (figures.Sales is null)
            yield return Blocks("figures.sales-missing", "figures/sales", $"请填写本产品{dataYear}年度销售额（万元）。");
        foreach (var finding in Amounts(figures)) yield return finding;
        if (figures is { ExportValue: { } export, Sales: { } sales } && export > sales)
            yield return Blocks("figures.export-above-sales", "figures/exportValue", "出口额不得大于销售额。");
        if (figures is { Profit: { } profit, Sales: { } income } && profit > income)
            yield return Blocks("figures.profit-above-sales", "figures/profit", "利润不得大于销售额。");
        if (figures.MarketShare is { } share && (share is < 0 or > 100 || share.Scale > 4))
            yield return Blocks("figures.market-share", "figures/marketShare", "市场份额应为0至100之间的百分数，最多4位小数。");
    }

    private static IEnumerable<Finding> Amounts(ProductFigures figures)
    {
        (string Field, string Name, decimal? Value, bool MayBeNegative)[] amounts =
        [
            ("totalCost", "年度总成本", figures.TotalCost, false),
            ("sales", "年度销售额", figures.Sales, false),
            ("exportValue", "年度出口额", figures.ExportValue, false),
            ("profit", "年度利润", figures.Profit, true),
            ("ipInvestment", "知识产权累计投入", figures.IpInvestment, false),
        ];
        foreach (var (field, name, value, mayBeNegative) in amounts)
        {
            if (value is not { } amount) continue;
            if (amount < 0 && !mayBeNegative)
                yield return Blocks("figures.negative", "figures/" + field, $"{name}不得为负数。");
            else if (Math.Abs(amount) > LargestAmount)
                yield return Blocks("figures.too-large", "figures/" + field, $"{name}的数值过大，请确认单位为万元。");
            else if (amount.Scale > AmountDecimals)
                yield return Blocks("figures.decimals", "figures/" + field, $"{name}最多{AmountDecimals}位小数（万元）。");
        }
    }

    private static IEnumerable<Finding> Contribution(ProductForm product)
    {
        var index = product.Contribution;
        if (index?.Method is null)
        {
            yield return Blocks("contribution.method-missing", "contribution/method", "请选择专利市场贡献指数的体现方式（四种方式中择其一）。");
            yield break;
        }
        foreach (var finding in index.Method switch
        {
            ContributionMethod.InvestmentShare => ByInvestmentShare(product, index),
            ContributionMethod.MarketShareAndProfit => ByMarketShareAndProfit(index),
            ContributionMethod.LicenceRate => ByLicenceRate(product, index),
            _ => ByOwnCalculation(index),
        })
        {
            yield return finding;
        }
        if (index.Value is null && index.Method != ContributionMethod.InvestmentShare)
            yield return Blocks("contribution.value-missing", "contribution/value", "请填写专利市场贡献指数。");
        if (index.Value is { } value && (value is < 0 or > LargestAmount || value.Scale > 4))
            yield return Blocks("contribution.value", "contribution/value", "专利市场贡献指数应为不小于0的数，最多4位小数。");
    }

    private static IEnumerable<Finding> ByInvestmentShare(ProductForm product, ContributionIndex index)
    {
        if (product.Figures?.IpInvestment is null)
            yield return Blocks("contribution.investment-missing", "figures/ipInvestment", "采用“专利投入在产品中所占比值”时，请填写本产品知识产权累计投入。");
        if (product.Figures?.TotalCost is null or 0)
            yield return Blocks("contribution.cost-missing", "figures/totalCost", "采用“专利投入在产品中所占比值”时，请填写本产品年度总成本，且应大于0。");
        if (index.K is null or <= 0 or > 10_000)
            yield return Blocks("contribution.k", "contribution/k", "请填写系数K，应大于0且不超过10000。");
        if (index.Value is { } value && InvestmentShare(product) is { } computed && Math.Round(computed, Math.Min((int)value.Scale, 4), MidpointRounding.AwayFromZero) != value)
            yield return Blocks("contribution.investment-share", "contribution/value", string.Create(CultureInfo.InvariantCulture, $"按（产品知识产权总投入÷产品年度总成本）×K计算应为{computed:0.####}，与所填的{value:0.####}不一致。"));
    }

    private static IEnumerable<Finding> ByMarketShareAndProfit(ContributionIndex index)
    {
        if (index.MarketShareIncrement is null)
            yield return Blocks("contribution.market-share-increment-missing", "contribution/marketShareIncrement", "请填写专利所带来的产品市场份额的增加比例（%）。");
        if (index.ProfitIncrement is null)
            yield return Blocks("contribution.profit-increment-missing", "contribution/profitIncrement", "请填写专利所带来的利润的增量比例（%）。");
        if (index is { MarketShareIncrement: { } share, ProfitIncrement: { } profit, Value: { } value } && (value < Math.Min(share, profit) || value > Math.Max(share, profit)))
            yield return Finding.Warns("contribution.outside-increments", "/product/contribution/value", "贡献指数不在所填的两个比例之间，请核对。") with { Clause = Clause };
    }

    private static IEnumerable<Finding> ByLicenceRate(ProductForm product, ContributionIndex index)
    {
        if (index.LicenceRate is null or <= 0 or > 100)
            yield return Blocks("contribution.licence-rate", "contribution/licenceRate", "请填写许可费率（%），应大于0且不超过100。");
        else if (index.Value is { } value && value != index.LicenceRate)
            yield return Blocks("contribution.licence-rate-value", "contribution/value", "采用“许可费率”时，专利市场贡献指数应等于许可费率。");
        if (index.LicenceRate is { } rate && LicenceRates.Find(product.Industry) is { } row && (rate < row.Low || rate > row.High))
            yield return Finding.Warns("contribution.licence-rate-unusual", "/product/contribution/licenceRate", string.Create(CultureInfo.InvariantCulture, $"所填许可费率不在参考费率表“{row.Name}”的范围（{row.Low:0.##}%–{row.High:0.##}%）内，请核对。")) with { Clause = Clause };
    }

    private static IEnumerable<Finding> ByOwnCalculation(ContributionIndex index)
    {
        if (string.IsNullOrWhiteSpace(index.Explanation))
            yield return Blocks("contribution.explanation-missing", "contribution/explanation", "选择“自行测算”时，须填报计算说明。");
    }

    private static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}/{index}");

    private static Finding Blocks(string code, string field, string text) => Finding.Blocks(code, "/product/" + field, text) with { Clause = Clause };
}
