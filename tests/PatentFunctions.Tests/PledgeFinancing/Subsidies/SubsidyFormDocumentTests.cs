using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Tests.Documents;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-05")]
public sealed class SubsidyFormDocumentTests
{
    [ToolFact("pdftotext")]
    public void Render_OfAnApplication_HoldsEverythingFilledIn()
    {
        var text = ExternalTool.Text(Render());
        string[] expected =
        [
            "知识产权质押融资利息补贴申请表", "申请编号BT2026-AAAAAAAA", "企业名称" + SampleUnit.Bearing.Name, "统一社会信用代码" + SampleUnit.Bearing.Uscc, "注册时间2019年1月8日", "邮编210018", "企业规模小型企业",
            "所属行业滚动轴承制造", "银行账号" + SubsidySample.Account, "上年度销售收入8,600万元", "上年度研发费用400万元", "报送编号xmscjq202430315", "贷款金额1,000万元", "贷款年利率3.65%", "贷款放款时间2023年3月13日",
            "实际还款日期2024年2月27日", "担保机构无", "实际支付利息355,875.00元", "Y2023350000001", SubsidySample.Invention, "一种高速静音滚动轴承", "355,875.00×50%", "申请补贴金额177,937.50元（实际补贴金额以最终通知为准）",
            "专利密集型产品备案证明（备案号：2026000001）", "本项目未重复申领同一类型补贴", "企业名称（盖章）：" + SampleUnit.Bearing.Name,
        ];
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
        Assert.DoesNotContain("4100***", text, StringComparison.Ordinal);
    }

    [ToolFact("qpdf")]
    public void Render_WhenCheckedByQpdf_HasNoErrors() => Assert.Contains(
        "No syntax or stream encoding errors", ExternalTool.With(Render(), path => ExternalTool.Run("qpdf", "--check", path)), StringComparison.Ordinal);

    [Fact]
    public void Render_WithManyProperties_IsTheSameForTheSameFacts() => Assert.Equal(Render(30), Render(30));

    [ToolFact("pdftotext")]
    public void Render_WithManyProperties_LosesNone()
    {
        var text = ExternalTool.Text(Render(30));
        Assert.All(Enumerable.Range(0, 30), i => Assert.Contains($"第{i}件专利", text, StringComparison.Ordinal));
    }

    internal static byte[] Render(int properties = 1)
    {
        var record = SubsidySample.Record(SubsidyState.AwaitingPaper);
        if (properties > 1)
        {
            var pledged = Enumerable.Range(0, properties).Select(i => SubsidySample.Patent with { Number = $"20181990{i:D4}.7", Name = $"第{i}件专利" }).ToList();
            record = record with
            {
                Content = record.Content! with { Loan = record.Content.Loan with { Pledged = pledged }, Ip = [.. pledged.Select(p => new SubsidyIp { Number = p.Number, Product = "深沟球轴承", SalesShare = 1.5m })] },
            };
        }
        return SubsidyFormDocument.Render(record, SubsidySample.Campaign, SubsidySample.Account, TestApp.China("2026-09-28T10:00"));
    }
}
