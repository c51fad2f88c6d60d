using PatentFunctions.Filing;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Tests.Filing;

namespace PatentFunctions.Tests.Recognition.Campaigns;

[Trait("Spec", "REC-01")]
[Trait("Spec", "UPD-02")]
public sealed class EntryRuleTests
{
    private static readonly CampaignRecord Campaign = CampaignRules.Of(2026, new CampaignForm());

    [Theory]
    [InlineData("2026-09-15T23:59", 2026, null, null, true, FilingState.Filed, "")]
    [InlineData("2026-09-16T00:00", 2026, null, null, true, FilingState.Filed, "entry.filed-late")]
    [InlineData("2026-09-15T10:00", 2026, null, null, false, FilingState.Filed, "entry.not-taking-part")]
    [InlineData("2026-09-15T10:00", 2026, null, null, null, FilingState.Filed, "entry.not-taking-part")]
    [InlineData("2025-06-01T10:00", 2025, null, null, true, FilingState.Filed, "entry.data-year")]
    [InlineData("2025-06-01T10:00", 2025, 2026, "2026-09-15T23:59", true, FilingState.Filed, "")]
    [InlineData("2025-06-01T10:00", 2025, 2026, "2026-09-16T00:00", true, FilingState.Filed, "entry.updated-late")]
    [InlineData("2023-06-01T10:00", 2023, 2025, "2025-05-01T10:00", true, FilingState.Filed, "entry.data-year")]
    [InlineData("2026-06-01T10:00", 2026, null, null, true, FilingState.WithdrawalUnderReview, "")]
    [InlineData("2026-06-01T10:00", 2026, null, null, true, FilingState.Withdrawn, "entry.not-in-force")]
    [InlineData("2026-06-01T10:00", 2026, null, null, true, FilingState.Revoked, "entry.not-in-force")]
    [InlineData("2026-10-01T10:00", 2026, null, null, false, FilingState.Revoked, "entry.filed-late entry.not-taking-part entry.not-in-force")]
    public void Check_OfAFiling_NamesEveryConditionThatIsNotMet(string filedAt, int filingYear, int? updateYear, string? updatedAt, bool? takesPart, FilingState state, string codes)
    {
        DateTimeOffset? updated = updatedAt is null ? null : TestApp.China(updatedAt);
        var filing = Filing(state) with { FiledAt = TestApp.China(filedAt), FilingYear = filingYear, UpdateYear = updateYear, UpdateSubmittedAt = updated, Content = Content(takesPart, (updateYear ?? filingYear) - 1) };
        Assert.Equal(codes, string.Join(' ', EntryRule.Check(filing, Campaign).Select(f => f.Code)));
    }

    [Fact]
    public void Check_OfWhatWasNeverFiled_SaysSoOnly() => Assert.Equal([EntryRule.NotFiled], EntryRule.Check(Filing(FilingState.UnderReview), Campaign).Select(f => f.Code));

    [Fact]
    public void Check_OfALateFiling_TellsBothDates()
    {
        var filing = Filing(FilingState.Filed) with { FiledAt = TestApp.China("2026-09-20T10:00"), FilingYear = 2026, Content = Content(true, 2025) };
        Assert.Equal("备案日期（2026年9月20日）晚于截止日期（2026年9月15日）", Assert.Single(EntryRule.Check(filing, Campaign)).Text);
    }

    [Fact]
    public void Check_OfAnOldFiling_TellsWhatToDo()
    {
        var filing = Filing(FilingState.Filed) with { FiledAt = TestApp.China("2024-05-01T10:00"), FilingYear = 2024, Content = Content(true, 2023) };
        Assert.Equal("经营数据不是2025年度数据：产品于2024年备案，尚未更新，须完成2026年度产品信息更新", Assert.Single(EntryRule.Check(filing, Campaign)).Text);
    }

    private static FilingRecord Filing(FilingState state) => new(new FilingId("p-1"), new UnitId("u-1"), "甲", state, 1, TestApp.China("2026-01-01T10:00"));

