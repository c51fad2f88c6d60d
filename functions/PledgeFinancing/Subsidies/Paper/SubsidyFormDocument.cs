using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>There is no 申请表 yet, or none any more.</summary>
/// <param name="StateName">审核状态.</param>
public sealed record NoSubsidyForm(string StateName) : Conflict("subsidy-form-unavailable", "暂无补贴申请表", $"该补贴申请当前为“{StateName}”，审核通过后方可下载补贴申请表。");

/// <summary>下载申请表 (SUB-05; manual 二、7).</summary>
public sealed class DownloadSubsidyForm(SubsidyRecords subsidies, SubsidyCampaigns campaigns, BankAccounts accounts, CaseStore cases, TimeProvider time)
{
    /// <summary>下载填好的补贴申请表（PDF），盖章后寄送；含完整银行账号，每次下载均有记录。</summary>
    [Function("DownloadSubsidyForm")]
    [Allow(Role.UnitAdmin, Role.FinanceOfficer)]
    [Answers(200, MediaType = "application/pdf"), Refuses(typeof(NoSubsidyForm))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidies/{id}/application-form")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var subsidy = (await subsidies.GetAsync(id, request.Caller(), cancellation)).Value;
        if (!SubsidyStates.HasForm(subsidy.State)) return new NoSubsidyForm(SubsidyStates.NameOf(subsidy.State));
        var campaign = (await campaigns.FindAsync(subsidy.Campaign, cancellation))!.Value;
        await cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(subsidy.Id.Value), request.Stamp(time, "DownloadSubsidyForm")), durable, cancellation);
        var pdf = SubsidyFormDocument.Render(subsidy, campaign, accounts.Open(subsidy.Account) ?? "", time.GetUtcNow());
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.File(pdf, "application/pdf", $"补贴申请表-{subsidy.Number}.pdf");
    }
}

/// <summary>补贴申请表, every word of it.</summary>
internal static class SubsidyFormDocument
{
    /// <summary>承诺信息, the manual's words.</summary>
    public const string Commitment = "本企业郑重承诺：所提交的文件和有关附件真实、合法、有效，复印文本与原件一致，愿对因提交虚假文件所引发的后果承担法律责任。本项目未重复申领同一类型补贴。";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Draws the form.</summary>
    /// <param name="subsidy">The application.</param>
    /// <param name="campaign">Its campaign.</param>
    /// <param name="account">银行账号 in the open.</param>
    /// <param name="now">When it is made.</param>
    public static byte[] Render(SubsidyRecord subsidy, SubsidyCampaign campaign, string account, DateTimeOffset now)
    {
        var content = subsidy.Content!;
        var document = PdfDocument.Create(
            "知识产权质押融资利息补贴申请表", DocumentFont.NotoSansSc, new PdfSetup { Author = "知识产权质押融资服务平台", CreatedAt = now, Footer = $"申请编号：{subsidy.Number}　打印时间：{ChinaTime.FullDateTime(now)}" });
        document.Heading("知识产权质押融资利息补贴申请表")
            .Fields([new("申请编号", subsidy.Number), new("政策申报", campaign.Name), new("申请时间", subsidy.SubmittedAt is { } at ? ChinaTime.FullDateTime(at) : "")], 1)
            .Heading("一、企业信息", 2).Fields(UnitFields(content, account), 2)
            .Heading("二、贷款信息", 2).Fields(LoanFields(content.Loan), 2)
            .Heading("三、用于质押的知识产权情况", 2)
            .Table(
                [new("序号", 0.6, TextAlign.Center), new("质押登记号", 1.8), new("编号", 1.7), new("名称", 2.1), new("相关产品名称", 1.6), new("占销售收入总额比例（%）", 1.1, TextAlign.Right)],
                content.Ip.Select((ip, i) => IpRow(content.Loan, ip, i)))
            .Heading("四、补贴金额测算", 2)
            .Table(
                [new("项目", 1.4), new("计算", 2.6), new("金额（元）", 1.2, TextAlign.Right)],
                content.Amount.Lines.Select(l => (IReadOnlyList<string>)[l.Label, l.Expression, SubsidyAmount.Yuan(l.Value)]))
            .Fields([new("申请补贴金额", $"{SubsidyAmount.Yuan(content.Amount.Applied)} 元（实际补贴金额以最终通知为准）")])
            .Heading("五、随附材料", 2)
            .Paragraph(string.Join('\n', ChangedPapers.All(content).Where(p => p != SubsidyPaper.ApplicationForm).Select((p, i) => $"{i + 1}. {ChangedPapers.NameOf(p)}{Numbers(content, p)}")))
            .Heading("六、承诺", 2).Paragraph(Commitment, new TextStyle(Indent: 21)).Space(18)
            .Keep(90)
            .Paragraph($"企业名称（盖章）：{content.Facts.UnitName}").Space(12)
            .Paragraph("法定代表人（签字）：").Space(12)
            .Paragraph("日期：　　　　年　　月　　日");
        return document.ToArray();
    }

