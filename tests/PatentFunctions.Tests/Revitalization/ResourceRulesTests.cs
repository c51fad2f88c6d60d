using PatentFunctions.Patents;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-01")]
public sealed class ResourceRulesTests
{
    private static readonly ResourceFacts Facts = new(OwnerNames.NormalizeAll(["示例理工大学"]), null, new Dictionary<string, RegisterPatent>(), new DateOnly(2026, 11, 27));

    public static TheoryData<string, Func<ResourceForm, ResourceForm>, string> Cases => new()
    {
        { "right", f => f, "" },
        { "kind", f => f with { Kind = null }, "resource-kind.missing /kind" },
        { "portfolio without a name", f => ResourceBench.Portfolio() with { Title = " " }, "portfolio-title.missing /title" },
        { "portfolio of one", f => f with { Kind = ResourceKind.Portfolio, Title = "甲" }, "resource-patents.too-few /patents" },
        { "single of two", f => ResourceBench.Portfolio(null) with { Kind = ResourceKind.Single }, "resource-patents.too-many /patents" },
        { "single with a portfolio's number", f => f with { PortfolioCode = "Z" }, "portfolio-code.unexpected /portfolioCode" },
        { "no patent", f => f with { Patents = null }, "resource-patents.missing /patents" },
        { "wrong check digit", f => f with { Patents = [f.Patents![0] with { Number = "202019900101.0" }] }, "patent-number.check-digit /patents/0/number" },
        { "the same patent twice", f => ResourceBench.Portfolio() with { Patents = [.. Enumerable.Repeat(f.Patents![0], 2)] }, "resource-patent.twice /patents/1/number" },
        { "unknown patent without a name", f => f with { Patents = [f.Patents![0] with { Title = null }] }, "resource-patent.title-missing /patents/0/title" },
        { "granted before applied for", f => f with { Patents = [f.Patents![0] with { GrantedOn = new DateOnly(2019, 1, 1) }] }, "resource-patent.granted-early /patents/0/grantedOn" },
        { "granted tomorrow", f => f with { Patents = [f.Patents![0] with { GrantedOn = new DateOnly(2026, 11, 28) }] }, "resource-patent.granted-late /patents/0/grantedOn" },
        { "no province", f => f with { Province = null }, "resource-province /province" },
        { "a city", f => f with { Province = "4301" }, "resource-province /province" },
        { "field of technology", f => f with { TechnicalField = "36" }, "technical-field.unknown /technicalField" },
        { "maturity", f => f with { Maturity = null }, "maturity.missing /maturity" },
        { "ways", f => f with { Ways = [] }, "transfer-ways.missing /ways" },
        { "price of nothing", f => f with { ExpectedPrice = 0 }, "expected-price /expectedPrice" },
        { "price with three decimals", f => f with { ExpectedPrice = 1.005m }, "expected-price /expectedPrice" },
        { "application field", f => f with { ApplicationField = "" }, "application-field.missing /applicationField" },
        { "no industry of either kind", f => f with { StrategicIndustries = [], Industries = null }, "industries.missing /strategicIndustries" },
        { "unknown industries", f => f with { StrategicIndustries = ["99"], Industries = ["3451", "9999"] }, "industry.unknown /strategicIndustries/0,industry.unknown /industries/1" },
        { "long keyword", f => f with { Keywords = [new string('词', 31)] }, "keyword /keywords/0" },
        { "contact", f => f with { Contact = new ResourceContactForm("", "123", "x") }, "contact-name.missing /contact/name,mobile.length /contact/phone,email.at /contact/mail" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_OfAForm_NamesEverythingWrongWithIt(string what, Func<ResourceForm, ResourceForm> change, string findings)
    {
        var found = ResourceRules.Check(change(ResourceBench.Form()), Facts).Select(f => $"{f.Code} {f.Pointer}").ToList();
        if (what == "contact") Assert.Equal(findings.Split(',').Select(f => f.Split(' ')[1]), found.Select(f => f.Split(' ')[1]));
        else Assert.Equal(findings, string.Join(',', found));
    }

    [Theory]
    [InlineData(PatentStatus.Valid, "示例理工大学", "")]
    [InlineData(PatentStatus.Terminated, "示例理工大学", "resource-patent.not-in-force")]
    [InlineData(PatentStatus.Valid, "别的大学", "resource-patent.other-owner")]
    public void Check_OfAPatentThatTheRegisterKnows_LooksAtStatusAndOwner(PatentStatus status, string owner, string code)
    {
        var number = ResourceBench.Number("202019900101");
        var facts = Facts with { Register = new Dictionary<string, RegisterPatent> { [number.Value] = new(number, "登记名称", [owner], status) { Abstract = "登记摘要", GrantDate = new DateOnly(2024, 1, 2) } } };
        var form = ResourceBench.Form() with { Patents = [new ResourcePatentForm("ZL" + number.Value)] };
        Assert.Equal(code, string.Join(',', ResourceRules.Check(form, facts).Select(f => f.Code)));
        if (code.Length > 0) return;
        var record = ResourceRules.ToRecord(form, facts, new ResourceId("r-1"), new UnitId("u"), "示例理工大学", default);
        Assert.Equal(("登记名称", "登记名称", "登记摘要", false), (record.Title, record.Patents[0].Title, record.Patents[0].Abstract, record.ValidAtEndOf2023));
    }

    [Theory]
    [InlineData("2023-12-31", true)]
    [InlineData("2024-01-01", false)]
    [InlineData(null, false)]
    public void ToRecord_ValidAtTheEndOf2023_NeedsAGrantByThen(string? granted, bool valid)
    {
        var form = ResourceBench.Form();
        form = form with { Patents = [form.Patents![0] with { GrantedOn = granted is null ? null : DateOnly.Parse(granted, System.Globalization.CultureInfo.InvariantCulture) }] };
        Assert.Equal(valid, ResourceRules.ToRecord(form, Facts, new ResourceId("r-1"), new UnitId("u"), "甲", default).ValidAtEndOf2023);
    }

    [Fact]
    public void Contact_AsOthersSeeIt_IsMasked() =>
        Assert.Equal(new ResourceContact("周**", "138****5678", "z***@example.edu.cn"), new ResourceContact("周联系", "13812345678", "zhou@example.edu.cn").Masked());

    public static TheoryData<ResourceState, ResourceAct> EveryAct
    {
        get
        {
            var all = new TheoryData<ResourceState, ResourceAct>();
            foreach (var state in Enum.GetValues<ResourceState>())
                foreach (var act in Enum.GetValues<ResourceAct>()) all.Add(state, act);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public void After_ForEveryStateAndAct_PermitsWhatTheTableListsAndRefusesTheRest(ResourceState state, ResourceAct act)
    {
        var line = ResourceStates.Table.SingleOrDefault(t => t.From == state && t.Act == act);
        var after = ResourceStates.After(state, act);
        if (line is null) Assert.Equal(409, Assert.IsType<ResourceActRefused>(after.Refusal).Status);
        else Assert.Equal(line.To, after.Value);
    }

    [Fact]
    public void Readme_PrintsTheTable() => DocumentedTable.Check("functions/Revitalization/README.md", "resource-states", ResourceStates.ToMarkdown());
}
