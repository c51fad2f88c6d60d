using System.Net.Http.Headers;
using System.Text;
using PatentFunctions.Tests.Files;

namespace PatentFunctions.Tests.Patents;

/// <summary>Realname verification and the imports on the embedded host, by HTTP only, orchestrations included.</summary>
public sealed class PatentWorkflowTests
{
    private const string Header = "number,title,type,owners,ipc,applicationDate,grantDate,status,abstract\n";
    private const string Uscc = "91320102MA9X00011U";
    private const string Name = "江苏示例轴承制造有限公司";

    [Fact]
    [Trait("Spec", "UNI-01")]
    [Trait("Spec", "UNI-06")]
    [Trait("Spec", "PAT-01")]
    [Trait("Spec", "PAT-02")]
    [Trait("Spec", "PAT-05")]
    public async Task AUnit_IsVerifiedByAnExaminer_AndImportsItsPatents_ByHandAndEveryNight()
    {
        await using var app = await TestApp.StartAsync("2026-11-20T10:00");
        var op = await app.SignInAsync("operator");
        var unit = await app.SignInAsync("bearing");
        Assert.Equal("unit-not-verified", (await unit.PostAsync("patents/imports")).Problem);

        await LoadAsync(op, $"{Header}201819900001.7,轴承,invention,{Name},,,,valid,\n201819900001.8,坏行,invention,{Name},,,,valid,\n", "load-000001");
        await VerifyAsync(unit, await app.SignInAsync("examiner1"));
        Assert.Equal(202, (await unit.PostAsync("patents/imports")).Status);
        Assert.Equal(1, await ImportedAsync(unit));
        await AddByHandAsync(unit);

        await LoadAsync(op, $"{Header}201919900001.1,方法,invention,{Name};某大学,,,,valid,\n", "load-000002");
        await app.MoveToAsync("2026-11-21T03:05");
        unit = await app.SignInAsync("bearing");
        await EventuallyAsync(async () => (await unit.GetAsync("patents")).At("total").GetInt32() == 2);
    }

    private static async Task VerifyAsync(TestClient unit, TestClient examiner)
    {
        var licence = await unit.UploadAsync("business-licence", SampleFiles.Png(), "营业执照.png");
        var pledge = await unit.UploadAsync("integrity-pledge", SampleFiles.Jpg(), "诚信承诺书.jpg");
        var profit = await unit.UploadAsync("profit-statement", SampleFiles.Png(), "利润表.png");
        var saved = await unit.PutAsync("units/me/realname/draft", new
        {
            unitType = "enterprise", independentLegalPerson = true, enterpriseType = "173", enterpriseSize = "small", uscc = Uscc, name = Name,
            registeredAddress = "江苏省南京市玄武区示例大道1号", officeSameAsRegistered = true, registeredCapital = 5000, industry = "3451",
            legalRepresentative = "赵示例", legalRepresentativePhone = "16900000001", contact = "孙联系", contactPhone = "025-88888888",
            businessLicence = licence, integrityPledge = pledge, assetYear = 2025,
            assets = new { totalCost = 1, ipInvestment = 1, netProfit = -1, revenue = 9000, totalProductSales = 1, profitStatement = profit, employees = 150 },
        }, null);
        var receipt = await unit.PostAsync("units/me/realname/submission", etag: saved.ETag);
        Assert.True(receipt.Status == 200, receipt.ToString());
        Assert.StartsWith("信息已提交，请等待", (await unit.GetAsync("units/me")).Text("status"), StringComparison.Ordinal);

        var path = "reviews/realname/" + receipt.Text("case");
        var detail = await examiner.GetAsync(path);
        var approved = await examiner.PostAsync(path + "/approve", new { checklist = new Dictionary<string, bool> { ["licence-readable"] = true, ["uscc-matches"] = true, ["pledge-intact"] = true } }, detail.ETag);
        Assert.True(approved.Status == 200, approved.ToString());
        Assert.Equal("已通过实名认证", (await unit.GetAsync("units/me")).Text("status"));
    }

    // What was added by hand is shown, added once only, and can be taken off again; what was imported cannot.
    private static async Task AddByHandAsync(TestClient unit)
    {
        var typed = new { number = "ZL201720900002.5", acquisition = "assigned", assignedBy = "assignment", title = "轴承座" };
        var added = await unit.PostAsync("patents", typed);
        Assert.True(added.Status == 201, added.ToString());
        Assert.Equal(200, (await unit.PostAsync("patents", typed)).Status);
        var path = "patents/" + added.Text("number");
        Assert.Equal(("轴承座", "assigned", true), ((await unit.GetAsync(path)).Text("title"), (await unit.GetAsync(path)).Text("acquisition"), (await unit.GetAsync(path)).At("removable").GetBoolean()));
        Assert.Equal(204, (await unit.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(404, (await unit.GetAsync(path)).Status);
        Assert.Equal(409, (await unit.SendAsync(HttpMethod.Delete, "patents/201819900001.7")).Status);
    }

    private static async Task LoadAsync(TestClient op, string csv, string key)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var import = await op.SendAsync(HttpMethod.Post, "patents/register/imports", content, key: key);
        Assert.True(import.Status == 202, import.ToString());
        await EventuallyAsync(async () => (await op.GetAsync("patents/register/imports/" + import.Text("id"))).Text("state") == "completed");
        var report = Encoding.UTF8.GetString((await op.GetAsync($"patents/register/imports/{import.Text("id")}/report")).Bytes);
        Assert.Equal(csv.Contains("坏行", StringComparison.Ordinal), report.Contains("201819900001.8", StringComparison.Ordinal));
    }

    private static async Task<int> ImportedAsync(TestClient unit)
    {
        await EventuallyAsync(async () => (await unit.GetAsync("patents/imports/latest")).Text("state") == "completed");
        return (await unit.GetAsync("patents")).At("total").GetInt32();
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await condition()) return;
            await Task.Delay(50);
        }
        Assert.Fail("it did not come about");
    }
}
