using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Accounts;

public sealed class RegisterTests
{
    private const string Phone = "13800000001";

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task Register_WhenEverythingIsWrong_AnswersEveryFindingAtOnce()
    {
        await using var host = await AccountsHost.StartAsync();
        var answer = await host.PostAsync("accounts/registration", AccountsHost.Form("a!", "123", "x", "12", "short", "other", "2020-01"));
        Assert.Equal((422, "fields-invalid"), (answer.Status, answer.Type));
        Assert.Equal(
            ["username.length", "username.character", "mobile.length", "email.at", "sms-code.format", "password.length", "password.upper-case", "password.digit", "password.special", "password-again.different", "agreement.outdated"],
            answer.Codes);
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task Register_WhenNothingIsFilledIn_EveryFieldHasItsOwnCode()
    {
        await using var host = await AccountsHost.StartAsync();
        var answer = await host.PostAsync("accounts/registration", new { });
        Assert.Equal(["username.missing", "mobile.missing", "email.missing", "sms-code.missing", "password.missing", "password-again.missing", "agreement.not-accepted"], answer.Codes);
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    [Trait("Spec", "ACC-02")]
    public async Task Register_WhenRight_CreatesAnAccountThatSignsInByAllThreeNames()
    {
        await using var host = await AccountsHost.StartAsync();
        var registered = await host.RegisterAsync("Qiye2026", Phone, "Info@Example.com");
        foreach (var name in new[] { "qiye2026", "138 0000 0001", "info@example.COM" })
        {
            var me = await host.GetAsync("accounts/me", await host.TokenAsync(name));
            Assert.Equal((registered.Text("account"), "unitAdmin", registered.Text("unit"), "138****0001"), (me.Text("id"), me.Text("role"), me.Text("unit"), me.Text("phone")));
        }
        var account = await host.Get<AccountStore>().FindAsync(new AccountId(registered.Text("account")), CancellationToken.None);
        Assert.Equal("2026-01", account!.Value.AgreementVersion);
        Assert.DoesNotContain(AccountsHost.Password, account.Value.PasswordHash, StringComparison.Ordinal);
        Assert.Empty(await host.Get<CaseStore>().VerifyAuditAsync(new CaseAddress("Accounts", account.Value.Id.Value)));
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task Register_WhenNamesAreTaken_SaysSoForMailAndPhoneOnlyToWhoHasTheCode()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RegisterAsync("qiye2026", Phone, "a@example.com");
        var stranger = await host.PostAsync("accounts/registration", AccountsHost.Form("QIYE2026", Phone, "a@example.com", "999999"));
        Assert.Equal(["username.taken", "sms-code.wrong"], stranger.Codes);
        var code = await host.CodeAsync("13800000002", "register");
        var owner = await host.PostAsync("accounts/registration", AccountsHost.Form("QIYE2026", "13800000002", "A@example.com", code));
        Assert.Equal(["username.taken", "mail.taken"], owner.Codes);
        Assert.Equal(201, (await host.PostAsync("accounts/registration", AccountsHost.Form("qiye2027", "13800000002", "b@example.com", code))).Status);
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task Register_WhenThePhoneWasTakenAfterTheCodeWasSent_SaysSo()
    {
        await using var host = await AccountsHost.StartAsync();
        var early = await host.CodeAsync(Phone, "register");
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        // A colleague is quicker with a code of the same phone; each code replaces the one before.
        var late = await host.CodeAsync(Phone, "register");
        Assert.Equal(["sms-code.wrong"], (await host.PostAsync("accounts/registration", AccountsHost.Form(code: early == late ? "x" : early))).Codes);
        Assert.Equal(201, (await host.PostAsync("accounts/registration", AccountsHost.Form(code: late))).Status);
        Assert.Equal(["sms-code.wrong"], (await host.PostAsync("accounts/registration", AccountsHost.Form("qiye2027", Phone, "b@example.com", late))).Codes);
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    [Trait("Spec", "COM-05")]
    public async Task Register_WhenRepeatedWithTheSameKey_AnswersTheSameAndCreatesOne()
    {
        await using var host = await AccountsHost.StartAsync();
        var form = AccountsHost.Form(code: await host.CodeAsync(Phone, "register"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.PostAsync("accounts/registration", form, key: "registration-1")));
        var again = await host.PostAsync("accounts/registration", form, key: "registration-1");
        Assert.Equal(201, again.Status);
        Assert.Contains(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status == 201), a => Assert.Equal(again.Text("account"), a.Text("account")));
        var other = await host.PostAsync("accounts/registration", AccountsHost.Form("another1"), key: "registration-1");
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Type));
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task Register_ManyAtOnceWithOneUsername_OneWins()
    {
        await using var host = await AccountsHost.StartAsync();
        var forms = new List<object>();
        for (var i = 0; i < 5; i++) forms.Add(AccountsHost.Form(i % 2 == 0 ? "SameName" : "samename", $"1380000010{i}", $"m{i}@example.com", await host.CodeAsync($"1380000010{i}", "register")));
        var answers = await Task.WhenAll(forms.Select(f => host.PostAsync("accounts/registration", f)));
        Assert.Equal(1, answers.Count(a => a.Status == 201));
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal(["username.taken"], a.Codes));
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task Names_ClaimLeftByACrash_MayBeTakenOverAfterTenMinutes()
    {
        await using var host = await AccountsHost.StartAsync();
        var names = host.Get<AccountNames>();
        var (name, crashed, later) = (AccountName.Username("Left"), new AccountId("a-crashed"), new AccountId("a-later"));
        Assert.Empty(await names.ClaimAsync([name], crashed, CancellationToken.None));
        await host.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.True(await names.IsTakenAsync(name, later, CancellationToken.None));
        Assert.Equal([name], await names.ClaimAsync([AccountName.Mail("free@example.com"), name], later, CancellationToken.None));
        await host.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.False(await names.IsTakenAsync(AccountName.Mail("free@example.com"), crashed, CancellationToken.None));
        Assert.Empty(await names.ClaimAsync([name], later, CancellationToken.None));
        Assert.True(await names.IsTakenAsync(name, crashed, CancellationToken.None));
    }

    [Fact]
    [Trait("Spec", "ACC-01")]
    public async Task GetAgreement_Always_GivesTheVersionThatARegistrationAccepts()
    {
        await using var host = await AccountsHost.StartAsync();
        var agreement = await host.GetAsync("accounts/agreement");
        Assert.Equal(("2026-01", "单位注册协议"), (agreement.Text("version"), agreement.Text("title")));
    }

    [Fact]
    [Trait("Spec", "ACC-04")]
    public async Task Codes_AreKeptAsKeyedHashOnly()
    {
        await using var host = await AccountsHost.StartAsync();
        var code = await host.CodeAsync(Phone, "register");
        Assert.Matches("^[0-9]{6}$", code);
        await foreach (var record in host.Get<IRecordStore>().AllAsync("SmsCodes", new RecordQuery()))
        {
            Assert.DoesNotContain(code, System.Text.Encoding.UTF8.GetString(record.Document.Span), StringComparison.Ordinal);
            Assert.DoesNotContain(Phone, record.Partition, StringComparison.Ordinal);
        }
    }
}
