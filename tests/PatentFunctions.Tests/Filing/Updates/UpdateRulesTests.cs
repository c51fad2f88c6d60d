using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;

namespace PatentFunctions.Tests.Filing.Updates;

public sealed class UpdateRulesTests
{
    private static readonly UpdateWindow Window = UpdateWindow.Of(2027, "09-15");
    private static readonly FilingContent InForce = new(FilingSample.Draft.Product, FilingSample.Draft.Patents, FilingSample.Draft.Proof, FilingSample.Facts);
    private static readonly FilingRecord Filed = new(new FilingId("p-1"), new UnitId("u-1"), FilingSample.UnitName, FilingState.Filed, 1, At(2026, 11, 27))
    {
        Number = "2026000001",
        FilingYear = 2026,
        FiledAt = At(2026, 12, 1),
        Content = InForce,
    };

    [Fact]
    [Trait("Spec", "UPD-01")]
    public void Prefilled_CopiesAllButLastYearsFiguresAndProof()
    {
        var draft = UpdateRules.Prefilled(InForce, 2027, At(2027, 1, 4));
        var none = new ProductFigures { Year = 2026 };
        Assert.Equal(none, draft.Product.Figures);
        Assert.Equal(new EconomicProof { Figures = none }, draft.Proof.Economic);
        Assert.Equal(InForce.Product.Contribution! with { Value = null }, draft.Product.Contribution);
        Assert.Equal(InForce.Product with { Figures = none, Contribution = draft.Product.Contribution }, draft.Product);
        Assert.Equal(InForce.Patents, draft.Patents);
    }

    [Theory]
    [InlineData(ContributionMethod.InvestmentShare, null, null)]
    [InlineData(ContributionMethod.MarketShareAndProfit, null, null)]
    [InlineData(ContributionMethod.LicenceRate, 4.0, 3.0)]
    [InlineData(ContributionMethod.OwnCalculation, 4.0, 3.0)]
    [Trait("Spec", "UPD-01")]
    public void Prefilled_KeepsOfTheContributionIndexWhatDoesNotFollowFromFigures(ContributionMethod method, double? value, double? increment)
    {
        var index = new ContributionIndex { Method = method, Value = 4, MarketShareIncrement = 3, ProfitIncrement = 3, LicenceRate = 4, K = 2, Explanation = "测算" };
        var draft = UpdateRules.Prefilled(InForce with { Product = InForce.Product with { Contribution = index } }, 2027, At(2027, 1, 4));
        var kept = draft.Product.Contribution!;
        Assert.Equal(((decimal?)value, (decimal?)2, "测算", (decimal?)4), (kept.Value, kept.K, kept.Explanation, kept.LicenceRate));
        Assert.Equal(method == ContributionMethod.MarketShareAndProfit ? (decimal?)increment : 3, kept.MarketShareIncrement);
    }

