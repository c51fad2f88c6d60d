using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Tests.Filing.Rules;

[Trait("Spec", "FIL-08")]
public sealed class DoubleFilingTests
{
    [Theory]
    [InlineData("电冰箱", "BCD-520", "电 冰箱", "bcd－５２０", true)]
    [InlineData("LED屏", "A1", "led屏", "a1", true)]
    [InlineData("电冰箱", "无", "电冰箱", "", true)]
    [InlineData("电冰箱", "/", "电冰箱", null, true)]
    [InlineData("电冰箱", "BCD-520", "电冰箱", "BCD-521", false)]
    [InlineData("电冰箱", "A", "电冰箱A", "无", false)]
    public void KeyOf_IsEqualForTheSameProductHoweverItIsTyped(string name, string model, string name2, string? model2, bool same) =>
        Assert.Equal(same, DoubleFiling.KeyOf(name, model) == DoubleFiling.KeyOf(name2, model2));

    [Fact]
    public void Check_WhenTheUnitFiledTheSame_Refuses()
    {
        var finding = Assert.Single(DoubleFiling.Check([Similar(true, Likeness.NameAndModel)]));
        Assert.Equal(Severity.Blocks, finding.Severity);
        Assert.Contains("2026000001", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAnotherUnitFiledTheLike_TellsTheExaminerOnly()
    {
        IReadOnlyList<SimilarFiling> similar = [Similar(false, Likeness.NameAndModel), Similar(false, Likeness.Barcode), Similar(false, Likeness.CorePatent)];
        Assert.Empty(DoubleFiling.Check(similar));
        var findings = DoubleFiling.ForExaminer(similar).ToList();
        Assert.Equal(["/product/name", "/product/barcode", "/patents/links"], findings.Select(f => f.Pointer));
        Assert.All(findings, f => Assert.Equal(Severity.Warns, f.Severity));
    }

    private static SimilarFiling Similar(bool sameUnit, Likeness why) => new(new FilingId("p-1"), "甲公司", sameUnit, "电冰箱 BCD-520", "2026000001", why, "x");
}
