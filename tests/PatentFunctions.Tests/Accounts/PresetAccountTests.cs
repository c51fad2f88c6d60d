using PatentFunctions.Accounts;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Accounts;

public sealed class PresetAccountTests
{
    private const string Header = "username,password,name,uscc,province,city,district,industry\n";
    private const string Row = "qy0006,Preset#0006,江苏示例精密轴承有限公司,91320102MA9X00011U,江苏,南京市,玄武区,3451\n";

    [Fact]
    [Trait("Spec", "ACC-06")]
    public async Task Import_BadRows_AreReportedByLineAndDoNotStopTheGoodOnes()
    {
        await using var host = await AccountsHost.StartAsync();
        var token = await host.OperatorAsync();
        const string Rows = Header + Row
            + "qy,weak,,1,江苏,不存在市,,99999\n"
            + "QY0006,Preset#0007,重复有限公司,91320102MA9X00011U,江苏省,南京市,玄武区,\n"
            + "chief,Preset#0007,占用有限公司,91320102MA9X00011U,江苏省,南京市,玄武区,\n";
        var report = await host.PostAsync("accounts/preset-imports", Rows, token);
        Assert.Equal((200, 1, 0), (report.Status, report.Body.GetProperty("created").GetInt32(), report.Body.GetProperty("existing").GetInt32()));
        Assert.Equal(
            [
                "3 username.length", "3 password.length", "3 password.upper-case", "3 password.digit", "3 password.special", "3 unit-name.missing", "3 uscc.length", "3 division.unknown", "3 industry.unknown",
                "4 username.repeated", "5 username.taken",
            ],
            report.Body.GetProperty("findings").EnumerateArray().Select(f => $"{f.GetProperty("line").GetInt32()} {f.GetProperty("code").GetString()}"));
        var again = await host.PostAsync("accounts/preset-imports", Header + Row, token);
        Assert.Equal((0, 1), (again.Body.GetProperty("created").GetInt32(), again.Body.GetProperty("existing").GetInt32()));
    }

    [Theory]
    [Trait("Spec", "ACC-06")]
    [InlineData("username,password\nqy0006,x\n", "missing-column")]
    [InlineData(Header, "empty-file")]
    public async Task Import_UnusableFile_SaysWhy(string csv, string code)
    {
        await using var host = await AccountsHost.StartAsync();
        var report = await host.PostAsync("accounts/preset-imports", csv, await host.OperatorAsync());
        Assert.All(report.Body.GetProperty("findings").EnumerateArray(), f => Assert.Equal(code, f.GetProperty("code").GetString()));
        Assert.NotEqual(0, report.Body.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    public void Import_MoreRowsThanARequestCanCarry_IsRefusedWhole()
    {
        var csv = Header + string.Concat(Enumerable.Range(0, 501).Select(i => Row.Replace("qy0006", $"qy{i:D4}", StringComparison.Ordinal)));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        var (rows, findings) = PresetRows.Read(stream);
        Assert.Empty(rows);
        Assert.Equal("too-many-rows", Assert.Single(findings).Code);
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    public async Task FirstLogin_GoesOnlySoFarUntilPhoneIsBoundAndPasswordReplaced()
    {
        await using var host = await AccountsHost.StartAsync();
        Assert.Equal(200, (await host.PostAsync("accounts/preset-imports", Header + Row, await host.OperatorAsync())).Status);

        var login = await host.LoginAsync("qy0006", "Preset#0006");
        Assert.Equal((200, "bindPhone", "该账号的手机号不存在，请填写手机号及验证码"), (login.Status, login.Text("setup"), login.Text("hint")));
        var token = login.Text("accessToken");
        var refused = await host.GetAsync("accounts/me/sessions", token);
        Assert.Equal((403, "phone-not-bound", "该账号的手机号不存在，请填写手机号及验证码"), (refused.Status, refused.Type, refused.Text("detail")));
        var tooEarly = await host.PostAsync("accounts/me/password", new { oldPassword = "Preset#0006", password = AccountsHost.Password, passwordAgain = AccountsHost.Password }, token);
        Assert.Equal((403, "phone-not-bound"), (tooEarly.Status, tooEarly.Type));

        Assert.Equal(["mobile.missing", "sms-code.missing"], (await host.PostAsync("accounts/me/phone", new { }, token)).Codes);
        var code = await host.CodeAsync("13800000006", "bindPhone");
        Assert.Equal(["sms-code.wrong"], (await host.PostAsync("accounts/me/phone", new { phone = "13800000007", smsCode = code }, token)).Codes);
        var bound = await host.PostAsync("accounts/me/phone", new { phone = "138 0000 0006", smsCode = code }, token);
        Assert.Equal((200, "replacePassword"), (bound.Status, bound.Text("setup")));
        Assert.Equal("phone-already-bound", (await host.PostAsync("accounts/me/phone", new { phone = "13800000006", smsCode = code }, token)).Type);
        Assert.Equal("initial-password-in-use", (await host.GetAsync("accounts/me/sessions", token)).Type);

        var same = await host.PostAsync("accounts/me/password", new { oldPassword = "Preset#0006", password = "Preset#0006", passwordAgain = "Preset#0006" }, token);
        Assert.Equal(["password.same-as-old"], same.Codes);
        var changed = await host.PostAsync("accounts/me/password", new { oldPassword = "Preset#0006", password = AccountsHost.Password, passwordAgain = AccountsHost.Password }, token);
        Assert.Equal((200, "none"), (changed.Status, changed.Text("setup")));
        Assert.Equal(200, (await host.GetAsync("accounts/me/sessions", token)).Status);
        Assert.Equal(200, (await host.LoginAsync("13800000006", AccountsHost.Password)).Status);
        Assert.Equal(401, (await host.LoginAsync("qy0006", "Preset#0006")).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    public async Task PresetUnit_OfAPresetAccount_IsThereToPreFill()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.PostAsync("accounts/preset-imports", Header + Row, await host.OperatorAsync());
        var id = (await host.Get<AccountStore>().FindAsync(AccountName.Username("qy0006"), CancellationToken.None))!.Value.Id;
        Assert.Equal(
            new PresetUnitData("江苏示例精密轴承有限公司", "91320102MA9X00011U", "320102", "江苏省南京市玄武区", "3451"),
            await host.Get<IPresetUnits>().FindAsync(id, CancellationToken.None));
        Assert.Null(await host.Get<IPresetUnits>().FindAsync(FirstOperator.Id, CancellationToken.None));
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    public async Task BindPhone_WhenAnotherAccountHasIt_SendsANoticeInsteadOfACode()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync("qiye2026", "13800000001");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(202, (await host.AskForCodeAsync("13800000001", "bindPhone")).Status);
        Assert.Equal("account.phone-registered", host.Sent.To("13800000001").Last().Template);
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    public async Task Import_ByAnotherRoleOrAsJson_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync();
        var chief = await host.OperatorAsync();
        await host.RegisterAsync();
        Assert.Equal(403, (await host.PostAsync("accounts/preset-imports", Header + Row, await host.TokenAsync("qiye2026"))).Status);
        Assert.Equal("not-csv", (await host.PostAsync("accounts/preset-imports", new { }, chief)).Type);
    }
}
