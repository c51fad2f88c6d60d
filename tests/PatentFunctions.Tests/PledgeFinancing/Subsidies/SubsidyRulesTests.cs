using PatentFunctions.Files;
using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-02")]
public sealed class SubsidyRulesTests
{
    private static readonly DateOnly Today = new(2026, 9, 28);
    private static readonly SubsidyUnitForm Unit = SubsidySample.Form.Unit;
    private static readonly SubsidyIp Row = SubsidySample.Form.Ip[0];

    [Fact]
    public void Check_OfACompleteForm_FindsNothing() => Assert.Empty(Check(SubsidySample.Form));

    [Fact]
    public void Check_OfAnEmptyForm_FindsEveryBlankAtOnce()
    {
        var findings = Check(new SubsidyForm { Ip = [new SubsidyIp { Number = SubsidySample.Invention }] }, account: null);
        Assert.Equal(
            [
                "/unit/registeredAddress", "/unit/postalAddress", "/unit/postcode", "/unit/registeredOn", "/unit/size", "/unit/industry", "/unit/bankName", "/unit/account", "/unit/contact",
                "/unit/phone", "/unit/sales", "/unit/researchExpenses", "/ip/0/product", "/ip/0/salesShare", "/attachments/bankMaterial", "/commitment",
            ],
            findings.Select(f => f.Pointer));
        Assert.All(findings, f => Assert.True(f.Severity == Severity.Blocks && f.Clause is not null, f.Code));
    }