    private static string Numbers(SubsidyContent content, SubsidyPaper paper) =>
        paper == SubsidyPaper.FilingCertificate && content.Certificates.Count > 0 ? $"（备案号：{string.Join("、", content.Certificates.Select(c => c.Number))}）" : "";

    private static IEnumerable<PdfField> UnitFields(SubsidyContent content, string account)
    {
        var unit = content.Unit;
        return
        [
            new("企业名称", content.Facts.UnitName),
            new("统一社会信用代码", content.Facts.Uscc),
            new("注册地址", unit.RegisteredAddress ?? ""),
            new("注册时间", unit.RegisteredOn is { } on ? ChinaTime.FullDate(on) : ""),
            new("通信地址", unit.PostalAddress ?? ""),
            new("邮编", unit.Postcode ?? ""),
            new("企业规模", SizeName(unit.Size)),
            new("所属行业", content.Facts.IndustryName ?? unit.Industry ?? ""),
            new("开户行", unit.BankName ?? ""),
            new("银行账号", account),
            new("联系人", unit.Contact ?? ""),
            new("联系电话", unit.Phone ?? ""),
            new("上年度销售收入", TenThousand(unit.Sales)),
            new("上年度研发费用", TenThousand(unit.ResearchExpenses)),
        ];
    }

    private static IEnumerable<PdfField> LoanFields(SubsidyLoan loan) =>
    [
        new("报送编号", loan.Number),
        new("贷款合同编号", loan.Contract),
        new("贷款银行", loan.BankName),
        new("融资产品", loan.Product),
        new("贷款金额", TenThousand(loan.Amount)),
        new("贷款年利率", $"{loan.YearlyRate.ToString("0.####", Plain)}%"),
        new("贷款放款时间", ChinaTime.FullDate(loan.DrawnOn)),
        new("贷款到期日", ChinaTime.FullDate(loan.DueOn)),
        new("评估金额", loan.Appraised is null ? "无" : TenThousand(loan.Appraised)),
        new("评估机构", loan.Appraiser ?? "无"),
        new("担保机构", loan.Guarantor ?? "无"),
        new("保险机构", loan.Insurer ?? "无"),
        new("实际还款日期", loan.RepaidOn is { } on ? ChinaTime.FullDate(on) : ""),
        new("实际支付利息", $"{SubsidyAmount.Yuan(loan.Interest ?? 0)} 元"),
    ];

    private static string[] IpRow(SubsidyLoan loan, SubsidyIp ip, int index)
    {
        var pledged = loan.Pledged.FirstOrDefault(p => p.Number == ip.Number);
        return [(index + 1).ToString(Plain), pledged?.RegistrationNumber ?? "", ip.Number ?? "", pledged?.Name ?? "", ip.Product ?? "", ip.SalesShare?.ToString("0.####", Plain) ?? ""];
    }

    private static string TenThousand(decimal? amount) => amount is { } value ? $"{value.ToString("#,##0.######", Plain)} 万元" : "";

    private static string SizeName(EnterpriseSize? size) => SubsidyStatisticsRules.NameOf(size);
}
