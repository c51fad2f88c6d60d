using PatentFunctions.Accounts;
using PatentFunctions.Notifications;

namespace PatentFunctions.Tests.Accounts;

public sealed class StaffTests
{
    private static object Form(string username, string role, string phone, string? province = null, string? bank = null) =>
        new { username, role, office = "某单位", phone, mail = username + "@example.com", province, bank };

    [Theory]
    [Trait("Spec", "ACC-10")]
    [InlineData("examiner", null, null)]
    [InlineData("provincial", "43", null)]
    [InlineData("national", null, null)]
    [InlineData("bank", null, "icbc")]
    [InlineData("financeOfficer", null, null)]
    [InlineData("operator", null, null)]
    [InlineData("university", null, null)]
    public async Task Create_ByRole_SignsInWithItsScopeAndMustReplaceThePassword(string role, string? province, string? bank)
    {
        await using var host = await AccountsHost.StartAsync();
        var created = await host.PostAsync("accounts/staff", Form("staff01", role, "13800000201", province, bank), await host.OperatorAsync());
        Assert.Equal(201, created.Status);
        var login = await host.LoginAsync("staff01", created.Text("initialPassword"));
        Assert.Equal("replacePassword", login.Text("setup"));
        var me = (await host.GetAsync("accounts/me", login.Text("accessToken"))).Body;
        Assert.Equal(role, me.GetProperty("role").GetString());
        Assert.Equal(province is null ? null : "430000", me.TryGetProperty("province", out var p) ? p.GetString() : null);
        Assert.Equal(bank is null ? null : "ICBC", me.TryGetProperty("bank", out var b) ? b.GetString() : null);
        Assert.Equal(role == "university", me.TryGetProperty("unit", out _));
    }

    [Fact]
    [Trait("Spec", "ACC-10")]
    public async Task Create_WhenFormIsEmptyOrCallerIsNoOperator_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync();
        var chief = await host.OperatorAsync();
        Assert.Equal(["username.missing", "staff-role", "office.missing", "mobile.missing", "email.missing"], (await host.PostAsync("accounts/staff", new { }, chief)).Codes);
        await host.RegisterAsync();
        Assert.Equal(403, (await host.PostAsync("accounts/staff", Form("staff01", "operator", "13800000201"), await host.TokenAsync("qiye2026"))).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-10")]
    public async Task Disable_Enable_Reissue_List_ByTheOperator()
    {
        await using var host = await AccountsHost.StartAsync();
        var chief = await host.OperatorAsync();
        var created = await host.PostAsync("accounts/staff", Form("shenhe01", "examiner", "13800000201"), chief);
        var (id, initial) = (created.Body.GetProperty("account").GetProperty("id").GetString(), created.Text("initialPassword"));
        var token = await host.TokenAsync("shenhe01", initial);

        var reissued = await host.PostAsync($"accounts/staff/{id}/initial-password", token: chief, ifMatch: (await host.GetAsync($"accounts/staff/{id}", chief)).ETag);
        Assert.Equal(200, reissued.Status);
        Assert.Equal(401, (await host.GetAsync("accounts/me", token)).Status);
        Assert.Equal(401, (await host.LoginAsync("shenhe01", initial)).Status);
        Assert.Equal(200, (await host.LoginAsync("shenhe01", reissued.Text("initialPassword"))).Status);

        Assert.Equal(200, (await host.PostAsync($"accounts/staff/{id}/disable", token: chief, ifMatch: (await host.GetAsync($"accounts/staff/{id}", chief)).ETag)).Status);
        Assert.Equal("account-disabled", (await host.LoginAsync("shenhe01", reissued.Text("initialPassword"))).Type);
        var listed = (await host.GetAsync("accounts/staff?role=examiner", chief)).Body.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("shenhe01", "138****0201", true), (listed.GetProperty("username").GetString(), listed.GetProperty("phone").GetString(), listed.GetProperty("disabled").GetBoolean()));
        Assert.Equal("role-invalid", (await host.GetAsync("accounts/staff?role=system", chief)).Type);

        Assert.Equal(200, (await host.PostAsync($"accounts/staff/{id}/enable", token: chief, ifMatch: (await host.GetAsync($"accounts/staff/{id}", chief)).ETag)).Status);
        Assert.Equal(200, (await host.LoginAsync("shenhe01", reissued.Text("initialPassword"))).Status);

        var own = (await host.GetAsync("accounts/me", chief)).Text("id");
        Assert.Equal((409, "own-account"), await host.PostAsync($"accounts/staff/{own}/disable", token: chief, ifMatch: (await host.GetAsync($"accounts/staff/{own}", chief)).ETag) is var r ? (r.Status, r.Type) : default);
    }

