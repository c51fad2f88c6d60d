using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.Tests.PledgeFinancing;

/// <summary>Loans without a mistake, and the sample units and banks they belong to.</summary>
internal static class LoanSample
{
    public const string Software = "91110108MA9X00054E";
    public const string Agri = "91370102MA9X00070K";
    public const string Bearing = "91320102MA9X00011U";
    public const string Bank1 = "SBXM";
    public const string Bank2 = "YBXM";

    /// <summary>The manual's loan, among the sample data: of software at bank1.</summary>
    public static LoanId Manual { get; } = LoanId.Of(Bank1, "xmscjq202430315");

    /// <summary>A loan of agri at bank1, among the sample data.</summary>
    public static LoanId AgriAtBank1 { get; } = LoanId.Of(Bank1, "xmscjq202630012");

    /// <summary>A loan of software at bank2, among the sample data.</summary>
    public static LoanId SoftwareAtBank2 { get; } = LoanId.Of(Bank2, "YB-2026-0007");

    public static LoanForm Form { get; } = new()
    {
        Number = "T-0001",
        Uscc = Software,
        UnitName = "北京示例软件技术有限公司",
        Product = "知担保",
        Contract = "合-0001",
        Amount = 400m,
        CreditLine = 500m,
        Drawn = 400m,
        DrawnOn = new DateOnly(2026, 3, 13),
        DueOn = new DateOnly(2027, 3, 12),
        YearlyRate = 3.65m,
        Pledged =
        [
            new PledgedForm { Kind = PledgedKind.Patent, RegistrationNumber = "Y2026110200001", Number = "ZL202019900002.9", Name = "日志数据的实时聚合方法及装置" },
            new PledgedForm { Kind = PledgedKind.TradeMark, RegistrationNumber = "商2026110200001", Number = "12345678", Name = "示例软件" },
        ],
        Appraised = 520m,
        Appraiser = "示例资产评估有限公司",
        Guarantor = "示例融资担保有限公司",
    };

    public static LoanRecord Record(LoanForm? form = null, LoanState state = LoanState.Repaying) =>
        LoanRules.ToRecord(form ?? Form, Bank1, "示例银行厦门分行", new UnitId("u-1"), TestApp.China("2026-09-01T10:00")) with { State = state };
}
