using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>The term to appeal and the term to decide, with the clock moved over them.</summary>
[Trait("Spec", "COM-18")]
public sealed class AppealClockTests
{
    [Fact]
    public async Task Appeal_AcrossItsTerms_IsTakenUntilMidnightRemindedAndEscalated()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (last, late) = ((await SampleUnit.SubmitFilingAsync(units.Bearing, "6301-Z")).Id, (await SampleUnit.SubmitFilingAsync(units.Bearing, "6302-Z")).Id);
        await units.Examiner1.ReadAndReturnAsync("filing", last, "introduction.unclear");
        await units.Examiner1.ReadAndReturnAsync("filing", late, "introduction.unclear");
        Task<TestAnswer> AppealAsync(string id) => units.Bearing.PostAsync($"appeals/filing/{id}", new { grounds = "请复核。" }, key: NewId.Random("appeal"));
        async Task<int> MailsAsync(string address, string subject) => (await app.Anybody().LettersToAsync(address)).Count(l => l.Subject!.StartsWith(subject, StringComparison.Ordinal));

        await units.MoveToAsync("2026-12-07T23:59:59");
        var receipt = (await AppealAsync(last)).Expect(200);
        Assert.Equal("复核中，预计12月21日前", receipt.Text("status"));
        await units.MoveToAsync("2026-12-08T00:00:00");
        var refused = (await AppealAsync(late)).Expect(409);
        Assert.Equal(("appeal-not-possible", "appeal.term-over"), (refused.Problem, Assert.Single(refused.Codes)));
        var read = await units.Bearing.GetAsync($"appeals/filing/{late}");
        Assert.Equal((false, "2026-12-07"), (read.At("possible").GetBoolean(), read.Text("until")));

        await units.MoveToAsync("2026-12-16T17:29");
        Assert.Equal(0, await MailsAsync("examiner2@sample.test", "复核申请待办"));
        await units.MoveToAsync("2026-12-16T17:31");
        Assert.Equal(1, await MailsAsync("examiner2@sample.test", "复核申请待办"));
        await units.MoveToAsync("2026-12-21T23:59");
        Assert.Equal(0, await MailsAsync("operator@sample.test", "复核申请已超期"));
        await units.MoveToAsync("2026-12-22T00:01");
        Assert.Equal((1, 1), (await MailsAsync("operator@sample.test", "复核申请已超期"), await MailsAsync("examiner2@sample.test", "复核申请已超期")));

        // Late as it is, it is decided; the number is of the day of that decision.
        await units.MoveToAsync("2027-01-04T09:00");
        await units.Examiner2.ReadAndApproveAsync("filing-appeal", last);
        Assert.StartsWith("2027", (await units.Bearing.GetAsync($"filings/{last}")).Text("number"), StringComparison.Ordinal);
        await app.Server.Clock.WhenIdleAsync();
        Assert.Equal(1, await MailsAsync("operator@sample.test", "复核申请已超期"));
    }
}
