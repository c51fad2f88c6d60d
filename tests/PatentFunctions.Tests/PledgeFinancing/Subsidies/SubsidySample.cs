using PatentFunctions.Catalogs;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

/// <summary>A campaign with the conditions of 2025, the manual's loan, and a form without a mistake.</summary>
internal static class SubsidySample
{
    public const string Account = "4100012345678900123";
    public const string Invention = "201819900001.7";
    public const string UtilityModel = "202129900001.4";

    public static SubsidyTerms Terms { get; } = new(
        new DateOnly(2023, 3, 19), new DateOnly(2024, 2, 1), true, 50, null, DayCountBasis.Days360, 1, 1, GrantRounding.Cent, 2026, Enum.GetValues<SubsidyMaterial>(), 15, 15);

    public static SubsidyCampaign Campaign { get; } = new(
        new SubsidyCampaignId("sc-1"), SubsidyCampaign.PledgeInterest, 2026, SubsidyCampaignState.Published, "2026年利息补贴", "", new DateOnly(2026, 8, 1), new DateOnly(2026, 9, 30), 1_000_000, "地址", "收件人", Terms);

    public static PledgedProperty Patent { get; } = new(PledgedKind.Patent, "Y2023350000001", Invention, "一种高速静音滚动轴承");

    public static PledgedProperty TradeMark { get; } = new(PledgedKind.TradeMark, "TZ2023000001", "12345678", "示例");

    public static SubsidyLoan Loan { get; } = new(
        new LoanId("l-1"), "xmscjq202430315", LoanState.Settled, SampleUnit.Bearing.Uscc, SampleUnit.Bearing.Name, "SBXM", "示例银行厦门分行", "知担保", "013", 1000, new DateOnly(2023, 3, 13), new DateOnly(2024, 3, 12), 3.65m, [Patent])
    {
        Principal = 1000,
        Interest = 355_875m,
        RepaidOn = new DateOnly(2024, 2, 27),
        Appraised = 1317,
        Appraiser = "示例资产评估有限公司",
    };

    public static SubsidyFacts Facts { get; } = new(SampleUnit.Bearing.Name, SampleUnit.Bearing.Uscc, "滚动轴承制造", 2025, null, [Invention]);

    public static AttachedCertificate Certificate { get; } = new("p-1", "2026000001", "深沟球轴承", 2026, [Invention], null);

    public static SubsidyForm Form { get; } = new()
    {
        Unit = new SubsidyUnitForm
        {
            RegisteredAddress = "江苏省南京市玄武区示例大道1号",
            PostalAddress = "江苏省南京市玄武区示例大道1号",
            Postcode = "210018",
            RegisteredOn = new DateOnly(2019, 1, 8),
            Size = EnterpriseSize.Small,
            Industry = "3451",
            BankName = "示例银行南京分行",
            Account = Account,
            Contact = "吴示例",
            Phone = "19910000061",
            Sales = 8600,
            ResearchExpenses = 400,
        },
        Ip = [new SubsidyIp { Number = Invention, Product = "深沟球轴承", SalesShare = 30, Own = true }],
        Attachments = new SubsidyAttachments { BankMaterial = [new FileId("f-bank")] },
        Commitment = true,
    };

    public static SubsidyContent Content { get; } = new(
        Form.Unit with { Account = "4100***********0123" }, Form.Ip, Form.Attachments, true, Loan, [Certificate], SubsidyAmount.Calculate(Terms, 355_875m, 0), Facts);

    public static SubsidyRecord Record(SubsidyState state = SubsidyState.UnderReview) => new(
        new SubsidyId("sb-1"), "BT2026-AAAAAAAA", Campaign.Id, Campaign.Kind, 2026, new UnitId("u-1"), SampleUnit.Bearing.Name, Loan.Id, state, TestApp.China("2026-09-01T10:00"), 15, 15)
    {
        Round = 1,
        PaymentRound = 1,
        SubmittedAt = TestApp.China("2026-09-01T11:00"),
        Content = Content,
        Grant = new SubsidyGrant(177_937.50m, null, Actor.System, TestApp.China("2026-09-20T10:00")),
    };
}
