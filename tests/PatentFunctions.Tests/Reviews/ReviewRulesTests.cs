using PatentFunctions.Calendar;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Reviews;

[Trait("Spec", "COM-17")]
public class ReviewRulesTests
{
    private static readonly DateTimeOffset Now = ReviewSamples.Now;

    [Fact]
    public void Claim_OfAnother_IsRefusedUntilItLapses()
    {
        var round = ReviewSamples.Round(ReviewState.Claimed);

        Assert.IsType<ClaimedByAnother>(ReviewRules.Claim(ReviewSamples.Kind, round, ReviewSamples.Second, Now).Refusal);
        Assert.IsType<ClaimedByAnother>(ReviewRules.Approve(ReviewSamples.Kind, round, ReviewSamples.Second, ReviewSamples.Yes, Now).Refusal);

        var later = ReviewRules.Claim(ReviewSamples.Kind, round, ReviewSamples.Second, Now.AddHours(1)).Value;
        Assert.Equal(ReviewSamples.Second, later.Claim!.By);
    }

    [Fact]
    public void Approve_WithOpenChecklist_NamesEveryOpenLine()
    {
        var refusal = ReviewRules.Approve(ReviewSamples.Kind, ReviewSamples.Round(ReviewState.Waiting), ReviewSamples.First, new Verdict(null, null, null), Now).Refusal;

        var finding = Assert.Single(Assert.IsType<FieldsInvalid>(refusal).Findings);
        Assert.Equal("/checklist/seal", finding.Pointer);
    }

    [Theory]
    [InlineData(null, "review.reasons-missing")]
    [InlineData("no-such-code", "review.reason-unknown")]
    [Trait("Spec", "COM-19")]
    public void Return_WithoutACodedReason_IsRefused(string? code, string expected)
    {
        var verdict = new Verdict("请修改", null, code is null ? [] : [new ReasonChoice(code)]);

        var refusal = ReviewRules.Return(ReviewSamples.Kind, ReviewSamples.Round(ReviewState.Waiting), ReviewSamples.First, verdict, Now).Refusal;

        Assert.Equal(expected, Assert.Single(Assert.IsType<FieldsInvalid>(refusal).Findings).Code);
    }

    [Fact]
    [Trait("Spec", "COM-19")]
    public void Return_TakesTextClauseAndFieldFromTheCatalogue()
    {
        var round = ReviewRules.Return(ReviewSamples.Kind, ReviewSamples.Round(ReviewState.Waiting), ReviewSamples.First, ReviewSamples.No, Now).Value;

        var reason = Assert.Single(round.Decision!.Reasons);
        Assert.Equal(("产品名称属于方法", "汇编三（一）", "/product/name"), (reason.Text, reason.Clause, reason.Pointer));
    }

