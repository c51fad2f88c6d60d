using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Accounts;

public sealed class ExpertTests
{
    private const string IdNumber = "11010519491231002X";

    private static object Form(string username = "zhuanjia1", string phone = "13800000101") =>
        new { username, name = "张三", idNumber = IdNumber, post = "高级工程师", field = "滚动轴承", phone, mail = username + "@example.com" };

    [Fact]
    [Trait("Spec", "ACC-09")]
    [Trait("Spec", "ACC-13")]
    public async Task Create_Always_HandsThePasswordOutOnceAndKeepsTheIdNumberEncrypted()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var token = await host.TokenAsync("qiye2026");
        var created = await host.PostAsync("accounts/experts", Form(), token, key: "expert-key-1");
        Assert.Equal(201, created.Status);
        var expert = created.Body.GetProperty("expert");
        Assert.Equal(("110105********002X", "138****0101"), (expert.GetProperty("idNumber").GetString(), expert.GetProperty("phone").GetString()));
        var again = await host.PostAsync("accounts/experts", Form(), token, key: "expert-key-1");
        Assert.Equal(created.Text("initialPassword"), again.Text("initialPassword"));
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.False((await host.PostAsync("accounts/experts", Form(), token, key: "expert-key-1")).Body.TryGetProperty("initialPassword", out _));
        Assert.Equal("idempotency-key-reused", (await host.PostAsync("accounts/experts", Form("zhuanjia2"), token, key: "expert-key-1")).Type);
        await foreach (var record in host.Get<IRecordStore>().AllAsync("Accounts", new RecordQuery()))
        {
            var text = System.Text.Encoding.UTF8.GetString(record.Document.Span);
            Assert.DoesNotContain(IdNumber, text, StringComparison.Ordinal);
            Assert.DoesNotContain(created.Text("initialPassword"), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Spec", "ACC-09")]
    public async Task FirstLogin_OfAnExpert_MustReplaceTheInitialPassword()
    {
        await using var host = await AccountsHost.StartAsync();
        var registered = await host.RegisterAsync();
        var created = await host.PostAsync("accounts/experts", Form(), await host.TokenAsync("qiye2026"));
        var initial = created.Text("initialPassword");
        var login = await host.LoginAsync("zhuanjia1", initial);
        Assert.Equal("replacePassword", login.Text("setup"));
        var token = login.Text("accessToken");
        Assert.Equal((403, "initial-password-in-use"), await host.GetAsync("accounts/me/preferences", token) is var r ? (r.Status, r.Type) : default);
        Assert.Equal(200, (await host.PostAsync("accounts/me/password", new { oldPassword = initial, password = AccountsHost.Password, passwordAgain = AccountsHost.Password }, token)).Status);
        Assert.Equal(200, (await host.GetAsync("accounts/me/preferences", token)).Status);
        var me = await host.GetAsync("accounts/me", token);
        Assert.Equal(("expert", registered.Text("unit"), "张三"), (me.Text("role"), me.Text("unit"), me.Body.GetProperty("expert").GetProperty("name").GetString()));
        Assert.Null(await host.Get<IRecordStore>().FindAsync("Accounts", me.Text("id"), "initial-password"));
    }

    [Fact]
    [Trait("Spec", "ACC-09")]
    public async Task Disable_Enable_Delete_TakeEffectAtOnce()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var admin = await host.TokenAsync("qiye2026");
        var created = await host.PostAsync("accounts/experts", Form(), admin);
        var (id, initial) = (created.Body.GetProperty("expert").GetProperty("id").GetString(), created.Text("initialPassword"));
        var expert = await host.TokenAsync("zhuanjia1", initial);
        Assert.Equal(200, (await host.GetAsync("accounts/me", expert)).Status);

        Assert.Equal("if-match-required", (await host.PostAsync($"accounts/experts/{id}/disable", token: admin)).Type);
        var read = await host.GetAsync($"accounts/experts/{id}", admin);
        Assert.Equal(200, (await host.PostAsync($"accounts/experts/{id}/disable", token: admin, ifMatch: read.ETag)).Status);
        Assert.Equal(412, (await host.PostAsync($"accounts/experts/{id}/enable", token: admin, ifMatch: read.ETag)).Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", expert)).Status);
        Assert.Equal("account-disabled", (await host.LoginAsync("zhuanjia1", initial)).Type);
        Assert.Equal("login-failed", (await host.LoginAsync("zhuanjia1", "Wrong0!word")).Type);

        read = await host.GetAsync($"accounts/experts/{id}", admin);
        Assert.Equal(200, (await host.PostAsync($"accounts/experts/{id}/enable", token: admin, ifMatch: read.ETag)).Status);
        Assert.Equal(200, (await host.LoginAsync("zhuanjia1", initial)).Status);

        Assert.Equal(204, (await host.SendAsync(HttpMethod.Delete, $"accounts/experts/{id}", token: admin)).Status);
        Assert.Equal(404, (await host.GetAsync($"accounts/experts/{id}", admin)).Status);
        Assert.Equal(0, (await host.GetAsync("accounts/experts", admin)).Body.GetProperty("total").GetInt32());
        Assert.Equal("login-failed", (await host.LoginAsync("zhuanjia1", initial)).Type);
        Assert.Equal(201, (await host.PostAsync("accounts/experts", Form(), admin)).Status);
        Assert.Empty(await host.Get<CaseStore>().VerifyAuditAsync(new CaseAddress("Accounts", id!)));
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public async Task Experts_OfAnotherUnit_DoNotExist()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync("qiye2026", "13800000001");
        await host.RegisterAsync("qiye2027", "13800000002");
        var (owner, other) = (await host.TokenAsync("qiye2026"), await host.TokenAsync("qiye2027"));
        var created = await host.PostAsync("accounts/experts", Form(), owner);
        var id = created.Body.GetProperty("expert").GetProperty("id").GetString();
        var etag = (await host.GetAsync($"accounts/experts/{id}", owner)).ETag;
        Assert.Equal(404, (await host.GetAsync($"accounts/experts/{id}", other)).Status);
        Assert.Equal(404, (await host.PostAsync($"accounts/experts/{id}/disable", token: other, ifMatch: etag)).Status);
        Assert.Equal(404, (await host.PostAsync($"accounts/experts/{id}/enable", token: other, ifMatch: etag)).Status);
        Assert.Equal(404, (await host.SendAsync(HttpMethod.Delete, $"accounts/experts/{id}", token: other)).Status);
        Assert.Equal(404, (await host.GetAsync("accounts/experts/%23x", other)).Status);
        Assert.Equal(0, (await host.GetAsync("accounts/experts", other)).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await host.GetAsync("accounts/experts", owner)).Body.GetProperty("total").GetInt32());
        // The administrator itself is no expert and cannot be reached by this way.
        var self = (await host.GetAsync("accounts/me", owner)).Text("id");
        Assert.Equal(404, (await host.GetAsync($"accounts/experts/{self}", owner)).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-09")]
    public async Task Create_WhenPhoneIsTaken_SaysSo()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync();
        var token = await host.TokenAsync("qiye2026");
        Assert.Equal(["phone.taken"], (await host.PostAsync("accounts/experts", Form(phone: "13800000001"), token)).Codes);
        Assert.Null(await host.Get<AccountStore>().FindAsync(AccountName.Username("zhuanjia1"), CancellationToken.None));
        Assert.Equal(201, (await host.PostAsync("accounts/experts", Form(), token)).Status);
    }
}
