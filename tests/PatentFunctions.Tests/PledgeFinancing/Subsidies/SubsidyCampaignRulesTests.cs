using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-01")]
public sealed class SubsidyCampaignRulesTests
{
    private static readonly SubsidyCampaignForm Form = new()
    {
        FirstDay = new DateOnly(2026, 8, 1),
        LastDay = new DateOnly(2026, 9, 30),
        DrawnOnOrBefore = new DateOnly(2023, 3, 19),
        RepaidOnOrAfter = new DateOnly(2024, 3, 1),
        Budget = 1_000_000,
        PaperAddress = "地址",
        PaperRecipient = "收件人",
    };

    private static readonly SubsidyCampaign Draft = SubsidyCampaignRules.Of(new SubsidyCampaignId("sc-1"), 2026, Form);
    private static readonly SubsidyCampaign Published = Draft with { State = SubsidyCampaignState.Published };

    [Fact]
    public void Of_AFormWithTheDatesOnly_TakesTheDefaults()
    {
        Assert.Empty(SubsidyCampaignRules.Check(Draft));
        var terms = Draft.Terms;
        Assert.Equal((50m, true, DayCountBasis.Days360, 2026, 15, 15, 4), (terms.Share, terms.OwnIpOnly, terms.DayCount, terms.FilingYear, terms.PaperDays, terms.CorrectionDays, terms.Materials.Count));
        Assert.Equal((1, 1, GrantRounding.Cent), (terms.GrantNumerator, terms.GrantDenominator, terms.GrantRounding));
    }

    [Fact]
    public void Check_OfAnEmptyForm_FindsAllThatIsMissing() => Assert.Equal(
        ["/firstDay", "/lastDay", "/drawnOnOrBefore", "/repaidOnOrAfter", "/budget", "/paperAddress", "/paperRecipient"],
        SubsidyCampaignRules.Check(SubsidyCampaignRules.Of(new SubsidyCampaignId("sc-1"), 2026, new SubsidyCampaignForm())).Select(f => f.Pointer));

    public static TheoryData<string, SubsidyCampaignForm> OutOfRange => new()
    {
        { "/lastDay", Form with { LastDay = new DateOnly(2026, 7, 31) } },
        { "/share", Form with { Share = 0 } },
        { "/share", Form with { Share = 100.01m } },
        { "/capPerUnit", Form with { CapPerUnit = 0 } },
        { "/grantNumerator", Form with { GrantNumerator = 7, GrantDenominator = 6 } },
        { "/grantDenominator", Form with { GrantNumerator = 1, GrantDenominator = 1001 } },
        { "/budget", Form with { Budget = 0.001m } },
        { "/filingYear", Form with { FilingYear = 2021 } },
        { "/paperDays", Form with { PaperDays = 4 } },
        { "/correctionDays", Form with { CorrectionDays = 61 } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Check_OutOfRange_PointsAtTheField(string pointer, SubsidyCampaignForm form) =>
        Assert.Equal(pointer, Assert.Single(SubsidyCampaignRules.Check(SubsidyCampaignRules.Of(new SubsidyCampaignId("sc-1"), 2026, form))).Pointer);

    /// <summary>Whether an edit is taken while a draft and once published.</summary>
    public static TheoryData<string, SubsidyCampaignForm, bool> Edits => new()
    {
        { "name", Form with { Name = "新名称" }, true },
        { "later end", Form with { LastDay = new DateOnly(2026, 10, 31) }, true },
        { "more budget", Form with { Budget = 2_000_000 }, true },
        { "less budget than before, more than promised", Form with { Budget = 600_000 }, true },
        { "address", Form with { PaperAddress = "新地址" }, true },
        { "materials in another order", Form with { Materials = [.. Enum.GetValues<SubsidyMaterial>().Reverse()] }, true },
        { "earlier end", Form with { LastDay = new DateOnly(2026, 9, 29) }, false },
        { "other begin", Form with { FirstDay = new DateOnly(2026, 8, 2) }, false },
        { "share", Form with { Share = 40 }, false },
        { "drawn", Form with { DrawnOnOrBefore = new DateOnly(2023, 3, 20) }, false },
        { "repaid", Form with { RepaidOnOrAfter = new DateOnly(2024, 2, 1) }, false },
        { "cap", Form with { CapPerUnit = 100_000 }, false },
        { "ratio", Form with { GrantNumerator = 5, GrantDenominator = 6 }, false },
        { "one material less", Form with { Materials = [SubsidyMaterial.BankMaterial] }, false },
        { "filing year", Form with { FilingYear = 2025 }, false },
        { "paper days", Form with { PaperDays = 20 }, false },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_OncePublished_KeepsWhatWasAnnounced(string what, SubsidyCampaignForm form, bool taken)
    {
        Assert.True(SubsidyCampaignRules.Edit(Draft, form, 0).Refusal is null, what);
        var edited = SubsidyCampaignRules.Edit(Published, form, 500_000);
        if (taken) Assert.Equal(SubsidyCampaignState.Published, edited.Value.State);
        else Assert.IsType<SubsidyTermsFixed>(edited.Refusal);
        Assert.IsType<SubsidyCampaignActRefused>(SubsidyCampaignRules.Edit(Draft with { State = SubsidyCampaignState.Closed }, form, 0).Refusal);
    }

    [Fact]
    [Trait("Spec", "SUB-07")]
    public void Edit_BelowWhatIsPromised_IsRefusedAtTheBudget() =>
        Assert.Equal(["/budget"], Assert.IsType<FieldsInvalid>(SubsidyCampaignRules.Edit(Published, Form with { Budget = 499_999.99m }, 500_000).Refusal).Findings.Select(f => f.Pointer));

    [Theory]
    [InlineData("2026-07-31T23:59", false)]
    [InlineData("2026-08-01T00:00", true)]
    [InlineData("2026-09-30T23:59", true)]
    [InlineData("2026-10-01T00:00", false)]
    public void TakesApplications_WithinTheWindow_IncludesItsLastDayInChina(string now, bool takes)
    {
        Assert.Equal(takes, Published.TakesApplications(TestApp.China(now)));
        Assert.False(Draft.TakesApplications(TestApp.China(now)));
        Assert.False((Published with { State = SubsidyCampaignState.Closed }).TakesApplications(TestApp.China(now)));
    }
}