    [Fact]
    [Trait("Spec", "ACC-10")]
    public async Task FirstOperator_WithoutConfiguration_TheAppDoesNotStart()
    {
        var start = await Assert.ThrowsAnyAsync<Exception>(() => AccountsHost.StartAsync(("Accounts:FirstOperator:Password", null)));
        Assert.Contains("Accounts:FirstOperator", start.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "ACC-10")]
    public async Task FirstOperator_AtTheFirstLogin_MustReplaceTheConfiguredPassword()
    {
        await using var host = await AccountsHost.StartAsync();
        Assert.Equal("replacePassword", (await host.LoginAsync("chief", "First#Op2026")).Text("setup"));
    }

    [Fact]
    [Trait("Spec", "COM-09")]
    public async Task ContactBook_ByUnitRoleAndScope_KnowsWhoIsActive()
    {
        await using var host = await AccountsHost.StartAsync();
        var chief = await host.OperatorAsync();
        var unit = new UnitId((await host.RegisterAsync("qiye2026", "13800000001")).Text("unit"));
        await host.PostAsync("accounts/experts", new { username = "zhuanjia1", name = "张三", idNumber = "11010519491231002X", post = "工程师", field = "轴承", phone = "13800000101", mail = "z@example.com" }, await host.TokenAsync("qiye2026"));
        await host.PostAsync("accounts/staff", Form("hunan01", "provincial", "13800000201", "43"), chief);
        await host.PostAsync("accounts/staff", Form("jiangsu1", "provincial", "13800000202", "32"), chief);
        var book = host.Get<IContactBook>();

        Assert.Equal(["13800000001"], (await book.UnitAsync(unit, CancellationToken.None)).Select(c => c.Phone));
        Assert.Equal(["13800000201"], (await book.RoleAsync(Role.Provincial, "430000", CancellationToken.None)).Select(c => c.Phone));
        Assert.Equal(2, (await book.RoleAsync(Role.Provincial, null, CancellationToken.None)).Count);
        var id = (await book.RoleAsync(Role.Provincial, "430000", CancellationToken.None))[0].Account;
        Assert.Equal("hunan01@example.com", (await book.AccountAsync(id, CancellationToken.None))!.Mail);
        await host.PostAsync($"accounts/staff/{id}/disable", token: chief, ifMatch: (await host.GetAsync($"accounts/staff/{id}", chief)).ETag);
        Assert.Empty(await book.RoleAsync(Role.Provincial, "430000", CancellationToken.None));
        Assert.Null(await book.AccountAsync(id, CancellationToken.None));
    }

    [Fact]
    [Trait("Spec", "ACC-12")]
    public async Task Preferences_OfOptionalKinds_CanBeSwitchedOff()
    {
        await using var host = await AccountsHost.StartAsync();
        var id = new AccountId((await host.RegisterAsync()).Text("account"));
        var token = await host.TokenAsync("qiye2026");
        var read = await host.GetAsync("accounts/me/preferences", token);
        Assert.Equal(15, read.Body.GetProperty("switches").GetArrayLength());
        await host.TokenAsync("qiye2026");
        object Set(string kind, bool on) => new { switches = new[] { new { kind, channel = "sms", on } } };
        Task<Answer> PutAsync(object body, string? etag) => host.SendAsync(HttpMethod.Put, "accounts/me/preferences", body, token, etag);
        Assert.Equal(428, (await PutAsync(Set("weekly", false), null)).Status);
        Assert.Equal(["switch.mandatory"], (await PutAsync(Set("result", false), read.ETag)).Codes);
        var changed = await PutAsync(Set("weekly", false), read.ETag);
        Assert.Equal(200, changed.Status);
        Assert.Equal(412, (await PutAsync(Set("reminder", false), read.ETag)).Status);
        Assert.Equal(["weekly:sms"], (await host.Get<IContactBook>().AccountAsync(id, CancellationToken.None))!.Refused);
        Assert.Equal(200, (await PutAsync(Set("weekly", true), changed.ETag)).Status);
        Assert.Empty((await host.Get<IContactBook>().AccountAsync(id, CancellationToken.None))!.Refused);
    }

    [Fact]
    [Trait("Spec", "ACC-10")]
    public async Task UnitNamed_ByTheReview_RenamesTheOfficeOfEveryAccountOfTheUnit()
    {
        await using var host = await AccountsHost.StartAsync();
        var registered = await host.RegisterAsync();
        var token = await host.TokenAsync("qiye2026");
        var stamp = ActStamp.BySystem(host.Clock, "Test");
        var write = new PatentFunctions.Platform.Cases.CaseWrite(new("Units", registered.Text("unit")), stamp).Send(AccountMessages.UnitNamed(new UnitId(registered.Text("unit")), "江苏示例精密轴承有限公司"));
        await host.Get<PatentFunctions.Platform.Cases.CaseStore>().CommitAsync(write, host.Get<PatentFunctions.LocalHost.DurableTaskClient>());
        Assert.Equal("江苏示例精密轴承有限公司", (await host.GetAsync("accounts/me", token)).Text("office"));
    }
}
