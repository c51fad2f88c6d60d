using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.Tests.PledgeFinancing;

[Trait("Spec", "LOA-01")]
public sealed class LoanRulesTests
{
    private static readonly DateOnly Today = new(2026, 9, 28);

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "number missing", "loan.number-missing", "/number" },
        { "number long", "loan.number-invalid", "/number" },
        { "number of two lines", "loan.number-invalid", "/number" },
        { "uscc check digit", "uscc.check-digit", "/uscc" },
        { "uscc missing", "uscc.missing", "/uscc" },
        { "unit missing", "loan.unit-name-missing", "/unitName" },
        { "product missing", "loan.product-missing", "/product" },
        { "contract missing", "loan.contract-missing", "/contract" },
        { "amount missing", "loan.amount-missing", "/amount" },
        { "amount zero", "loan.amount-invalid", "/amount" },
        { "amount negative", "loan.amount-invalid", "/amount" },
        { "amount of 厘", "loan.amount-invalid", "/amount" },
        { "amount above the line", "loan.amount-above-credit-line", "/amount" },
        { "drawn above the amount", "loan.drawn-above-amount", "/drawn" },
        { "drawn in the future", "loan.drawn-on-future", "/drawnOn" },
        { "drawn long ago", "loan.drawn-on-early", "/drawnOn" },
        { "due before drawn", "loan.due-before-drawn", "/dueOn" },
        { "due on the day drawn", "loan.due-before-drawn", "/dueOn" },
        { "due in a century", "loan.due-on-late", "/dueOn" },
        { "rate missing", "loan.yearly-rate-missing", "/yearlyRate" },
        { "rate negative", "loan.yearly-rate-invalid", "/yearlyRate" },
        { "rate above a hundred", "loan.yearly-rate-invalid", "/yearlyRate" },
        { "nothing pledged", "loan.pledged-missing", "/pledged" },
        { "too much pledged", "loan.pledged-many", "/pledged" },
        { "patent check digit", "patent-number.check-digit", "/pledged/0/number" },
        { "publication number", "patent-number.publication-number", "/pledged/0/number" },
        { "trade mark of letters", "trade-mark-number.invalid", "/pledged/1/number" },
        { "the same patent twice", "pledged.twice", "/pledged/1/number" },
        { "pledge not registered", "pledged.registration-number-missing", "/pledged/0/registrationNumber" },
        { "pledge without a name", "pledged.name-missing", "/pledged/0/name" },
        { "pledge of no kind", "pledged.kind-missing", "/pledged/0/kind" },
        { "appraised by nobody", "loan.appraiser-missing", "/appraiser" },
        { "appraised at nothing", "loan.appraised-invalid", "/appraised" },
    };

    [Fact]
    public void Check_ASoundLoan_FindsNothing()
    {
        Assert.Empty(LoanRules.Check(LoanSample.Form, Today));
        Assert.Empty(LoanRules.Check(LoanSample.Form with { Pledged = [LoanSample.Form.Pledged![1]], Appraised = null, Appraiser = null, Guarantor = null, YearlyRate = 0m }, Today));
        Assert.Empty(LoanRules.Check(LoanSample.Form with { YearlyRate = 100m, DrawnOn = Today, DueOn = Today.AddDays(1) }, Today));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_OneMistake_IsToldAtItsFieldAndNothingElse(string mistake, string code, string pointer)
    {
        var finding = Assert.Single(LoanRules.Check(With(mistake), Today));
        Assert.Equal((code, pointer, Severity.Blocks), (finding.Code, finding.Pointer, finding.Severity));
        Assert.NotEmpty(finding.Text);
    }

    [Fact]
    public void Check_AnEmptyForm_TellsEverythingAtOnce() =>
        Assert.Equal(
            ["/amount", "/contract", "/creditLine", "/drawn", "/drawnOn", "/dueOn", "/number", "/pledged", "/product", "/unitName", "/uscc", "/yearlyRate"],
            LoanRules.Check(new LoanForm(), Today).Select(f => f.Pointer).Order(StringComparer.Ordinal));

    [Fact]
    public void Record_OfAForm_HasCanonicalNumbersAndIsRepaying()
    {
        var record = LoanSample.Record(LoanSample.Form with { Uscc = " 9111 0108 ma9x00054e ", Number = " T-0001 " });
        Assert.Equal((LoanSample.Software, "T-0001", "202019900002.9", LoanState.Repaying), (record.Uscc, record.Number, record.Pledged[0].Number, record.State));
        Assert.Equal(LoanId.Of(LoanSample.Bank1, "T-0001"), record.Id);
        Assert.NotEqual(LoanId.Of(LoanSample.Bank2, "T-0001"), record.Id);
    }

    [Fact]
    public void Changes_NameEachFieldInChinese()
    {
        var before = LoanSample.Record();
        var after = LoanRules.Corrected(before, LoanSample.Form with { Amount = 450.50m, Insurer = "示例财险", Pledged = [LoanSample.Form.Pledged![0]] }, before.BankName, before.Unit, before.RecordedAt);
        Assert.Equal(["贷款金额由“400万元”改为“450.5万元”", "保险机构由“无”改为“示例财险”", "用于质押的知识产权有变化"], LoanRules.Changes(before, after));
        Assert.Empty(LoanRules.Changes(before, LoanRules.Corrected(before, LoanSample.Form with { Amount = 400.00m }, before.BankName, before.Unit, before.RecordedAt)));
    }

    [Fact]
    public void CheckCorrection_OfAConfirmedLoan_KeepsWhatWasConfirmed()
    {
        var confirmed = LoanSample.Record() with { Rounds = 1, Confirmed = new Repayment(300m, 1m, new DateOnly(2026, 6, 1), LoanPerformance.InProgress, new FileId("f-1"), default) };
        Assert.Empty(LoanRules.CheckCorrection(confirmed, LoanSample.Form with { Contract = "合-0002" }));
        var findings = LoanRules.CheckCorrection(confirmed, LoanSample.Form with { Number = "T-0002", Uscc = LoanSample.Agri, DrawnOn = new DateOnly(2026, 6, 2), Amount = 299m });
        Assert.Equal(["loan.number-fixed", "loan.uscc-fixed", "loan.drawn-after-repaid", "loan.amount-below-repaid"], findings.Select(f => f.Code));
        Assert.Empty(LoanRules.CheckCorrection(LoanSample.Record(), LoanSample.Form with { Uscc = LoanSample.Agri }));
    }

    private static LoanForm With(string mistake)
    {
        var form = LoanSample.Form;
        var (patent, mark) = (form.Pledged![0], form.Pledged[1]);
        return mistake switch
        {
            "number missing" => form with { Number = " " },
            "number long" => form with { Number = new string('1', 51) },
            "number of two lines" => form with { Number = "1\n2" },
            "uscc check digit" => form with { Uscc = "91110108MA9X00054F" },
            "uscc missing" => form with { Uscc = null },
            "unit missing" => form with { UnitName = null },
            "product missing" => form with { Product = null },
            "contract missing" => form with { Contract = null },
            "amount missing" => form with { Amount = null },
            "amount zero" => form with { Amount = 0m },
            "amount negative" => form with { Amount = -1m },
            "amount of 厘" => form with { Amount = 400.0000001m },
            "amount above the line" => form with { Amount = 600m },
            "drawn above the amount" => form with { Drawn = 401m },
            "drawn in the future" => form with { DrawnOn = new DateOnly(2026, 9, 29) },
            "drawn long ago" => form with { DrawnOn = new DateOnly(1999, 12, 31), DueOn = new DateOnly(2027, 3, 12) },
            "due before drawn" => form with { DueOn = new DateOnly(2026, 3, 12) },
            "due on the day drawn" => form with { DueOn = new DateOnly(2026, 3, 13) },
            "due in a century" => form with { DueOn = new DateOnly(2126, 3, 13) },
            "rate missing" => form with { YearlyRate = null },
            "rate negative" => form with { YearlyRate = -0.01m },
            "rate above a hundred" => form with { YearlyRate = 100.01m },
            "nothing pledged" => form with { Pledged = [] },
            "too much pledged" => form with { Pledged = [.. Enumerable.Range(1, 101).Select(i => mark with { Number = $"{i}" })] },
            "patent check digit" => form with { Pledged = [patent with { Number = "ZL202019900002.8" }, mark] },
            "publication number" => form with { Pledged = [patent with { Number = "CN111111111A" }, mark] },
            "trade mark of letters" => form with { Pledged = [patent, mark with { Number = "商标" }] },
            "the same patent twice" => form with { Pledged = [patent, patent with { Number = "202019900002.9" }] },
            "pledge not registered" => form with { Pledged = [patent with { RegistrationNumber = "" }, mark] },
            "pledge without a name" => form with { Pledged = [patent with { Name = null }, mark] },
            "pledge of no kind" => form with { Pledged = [patent with { Kind = null }, mark] },
            "appraised by nobody" => form with { Appraiser = null },
            "appraised at nothing" => form with { Appraised = 0m },
            _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, null),
        };
    }
}