    private static FilingContent Content(bool? takesPart, int dataYear) =>
        new(FilingSample.Draft.Product with { TakesPartInRecognition = takesPart }, FilingSample.Draft.Patents, FilingSample.Draft.Proof, FilingSample.Facts with { DataYear = dataYear });
}

[Trait("Spec", "REC-01")]
public sealed class CampaignRulesTests
{
    [Fact]
    public void Of_AnEmptyForm_TakesTheTermsOfTheManual()
    {
        var campaign = CampaignRules.Of(2025, new CampaignForm());
        Assert.Equal((new DateOnly(2025, 9, 15), 2024, 60m, 15), (campaign.CutOff, campaign.DataYear, campaign.MinScore, campaign.SupplementDays));
        Assert.Contains("2025年9月15日前备案通过且“参与专利密集型产品认定”的产品", campaign.Call, StringComparison.Ordinal);
        Assert.Empty(CampaignRules.Check(campaign));
    }

    public static TheoryData<CampaignForm, string> Wrong => new()
    {
        { new CampaignForm { CutOff = new DateOnly(2025, 9, 15) }, "/cutOff" },
        { new CampaignForm { DataYear = 2026 }, "/dataYear" },
        { new CampaignForm { DataYear = 2023 }, "/dataYear" },
        { new CampaignForm { MinScore = 100.5m }, "/minScore" },
        { new CampaignForm { SupplementDays = 4 }, "/supplementDays" },
        { new CampaignForm { Weights = new ScoreWeights(25, 25, 25, 24) }, "/weights" },
        { new CampaignForm { Weights = new ScoreWeights(-10, 60, 25, 25) }, "/weights" },
        { new CampaignForm { MinScore = -1, SupplementDays = 61 }, "/minScore /supplementDays" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_OfAWrongForm_PointsAtEveryField(CampaignForm form, string pointers) =>
        Assert.Equal(pointers, string.Join(' ', CampaignRules.Check(CampaignRules.Of(2026, form)).Select(f => f.Pointer)));

    [Fact]
    public void Edit_OnceOpened_KeepsTheTermsAndLetsTheTextsChange()
    {
        var open = CampaignRules.Of(2026, new CampaignForm()) with { State = CampaignState.Open, Runs = 2 };
        Assert.IsType<CampaignTermsFixed>(CampaignRules.Edit(open, new CampaignForm { CutOff = new DateOnly(2026, 9, 30) }).Refusal);
        Assert.IsType<CampaignTermsFixed>(CampaignRules.Edit(open, new CampaignForm { Weights = new ScoreWeights(40, 20, 20, 20) }).Refusal);
        var edited = CampaignRules.Edit(open, new CampaignForm { Title = "认定", SupplementDays = 20 }).Value;
        Assert.Equal(("认定", 20, CampaignState.Open, 2), (edited.Title, edited.SupplementDays, edited.State, edited.Runs));
        Assert.IsType<CampaignActRefused>(CampaignRules.Edit(open with { State = CampaignState.Closed }, new CampaignForm()).Refusal);
    }

    [Theory]
    [InlineData(new[] { 250, 0, 130 }, 5, "2022:1-100 2022:101-100 2022:201-50 2024:1-100 2024:101-30")]
    [InlineData(new[] { 0, 0, 1 }, 1, "2024:1-1")]
    [InlineData(new[] { 0, 0, 0 }, 0, "")]
    public void RangeOf_EverySlice_CoversEveryNumberOnce(int[] last, int slices, string ranges)
    {
        var run = EntryRun.Of(1, ActStamp.BySystem(TimeProvider.System, "x"), [.. last.Select((l, i) => new NumberedYear(2022 + i, l))]);
        Assert.Equal(slices, run.Slices);
        Assert.Equal(ranges, string.Join(' ', Enumerable.Range(1, slices).Select(run.RangeOf).Select(r => $"{r.Year}:{r.From}-{r.Count}")));
    }
}
