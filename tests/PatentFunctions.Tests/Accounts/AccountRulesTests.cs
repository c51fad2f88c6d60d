using PatentFunctions.Accounts;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Tests.Accounts;

public sealed class AccountRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [Trait("Spec", "ACC-01")]
    [InlineData("abcd", "")]
    [InlineData("Qiye2026Qiye2026Qiye", "")]
    [InlineData("1234", "")]
    [InlineData("abc", "username.length")]
    [InlineData("Qiye2026Qiye2026Qiye1", "username.length")]
    [InlineData("ab_cd", "username.character")]
    [InlineData("企业用户名", "username.character")]
    [InlineData("ａｂｃｄ", "username.character")]
    [InlineData("a b", "username.length,username.character")]
    [InlineData("13800000001", "username.like-phone")]
    [InlineData("8613800000001", "username.like-phone")]
    [InlineData("", "username.missing")]
    public void Username_EveryRule_IsFoundAtOnce(string username, string codes) =>
        Assert.Equal(codes, string.Join(',', UsernameRules.Check(username).Select(f => f.Code)));

    [Theory]
    [Trait("Spec", "ACC-05")]
    [InlineData(" Qiye2026 ", "username", "qiye2026")]
    [InlineData("138 0000 0001", "phone", "13800000001")]
    [InlineData("+86 138-0000-0001", "phone", "13800000001")]
    [InlineData("A@Example.com", "mail", "a@example.com")]
    [InlineData("a@", null, null)]
    [InlineData("no such name!", null, null)]
    [InlineData("", null, null)]
    public void Recognize_ByForm_TellsPhoneMailAndUsername(string typed, string? kind, string? value)
    {
        var name = LoginRules.Recognize(typed);
        Assert.Equal((kind, value), (name?.Kind, name?.Value));
    }

    [Fact]
    [Trait("Spec", "ACC-05")]
    public void CountTry_FifthInARow_LocksForFifteenMinutesAndThenStartsAnew()
    {
        LoginFailures? state = null;
        for (var i = 1; i <= 4; i++)
        {
            state = LoginRules.CountTry(state, Now).Value;
            Assert.Equal((i, null), (state.Count, state.LockedUntil));
        }
        state = LoginRules.CountTry(state, Now).Value;
        Assert.Equal(Now.AddMinutes(15), state.LockedUntil);
        Assert.Equal(1, LoginRules.CountTry(state, Now.AddMinutes(15).AddSeconds(-1)).Refusal!.RetryAfterSeconds);
        Assert.Equal(new LoginFailures(1, null), LoginRules.CountTry(state, Now.AddMinutes(15)).Value);
    }

    [Theory]
    [Trait("Spec", "ACC-04")]
    [InlineData(0, 0, "")]
    [InlineData(1, 59, "sms-code-too-soon")]
    [InlineData(1, 60, "")]
    [InlineData(9, 60, "")]
    [InlineData(10, 60, "sms-codes-used-up")]
    public void CountOne_ByNumber_AllowsOneAMinuteAndTenADay(int sentToday, int secondsSinceLast, string refusal)
    {
        var book = new PhoneCodes(new DateOnly(2026, 11, 27), sentToday, sentToday == 0 ? null : Now.AddSeconds(-secondsSinceLast), []);
        var counted = SmsCodeRules.CountOne(book, Now);
        Assert.Equal(refusal, counted.Refusal?.Code ?? "");
        if (refusal.Length == 0) Assert.Equal((sentToday + 1, Now), (counted.Value.SentThatDay, counted.Value.LastSentAt!.Value));
    }

    [Fact]
    [Trait("Spec", "ACC-04")]
    public void CountOne_WhenTheDayInShanghaiIsOver_CountsAnew()
    {
        var used = new PhoneCodes(new DateOnly(2026, 11, 27), 10, Now, []);
        var midnight = new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal("sms-codes-used-up", SmsCodeRules.CountOne(used, midnight.AddSeconds(-1)).Refusal?.Code);
        Assert.Equal(new DateOnly(2026, 11, 28), SmsCodeRules.CountOne(used, midnight).Value.Day);
    }

    [Theory]
    [Trait("Spec", "ACC-04")]
    [InlineData(SmsPurpose.Register, 0, 0, true)]
    [InlineData(SmsPurpose.ResetPassword, 0, 0, false)]
    [InlineData(SmsPurpose.Register, 4, 299, true)]
    [InlineData(SmsPurpose.Register, 5, 0, false)]
    [InlineData(SmsPurpose.Register, 0, 300, false)]
    public void Triable_ByPurposeTriesAndAge_Ends(SmsPurpose purpose, int wrong, int age, bool triable)
    {
        var book = new PhoneCodes(new DateOnly(2026, 11, 27), 1, Now, [new LiveCode(SmsPurpose.Register, "", "", Now + SmsCodeRules.Life, wrong)]);
        Assert.Equal(triable, SmsCodeRules.Triable(book, purpose, Now.AddSeconds(age)) is not null);
    }

    [Theory]
    [Trait("Spec", "ACC-10")]
    [InlineData(Role.Examiner, null, null, "")]
    [InlineData(Role.Provincial, "430000", null, "")]
    [InlineData(Role.Provincial, "43", null, "")]
    [InlineData(Role.Provincial, null, null, "staff-province.missing")]
    [InlineData(Role.Provincial, "430100", null, "staff-province.missing")]
    [InlineData(Role.Bank, null, "ICBC", "")]
    [InlineData(Role.Bank, null, null, "staff-bank.missing")]
    [InlineData(Role.Bank, null, "a/b", "staff-bank.missing")]
    [InlineData(Role.National, "43", "ICBC", "staff-province.unexpected,staff-bank.unexpected")]
    [InlineData(Role.UnitAdmin, null, null, "staff-role")]
    [InlineData(Role.Public, null, null, "staff-role")]
    [InlineData(Role.System, null, null, "staff-role")]
    [InlineData(null, null, null, "staff-role")]
    public void Staff_ByRole_NeedsItsScope(Role? role, string? province, string? bank, string codes) =>
        Assert.Equal(codes, string.Join(',', StaffRules.Check(new StaffForm("staff01", role, "某局", "13800000001", "s@example.com", province, bank)).Select(f => f.Code)));

    [Theory]
    [Trait("Spec", "ACC-09")]
    [InlineData("11010519491231002X", "")]
    [InlineData("110105194912310021", "resident-id.check-digit")]
    [InlineData(null, "resident-id.missing")]
    public void Expert_IdNumber_IsChecked(string? idNumber, string codes) =>
        Assert.Equal(codes, string.Join(',', ExpertRules.Check(new ExpertForm("zhuanjia", "张三", idNumber, "高级工程师", "轴承", "13800000001", "z@example.com"), new DateOnly(2026, 11, 27)).Select(f => f.Code)));

    [Fact]
    [Trait("Spec", "ACC-09")]
    public void Expert_EmptyForm_EveryFieldHasItsOwnCode() =>
        Assert.Equal(
            ["username.missing", "expert-name.missing", "resident-id.missing", "expert-post.missing", "expert-field.missing", "mobile.missing", "email.missing"],
            ExpertRules.Check(new ExpertForm(null, null, null, null, null, null, null), new DateOnly(2026, 11, 27)).Select(f => f.Code));

    [Theory]
    [Trait("Spec", "ACC-12")]
    [InlineData(NotificationKind.Result, "switch.mandatory")]
    [InlineData(NotificationKind.Security, "switch.mandatory")]
    [InlineData(NotificationKind.Reminder, "")]
    [InlineData(NotificationKind.Weekly, "")]
    [InlineData(NotificationKind.Notice, "")]
    public void Switches_OfMandatoryKinds_StayOn(NotificationKind kind, string codes) =>
        Assert.Equal(codes, string.Join(',', NotificationSwitches.Check([new NotificationSwitch(kind, NotificationChannel.Sms, false)]).Select(f => f.Code)));
}
