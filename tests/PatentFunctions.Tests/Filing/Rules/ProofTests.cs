using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Tests.Filing.Rules;

[Trait("Spec", "FIL-07")]
public sealed class ProofTests
{
    private static readonly ProofForm Good = FilingSample.Draft.Proof;
    private static readonly ProductFigures Figures = FilingSample.Figures;

    public static TheoryData<string, ProofForm, string> Wrong => new()
    {
        { "another name", Economic(e => e with { ProductName = "冰柜" }), "proof.name-differs /proof/economic/productName" },
        { "another model", Economic(e => e with { Model = "BCD-521" }), "proof.model-differs /proof/economic/model" },
        { "another year", Economic(e => e with { Figures = Figures with { Year = 2024 } }), "proof.year-differs /proof/economic/figures/year" },
        { "other sales", Economic(e => e with { Figures = Figures with { Sales = 1200.4m } }), "proof.figure-differs /proof/economic/figures/sales" },
        { "other cost", Economic(e => e with { Figures = Figures with { TotalCost = 801 } }), "proof.figure-differs /proof/economic/figures/totalCost" },
        { "other exports", Economic(e => e with { Figures = Figures with { ExportValue = null } }), "proof.figure-differs /proof/economic/figures/exportValue" },
        { "other profit", Economic(e => e with { Figures = Figures with { Profit = -200 } }), "proof.figure-differs /proof/economic/figures/profit" },
        { "other investment", Economic(e => e with { Figures = Figures with { IpInvestment = 61 } }), "proof.figure-differs /proof/economic/figures/ipInvestment" },
        { "other market share", Economic(e => e with { Figures = Figures with { MarketShare = 3 } }), "proof.figure-differs /proof/economic/figures/marketShare" },
        { "official seal without statement", Economic(e => e with { OfficialSealInstead = true }), "proof.seal-statement-missing /proof/economic/sealStatement" },
        { "statement without official seal", Economic(e => e with { SealStatement = new("f-seal") }), "proof.seal-statement-unused /proof/economic/sealStatement" },
        { "sheet as presentation too", Good with { Presentations = [FilingSample.Sheet] }, "proof.file-twice /proof/presentations/0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WhenOneThingIsWrong_FindsExactlyThat(string what, ProofForm proof, string finding)
    {
        _ = what;
        Assert.Equal([finding], FilingSample.Codes(Proof.Check(FilingSample.Draft.Product, proof, FilingSample.Facts)));
    }

    [Fact]
    public void Check_WhenAllIsRight_FindsNothing() => Assert.Empty(Proof.Check(FilingSample.Draft.Product, Good, FilingSample.Facts));

    [Fact]
    public void Check_WhenFiguresDifferOnlyInWriting_FindsNothing() =>
        Assert.Empty(Proof.Check(FilingSample.Draft.Product, Economic(e => e with { ProductName = "电 冰箱", Model = "bcd－520", Figures = Figures with { Sales = 1200.50m } }), FilingSample.Facts));

    [Fact]
    public void Check_WhenTheSheetServesAnotherProduct_RefusesIt() =>
        Assert.Equal(["proof.shared /proof/economic/file"], FilingSample.Codes(Proof.Check(FilingSample.Draft.Product, Good, FilingSample.Facts with { SharedFiles = [FilingSample.Sheet] })));

    [Theory]
    [InlineData("3611", "blocks")]
    [InlineData("3465", "warns")]
    [InlineData("3440", "nothing")]
    public void SubmissionRules_WhenTheClassDemandsALicence_SayHowStrictly(string industry, string expected)
    {
        var facts = FilingSample.Facts with { Licences = LicensedGoodsTable.Find(industry, null) };
        var findings = SubmissionRules.Check(FilingSample.Draft, facts).Where(f => f.Pointer == "/proof/licence").ToList();
        Assert.Equal(expected, findings.Count == 0 ? "nothing" : findings.AnyBlocks() ? "blocks" : "warns");
    }

    [Fact]
    public void Tables_NameOnlyIndustriesThatExist()
    {
        var codes = PatentFunctions.Catalogs.NationalEconomyIndustries.Catalog.Entries.Select(e => e.Code).ToHashSet();
        Assert.All(LicensedGoodsTable.All, g => Assert.Contains(g.Prefix, codes));
        var divisions = LicenceRates.All.SelectMany(r => r.Divisions).ToList();
        Assert.All(divisions, d => Assert.Contains(d, codes));
        Assert.Equal(divisions.Count, divisions.Distinct().Count());
        Assert.All(LicenceRates.All, r => Assert.True(r.Low <= r.Usual && r.Usual <= r.High));
    }

    private static ProofForm Economic(Func<EconomicProof, EconomicProof> change) => Good with { Economic = change(Good.Economic!) };
}
