using PatentFunctions.LocalHost;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Recognition.Notices;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>我有合作意向 as unit and university live it, over HTTP with a moved clock.</summary>
[Trait("Spec", "INT-01")]
public sealed class IntentJourney
{
    [Fact]
    public async Task Intent_SentReadAnsweredTalkedAboutAndAgreed_IsSeenByBothAndNobodyElse()
    {
        await using var bench = await CooperationBench.StartAsync();
        var resource = await bench.RegisterAsync(1);
        var path = $"resources/{resource.Id}/intents";
        Assert.Equal(["/need", "/contact", "/phone"], (await (await bench.Software).PostAsync(path, new { }, key: "intent-bad-1")).Expect(422).Pointers);
        Assert.Equal(404, (await (await bench.Software).PostAsync("resources/r-none/intents", CooperationBench.Intent(), key: "intent-bad-2")).Status);
        // Verified units only: bearing has not passed the realname review.
        Assert.Equal("unit-not-verified", (await (await bench.AsAsync("bearing")).PostAsync(path, CooperationBench.Intent(), key: "intent-bad-3")).Expect(409).Problem);
        var sent = (await (await bench.Software).PostAsync(path, CooperationBench.Intent(), key: "intent-sent-1")).Expect(201);
        Assert.Equal(sent.Bytes, (await (await bench.Software).PostAsync(path, CooperationBench.Intent(), key: "intent-sent-1")).Expect(201).Bytes);
        Assert.Equal("idempotency-key-reused", (await (await bench.Software).PostAsync(path, CooperationBench.Intent("别的需求"), key: "intent-sent-1")).Expect(422).Problem);
        var id = sent.Text("id");
        Assert.Equal(("138****5678", "2026-12-07"), (sent.Text("phone"), sent.Text("dueOn")));
        Assert.Equal("intent-open", (await (await bench.Software).PostAsync(path, CooperationBench.Intent(), key: "intent-sent-2")).Expect(409).Problem);
        (await (await bench.Agri).PostAsync(path, CooperationBench.Intent(), key: "intent-sent-3")).Expect(201);
        Assert.Contains("2026年12月7日前", (await bench.LettersAsync(CooperationBench.UniversityPhone, "intent.sent"))[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, (await bench.LettersAsync(CooperationBench.UniversityMail)).Count(l => l.Subject == "收到企业合作意向：一种高速静音滚动轴承"));

        var university = await bench.University;
        Assert.Equal(2, (await university.GetAsync("intents")).At("total").GetInt32());
        Assert.DoesNotContain("13812345678", (await university.GetAsync("intents")).ToString(), StringComparison.Ordinal);
        var received = (await university.GetAsync("intents/" + id)).Expect(200);
        Assert.Equal("13812345678", received.Text("phone"));
        Assert.Equal(404, (await (await bench.AsAsync("otheruniversity")).GetAsync("intents/" + id)).Status);
        Assert.Equal(404, (await (await bench.Agri).GetAsync("intents/" + id)).Status);
        Assert.Equal(403, (await (await bench.Operator).GetAsync("intents/" + id)).Status);
        var read = (await university.PostAsync($"intents/{id}/reading", etag: received.ETag)).Expect(200);
        Assert.Equal("已读", read.Text("stateName"));
        Assert.Equal("intent-act-refused", (await university.PostAsync($"intents/{id}/talks", etag: read.ETag)).Expect(409).Problem);
        var answered = (await university.PostAsync($"intents/{id}/answers", new { text = "欢迎洽谈，可提供样品" }, read.ETag)).Expect(200);
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "intent.answered"));
        var own = (await (await bench.Software).GetAsync("intents/" + id)).Expect(200);
        Assert.Equal(("138****5678", "欢迎洽谈，可提供样品"), (own.Text("phone"), Assert.Single(own.Items("answers")).GetProperty("text").GetString()));
        Assert.Equal(403, (await (await bench.Software).PostAsync($"intents/{id}/answers", new { text = "自答" }, own.ETag)).Status);
        var talks = (await (await bench.Software).PostAsync($"intents/{id}/talks", etag: own.ETag)).Expect(200);
        Assert.Equal(412, (await university.PostAsync($"intents/{id}/agreement", etag: answered.ETag)).Status);
        (await university.PostAsync($"intents/{id}/agreement", etag: talks.ETag)).Expect(200);
        Assert.Equal(["已推送至高校院所", "高校院所已查看", "高校院所已答复", "双方进入洽谈", "双方达成合作"], (await university.GetAsync("intents/" + id)).Items("timeline").Select(t => t.GetProperty("text").GetString()));
        Assert.Equal(409, (await university.PostAsync($"intents/{id}/closure", new { reason = "不需要了" }, (await university.GetAsync("intents/" + id)).ETag)).Status);
        Assert.Equal("agreed", Assert.Single((await (await bench.Software).GetAsync("intents?state=agreed")).Items()).GetProperty("state").GetString());
        // Once it has ended the unit may ask again.
        Assert.EndsWith("-2", (await (await bench.Software).PostAsync(path, CooperationBench.Intent(), key: "intent-sent-4")).Expect(201).Text("id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intent_SentManyTimesAtOnce_IsOpenOnce()
    {
        await using var bench = await CooperationBench.StartAsync();
        var resource = await bench.RegisterAsync(1);
        var software = await bench.Software;
        for (var round = 1; round <= 3; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => software.PostAsync($"resources/{resource.Id}/intents", CooperationBench.Intent(), key: $"race-{round}-{i:00}")));
            var sent = Assert.Single(answers, a => a.Status == 201);
            Assert.All(answers.Where(a => a != sent), a => Assert.Equal((409, "intent-open"), (a.Status, a.Problem)));
            var stored = Assert.Single((await bench.App.Service<IntentRecords>().AllAsync(new IntentId(sent.Text("id")).Partition, default)), i => IntentStates.IsOpen(i.State));
            Assert.Equal(round, stored.Number);
            (await software.PostAsync($"intents/{stored.Id}/closure", new { reason = "再试一次" }, sent.ETag)).Expect(200);
        }
        await bench.IdleAsync();
        Assert.Equal(3, (await software.GetAsync("intents?state=closed")).At("total").GetInt32());
    }