    public static TheoryData<string, FilingRecord, UpdateState, int, string, Type?> Acts => new()
    {
        { "may", Filed, UpdateState.NotUpdated, 2027, "2027-01-01", null },
        { "late, still may", Filed, UpdateState.NotUpdated, 2027, "2027-12-31", null },
        { "returned", Filed, UpdateState.Returned, 2027, "2027-03-01", null },
        { "a filing of a year long past", Filed with { FilingYear = 2022 }, UpdateState.NotUpdated, 2027, "2027-03-01", null },
        { "under review", Filed, UpdateState.UnderReview, 2027, "2027-03-01", typeof(UpdateActRefused) },
        { "updated once", Filed, UpdateState.Updated, 2027, "2027-03-01", typeof(UpdateActRefused) },
        { "too early", Filed, UpdateState.NotUpdated, 2027, "2026-12-31", typeof(UpdateYearNotOpen) },
        { "the year is over", Filed, UpdateState.Returned, 2027, "2028-01-01", typeof(UpdateYearNotOpen) },
        { "filed this year", Filed, UpdateState.NotUpdated, 2026, "2026-12-31", typeof(FilingDataCurrent) },
        { "submitted in December, filed in January", Filed with { FilingYear = 2027, FiledAt = At(2027, 1, 4) }, UpdateState.NotUpdated, 2027, "2027-03-01", null },
        { "withdrawal under review", Filed with { State = FilingState.WithdrawalUnderReview }, UpdateState.NotUpdated, 2027, "2027-03-01", typeof(FilingNotUpdatable) },
        { "withdrawn", Filed with { State = FilingState.Withdrawn }, UpdateState.NotUpdated, 2027, "2027-03-01", typeof(FilingNotUpdatable) },
        { "revoked", Filed with { State = FilingState.Revoked }, UpdateState.Returned, 2027, "2027-03-01", typeof(FilingNotUpdatable) },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    [Trait("Spec", "UPD-01")]
    public void Refuse_ByFilingYearAndState(string name, FilingRecord filing, UpdateState state, int year, string today, Type? refusal)
    {
        Assert.NotEmpty(name);
        foreach (var act in new[] { UpdateAct.SaveDraft, UpdateAct.Submit })
            Assert.Equal(refusal, UpdateRules.Refuse(filing, [new UpdateRecord(filing.Id, year, state)], year, Day(today), act)?.GetType());
    }

    [Fact]
    [Trait("Spec", "UPD-01")]
    public void Refuse_WhileAnEarlierYearsUpdateIsUnderReview_WaitsForIt()
    {
        UpdateRecord[] updates = [new(Filed.Id, 2027, UpdateState.UnderReview)];
        Assert.Equal(new EarlierUpdateUnderReview(2027), UpdateRules.Refuse(Filed, updates, 2028, Day("2028-01-03"), UpdateAct.Submit));
        Assert.Null(UpdateRules.Refuse(Filed, [updates[0] with { State = UpdateState.Returned }], 2028, Day("2028-01-03"), UpdateAct.Submit));
    }

    public static TheoryData<string, Func<FilingDraft, FilingDraft>, string, string, string[]> Drafts => new()
    {
        { "nothing changed", d => d, "2027-01-04", "2027-01-04", [] },
        { "last day", d => d, "2027-09-15", "2027-01-04", [] },
        { "a day late", d => d, "2027-09-16", "2027-01-04", ["update.late "] },
        { "last year's sheet", d => d, "2027-01-04", "2026-12-31", ["update.proof-not-renewed /proof/economic/file"] },
        { "renamed", d => d with { Product = d.Product with { Name = "风冷电冰箱" } }, "2027-01-04", "2027-01-04", ["update.name-changed /product/name"] },
        { "same name written otherwise", d => d with { Product = d.Product with { Name = "电 冰箱", Model = "bcd－520" } }, "2027-01-04", "2027-01-04", [] },
        { "another model and class", d => d with { Product = d.Product with { Model = "BCD-600", Category = "3852", Industry = "3852", Barcode = "6901234567908" } }, "2027-01-04", "2027-01-04", ["update.model-changed /product/model", "update.barcode-changed /product/barcode", "update.category-changed /product/category", "update.industry-changed /product/industry"] },
        { "patent dropped", d => d with { Patents = d.Patents with { Links = [.. d.Patents.Links!.Take(2)] } }, "2027-01-04", "2027-01-04", ["update.patents-changed /patents/links"] },
        { "text and image changed", d => d with { Product = d.Product with { Introduction = "新", MainImage = new FileId("f-new"), TradeMark = "新" } }, "2027-01-04", "2027-01-04", [] },
    };

    [Theory]
    [MemberData(nameof(Drafts))]
    [Trait("Spec", "UPD-01")]
    public void Check_OfADraft_FindsWhatTheUpdateAddsToAFilingsRules(string name, Func<FilingDraft, FilingDraft> change, string today, string proofOn, string[] expected)
    {
        Assert.NotEmpty(name);
        var facts = new UpdateFacts(Window, Day(today), ChinaTime.StartOfDay(Day(proofOn)));
        var findings = UpdateRules.Check(InForce, change(FilingSample.Draft), facts);
        Assert.Equal(expected, FilingSample.Codes(findings));
        Assert.All(findings, f => Assert.Equal(f.Code == UpdateRules.ProofNotRenewed, f.Severity == Severity.Blocks));
    }

    public static TheoryData<string, FilingRecord, int, string?> Standings => new()
    {
        { "filed in time", Filed with { FiledAt = At(2026, 9, 15) }, 2026, null },
        { "filed late", Filed, 2026, "产品于2026年12月1日备案，晚于截止日期2026年9月15日" },
        { "not updated", Filed, 2027, "数据年度为2025年，须为2026年；2027年度未完成备案信息更新" },
        { "updated in time", Updated(At(2027, 9, 15), At(2027, 9, 20)), 2027, null },
        { "updated late", Updated(At(2027, 9, 16), At(2027, 9, 20)), 2027, "备案信息更新于2027年9月16日提交，晚于截止日期2027年9月15日" },
        { "updated the year before only", Updated(At(2027, 2, 1), At(2027, 2, 3)), 2028, "数据年度为2026年，须为2027年；2028年度未完成备案信息更新" },
        { "submitted in December, filed in January", Filed with { FilingYear = 2027, FiledAt = At(2027, 1, 4) }, 2027, "数据年度为2025年，须为2026年；2027年度未完成备案信息更新" },
        { "draft", Filed with { Content = null, FiledAt = null, FilingYear = null, State = FilingState.Draft }, 2026, "产品尚未备案" },
    };

    [Theory]
    [MemberData(nameof(Standings))]
    [Trait("Spec", "UPD-02")]
    public void WhyNot_ForARecognition_TellsWhatIsMissing(string name, FilingRecord filing, int year, string? why)
    {
        Assert.NotEmpty(name);
        Assert.Equal(why, UpdateStanding.WhyNot(filing, year, new DateOnly(year, 9, 15)));
        Assert.Equal(why is null, UpdateStanding.CountsFor(filing, year, new DateOnly(year, 9, 15)));
        if (why is null) Assert.True(UpdateStanding.CountsFor(filing, year));
    }

    [Theory]
    [InlineData("2026-12-31", null)]
    [InlineData("2027-01-01", "2027-opened")]
    [InlineData("2027-01-02", "2027-opened")]
    [InlineData("2027-08-15", "2027-opened")]
    [InlineData("2027-08-16", "2027-days30")]
    [InlineData("2027-09-07", "2027-days30")]
    [InlineData("2027-09-08", "2027-days7")]
    [InlineData("2027-09-15", "2027-days7")]
    [InlineData("2027-09-16", null)]
    [Trait("Spec", "UPD-01")]
    public void Reminder_OnADay(string today, string? run) => Assert.Equal(run, UpdateReminder.On(Day(today), Window)?.Run);

    [Theory]
    [InlineData("01-05", "opened")]
    [InlineData("01-20", "opened,days7")]
    [InlineData("03-31", "opened,days30,days7")]
    [Trait("Spec", "UPD-01")]
    public void Reminders_OfAShortWindow_LeaveOutThoseBeforeItOpens(string ends, string expected)
    {
        var reminders = UpdateReminder.Of(UpdateWindow.Of(2027, ends));
        Assert.Equal(expected, string.Join(',', reminders.Select(r => r.Code)));
        Assert.All(reminders, r => Assert.True(r.From < r.Until));
    }

    private static FilingRecord Updated(DateTimeOffset submitted, DateTimeOffset approved) => Filed with
    {
        UpdateYear = 2027,
        UpdateSubmittedAt = submitted,
        UpdatedAt = approved,
        Content = InForce with { Facts = InForce.Facts with { DataYear = 2026 } },
    };

    private static DateTimeOffset At(int year, int month, int day) => ChinaTime.At(new DateOnly(year, month, day), new TimeOnly(10, 0));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
