using PatentFunctions.Calendar;
using PatentFunctions.Filing;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Recognition.Objections;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Recognition.Objections;

[Trait("Spec", "REC-04")]
public sealed class ObjectionRulesTests
{
    private const string Phone = "13800000001";
    private static readonly ObjectionForm Person = new(
        ObjectorKind.Person, "孙示例", null, "sun@sample.test", null, new FileId("f-id"), "该产品的关联专利未用于备案产品，备案所填销售额与实际不符。", [new FileId("f-1")]);

    private static readonly ObjectionForm Unit = Person with { By = ObjectorKind.Unit, Name = "湖南示例轴承有限公司", Contact = "周示例", Statement = new FileId("f-st"), IdentityProof = null };

    public static TheoryData<string, ObjectionForm, string[]> Forms => new()
    {
        { "a person, complete", Person, [] },
        { "a unit, complete", Unit, [] },
        { "nothing at all", new ObjectionForm(null, null, null, null, null, null, null, null), ["/by objection.by-missing", "/mail email.missing", "/grounds objection.grounds-missing", "/evidence objection.evidence-missing"] },
        { "a unit without anything of its own", Unit with { Name = " ", Contact = null, Statement = null }, ["/name objection.name.missing", "/contact objection.contact.missing", "/statement objection.statement-missing"] },
        { "a unit with somebody's identity card", Unit with { IdentityProof = new FileId("f-id") }, ["/identityProof objection.identity-not-needed"] },
        { "a person without name and proof", Person with { Name = null, IdentityProof = null }, ["/name objection.name.missing", "/identityProof objection.identity-missing"] },
        { "a nickname", Person with { Name = "用户123" }, ["/name objection.name-not-real"] },
        { "a person with a unit's fields", Person with { Contact = "周示例", Statement = new FileId("f-st") }, ["/contact objection.contact-not-needed", "/statement objection.statement-not-needed"] },
        { "no mail address", Person with { Mail = "sun" }, ["/mail email.at"] },
        { "grounds of 19 characters", Person with { Grounds = new string('假', 19) }, ["/grounds objection.grounds-short"] },
        { "grounds of 20 characters", Person with { Grounds = new string('假', 20) }, [] },
        { "grounds of 3,000 characters", Person with { Grounds = new string('假', 3000) }, [] },
        { "grounds of 3,001 characters", Person with { Grounds = new string('假', 3001) }, ["/grounds objection.grounds-long"] },
        { "own name in the grounds", Person with { Grounds = "本人孙 示例认为该产品的关联专利未用于备案产品，所填销售额不实。" }, ["/grounds objection.grounds-identity"] },
        { "own phone in the grounds", Person with { Grounds = "该产品的关联专利未用于备案产品，请致电138-0000-0001了解。" }, ["/grounds objection.grounds-identity"] },
        { "own mail in the grounds", Person with { Grounds = "该产品的关联专利未用于备案产品，请联系 SUN@sample.test 了解。" }, ["/grounds objection.grounds-identity"] },
        { "an identity number in the grounds", Person with { Grounds = "该产品的关联专利未用于备案产品，身份证号11010519491231002X。" }, ["/grounds objection.grounds-identity"] },
        { "another long number in the grounds", Person with { Grounds = "该产品的关联专利未用于备案产品，批号110105194912310021。" }, [] },
        { "the contact in a unit's grounds", Unit with { Grounds = "该产品的关联专利未用于备案产品，请联系周示例了解具体情况。" }, ["/grounds objection.grounds-identity"] },
        { "no evidence", Person with { Evidence = [] }, ["/evidence objection.evidence-missing"] },
        { "eleven files", Person with { Evidence = [.. Enumerable.Range(0, 11).Select(i => new FileId("f-" + i))] }, ["/evidence objection.evidence-many"] },
        { "a file twice", Person with { Evidence = [new FileId("f-1"), new FileId("f-1")] }, ["/evidence/1 objection.evidence-twice"] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Check_OfAForm_FindsEverythingAtOnce(string why, ObjectionForm form, string[] expected) =>
        Assert.True(expected.SequenceEqual(ObjectionRules.Check(form, Phone).Select(f => $"{f.Pointer} {f.Code}")), why + ": " + string.Join(", ", ObjectionRules.Check(form, Phone).Select(f => $"{f.Pointer} {f.Code}")));

    [Theory]
    [InlineData("2026-11-23T10:00:00", RecognitionState.InNotice, null)]
    [InlineData("2026-12-04T23:59:59.9", RecognitionState.InNotice, null)]
    [InlineData("2026-12-05T00:00:00", RecognitionState.InNotice, "已于2026年12月4日 24:00 结束")]
    [InlineData("2026-12-20T10:00:00", RecognitionState.Recognized, "已于2026年12月4日 24:00 结束")]
    [InlineData("2026-11-26T10:00:00", RecognitionState.NotRecognized, "已于2026年11月25日 09:30 结束")]
    public void RefuseOutsideNotice_AtAnInstant_SaysWhenItEnded(string received, RecognitionState state, string? ended)
    {
        var recognition = Product(state);
        var refusal = ObjectionRules.RefuseOutsideNotice(recognition, WorkingDayCalendar.BuiltIn, TestApp.China(received));
        Assert.Equal(new DateOnly(2026, 12, 4), recognition.Notice!.EndsOn);
        if (ended is null) Assert.Null(refusal);
        else Assert.Contains(ended, Assert.IsType<NoticeOver>(refusal).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void RefuseOutsideNotice_BeforeAnyNotice_RevealsNothing() =>
        Assert.IsType<NothingHere>(ObjectionRules.RefuseOutsideNotice(Product(RecognitionState.Proposed) with { Notice = null }, WorkingDayCalendar.BuiltIn, TestApp.China("2026-11-23T10:00")));

    [Theory]
    [InlineData("nobody has taken it", ReviewState.Waiting, null, null, typeof(ObjectionNotTaken))]
    [InlineData("taken by the reader", ReviewState.Claimed, "a-reader", null, null)]
    [InlineData("taken by another", ReviewState.Claimed, "a-other", null, typeof(ObjectionNotTaken))]
    [InlineData("waits to be confirmed", ReviewState.Proposed, null, "a-other", null)]
    [InlineData("decided by the reader", ReviewState.Returned, null, "a-reader", null)]
    [InlineData("decided by another", ReviewState.Returned, null, "a-other", typeof(ObjectionNotTaken))]
    public void RefuseReading_OfWhoObjects_LetsOnlyWhoDecides(string why, ReviewState state, string? claimedBy, string? decidedBy, Type? refusal)
    {
        var now = TestApp.China("2026-11-24T10:00");
        static Actor Officer(string id) => new(new AccountId(id), Role.Examiner, "试点平台");
        var round = Round(state) with
        {
            Claim = claimedBy is null ? null : new Claim(Officer(claimedBy), now.AddMinutes(1)),
            Decision = decidedBy is null ? null : new Decision(false, Officer(decidedBy), now, null, []),
        };
        var reader = new AccountId("a-reader");
        Assert.True(ReadObjection.RefuseReading(round, reader, now)?.GetType() == refusal, why);
        Assert.IsType<MustAbstain>(ReadObjection.RefuseReading(round with { Excluded = [reader] }, reader, now));
        if (claimedBy == "a-reader") Assert.IsType<ObjectionNotTaken>(ReadObjection.RefuseReading(round, reader, now.AddMinutes(1)));
    }

    [Fact]
    public void Abstaining_AfterEarlierObjections_IsWhoHadAPartInTheRecognition()
    {
        static RecognitionStep Step(RecognitionAct act, string officer) => new(act, RecognitionState.InNotice, new Actor(new AccountId(officer), Role.Examiner, "试点平台"), TestApp.China("2026-11-24T10:00"), null);
        var product = Product(RecognitionState.InNotice) with { Steps = [Step(RecognitionAct.PassScreening, "a-1"), Step(RecognitionAct.Recommend, "a-2"), Step(RecognitionAct.RejectObjection, "a-3")] };
        Assert.Equal(["a-1", "a-2"], ObjectionReviewKind.Abstaining(product).Select(a => a.Value));
    }

    [Fact]
    public void Objector_AsText_SaysNothing() =>
        Assert.Equal("Objector", new Objector("孙示例", "周示例", Phone, "sun@sample.test", "SECRET").ToString());

    private static RecognitionRecord Product(RecognitionState state) =>
        new(new RecognitionId("r2026-p-1"), 2026, new FilingId("p-1"), "2026000001", new UnitId("u-1"), "江苏示例精密轴承有限公司", "深沟球轴承", "6204", state)
        {
            Notice = NoticeTerms.Begin(TestApp.China("2026-11-20T10:00"), WorkingDayCalendar.BuiltIn),
            Steps = state == RecognitionState.NotRecognized ? [new RecognitionStep(RecognitionAct.UpholdObjection, state, Actor.System, TestApp.China("2026-11-25T09:30"), null)] : [],
        };

    private static ReviewRound Round(ReviewState state) => new(
        "objection", "r2026-p-1", 1, state, "深沟球轴承", new UnitId("u-1"), "江苏示例精密轴承有限公司", new ActStamp(Actor.Public, TestApp.China("2026-11-23T10:00"), "FileObjection", ""), "",
        default, [], new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 7), false, "");
}