    public static TheoryData<string, SubsidyForm> Wrong => new()
    {
        { "subsidy.postcode /unit/postcode", With(Unit with { Postcode = "21001" }) },
        { "subsidy.postcode /unit/postcode", With(Unit with { Postcode = "21001a" }) },
        { "subsidy.registered-on /unit/registeredOn", With(Unit with { RegisteredOn = Today.AddDays(1) }) },
        { "subsidy.industry /unit/industry", With(Unit with { Industry = "34" }) },
        { "subsidy.phone /unit/phone", With(Unit with { Phone = "12345" }) },
        { "subsidy.amount /unit/sales", With(Unit with { Sales = -1 }) },
        { "subsidy.amount /unit/researchExpenses", With(Unit with { ResearchExpenses = 0.0000001m }) },
        { "subsidy.research-above-sales /unit/researchExpenses", With(Unit with { ResearchExpenses = 9000 }) },
        { "subsidy.ip-share /ip/0/salesShare", With(Row with { SalesShare = 100.1m }) },
        { "subsidy.ip-share /ip/0/salesShare", With(Row with { SalesShare = 1.00001m }) },
        { "subsidy.ip-unknown /ip/1/number", SubsidySample.Form with { Ip = [Row, Row] } },
        { "subsidy.ip-missing /ip", SubsidySample.Form with { Ip = [] } },
        { "subsidy.commitment /commitment", SubsidySample.Form with { Commitment = false } },
        { "subsidy.material-missing /attachments/bankMaterial", SubsidySample.Form with { Attachments = new SubsidyAttachments { BankMaterial = [] } } },
        { "subsidy.files /attachments/bankMaterial", SubsidySample.Form with { Attachments = new SubsidyAttachments { BankMaterial = [.. Enumerable.Range(0, 11).Select(i => new FileId("f-" + i))] } } },
        { "subsidy.files /attachments/others", SubsidySample.Form with { Attachments = SubsidySample.Form.Attachments with { Others = [new FileId("f-1"), new FileId("f-1")] } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_OfOneMistake_PointsAtItAndAtNothingElse(string expected, SubsidyForm form)
    {
        var finding = Assert.Single(Check(form));
        Assert.Equal(expected, $"{finding.Code} {finding.Pointer}");
    }

    [Theory]
    [InlineData("410001234", true)]
    [InlineData("4100-0123 4567 8900", true)]
    [InlineData("41000123", false)]
    [InlineData("41000123456a", false)]
    [InlineData("123456789012345678901234567890123", false)]
    public void Check_OfAnAccount_TakesNineToThirtyTwoDigits(string account, bool taken) =>
        Assert.Equal(taken ? [] : ["/unit/account"], Check(SubsidySample.Form, account).Select(f => f.Pointer));

    [Theory]
    [InlineData("0592-3576688", true)]
    [InlineData("（0592）3576688", false)]
    [InlineData("13800000000", true)]
    [InlineData("3576688", false)]
    public void Check_OfATelephone_TakesMobilesAndAreaCodes(string phone, bool taken) => Assert.Equal(taken ? 0 : 1, Check(With(Unit with { Phone = phone })).Count);

    [Fact]
    public void Check_OfNoneAndZero_TakesThemForAnswers() => Assert.Empty(Check(With(Row with { Product = "无", SalesShare = 0 })));

    [Fact]
    public void Check_OfPropertyThatTheListDoesNotProve_NeedsTheUnitsWordAndTellsTheOfficer()
    {
        var facts = SubsidySample.Facts with { ProvenIp = [] };
        Assert.Equal("subsidy.ip-own /ip/0/own", Line(Assert.Single(Check(With(Row with { Own = null }), facts: facts))));
        var declared = Assert.Single(Check(SubsidySample.Form, facts: facts));
        Assert.Equal(("subsidy.ip-own-declared", Severity.Warns), (declared.Code, declared.Severity));
        Assert.Empty(Check(With(Row with { Own = null }), facts: facts, terms: SubsidySample.Terms with { OwnIpOnly = false }));
    }

    [Fact]
    public void Check_OfConditionalMaterial_AsksForItOnlyWhereItsConditionHolds()
    {
        var guaranteed = SubsidySample.Loan with { Guarantor = "示例担保", Insurer = "示例保险" };
        var finding = Assert.Single(Check(SubsidySample.Form, loan: guaranteed));
        Assert.Equal("/attachments/guaranteeMaterial", finding.Pointer);
        Assert.Contains("担保和保险机构", finding.Text, StringComparison.Ordinal);
        Assert.Empty(Check(SubsidySample.Form with { Attachments = SubsidySample.Form.Attachments with { GuaranteeMaterial = [new FileId("f-g")] } }, loan: guaranteed));

        var renamed = SubsidySample.Loan with { UnitName = "江苏旧名轴承有限公司" };
        Assert.Equal("/attachments/nameChangeProof", Assert.Single(Check(SubsidySample.Form, loan: renamed)).Pointer);
        Assert.Empty(Check(SubsidySample.Form, loan: SubsidySample.Loan with { UnitName = " 江苏示例精密轴承有限公司 " }));

        Assert.Equal("/attachments/filingCertificate", Assert.Single(Check(SubsidySample.Form, certificates: [])).Pointer);
        Assert.Empty(Check(SubsidySample.Form with { Attachments = SubsidySample.Form.Attachments with { FilingCertificate = [new FileId("f-c")] } }, certificates: []));
        var markOnly = SubsidySample.Loan with { Pledged = [SubsidySample.TradeMark] };
        Assert.Empty(Check(With(Row with { Number = SubsidySample.TradeMark.Number }), loan: markOnly, certificates: [], facts: SubsidySample.Facts with { ProvenIp = [SubsidySample.TradeMark.Number] }));

        var without = SubsidySample.Terms with { Materials = [] };
        Assert.Empty(Check(SubsidySample.Form with { Attachments = new SubsidyAttachments() }, loan: guaranteed with { UnitName = "旧名" }, terms: without, certificates: []));
    }

    [Fact]
    public void Check_WhereACertificateCoversNotEveryPatent_OnlyWarns()
    {
        var second = SubsidySample.Patent with { Number = SubsidySample.UtilityModel, Name = "自润滑轴承保持架" };
        var loan = SubsidySample.Loan with { Pledged = [SubsidySample.Patent, second] };
        var form = SubsidySample.Form with { Ip = [Row, new SubsidyIp { Number = second.Number, Product = "深沟球轴承", SalesShare = 30, Own = true }] };
        var finding = Assert.Single(Check(form, loan: loan, facts: SubsidySample.Facts with { ProvenIp = [Row.Number!, second.Number] }));
        Assert.Equal(("subsidy.certificate-partial", Severity.Warns), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("30", "80", "深沟球轴承", 0)]
    [InlineData("30", "80", "圆锥滚子轴承", 1)]
    public void Check_OfSharesAbove100_WarnsOnceForEachProduct(string first, string second, string product, int warnings)
    {
        var loan = SubsidySample.Loan with { Pledged = [SubsidySample.Patent, SubsidySample.TradeMark] };
        var form = SubsidySample.Form with
        {
            Ip =
            [
                Row with { SalesShare = decimal.Parse(first, System.Globalization.CultureInfo.InvariantCulture) },
                new SubsidyIp { Number = SubsidySample.TradeMark.Number, Product = product, SalesShare = decimal.Parse(second, System.Globalization.CultureInfo.InvariantCulture), Own = true },
            ],
        };
        var facts = SubsidySample.Facts with { ProvenIp = [Row.Number!, SubsidySample.TradeMark.Number] };
        Assert.Equal(warnings, Check(form, loan: loan, facts: facts).Count(f => f.Code == "subsidy.ip-shares"));
    }

    [Theory]
    [InlineData("355875.00", DayCountBasis.Days360, 0)]
    [InlineData("325000.00", DayCountBasis.Days365, 0)]
    [InlineData("300000.00", DayCountBasis.Days360, 1)]
    [InlineData("3558750.00", DayCountBasis.Days360, 1)]
    public void InterestWarnings_FarFromRateAndDays_WarnButBlockNothing(string interest, DayCountBasis basis, int warnings)
    {
        var loan = SubsidySample.Loan with { Interest = decimal.Parse(interest, System.Globalization.CultureInfo.InvariantCulture) };
        var found = SubsidyRules.InterestWarnings(loan, SubsidySample.Terms with { DayCount = basis });
        Assert.Equal(warnings, found.Count);
        Assert.All(found, f => Assert.Equal(Severity.Warns, f.Severity));
    }

    [Theory]
    [InlineData("4100012345678900123", "4100***********0123")]
    [InlineData("123456789", "1234*6789")]
    [InlineData("12345678", "********")]
    public void Mask_OfAnAccount_ShowsOnlyItsEnds(string account, string masked) => Assert.Equal(masked, BankAccounts.Mask(account));

    [Fact]
    public void Purposes_OfEveryField_TakeTheFormsKindsUpTo20Megabytes() => Assert.All(
        SubsidySample.Form.Attachments.Fields().SelectMany(f => f.Purposes).Select(FilePurposes.Get),
        p => Assert.True(p.MaxBytes == 20 * 1024 * 1024 && p.Kinds.ToHashSet().SetEquals([FileKind.Pdf, FileKind.Jpg, FileKind.Png, FileKind.Rar, FileKind.Zip]), p.Code));

    private static SubsidyForm With(SubsidyUnitForm unit) => SubsidySample.Form with { Unit = unit };

    private static SubsidyForm With(SubsidyIp row) => SubsidySample.Form with { Ip = [row] };

    private static string Line(Finding finding) => $"{finding.Code} {finding.Pointer}";

    private static IReadOnlyList<Finding> Check(
        SubsidyForm form, string? account = SubsidySample.Account, SubsidyLoan? loan = null, SubsidyTerms? terms = null, SubsidyFacts? facts = null, IReadOnlyList<AttachedCertificate>? certificates = null) =>
        SubsidyRules.Check(form, account, loan ?? SubsidySample.Loan, terms ?? SubsidySample.Terms, facts ?? SubsidySample.Facts, certificates ?? [SubsidySample.Certificate], Today);
}
