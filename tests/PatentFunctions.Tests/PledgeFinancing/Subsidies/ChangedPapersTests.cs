using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-06")]
public sealed class ChangedPapersTests
{
    private static readonly SubsidyContent Before = SubsidySample.Content with
    {
        Attachments = new SubsidyAttachments { BankMaterial = [new FileId("f-1")], GuaranteeMaterial = [new FileId("f-2")], NameChangeProof = [new FileId("f-3")], Others = [new FileId("f-4")] },
    };

    /// <summary>What was changed, the field that the reason points at, and the papers to send again.</summary>
    public static TheoryData<string, SubsidyContent, string?, SubsidyPaper[]> Cases => new()
    {
        { "contact", Before with { Unit = Before.Unit with { Contact = "郑示例" } }, null, [SubsidyPaper.ApplicationForm] },
        { "loan", Before with { Loan = Before.Loan with { Contract = "014" } }, null, [SubsidyPaper.ApplicationForm] },
        { "account behind the same mask", Before with { Facts = Before.Facts with { AccountEnteredAt = TestApp.China("2026-10-01T10:00") } }, null, [SubsidyPaper.ApplicationForm] },
        { "property", Before with { Ip = [Before.Ip[0] with { SalesShare = 31 }] }, null, [SubsidyPaper.ApplicationForm] },
        { "bank material", With(a => a with { BankMaterial = [new FileId("f-9")] }), null, [SubsidyPaper.BankMaterial] },
        { "one more guarantee", With(a => a with { GuaranteeMaterial = [new FileId("f-2"), new FileId("f-9")] }), null, [SubsidyPaper.GuaranteeMaterial] },
        { "proof taken away", With(a => a with { NameChangeProof = null, Others = [new FileId("f-9")] }), null, [SubsidyPaper.Other] },
        { "another filing's certificate", Before with { Certificates = [SubsidySample.Certificate with { Number = "2026000002" }] }, null, [SubsidyPaper.FilingCertificate] },
        { "the same certificate rendered again", Before with { Certificates = [SubsidySample.Certificate with { File = new FileId("f-9") }], Unit = Before.Unit with { Phone = "13800000000" } }, null, [SubsidyPaper.ApplicationForm] },
        { "nothing, but the seal was missing", Before, "/attachments/bankMaterial", [SubsidyPaper.BankMaterial] },
        { "nothing, but the form was not sealed", Before, "/form", [SubsidyPaper.ApplicationForm] },
        { "one changed, another named", With(a => a with { Others = [new FileId("f-9")] }), "/attachments/guaranteeMaterial/0", [SubsidyPaper.GuaranteeMaterial, SubsidyPaper.Other] },
        { "nothing tells which", Before, "", [SubsidyPaper.ApplicationForm, SubsidyPaper.BankMaterial, SubsidyPaper.GuaranteeMaterial, SubsidyPaper.FilingCertificate, SubsidyPaper.NameChangeProof, SubsidyPaper.Other] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Between_AFailedPaperAndItsCorrection_ListsWhatIsToBeSentAgain(string what, SubsidyContent now, string? pointer, SubsidyPaper[] papers)
    {
        GivenReason[] reasons = pointer is null ? [] : [new GivenReason("r", "理由", "三", pointer, null)];
        var found = ChangedPapers.Between(Before, now, reasons);
        Assert.True(papers.SequenceEqual(found), $"{what}: {string.Join(", ", found)}");
    }

    [Fact]
    public void All_OfAnApplicationWithTheLeast_AreFormAndBankMaterialAndCertificate() =>
        Assert.Equal("补贴申请表、知识产权质押贷款信息材料（银行）、专利密集型产品备案证明", ChangedPapers.Names(ChangedPapers.All(SubsidySample.Content)));

    [Fact]
    public void Reasons_OfThePaperReview_PointAtPapersThatCanBeSent() =>
        Assert.All(SubsidyPaperReviewKind.Kind.Reasons.Where(r => r.Pointer.Length > 0), r => Assert.Single(ChangedPapers.Between(Before, Before, [new GivenReason(r.Code, r.Text, r.Clause, r.Pointer, null)])));

    private static SubsidyContent With(Func<SubsidyAttachments, SubsidyAttachments> change) => Before with { Attachments = change(Before.Attachments) };
}
