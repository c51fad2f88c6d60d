using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Filing.PreCheck;
using PatentFunctions.Platform;
using Checks = PatentFunctions.Filing.PreCheck.PreCheck;

namespace PatentFunctions.Tests.Filing.PreCheck;

[Trait("Spec", "FIL-05")]
public class PreCheckTests
{
    private static readonly PreCheckInput Good = new()
    {
        Name = "等离子切割机",
        Model = "LGK-100",
        Introduction = "本产品由逆变电源、控制板、割炬和气路组成，采用软开关技术，切割厚度达30mm，适用于碳钢、不锈钢、铝板的切割。",
        CategoryName = "金属切割及焊接设备",
        TradeMark = "火龙",
        UnitName = "湖南火龙电焊机有限公司",
        LinkedPatentTitles = ["一种等离子切割机的割炬冷却装置"],
        HasMainImage = true,
        HasEconomicProof = true,
    };

    [Fact]
    public void Run_WhenDraftIsGood_FindsNothing() => Assert.Empty(Checks.Run(Good));

    [Fact]
    public void Run_WhenDraftIsEmpty_FindsEverythingMissing() =>
        Assert.Equal(
            ["product-name.missing", "introduction.missing", "materials.main-image-missing", "materials.economic-proof-missing"],
            Checks.Run(new PreCheckInput()).Select(finding => finding.Code));

    [Fact]
    public void Run_WhenLicenceIsDemandedAndMissing_Blocks()
    {
        Assert.Contains(Checks.Run(Good with { RequiresLicence = true }), finding => finding.Code == "materials.licence-missing" && finding.Severity == Severity.Blocks);
        Assert.Empty(Checks.Run(Good with { RequiresLicence = true, HasLicence = true }));
    }

    [Fact]
    public void Run_WhenIntroductionIsOverLimit_CountsCharactersAsRead()
    {
        var sentence = "本产品由逆变电源和割炬组成，适用于碳钢的切割。";
        var exact = string.Concat(Enumerable.Repeat(sentence, 30))[..500];
        Assert.DoesNotContain(Checks.Run(Good with { Introduction = exact }), finding => finding.Code == "introduction.too-long");
        Assert.Contains(Checks.Run(Good with { Introduction = exact + "铝" }), finding => finding.Code == "introduction.too-long" && finding.Text.Contains("501", StringComparison.Ordinal));
        Assert.DoesNotContain(Checks.Run(Good with { Introduction = exact[..499] + "𬭩" }), finding => finding.Code == "introduction.too-long");
    }

    [Theory]
    [InlineData("数据处理方法", "product-name.not-a-product", "方法")]
    [InlineData("某某手机", "product-name.trade-mark", "某某")]
    [InlineData("９英寸手机屏幕", "product-name.model", "９英寸")]
    [InlineData("制冷效果好的冰箱", "product-name.adjective", "制冷效果好的")]
    [InlineData("一种椅子等家具", "product-name.and-so-on", "等")]
    [InlineData("一种椅子等家具", "product-name.one-kind", "一种")]
    [InlineData(" 火龙切割机", "product-name.trade-mark", "火龙")]
    [InlineData("XJ-200型切割机", "product-name.model", "XJ-200")]
    public void Run_WhenNameOffends_MarksTheOffendingWords(string name, string code, string words)
    {
        var finding = Checks.Run(Good with { Name = name }).Single(finding => finding.Code == code);
        Assert.Equal(words, name.Substring(finding.Span!.Value.Start, finding.Span.Value.Length));
        Assert.Contains(words, finding.Text, StringComparison.Ordinal);
        Assert.Equal("/product/name", finding.Pointer);
    }

    [Theory]
    [InlineData("锰酸锂", "锂电池", true)]
    [InlineData("石墨负极材料", "锂离子电池", true)]
    [InlineData("锰酸锂", "锰酸盐", false)]
    [InlineData("动力电池", "锂离子电池", false)]
    public void Run_WhenMaterialIsUnderFinalProduct_Warns(string name, string category, bool warns) =>
        Assert.Equal(warns, Checks.Run(Good with { Name = name, CategoryName = category }).Any(finding => finding.Code == "category.intermediate-as-final" && finding.Severity == Severity.Warns));

    [Theory]
    [InlineData("电子烟的外壳", "product-name.descriptive")]
    [InlineData("新型空气净化器", "product-name.vague-modifier")]
    [InlineData("10kV高压开关柜", "product-name.specification")]
    [InlineData("QXZW空气净化器", "product-name.letters")]
    [InlineData("小蓝盾", "product-name.unfamiliar")]
    [InlineData("发动机零件", "product-name.generic-part")]
    public void Run_WhenNameIsDoubtful_WarnsAndDoesNotBlock(string name, string code)
    {
        var findings = Checks.Run(Good with { Name = name });
        Assert.Contains(findings, finding => finding.Code == code);
        Assert.False(findings.AnyBlocks());
    }

    [Theory]
    [InlineData("切割机", "一种切割机", "product-name.near-patent-title")]
    [InlineData("新能源汽车用永磁电机", "永磁电机", null)]
    [InlineData("可折叠电动轮椅", "可折叠电动轮椅", "product-name.patent-title")]
    [InlineData("加强型断路器的触头模具", "断路器的触头模", "product-name.patent-title")]
    public void Run_WhenNameMeetsPatentTitle_WeighsHowCommonItIs(string name, string title, string? code) =>
        Assert.Equal(code, Checks.Run(Good with { Name = name, LinkedPatentTitles = [title] }).FirstOrDefault(finding => finding.Code.EndsWith("patent-title", StringComparison.Ordinal))?.Code);

    /// <summary>Called on every key stroke: whatever is typed gives findings, never an exception, and spans lie within the text.</summary>
    [Fact]
    public void Run_WhenAnythingIsTyped_GivesFindingsWithSpansInside()
    {
        var pieces = Gen.Elements("一种", "的", "等", "及其", "、", "和", "方法", "切割机", "牌", "®", "（", ")", "P40", "9英寸", "20", "-", "/", "系列", "性能好", "公司", " ", "　", "{0}", "𬭩", "LED", "Ⅱ型", "G06F 17/30", "…", "%", "\n");
        var text = pieces.ListOf().Select(list => string.Concat(list));
        Prop.ForAll(text.ToArbitrary(), typed =>
            Checks.Run(new PreCheckInput { Name = typed, Model = typed, Introduction = typed, TradeMark = typed, UnitName = typed, CategoryName = typed, LinkedPatentTitles = [typed] })
                .All(finding => finding.Span is not { } span || (span.Start >= 0 && span.Length >= 0 && span.Start + span.Length <= typed.Length))).QuickCheckThrowOnFailure();
    }
}
