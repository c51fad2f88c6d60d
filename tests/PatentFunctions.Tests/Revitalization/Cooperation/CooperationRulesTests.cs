using PatentFunctions.Calendar;
using PatentFunctions.Identifiers;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Recognition.Notices;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>The rules as tables of cases.</summary>
public sealed class CooperationRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly PoolProfile Good = new()
    {
        Name = "周专家", IdNumber = "11010519491231002X", Post = "高级工程师", Field = "机械", Industries = ["3451"], Keywords = ["滚动轴承"], Resume = "二十年",
    };

    public static TheoryData<string, PoolProfile, string?, string> Profiles => new()
    {
        { "good", Good, null, "" },
        { "number on file, left out", Good with { IdNumber = null }, "110105********002X", "" },
        { "number on file, sent back masked", Good with { IdNumber = "110105********002X" }, "110105********002X", "" },
        { "another mask", Good with { IdNumber = "110105********0021" }, "110105********002X", "/idNumber" },
        { "no number", Good with { IdNumber = null }, null, "/idNumber" },
        { "wrong check digit", Good with { IdNumber = "110105194912310021" }, null, "/idNumber" },
        { "born tomorrow", Good with { IdNumber = "110105204912310027" }, null, "/idNumber" },
        { "nothing", new PoolProfile(), null, "/name,/idNumber,/post,/field,/industries,/keywords,/resume" },
        { "strategic industry alone", Good with { Industries = null, StrategicIndustries = ["2.1"] }, null, "" },
        { "unknown codes", Good with { Industries = ["9999"], StrategicIndustries = ["99.9"] }, null, "/strategicIndustries/0,/industries/0" },
        { "industry twice", Good with { Industries = ["3451", "3451"] }, null, "/industries/1" },
        { "eleven industries", Good with { Industries = ["34", "341", "342", "343", "344", "345", "346", "347", "348", "349", "3451"] }, null, "/industries" },
        { "keyword too short and twice", Good with { Keywords = ["轴", "轴承", " 轴承"] }, null, "/keywords/0,/keywords/2" },
    };

    [Theory]
    [Trait("Spec", "EXP-01")]
    [MemberData(nameof(Profiles))]
    public void Profile_Checked_SaysEverythingAtOnce(string about, PoolProfile profile, string? onFile, string pointers) =>
        Assert.Equal((about, pointers), (about, string.Join(',', PoolProfileRules.Check(profile, onFile, Today).Select(f => f.Pointer))));

    [Theory]
    [Trait("Spec", "EVA-01")]
    [InlineData("3451", "3451", "滚动轴承", 3)]
    [InlineData("345", "3451", "滚动轴承", 3)]
    [InlineData("34", "3451", "滚动轴承,保持架", 4)]
    [InlineData("C", "3451", "滚动轴承", 3)]
    [InlineData("3451", "345", "滚动轴承", null)]
    [InlineData("3451", "3451", "芯片", null)]
    [InlineData("6513", "3451", "滚动轴承,保持架", null)]
    [InlineData("6513", "3451", "滚动轴承,保持架,储油槽", 3)]
    [InlineData("", "3451", "滚动轴承", null)]
    [InlineData("3451", "", "滚动轴承", null)]
    public void Push_ByIndustryAndKeyword_NeedsThreePoints(string interest, string industry, string keywords, int? score)
    {
        Assert.True(PatentNumber.TryParse("201819900001.7", out var number, out _));
        var resource = new ResourceRecord(
            new ResourceId("r-1"), new UnitId("u-2"), "大学", "61", ResourceKind.Single, "一种滚动轴承", [new TransferablePatent(number, "一种滚动轴承") { Abstract = "保持架设有储油槽" }],
            new ResourceDossier { TechnicalField = "31", Maturity = TechnicalMaturity.Concept, Ways = [TransferWay.Licence], ApplicationField = "机械", Industries = Split(industry) },
            new ResourceContact("甲", "16900001234"), default, ResourceState.Offered);
        var match = EvaluationPush.Match(resource, new ExpertInterest(new UnitId("u-1"), "单位", new AccountId("a-1"), [], Split(interest), Split(keywords)));
        Assert.Equal(score, match?.Score);
    }

    [Fact]
    [Trait("Spec", "EVA-01")]
    public void Push_WhenBothClassificationsMeet_NeedsNoKeyword()
    {
        Assert.True(PatentNumber.TryParse("201819900001.7", out var number, out _));
        var resource = new ResourceRecord(
            new ResourceId("r-1"), new UnitId("u-2"), "大学", "61", ResourceKind.Single, "一种装置", [new TransferablePatent(number, "一种装置")],
            new ResourceDossier { TechnicalField = "31", Maturity = TechnicalMaturity.Concept, Ways = [TransferWay.Licence], ApplicationField = "机械", Industries = ["3451"], StrategicIndustries = ["2.1.1"] },
            new ResourceContact("甲", "16900001234"), default, ResourceState.Offered);
        var match = EvaluationPush.Match(resource, new ExpertInterest(new UnitId("u-1"), "单位", new AccountId("a-1"), ["2.1"], ["345"], ["芯片"]));
        Assert.Equal(4, match!.Score);
        Assert.StartsWith("产业：", match.Why, StringComparison.Ordinal);
        Assert.Contains("轴承、齿轮和传动部件制造", match.Why, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Spec", "EVA-01")]
    [InlineData(1, "好", "")]
    [InlineData(5, "好", "")]
    [InlineData(0, "好", "/stars")]
    [InlineData(6, "好", "/stars")]
    [InlineData(null, " ", "/stars,/comment")]
    public void Stars_Checked_SayEverythingAtOnce(int? stars, string comment, string pointers) =>
        Assert.Equal(pointers, string.Join(',', EvaluationStars.Check(new StarsForm(stars, comment)).Select(f => f.Pointer)));

    [Fact]
    [Trait("Spec", "EVA-01")]
    public void Stars_Mean_WhatTheManualSays() => Assert.Equal(
        [
            "5专利技术成熟度高，可直接用于产业", "4具有较高的潜在价值和产业化前景", "3具有一定的潜在价值和产业化前景", "2潜在价值低，产业化前景不明确", "1无潜在价值和产业化前景",
        ],
        EvaluationStars.All.Select(s => $"{s.Stars}{s.Meaning}"));

    [Theory]
    [Trait("Spec", "EVA-02")]
    [InlineData("5", "5")]
    [InlineData("4,5", "4.5")]
    [InlineData("4,4,5", "4.33")]
    [InlineData("1,1,1,1,1,1,1,2", "1.13")]
    public void Average_OfStars_IsRoundedHalfUp(string stars, string average) =>
        Assert.Equal(decimal.Parse(average, System.Globalization.CultureInfo.InvariantCulture), EvaluationStars.Average([.. stars.Split(',').Select(s => s[0] - '0')]));

    public static TheoryData<string, DemandForm, string> Demands
    {
        get
        {
            var good = new DemandForm { Title = "求购轴承设计", Field = "31", Description = "用于压缩机的深沟球轴承，要求噪声低于35分贝，寿命两万小时。", Budget = 50.55m, Deadline = new DateOnly(2026, 11, 24) };
            return new TheoryData<string, DemandForm, string>
            {
                { "good", good, "" },
                { "by agreement", good with { Budget = null }, "" },
                { "nothing", new DemandForm(), "/title,/field,/description,/deadline" },
                { "today", good with { Deadline = Today }, "/deadline" },
                { "two years ahead", good with { Deadline = new DateOnly(2028, 11, 23) }, "" },
                { "a day more", good with { Deadline = new DateOnly(2028, 11, 24) }, "/deadline" },
                { "field by its name", good with { Field = "机器零件" }, "/field" },
                { "three decimals", good with { Budget = 0.555m }, "/budget" },
                { "no budget", good with { Budget = 0 }, "/budget" },
                { "too short", good with { Description = "求购轴承" }, "/description" },
                { "unknown industry", good with { Industries = ["3451", "0000"] }, "/industries/1" },
                { "six files", good with { Attachments = [.. Enumerable.Range(0, 6).Select(i => new FileId("f-" + i))] }, "/attachments" },
                { "a file twice", good with { Attachments = [new FileId("f-1"), new FileId("f-1")] }, "/attachments" },
            };
        }
    }

    [Theory]
    [Trait("Spec", "DEM-01")]
    [MemberData(nameof(Demands))]
    public void Demand_Checked_SaysEverythingAtOnce(string about, DemandForm form, string pointers) =>
        Assert.Equal((about, pointers), (about, string.Join(',', DemandRules.Check(form, Today).Where(f => f.Severity == Severity.Blocks).Select(f => f.Pointer))));

    [Theory]
    [Trait("Spec", "DEM-01")]
    [InlineData("请联系13812345678", true)]
    [InlineData("电话0731-88881234", true)]
    [InlineData("邮箱a.b@example.com.cn", true)]
    [InlineData("转速12000转，寿命20000小时，型号138123456789", false)]
    public void Demand_WithAContactInItsText_IsPointedOut(string text, bool found)
    {
        var form = new DemandForm { Title = "求购", Field = "31", Description = "用于压缩机的深沟球轴承，要求噪声低于35分贝。" + text, Deadline = new DateOnly(2026, 12, 31) };
        Assert.Equal(found, DemandRules.Check(form, Today).Any(f => f is { Code: "demand.contact-in-text", Severity: Severity.Warns }));
    }

    [Theory]
    [Trait("Spec", "DEM-01")]
    [InlineData("2026-12-24T08:59", false, false, "2026-12-24T09:00")]
    [InlineData("2026-12-24T09:00", true, false, "2027-01-01T00:00")]
    [InlineData("2026-12-31T23:59", true, false, "2027-01-01T00:00")]
    [InlineData("2027-01-01T00:00", false, true, null)]
    public void Deadline_OfADemand_IsToldOnceAndEndsAtMidnight(string now, bool tell, bool expire, string? next)
    {
        var due = DemandTerms.Due(new DateOnly(2026, 12, 31), TestApp.China("2026-11-23T10:00"), false, TestApp.China(now));
        Assert.Equal((tell, expire, next is null ? (DateTimeOffset?)null : TestApp.China(next)), (due.Tell, due.Expire, due.NextAt));
        Assert.False(DemandTerms.Due(new DateOnly(2026, 12, 31), TestApp.China("2026-11-23T10:00"), true, TestApp.China(now)).Tell);
        Assert.False(DemandTerms.Due(new DateOnly(2026, 12, 31), TestApp.China("2026-12-28T10:00"), false, TestApp.China(now)).Tell);
    }

    [Theory]
    [Trait("Spec", "INT-01")]
    [InlineData("2026-11-26T17:29", 0, false, "2026-11-26T17:30")]
    [InlineData("2026-11-26T17:30", 1, false, "2026-12-02T17:30")]
    [InlineData("2026-12-02T17:30", 2, false, "2026-12-08T00:00")]
    [InlineData("2026-12-08T00:00", 0, true, null)]
    public void Intent_Unanswered_RemindsAfterThreeAndSevenWorkingDaysAndTellsAfterTen(string now, int reminders, bool tell, string? next)
    {
        var intent = IntentTerms.Count(Sent("2026-11-23T10:00"), WorkingDayCalendar.BuiltIn);
        Assert.Equal((new DateOnly(2026, 11, 26), new DateOnly(2026, 12, 2), new DateOnly(2026, 12, 7)), (intent.FirstReminderOn, intent.SecondReminderOn, intent.DueOn));
        var due = IntentTerms.Due(intent, TestApp.China(now));
        Assert.Equal((reminders, tell, next is null ? (DateTimeOffset?)null : TestApp.China(next)), (due.Reminders, due.Tell, due.NextAt));
        foreach (var state in Enum.GetValues<IntentState>().Where(s => !IntentStates.IsUnanswered(s)))
            Assert.Equal(new IntentDue(0, false, null), IntentTerms.Due(intent with { State = state }, TestApp.China(now)));
    }

    [Fact]
    [Trait("Spec", "INT-01")]
    public void Intent_CountedWithANewCalendar_Moves()
    {
        var before = IntentTerms.Count(Sent("2026-12-28T10:00"), WorkingDayCalendar.BuiltIn);
        var after = IntentTerms.Count(before, WorkingDayCalendar.BuiltIn.With(SampleCalendar.NewYear2027));
        Assert.Equal((new DateOnly(2027, 1, 11), true), (before.DueOn, before.Provisional));
        Assert.Equal((new DateOnly(2027, 1, 12), false), (after.DueOn, after.Provisional));
    }

    [Theory]
    [Trait("Spec", "INT-01")]
    [InlineData("13812345678", "138****5678")]
    [InlineData("0731-88881234", "0731-****")]
    public void Phone_OfAnIntent_IsMasked(string phone, string masked) => Assert.Equal(masked, IntentRules.Masked(phone));

    public static TheoryData<string, IntentForm, string> IntentForms => new()
    {
        { "good", new IntentForm { Need = "许可", Contact = "孙", Phone = "138 1234 5678" }, "" },
        { "fixed line", new IntentForm { Need = "许可", Contact = "孙", Phone = "0731-88881234", Budget = 0.01m }, "" },
        { "nothing", new IntentForm(), "/need,/contact,/phone" },
        { "no budget and no phone", new IntentForm { Need = "许可", Contact = "孙", Phone = "12345", Budget = -1 }, "/budget,/phone" },
        { "three decimals", new IntentForm { Need = "许可", Contact = "孙", Phone = "13812345678", Budget = 1.234m }, "/budget" },
    };

    [Theory]
    [Trait("Spec", "INT-01")]
    [MemberData(nameof(IntentForms))]
    public void Intent_Checked_SaysEverythingAtOnce(string about, IntentForm form, string pointers) =>
        Assert.Equal((about, pointers), (about, string.Join(',', IntentRules.Check(form).Select(f => f.Pointer))));

    private static IntentRecord Sent(string at) => new(
        new IntentId("i-1-1"), 1, new UnitId("u-1"), "单位", new ResourceId("r-1"), "专利", new UnitId("u-2"), "大学", IntentState.Sent, TestApp.China(at), new IntentForm(), "q");

    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split(',');
}