    [Fact]
    public void Confirm_ByTheProposer_IsRefused()
    {
        var kind = ReviewSamples.Kind with { FourEyes = true };
        Assert.IsType<SamePerson>(ReviewRules.Confirm(kind, ReviewSamples.Round(ReviewState.Proposed), ReviewSamples.First, Now).Refusal);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void RollBack_IsPossibleForOneHour(int minutes, bool possible)
    {
        var kind = ReviewSamples.Kind with { FourEyes = true };
        var outcome = ReviewRules.RollBack(kind, ReviewSamples.Round(ReviewState.Proposed), ReviewSamples.First, Now.AddMinutes(minutes));
        Assert.Equal(possible, outcome.Refusal is null);
        Assert.IsType<NotOwnProposal>(ReviewRules.RollBack(kind, ReviewSamples.Round(ReviewState.Proposed), ReviewSamples.Second, Now).Refusal);
    }

    // Submitted on Thursday 24 September 2026; the holiday is 1 to 7 October; 10 October is worked.
    [Theory]
    [InlineData("2026-09-29T17:29", false, false, "2026-09-29T17:30")]
    [InlineData("2026-09-29T17:30", true, false, "2026-10-10T00:00")]
    [InlineData("2026-10-09T23:59", true, false, "2026-10-10T00:00")]
    [InlineData("2026-10-10T00:00", false, true, null)]
    [Trait("Spec", "FIL-10")]
    public void Due_RemindsAtTheThirdDaysCloseAndEscalatesAfterTheFifth(string now, bool remind, bool escalate, string? next)
    {
        var due = ReviewTerms.Due(ReviewSamples.Round(ReviewState.Waiting), China(now));

        Assert.Equal((remind, escalate, next is null ? null : China(next)), (due.Remind, due.Escalate, due.NextAt));
    }

    [Fact]
    public void Due_OnceRemindedAndEscalated_SleepsUntilAnEvent()
    {
        var round = ReviewSamples.Round(ReviewState.Claimed) with { RemindedAt = Now, EscalatedAt = Now };
        Assert.Equal(new ReviewDue(false, false, null), ReviewTerms.Due(round, Now.AddDays(30)));
        Assert.Equal(new ReviewDue(false, false, null), ReviewTerms.Due(ReviewSamples.Round(ReviewState.OnHold), Now.AddDays(30)));
    }

    [Theory]
    [InlineData("2026-09-24", "2026-09-29", "2026-10-09")] // resumed the same day: nothing moves
    [InlineData("2026-09-28", "2026-09-30", "2026-10-10")] // 25 to 27 September is a holiday: one working day held; 10 October is worked
    public void Resume_MovesTheDaysByTheWorkingDaysHeld(string resumedOn, string remindOn, string dueOn)
    {
        var held = ReviewSamples.Round(ReviewState.OnHold);
        var calendar = WorkingDayCalendar.BuiltIn;
        var today = DateOnly.Parse(resumedOn, System.Globalization.CultureInfo.InvariantCulture);
        var days = calendar.WorkingDaysBetween(held.Hold!.Since, today);

        var resumed = ReviewTerms.Resume(held, today, calendar);

        Assert.Null(resumed.Hold);
        Assert.Equal(days, days == 0 ? 0 : calendar.WorkingDaysBetween(held.DueOn, resumed.DueOn));
        Assert.Equal((remindOn, dueOn), ($"{resumed.RemindOn:yyyy-MM-dd}", $"{resumed.DueOn:yyyy-MM-dd}"));
    }

    [Fact]
    [Trait("Spec", "COM-19")]
    public void Changes_NameEachFieldAndTheReasonThatAskedForIt()
    {
        var before = ReviewSamples.Round(ReviewState.Returned, """{"product":{"name":"一种断路器的方法","model":"D1"},"images":["a"]}""");
        before = before with { Decision = before.Decision! with { Reasons = [new GivenReason("name.method", "", "", "/product/name", null)] } };
        var after = ReviewSamples.Round(ReviewState.Waiting, """{"product":{"name":"断路器","model":"D1"},"images":["a","b"]}""");

        var changes = ReviewChanges.Between(before, after);

        Assert.Equal(["/product/name", "/images"], changes.Select(c => c.Pointer));
        Assert.Equal("断路器", changes[0].After!.Value.GetString());
        Assert.Equal(["name.method"], changes[0].BecauseOf);
        Assert.Empty(changes[1].BecauseOf);
    }

    [Fact]
    [Trait("Spec", "COM-19")]
    public void Figures_CountFirstRoundsAndTheTenMostFrequentReasons()
    {
        DecidedEntry Entry(string id, int round, bool approved, params string[] reasons) => new(id, round, approved, Now, Now, true, reasons);
        var figures = ReviewFigures.Of([Entry("a", 1, false, "x", "y"), Entry("a", 2, true), Entry("b", 1, true), Entry("c", 1, false, "x")], [], [Entry("a", 1, true), Entry("c", 1, false), Entry("d", 2, false)]);

        Assert.Equal((4, 3, 33.33m, 100m), (figures.Decisions, figures.FirstRounds, figures.FirstPassRate, figures.InTermRate));
        Assert.Equal((3, 33.33m), (figures.Appeals, figures.UpheldRate));
        Assert.Equal([("x", 2), ("y", 1)], figures.TopReasons.Select(r => (r.Code, r.Count)));
    }

    private static DateTimeOffset China(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
