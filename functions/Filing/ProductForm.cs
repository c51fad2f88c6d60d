using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace PatentFunctions.Filing;

/// <summary>
/// 产品信息: the first step of a filing (manual 五（一）1, figures 6 and 7). Every field may be missing while it is a draft; what a
/// submission needs is said by <see cref="Rules.ProductInformation"/>.
/// </summary>
public sealed record ProductForm
{
    /// <summary>商品条码: EAN-13, optional.</summary>
    [MaxLength(20)]
    public string? Barcode { get; init; }

    /// <summary>产品名称: the trade's common name, required.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>规格型号, required; 无 where there is none.</summary>
    [MaxLength(200)]
    public string? Model { get; init; }

    /// <summary>陈述理由: why several models are one product, at most 500 characters.</summary>
    [MaxLength(500)]
    public string? ModelReason { get; init; }

    /// <summary>产品分类: code of 统计用产品分类目录, required.</summary>
    [MaxLength(20)]
    public string? Category { get; init; }

    /// <summary>产品所属行业: class of GB/T 4754-2017, four digits, required.</summary>
    [MaxLength(10)]
    public string? Industry { get; init; }

    /// <summary>商标.</summary>
    [MaxLength(100)]
    public string? TradeMark { get; init; }

    /// <summary>产品简介, required, at most 500 characters.</summary>
    [MaxLength(500)]
    public string? Introduction { get; init; }

    /// <summary>备案目的: codes of the catalog <c>filing-purposes</c>, several.</summary>
    public IReadOnlyList<string>? Purposes { get; init; }

    /// <summary>备案目的 in own words, where 其他 is chosen.</summary>
    [MaxLength(100)]
    public string? OtherPurpose { get; init; }

    /// <summary>是否参与专利密集型产品认定, required.</summary>
    public bool? TakesPartInRecognition { get; init; }

    /// <summary>是否出口, required.</summary>
    public bool? Exported { get; init; }

    /// <summary>出口地: codes of the catalog <c>export-destinations</c>, several, required where exported.</summary>
    public IReadOnlyList<string>? Destinations { get; init; }

    /// <summary>出口地 in own words, where 其他 is chosen.</summary>
    [MaxLength(100)]
    public string? OtherDestination { get; init; }

    /// <summary>上一年度经济数据 of this one product.</summary>
    public ProductFigures? Figures { get; init; }

    /// <summary>专利市场贡献指数, required.</summary>
    public ContributionIndex? Contribution { get; init; }

    /// <summary>产品主图, required: one png, bmp or jpg of at most 5 MB.</summary>
    public FileId? MainImage { get; init; }

    /// <summary>其它图片: png, bmp or jpg of at most 5 MB each.</summary>
    public IReadOnlyList<FileId>? OtherImages { get; init; }
}

/// <summary>上一年度经济数据 of one product; amounts in 万元.</summary>
public sealed record ProductFigures
{
    /// <summary>数据年度: the year before the submission.</summary>
    public int? Year { get; init; }

    /// <summary>本产品年度总成本, 万元.</summary>
    public decimal? TotalCost { get; init; }

    /// <summary>本产品年度销售额, 万元, required.</summary>
    public decimal? Sales { get; init; }

    /// <summary>本产品年度出口额, 万元.</summary>
    public decimal? ExportValue { get; init; }

    /// <summary>本产品年度利润, 万元; negative for a loss.</summary>
    public decimal? Profit { get; init; }

    /// <summary>本产品知识产权累计投入, 万元.</summary>
    public decimal? IpInvestment { get; init; }

    /// <summary>本产品市场份额, %.</summary>
    public decimal? MarketShare { get; init; }
}

/// <summary>How 专利市场贡献指数 is arrived at (manual 五（一）1 (9)).</summary>
public enum ContributionMethod
{
    /// <summary>方法一: 专利投入在产品中所占比值, 产品知识产权总投入 ÷ 产品年度总成本 × K.</summary>
    InvestmentShare,

    /// <summary>方法二: 专利所带来的市场份额增加比例和利润增量比例综合考虑.</summary>
    MarketShareAndProfit,

    /// <summary>方法三: 许可费率.</summary>
    LicenceRate,

    /// <summary>方法四: 自行测算.</summary>
    OwnCalculation,
}

/// <summary>专利市场贡献指数: how much patents count for the market of the product.</summary>
public sealed record ContributionIndex
{
    /// <summary>The method, one of four.</summary>
    public ContributionMethod? Method { get; init; }

    /// <summary>The index. By investment share it may be left out and is computed; otherwise it is required.</summary>
    public decimal? Value { get; init; }

    /// <summary>K of 方法一, set by the unit.</summary>
    public decimal? K { get; init; }

    /// <summary>市场份额增加比例 of 方法二, %.</summary>
    public decimal? MarketShareIncrement { get; init; }

    /// <summary>利润增量比例 of 方法二, %.</summary>
    public decimal? ProfitIncrement { get; init; }

    /// <summary>许可费率 of 方法三, %.</summary>
    public decimal? LicenceRate { get; init; }

    /// <summary>计算说明 of 方法四, required there.</summary>
    [MaxLength(1000)]
    public string? Explanation { get; init; }
}
