using Microsoft.AspNetCore.Http;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;

namespace PatentFunctions.Tests.Patents;

public class PatentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlySet<string> Names = OwnerNames.NormalizeAll(["甲公司", "甲工厂（曾用）"]);

    internal static PatentNumber Number(string text) => PatentNumber.TryParse(text, out var number, out var problem) ? number : throw new ArgumentException(problem.Code);

    internal static RegisterPatent Register(string number, PatentStatus status = PatentStatus.Valid, params string[] owners) =>
        new(Number(number), "一种轴承", owners.Length == 0 ? ["甲公司"] : owners, status);

    [Theory]
    [Trait("Spec", "PAT-04")]
    [InlineData(PatentSource.Imported, PatentStatus.Valid, "甲公司", PatentStatus.Valid)]
    [InlineData(PatentSource.Imported, PatentStatus.Valid, "甲工厂(曾用)", PatentStatus.Valid)]
    [InlineData(PatentSource.Imported, PatentStatus.Valid, "乙公司", PatentStatus.TransferredAway)]
    [InlineData(PatentSource.Imported, PatentStatus.Terminated, "乙公司", PatentStatus.Terminated)]
    [InlineData(PatentSource.Imported, PatentStatus.Expired, "甲公司", PatentStatus.Expired)]
    [InlineData(PatentSource.Imported, PatentStatus.TransferredAway, "甲公司", PatentStatus.TransferredAway)]
    [InlineData(PatentSource.Manual, PatentStatus.Valid, "乙公司", PatentStatus.Valid)]
    [InlineData(PatentSource.Manual, PatentStatus.Invalidated, "乙公司", PatentStatus.Invalidated)]
    public void Refreshed_TellsTransferredFromLapsed(PatentSource source, PatentStatus registered, string owner, PatentStatus expected)
    {
        var listed = PatentRules.Imported(null, Register("201819900001.7"), Now) with { Source = source };
        Assert.Equal(expected, PatentRules.Refreshed(listed, Register("201819900001.7", registered, owner), Names).Status);
    }

    [Fact]
    [Trait("Spec", "PAT-01")]
    public void Imported_OverOneAddedByHand_KeepsHowItWasAcquired()
    {
        var manual = new UnitPatent(Number("201819900001.7"), "手填", [], PatentStatus.Valid, PatentAcquisition.Assigned, PatentSource.Manual, Now) { AssignedBy = AssignmentKind.Gift };
        var next = PatentRules.Imported(manual, Register("201819900001.7"), Now.AddDays(1));
        Assert.Equal(("一种轴承", PatentAcquisition.Assigned, AssignmentKind.Gift, PatentSource.Manual, Now), (next.Title, next.Acquisition, next.AssignedBy, next.Source, next.AddedAt));
        Assert.True(PatentRules.Same(next, PatentRules.Imported(next, Register("201819900001.7"), Now.AddDays(2))));
        Assert.False(PatentRules.Same(next, PatentRules.Imported(next, Register("201819900001.7", PatentStatus.Valid, "甲公司", "乙公司"), Now)));
    }

    [Theory]
    [Trait("Spec", "PAT-04")]
    [InlineData(true, true, true, true)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, true, false)]
    public void AllLapsed_NeedsAFiledProductAndEveryPatent(bool filed, bool firstLapsed, bool secondLapsed, bool told)
    {
        var (first, second) = (Number("201819900001.7"), Number("201919900001.1"));
        UnitPatent Listed(PatentNumber number, bool lapsed) => new(number, "", [], lapsed ? PatentStatus.Expired : PatentStatus.Valid, PatentAcquisition.Original, PatentSource.Imported, Now);
        var listed = new[] { Listed(first, firstLapsed), Listed(second, secondLapsed) }.ToDictionary(p => p.Number);

        Assert.Equal(told, PatentRules.AllLapsed([new LinkedProduct("p-1", "轴承", filed, [first, second])], listed).Count == 1);
        Assert.Empty(PatentRules.AllLapsed([new LinkedProduct("p-2", "轴承", true, [first, Number("202129900001.4")])], listed));
    }

    [Theory]
    [Trait("Spec", "PAT-02")]
    [InlineData("ZL201819900001.7", PatentAcquisition.Original, null, null, true, null)]
    [InlineData("2018199000017", PatentAcquisition.Licensed, null, null, true, null)]
    [InlineData("CN201819900001.7", PatentAcquisition.Assigned, AssignmentKind.Inheritance, "名称", false, null)]
    [InlineData("201819900001.7", PatentAcquisition.Assigned, null, null, true, "assigned-by.missing")]
    [InlineData("201819900001.7", PatentAcquisition.Licensed, AssignmentKind.Gift, null, true, "assigned-by.unexpected")]
    [InlineData("201819900001.7", null, null, null, true, "acquisition.missing")]
    [InlineData("201819900001.7", PatentAcquisition.Original, null, null, false, "title.missing")]
    [InlineData("201819900001.8", PatentAcquisition.Original, null, null, false, "patent-number.check-digit")]
    public void Check_OfAPatentTypedIn(string number, PatentAcquisition? acquisition, AssignmentKind? by, string? title, bool known, string? code) =>
        Assert.Equal(code, PatentRules.Check(new ManualPatent(number, acquisition, by, title), known ? Register("201819900001.7") : null).SingleOrDefault()?.Code);

    [Theory]
    [Trait("Spec", "PAT-03")]
    [InlineData("", "202129900001.4,201919900001.1,201819900001.7")]
    [InlineData("?sort=number", "201819900001.7,201919900001.1,202129900001.4")]
    [InlineData("?sort=title", "201919900001.1,201819900001.7,202129900001.4")]
    [InlineData("?number=ZL2018199000017", "201819900001.7")]
    [InlineData("?number=99", "202129900001.4,201919900001.1,201819900001.7")]
    [InlineData("?type=utility-model", "202129900001.4")]
    [InlineData("?owner=（乙）", "202129900001.4")]
    [InlineData("?acquisition=licensed", "202129900001.4")]
    [InlineData("?status=transferredAway", "201919900001.1")]
    [InlineData("?title=轴承&status=valid", "201819900001.7")]
    public void Query_FiltersAndSortsStably(string query, string expected)
    {
        UnitPatent[] list =
        [
            new(Number("201819900001.7"), "B 轴承", ["甲"], PatentStatus.Valid, PatentAcquisition.Original, PatentSource.Imported, Now) { ApplicationDate = new DateOnly(2018, 3, 1) },
            new(Number("201919900001.1"), "A 轴承", ["甲"], PatentStatus.TransferredAway, PatentAcquisition.Original, PatentSource.Imported, Now) { ApplicationDate = new DateOnly(2019, 3, 1) },
            new(Number("202129900001.4"), "C 保持架", ["公司(乙)"], PatentStatus.Valid, PatentAcquisition.Licensed, PatentSource.Manual, Now) { ApplicationDate = new DateOnly(2021, 3, 1) },
        ];
        var read = PatentQuery.From(Query(query)).Value;
        Assert.Equal(expected, string.Join(',', read.Apply(list).Select(p => p.Number.Value)));
    }

    [Fact]
    [Trait("Spec", "PAT-03")]
    public void Query_WithUnknownValues_NamesAllOfThem() =>
        Assert.Equal(["/sort", "/type", "/status"], PatentQuery.From(Query("?sort=owner&type=9&status=dead")).Refusal!.Findings.Select(f => f.Pointer));

    private static QueryCollection Query(string text) => new(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text));
}
