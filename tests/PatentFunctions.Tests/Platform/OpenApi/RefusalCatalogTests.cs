using PatentFunctions.Platform.OpenApi;

namespace PatentFunctions.Tests.Platform.OpenApi;

[Trait("Spec", "COM-06")]
public class RefusalCatalogTests
{
    public static TheoryData<string> Refusals => [.. RefusalCatalog.Types(typeof(Refusal).Assembly).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refusal_WhenListed_HasACodeAnErrorStatusAndChineseTexts(string type)
    {
        var info = RefusalCatalog.Describe(typeof(Refusal).Assembly.GetType(type)!);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", info.Code);
        Assert.InRange(info.Status, 400, 599);
        Assert.Contains(info.Title, c => c is >= '\u4e00' and <= '\u9fff');
        Assert.NotEmpty(info.Detail);
    }

    [Fact]
    public void Refusals_WhenTwoShareACode_TheyShareStatusAndTitle()
    {
        var differing = RefusalCatalog.Types(typeof(Refusal).Assembly)
            .Select(RefusalCatalog.Describe)
            .GroupBy(i => i.Code)
            .Where(g => g.Select(i => (i.Status, i.Title)).Distinct().Count() > 1)
            .Select(g => g.Key);
        Assert.Empty(differing);
    }
}
