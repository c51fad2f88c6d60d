using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Accounts;

[Trait("Spec", "ACC-13")]
public sealed class ClosureTests
{
    private static readonly object Right = new { password = TestApp.Password };

    [Fact]
    public async Task Export_OfAUnitWithAFiling_HoldsItsDataAndFilesAndNobodyElses()
    {
        await using var units = (await VerifiedUnits.StartAsync("2026-11-23T10:00")).App;
        var bearing = await units.SignInAsync("bearing");
        await SampleUnit.SubmitFilingAsync(bearing, "608-1");
        var export = (await bearing.GetAsync("accounts/me/export")).Expect(200);
        Assert.Equal("application/zip", export.MediaType);
        using var zip = new ZipArchive(new MemoryStream(export.Bytes), ZipArchiveMode.Read, false, Encoding.UTF8);
        string Text(string name) => new StreamReader(zip.GetEntry(name)!.Open()).ReadToEnd();
        Assert.Equal((HashSet<string>)["专利信息.json", "专利密集型产品认定.json", "中小企业专利产业化.json", "产品备案.json", "单位信息.json", "盘活行动.json", "质押融资.json", "账号.json", "通知发送记录.json"], zip.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("附件/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToHashSet());
        var filing = Assert.Single(JsonDocument.Parse(Text("产品备案.json")).RootElement.EnumerateArray());
        Assert.Equal("608-1", filing.GetProperty("draft").GetProperty("product").GetProperty("model").GetString());
        Assert.Equal(1, filing.GetProperty("rounds").GetArrayLength());
        Assert.NotEmpty(JsonDocument.Parse(Text("专利信息.json")).RootElement.EnumerateArray());
        Assert.Contains(SampleUnit.Bearing.Phone, Text("账号.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("passwordHash", Text("账号.json"), StringComparison.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries) Assert.DoesNotContain(SampleUnit.Medical.Name, new StreamReader(entry.Open()).ReadToEnd(), StringComparison.Ordinal);
        Assert.Contains(zip.Entries, e => e.FullName.StartsWith("附件/f-", StringComparison.Ordinal) && e.Length > 0);
        var audit = new List<PatentFunctions.Platform.Audit.AuditEntry>();
        await foreach (var entry in units.Service<CaseStore>().RowsAsync<PatentFunctions.Platform.Audit.AuditEntry>(AccountTables.Address(SampleAccounts.IdOf("bearing")), CaseRows.Audit)) audit.Add(entry.Value);
        Assert.Contains(audit, a => a.Stamp.Act == "ExportOwnData");
    }

    [Fact]
    public async Task Closure_WithALiveFiling_NamesItAndChangesNothing()
    {
        await using var units = (await VerifiedUnits.StartAsync("2026-11-23T10:00")).App;
        var bearing = await units.SignInAsync("bearing");
        await SampleUnit.SubmitFilingAsync(bearing, "608-1");
        var refused = (await bearing.PostAsync("accounts/me/closure", Right)).Expect(409);
        Assert.Equal(("closure-hindered", "closure.filing-live"), (refused.Problem, refused.Codes.Single()));
        Assert.Equal(["closure.filing-live"], (await bearing.GetAsync("accounts/me/closure")).Expect(200).At("hindrances").EnumerateArray().Select(h => h.GetProperty("code").GetString()));
        Assert.Equal("/password", (await bearing.PostAsync("accounts/me/closure", new { password = "Wrong#2026" })).Expect(422).Pointers.Single());
    }

    [Fact]
    public async Task Closure_AfterFifteenDays_RemovesPersonalDataAndFreesTheNames()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T10:00", ("Accounts:LoginsPerAddressPerHour", "10000"));
        var medical = await app.SignInAsync("medical");
        var expert = (await medical.PostAsync("accounts/experts", new { username = "medexpert", name = "钱示例", idNumber = "11010519491231002X", post = "工程师", field = "农机", phone = "13700000999", mail = "expert@sample.test" }, key: "expert-of-medical")).Expect(201);
        var asked = (await medical.PostAsync("accounts/me/closure", Right)).Expect(200);
        Assert.Equal("2026-12-08", asked.Text("on"));
        Assert.Equal("2026-12-08", (await medical.PostAsync("accounts/me/closure", Right)).Expect(200).Text("on"));
        await app.MoveToAsync("2026-12-08T23:50");
        medical = await app.SignInAsync("medical");
        await app.MoveToAsync("2026-12-09T00:40");

        Assert.Equal(401, (await medical.GetAsync("accounts/me")).Status);
        foreach (var id in new[] { SampleAccounts.IdOf("medical"), new AccountId(expert.Text("expert.id")) })
        {
            var left = (await app.Service<CaseStore>().FindAsync<Account>(AccountTables.Address(id), CaseRows.Record))!.Value;
            Assert.Equal((null, null, null, ""), (left.Phone, left.Mail, left.Expert?.Name, left.PasswordHash));
            Assert.NotNull(left.DeletedAt);
        }
        Assert.Null(await app.Service<AccountStore>().FindAsync(AccountName.Phone("19910000062"), default));
        var letters = await app.Anybody().LettersToAsync("19910000062");
        Assert.Single(letters, l => l.Template == "account.closed");
        Assert.Single(letters, l => l.Template == "account.closure-requested");
    }

    [Fact]
    public async Task TakeBack_InTime_KeepsTheAccount()
    {
        await using var app = await TestApp.StartAsync("2026-11-23T10:00");
        var medical = await app.SignInAsync("medical");
        Assert.Equal("closure-not-requested", (await medical.SendAsync(HttpMethod.Delete, "accounts/me/closure")).Expect(409).Problem);
        (await medical.PostAsync("accounts/me/closure", Right)).Expect(200);
        (await medical.SendAsync(HttpMethod.Delete, "accounts/me/closure")).Expect(200);
        await app.MoveToAsync("2026-12-20T09:00");
        Assert.Equal("medical", (await (await app.SignInAsync("medical")).GetAsync("accounts/me")).Expect(200).Text("username"));
    }
}
