using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

[Trait("Spec", "UNI-03")]
public class UnitFormRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    public static TheoryData<string, RealnameDraft, string, string> Mistakes => new()
    {
        { "no type", UnitSamples.Draft with { UnitType = null }, "unit-type.missing", "/unitType" },
        { "legal personality not said", UnitSamples.Draft with { IndependentLegalPerson = null }, "legal-personality.missing", "/independentLegalPerson" },
        { "branch", UnitSamples.Draft with { IndependentLegalPerson = false }, "legal-personality.none", "/independentLegalPerson" },
        { "branch by name", UnitSamples.Draft with { Name = "江苏示例精密轴承有限公司苏州分公司" }, "legal-personality.branch", "/name" },
        { "enterprise without type", UnitSamples.Draft with { EnterpriseType = null }, "enterprise-type.missing", "/enterpriseType" },
        { "heading instead of type", UnitSamples.Draft with { EnterpriseType = "1" }, "enterprise-type.unknown", "/enterpriseType" },
        { "enterprise without size", UnitSamples.Draft with { EnterpriseSize = null }, "enterprise-size.missing", "/enterpriseSize" },
        { "USCC mistyped", UnitSamples.Draft with { Uscc = "91320102MA9X00012U" }, "uscc.check-digit", "/uscc" },
        { "no name", UnitSamples.Draft with { Name = " " }, "field.missing", "/name" },
        { "no registered address", UnitSamples.Draft with { RegisteredAddress = null }, "field.missing", "/registeredAddress" },
        { "no office address", UnitSamples.Draft with { OfficeSameAsRegistered = false }, "field.missing", "/officeAddress" },
        { "no capital", UnitSamples.Draft with { RegisteredCapital = null }, "field.missing", "/registeredCapital" },
        { "negative capital", UnitSamples.Draft with { RegisteredCapital = -1 }, "registered-capital.negative", "/registeredCapital" },
        { "capital in 元", UnitSamples.Draft with { RegisteredCapital = 5_000_000_000m }, "registered-capital.too-large", "/registeredCapital" },
        { "no industry", UnitSamples.Draft with { Industry = "" }, "field.missing", "/industry" },
        { "industry group, not class", UnitSamples.Draft with { Industry = "345" }, "industry.not-class", "/industry" },
        { "unknown division", UnitSamples.Draft with { Division = "999999" }, "division.unknown", "/division" },
        { "no legal representative", UnitSamples.Draft with { LegalRepresentative = null }, "field.missing", "/legalRepresentative" },
        { "legal representative's phone", UnitSamples.Draft with { LegalRepresentativePhone = "12345" }, "phone.invalid", "/legalRepresentativePhone" },
        { "no contact", UnitSamples.Draft with { Contact = null }, "field.missing", "/contact" },
        { "no contact phone", UnitSamples.Draft with { ContactPhone = null }, "field.missing", "/contactPhone" },
        { "no licence", UnitSamples.Draft with { BusinessLicence = null }, "file.missing", "/businessLicence" },
        { "no pledge", UnitSamples.Draft with { IntegrityPledge = null }, "file.missing", "/integrityPledge" },
        { "no assets", UnitSamples.Draft with { Assets = null }, "assets.missing", "/assets" },
        { "assets of another year", UnitSamples.Draft with { AssetYear = 2024 }, "assets.wrong-year", "/assetYear" },
        { "assets incomplete", UnitSamples.Draft with { Assets = UnitSamples.Assets with { Revenue = null } }, "assets.missing", "/assets/revenue" },
    };

    [Fact]
    public void Check_OfACompleteForm_FindsNothing() => Assert.Empty(UnitFormRules.Check(UnitSamples.Draft, Today));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_WithOneMistake_NamesItAtItsField(string mistake, RealnameDraft draft, string code, string pointer)
    {
        var finding = Assert.Single(UnitFormRules.Check(draft, Today), f => f.Severity == Severity.Blocks);
        Assert.True((code, pointer) == (finding.Code, finding.Pointer), $"{mistake}: {finding}");
    }

    [Fact]
    public void Check_OfAnEmptyForm_NamesEverythingAtOnce()
    {
        var pointers = UnitFormRules.Check(new RealnameDraft(), Today).Select(f => f.Pointer).ToHashSet();
        Assert.Equal(15, pointers.Count);
    }

    [Fact]
    [Trait("Spec", "UNI-02")]
    public void Check_OfAnotherTypeOfUnit_AsksForNoEnterpriseTypeOrSize() =>
        Assert.DoesNotContain(UnitFormRules.Check(UnitSamples.Draft with { UnitType = UnitType.SocialOrganization, EnterpriseType = null, EnterpriseSize = null }, Today), f => f.Severity == Severity.Blocks);

    [Theory]
    [Trait("Spec", "UNI-09")]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-01", false)]
    [InlineData("2026-12-31", false)]
    public void Check_WithAssetsPutOff_AllowsItUntilTheThirtiethOfApril(string today, bool allowed)
    {
        var findings = UnitFormRules.Check(UnitSamples.Draft with { AssetsLater = true, Assets = null, AssetYear = null }, DateOnly.Parse(today, CultureInfo.InvariantCulture));
        if (allowed) Assert.Empty(findings);
        else Assert.Equal(("assets.cannot-be-put-off", "/assetsLater"), (Assert.Single(findings).Code, findings[0].Pointer));
    }

    [Theory]
    [InlineData(EnterpriseSize.Small, false)]
    [InlineData(EnterpriseSize.Large, true)]
    public void Check_OfASizeAgainstTheFigures_OnlyWarns(EnterpriseSize size, bool warns)
    {
        var findings = UnitFormRules.Check(UnitSamples.Draft with { EnterpriseSize = size }, Today);
        Assert.False(findings.AnyBlocks());
        Assert.Equal(warns, findings.Any(f => f.Code == "enterprise-size.implausible"));
    }

    [Theory]
    [InlineData("169 0000 0001", "16900000001")]
    [InlineData("+8616900000001", "16900000001")]
    [InlineData("025-88888888", "025-88888888")]
    [InlineData("０２５８８８８８８８８", "025-88888888")]
    [InlineData("0731-8888888-123", "0731-8888888-123")]
    [InlineData("88888888", null)]
    [InlineData("不详", null)]
    public void Phone_IsMobileOrFixedWithAreaCode(string typed, string? canonical) => Assert.Equal(canonical, UnitFormRules.Phone(typed));

    [Fact]
    [Trait("Spec", "UNI-10")]
    public void Check_OfAChangeThatChangesNothing_Blocks() =>
        Assert.Equal("unit-change.nothing", Assert.Single(UnitFormRules.Check(UnitForms.ToChangeDraft(UnitSamples.Verified), UnitSamples.Verified)).Code);

    [Fact]
    [Trait("Spec", "UNI-10")]
    public void FormerNames_OverSeveralChanges_KeepEachNameOnce()
    {
        var first = UnitSamples.Verified;
        var second = first with { Name = "乙公司", FormerNames = UnitForms.FormerNames(first, "乙公司", Today) };
        var third = second with { Name = first.Name, FormerNames = UnitForms.FormerNames(second, first.Name, Today.AddDays(1)) };

        Assert.Equal([first.Name], second.FormerNames.Select(f => f.Name));
        Assert.Equal(["乙公司"], third.FormerNames.Select(f => f.Name));
        Assert.Equal(["乙公司", first.Name], third.AllNames());
        Assert.Equal(third.FormerNames, UnitForms.FormerNames(third, third.Name, Today.AddDays(2)));
    }
}
