using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

[Trait("Spec", "FIL-01")]
public class UnitStandingTests
{
    private static readonly DateOnly November = new(2026, 11, 20);
    private static readonly Unit Verified = new(UnitSamples.Id, RealnameState.Approved) { InForce = UnitSamples.Verified };

    public static TheoryData<string, Unit?, int[], DateOnly, string[], Type?> Cases => new()
    {
        { "in order", Verified, [2025], November, [], null },
        { "nothing filled in", null, [], November, [UnitStanding.NotVerified], typeof(UnitNotInStanding) },
        { "under review", new Unit(UnitSamples.Id, RealnameState.UnderReview), [], November, [UnitStanding.NotVerified], typeof(UnitNotInStanding) },
        { "change under review", Verified with { Change = UnitChangeState.UnderReview }, [2025], November, [UnitStanding.ChangeUnderReview], typeof(UnitNotInStanding) },
        { "change returned", Verified with { Change = UnitChangeState.Returned }, [2025], November, [], null },
        { "assets missing", Verified, [2024], November, [UnitStanding.AssetsMissing], typeof(AssetInformationMissing) },
        { "assets missing in April", Verified, [2024], new DateOnly(2026, 4, 30), [UnitStanding.AssetsMissing], null },
        { "both", Verified with { Change = UnitChangeState.UnderReview }, [], November, [UnitStanding.ChangeUnderReview, UnitStanding.AssetsMissing], typeof(UnitNotInStanding) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Spec", "UNI-09")]
    [Trait("Spec", "UNI-10")]
    public void Check_NamesEveryConditionThatIsNotMet(string what, Unit? unit, int[] years, DateOnly today, string[] codes, Type? refusal)
    {
        var findings = UnitStanding.Check(unit, years, today);

        Assert.Equal(codes, findings.Select(f => f.Code));
        Assert.True(refusal == UnitStanding.RefusalOf(findings, today)?.GetType(), what);
    }

    [Fact]
    [Trait("Spec", "UNI-09")]
    public void RefusalOf_MissingAssets_NamesTheYear() =>
        Assert.Equal(2025, Assert.IsType<AssetInformationMissing>(UnitStanding.RefusalOf(UnitStanding.Check(Verified, [], November), November)).Year);
}
