using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Tests.Filing.Rules;

[Trait("Spec", "FIL-06")]
public sealed class LinkedPatentsTests
{
    private static readonly PatentsForm Good = FilingSample.Draft.Patents;

    public static TheoryData<string, PatentsForm, string> Wrong => new()
    {
        { "none", Good with { Links = [] }, "patents.missing /patents/links" },
        { "publication not said", Good with { Publish = null }, "patents.publish-missing /patents/publish" },
        { "wrong check digit", With(2, l => l with { Number = "202029900003.8" }), "patent-number.check-digit /patents/links/2/number" },
        { "publication number", With(2, l => l with { Number = "CN101234567A" }), "patent-number.publication-number /patents/links/2/number" },
        { "typed twice in another form", With(2, l => l with { Number = "zl２０２１２９９００００２．９" }), "patents.twice /patents/links/2/number" },
        { "not on the unit's list", With(2, l => l with { Number = "201719900001.2" }), "patents.not-in-list /patents/links/2/number" },
        { "neither core nor other", With(2, l => l with { Weight = null }), "patents.weight-missing /patents/links/2/weight" },
        { "disputed without case", With(0, l => l with { Disputed = true }), "patents.case-missing /patents/links/0/disputeCase" },
        { "case without dispute", With(0, l => l with { DisputeCase = "5W123456" }), "patents.case-unused /patents/links/0/disputeCase" },
        { "rate of another patent", With(2, l => l with { ContributionRate = 1 }), "patents.rate-of-other /patents/links/2/contributionRate" },
        { "sum 99.99", With(1, l => l with { ContributionRate = 33.32m }), "patents.rates-sum /patents/links" },
        { "sum 100.01", With(1, l => l with { ContributionRate = 33.34m }), "patents.rates-sum /patents/links" },
        { "no core", Good with { Links = [Good.Links![2]] }, "patents.no-core /patents/links" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WhenOneThingIsWrong_FindsExactlyThat(string what, PatentsForm form, string finding)
    {
        _ = what;
        Assert.Equal([finding], FilingSample.Codes(LinkedPatents.Check(form, FilingSample.Patents)));
    }

    [Fact]
    public void Check_WhenAllIsRight_FindsNothing() => Assert.Empty(LinkedPatents.Check(Good, FilingSample.Patents));

    [Fact]
    public void Check_WhenAPatentHasLapsed_NamesItsStatus()
    {
        IReadOnlyList<KnownPatent> known = [.. FilingSample.Patents.Select(p => p.Number == FilingSample.Core2 ? p with { InForce = false, Status = "未缴年费终止" } : p)];
        var finding = Assert.Single(LinkedPatents.Check(Good, known));
        Assert.Equal("patents.not-in-force /patents/links/1/number", $"{finding.Code} {finding.Pointer}");
        Assert.Contains("未缴年费终止", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("33.3333", "33.3333", "33.3334", true)]
    [InlineData("33.33", "33.33", "33.33", false)]
    [InlineData("0.1", "0.2", "99.7", true)]
    [InlineData("50", "50", "0", false)]
    [InlineData("120", "-20", "0", false)]
    public void Check_RatesOfCorePatents_AddUpToExactlyOneHundred(string a, string b, string c, bool right)
    {
        var rates = new[] { a, b, c };
        var form = Good with { Links = [.. Good.Links!.Select((l, i) => l with { Weight = PatentWeight.Core, ContributionRate = decimal.Parse(rates[i], System.Globalization.CultureInfo.InvariantCulture) })] };
        Assert.Equal(right, !LinkedPatents.Check(form, FilingSample.Patents).AnyBlocks());
    }

    [Fact]
    public void ReadPatentList_WithEverySeparator_JudgesEachEntry()
    {
        var typed = ReadPatentList.Split($"ZL{FilingSample.Core1}\n{FilingSample.Core2}、{FilingSample.Other}；x，{FilingSample.Core1};201719900001.2\r\n");
        var known = FilingSample.Patents.ToDictionary(p => p.Number);
        var entries = ReadPatentList.Judge(typed, known);
        Assert.Equal([true, true, true, false, false, false], entries.Select(e => e.CanLink));
        Assert.Equal("冰箱门体铰链", entries[0].Title);
        Assert.Equal("重复输入。", entries[4].Problem);
    }

    private static PatentsForm With(int index, Func<PatentLink, PatentLink> change) =>
        Good with { Links = [.. Good.Links!.Select((l, i) => i == index ? change(l) : l)] };
}
