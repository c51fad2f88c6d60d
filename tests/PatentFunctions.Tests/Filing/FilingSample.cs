using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Tests.Filing;

/// <summary>A draft that passes every rule on 2026-11-27, and its facts; tests spoil one thing each.</summary>
internal static class FilingSample
{
    public const string Core1 = "202129900002.9";
    public const string Core2 = "201919900003.0";
    public const string Other = "202029900003.9";
    public const string UnitName = "湖南某某制冷设备有限公司";

    public static readonly FileId MainImage = new("f-main");
    public static readonly FileId Sheet = new("f-sheet");

    public static ProductFigures Figures { get; } = new()
    {
        Year = 2025,
        TotalCost = 800.00m,
        Sales = 1200.5m,
        ExportValue = 100m,
        Profit = 200m,
        IpInvestment = 60m,
        MarketShare = 3.5m,
    };

    public static FilingDraft Draft { get; } = new(new DateTimeOffset(2026, 11, 26, 2, 0, 0, TimeSpan.Zero))
    {
        Product = new ProductForm
        {
            Barcode = "6901234567892",
            Name = "电冰箱",
            Model = "BCD-520",
            Category = "3851",
            Industry = "3851",
            Introduction = "本产品为家用风冷电冰箱，由箱体、门体、制冷系统和控制系统组成，箱体采用聚氨酯发泡保温层，采用变频压缩机和多路送风结构，用于家庭食品的冷藏和冷冻保鲜，具有能耗低、噪声小、温度均匀的特点。",
            Purposes = ["recognition", "policy"],
            TakesPartInRecognition = true,
            Exported = true,
            Destinations = ["other"],
            OtherDestination = "多个国家",
            Figures = Figures,
            Contribution = new ContributionIndex { Method = ContributionMethod.InvestmentShare, K = 100m, Value = 7.5m },
            MainImage = MainImage,
        },
        Patents = new PatentsForm
        {
            Publish = true,
            Links =
            [
                new PatentLink { Number = "ZL" + Core1, Weight = PatentWeight.Core, ContributionRate = 66.67m },
                new PatentLink { Number = Core2, Weight = PatentWeight.Core, ContributionRate = 33.33m },
                new PatentLink { Number = Other, Weight = PatentWeight.Other },
            ],
        },
        Proof = new ProofForm { Economic = new EconomicProof { File = Sheet, ProductName = "电冰箱", Model = "BCD-520", Figures = Figures } },
    };

    public static IReadOnlyList<KnownPatent> Patents { get; } =
    [
        new(Core1, "冰箱门体铰链", "实用新型", true, "有效", "原始取得"),
        new(Core2, "变频压缩机控制电路", "发明", true, "有效", "原始取得"),
        new(Other, "冰箱抽屉导轨", "实用新型", true, "有效", "受让"),
    ];

    public static FilingFacts Facts { get; } = new()
    {
        UnitName = UnitName,
        CreditCode = "91430100MA4L16UR4B",
        DataYear = 2025,
        CategoryName = "家用制冷电器具制造",
        IndustryName = "家用制冷电器具制造",
        PatentIntensive = PatentIntensiveIndustries.Match("3851"),
        Patents = Patents,
    };

    public static IEnumerable<string> Codes(IEnumerable<Finding> findings) => findings.Select(f => $"{f.Code} {f.Pointer}");

    public static IReadOnlyList<Finding> Check(ProductForm product) => [.. ProductInformation.Check(product, Facts)];
}