    [Fact]
    public async Task Intent_Unanswered_RemindsTheUniversityTwiceThenTellsTheUnit()
    {
        await using var bench = await CooperationBench.StartAsync();
        var (silent, quick) = (await bench.RegisterAsync(1), await bench.RegisterAsync(2, "自润滑轴承保持架"));
        var waiting = await bench.SendIntentAsync(silent);
        var answered = await bench.SendIntentAsync(quick);
        var read = await (await bench.University).GetAsync("intents/" + answered);
        (await (await bench.University).PostAsync($"intents/{answered}/answers", new { text = "可以" }, read.ETag)).Expect(200);
        await bench.MoveToAsync("2026-11-26T17:29");
        Assert.Empty(await bench.LettersAsync(CooperationBench.UniversityPhone, "intent.reminder"));
        await bench.MoveToAsync("2026-11-26T17:31");
        Assert.Single(await bench.LettersAsync(CooperationBench.UniversityPhone, "intent.reminder"));
        // Reading is not answering.
        read = await (await bench.University).GetAsync("intents/" + waiting);
        (await (await bench.University).PostAsync($"intents/{waiting}/reading", etag: read.ETag)).Expect(200);
        await bench.MoveToAsync("2026-12-02T18:00");
        Assert.Equal(2, (await bench.LettersAsync(CooperationBench.UniversityPhone, "intent.reminder")).Count);
        await bench.MoveToAsync("2026-12-07T23:59");
        Assert.Empty(await bench.LettersAsync(CooperationBench.SoftwarePhone, "intent.unanswered"));
        await bench.MoveToAsync("2026-12-08T09:00");
        Assert.Contains("示例理工大学尚未答复", Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "intent.unanswered")).Text, StringComparison.Ordinal);
        Assert.Equal("高校院所逾期未答复", (await (await bench.Software).GetAsync("intents/" + waiting)).Text("status"));
        foreach (var id in new[] { waiting, answered })
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await bench.App.Server.Workflows.GetInstanceAsync(IntentReminders.InstanceId(new IntentId(id)), CancellationToken.None))!.RuntimeStatus);
        await bench.MoveToAsync("2026-12-20T09:00");
        Assert.Equal(2, (await bench.LettersAsync(CooperationBench.UniversityPhone, "intent.reminder")).Count);
        // A late answer is an answer.
        read = await (await bench.University).GetAsync("intents/" + waiting);
        (await (await bench.University).PostAsync($"intents/{waiting}/answers", new { text = "抱歉迟复" }, read.ETag)).Expect(200);
    }

    [Fact]
    [Trait("Spec", "COM-10")]
    public async Task Days_OfAnUnansweredIntent_MoveWithANewCalendar()
    {
        await using var bench = await CooperationBench.StartAsync("2026-12-28T10:00");
        var id = await bench.SendIntentAsync(await bench.RegisterAsync(1));
        var before = await (await bench.Software).GetAsync("intents/" + id);
        Assert.Equal(("2027-01-11", true), (before.Text("dueOn"), before.At("provisional").GetBoolean()));
        using var csv = new StringContent(SampleCalendar.Csv(SampleCalendar.NewYear2027), System.Text.Encoding.UTF8, "text/csv");
        (await (await bench.Operator).PostAsync("calendar", csv, (await (await bench.Operator).GetAsync("calendar")).ETag)).Expect(200);
        await bench.IdleAsync();
        var after = await (await bench.Software).GetAsync("intents/" + id);
        Assert.Equal(("2027-01-12", false), (after.Text("dueOn"), after.At("provisional").GetBoolean()));
        await bench.MoveToAsync("2027-01-12T23:59");
        Assert.Empty(await bench.LettersAsync(CooperationBench.SoftwarePhone, "intent.unanswered"));
        await bench.MoveToAsync("2027-01-13T09:00");
        Assert.Single(await bench.LettersAsync(CooperationBench.SoftwarePhone, "intent.unanswered"));
    }

    [Fact]
    public async Task Clock_ThatIsGone_IsGivenBackByTheReconciler()
    {
        await using var bench = await CooperationBench.StartAsync();
        var id = await bench.SendIntentAsync(await bench.RegisterAsync(1));
        var instance = IntentReminders.InstanceId(new IntentId(id));
        await bench.App.Server.Workflows.TerminateInstanceAsync(instance);
        await bench.MoveToAsync("2026-11-23T12:00");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await bench.App.Server.Workflows.GetInstanceAsync(instance, CancellationToken.None))!.RuntimeStatus);
        await bench.MoveToAsync("2026-11-26T18:00");
        Assert.Single(await bench.LettersAsync(CooperationBench.UniversityPhone, "intent.reminder"));
    }
}
