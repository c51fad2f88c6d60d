using System.Globalization;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.SampleData;

/// <summary>The command <c>walk</c>, as a newcomer runs it: all chapters, to their last step.</summary>
public sealed class WalkTests
{
    [Fact]
    public async Task Walk_AgainstARunningApp_PlaysItsChaptersAndLeavesTheirDocuments()
    {
        await using var app = await TestApp.StartAsync("2026-09-28T10:00");
        var folder = Directory.CreateTempSubdirectory("walk-");
        try
        {
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            using var teller = new Storyteller(app.Server.Address, folder.FullName, output, () => new ConformanceHandler(ClientManners.Faultless));
            var filed = await new FilingStory(teller).PlayAsync();
            using var recognition = new RecognitionStory(teller, filed);
            await recognition.PlayAsync();
            using var subsidy = new SubsidyStory(teller, filed);
            await subsidy.PlayAsync();

            Assert.Equal("2026000001", filed.Number);
            string[] documents = ["公钥.json", "备案证明-2026000001.pdf", "标识二维码-2026-2026000001.png", "认定证书-2026-2026000001-改动一字节.pdf", "认定证书-2026-2026000001.pdf", "拨付清单.xlsx"];
            var left = folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal).ToList();
            Assert.Single(left, f => f.StartsWith("补贴申请表-BT2026-", StringComparison.Ordinal));
            Assert.Equal(documents.Order(StringComparer.Ordinal), left.Where(f => !f.StartsWith("补贴申请表-", StringComparison.Ordinal)));
            var told = output.ToString();
            string[] steps = ["第三个工作日", "产品已备案", "您已提出审核意见，不能再进行复核", "公示期满，异议处理中", "异议不成立", "电子封签有效", "核验不通过：电子封签与文件内容不符", "证书有效", "共 1 件，其中有 2026000001", "355,875.00 × 50% = 177,937.50 元", "自动附上备案证明 2026000001", "须重新寄送的材料：补贴申请表、知识产权质押贷款信息材料（银行）", "核定 148,281.00 元，实际 148,281.00 元"];
            Assert.All(steps, step => Assert.Contains(step, told, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
