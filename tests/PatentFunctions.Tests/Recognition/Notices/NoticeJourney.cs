using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Notices;

/// <summary>Public notices as they pass, over holidays, objections, unpublished years and restarts.</summary>
[Trait("Spec", "REC-03")]
public sealed class NoticeJourney
{
    [Fact]
    [Trait("Spec", "REC-05")]
    [Trait("Spec", "COM-03")]
    public async Task Notice_AcrossNationalDay_EndsWithItsTenthWorkingDayAndRecognizes()
    {
        await using var bench = await NoticeBench.StartAsync("2026-09-24T10:00");
        var id = await bench.InNoticeAsync(1, await bench.AnnounceAsync());
        var started = await bench.RecordAsync(id);
        Assert.Equal((RecognitionState.InNotice, new DateOnly(2026, 10, 15), false), (started.State, started.Notice!.EndsOn, started.Notice.Provisional));
        Assert.Contains("公示期至2026年10月15日", Assert.Single(await bench.SmsAsync("recognition.in-notice")), StringComparison.Ordinal);

        await bench.MoveToAsync("2026-10-16T00:00:59");
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(id)).State);
        await bench.MoveToAsync("2026-10-16T00:01");
        var recognized = await bench.RecordAsync(id);
        Assert.Equal(RecognitionState.Recognized, recognized.State);
        Assert.Equal((new DateOnly(2026, 10, 16), "2026-2026000001"), (recognized.Certificate!.Facts.IssuedOn, recognized.Certificate.Facts.Number));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await bench.ClockAsync(id));
        Assert.NotNull(await bench.Server.Workflows.GetInstanceAsync(CertificateValidity.InstanceId(id), CancellationToken.None));
        Assert.Equal("2026-2026000001", (await bench.Service<PatentFunctions.Filing.FilingRecords>().FindAsync(recognized.Filing, default))!.Value.Recognition!.Certificate);
        // Results are sent after eight in the morning.
        await bench.MoveToAsync("2026-10-16T08:01");
        Assert.Contains("2026-2026000001", Assert.Single(await bench.SmsAsync("recognition.recognized")), StringComparison.Ordinal);
        var timeline = await bench.Cases.TimelineAsync(RecognitionRecords.AddressOf(id));
        Assert.Equal(["recognition.in-notice", "recognition.recognized"], timeline.Select(t => t.Code));
        Assert.Empty(await bench.Cases.VerifyAuditAsync(RecognitionRecords.AddressOf(id)));
    }

    [Fact]
    [Trait("Spec", "REC-04")]
    public async Task Notice_WithAnOpenObjection_WaitsPastTheTenthDayForTheLastDecision()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        var announcement = await bench.AnnounceAsync();
        var (late, early) = (await bench.InNoticeAsync(1, announcement), await bench.InNoticeAsync(2, announcement));
        await bench.MoveToAsync("2026-12-07T23:59:30");
        await bench.ObjectionsAsync(late, RecognitionAct.FileObjection, 2);
        await bench.ObjectionsAsync(early, RecognitionAct.FileObjection, 1);
        await bench.ObjectionsAsync(early, RecognitionAct.RejectObjection, -1);

        await bench.MoveToAsync("2026-12-08T09:00");
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(late)).State);
        Assert.Equal(RecognitionState.Recognized, (await bench.RecordAsync(early)).State);
        var shown = (await bench.Anybody.GetAsync($"public/notices/{late}")).Expect(200);
        Assert.Equal(("公示期满，异议处理中", false), (shown.Text("notice.status"), shown.At("notice.takesObjections").GetBoolean()));

        await bench.MoveToAsync("2026-12-20T10:00");
        await bench.ObjectionsAsync(late, RecognitionAct.RejectObjection, -1);
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(late)).State);
        await bench.ObjectionsAsync(late, RecognitionAct.RejectObjection, -1);
        var recognized = await bench.RecordAsync(late);
        Assert.Equal((RecognitionState.Recognized, new DateOnly(2026, 12, 20)), (recognized.State, recognized.Certificate!.Facts.IssuedOn));
    }

    [Fact]
    [Trait("Spec", "REC-04")]
    public async Task Notice_OfAProductWhoseObjectionIsUpheld_EndsWithoutRecognition()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        var id = await bench.InNoticeAsync(1, await bench.AnnounceAsync());
        await bench.ObjectionsAsync(id, RecognitionAct.FileObjection, 1);
        await bench.MoveToAsync("2026-12-10T10:00");
        await bench.ObjectionsAsync(id, RecognitionAct.UpholdObjection, -1);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await bench.ClockAsync(id));
        await bench.MoveToAsync("2027-01-10T10:00");
        Assert.Null((await bench.RecordAsync(id)).Certificate);
        Assert.Empty((await bench.Anybody.GetAsync("public/notices")).Items());
    }

    [Fact]
    [Trait("Spec", "COM-10")]
    public async Task Notice_IntoAnUnpublishedYear_IsProvisionalUntilTheCalendarIsImported()
    {
        await using var bench = await NoticeBench.StartAsync("2026-12-25T10:00");
        var id = await bench.InNoticeAsync(1, await bench.AnnounceAsync());
        Assert.Equal(("公示中，公示期至2027年1月8日（暂定，放假安排公布后重算）", true), Shown((await bench.Anybody.GetAsync($"public/notices/{id}")).Expect(200)));
        Assert.Contains("暂定", Assert.Single(await bench.SmsAsync("recognition.in-notice")), StringComparison.Ordinal);
        await bench.MoveToAsync("2026-12-25T12:00");
        Assert.Single(await bench.Anybody.LettersToAsync("operator@sample.test"), l => l.Subject == "请导入2027年放假安排");

        await bench.MoveToAsync("2027-01-09T10:00");
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(id)).State);
        await bench.ImportCalendarAsync(SampleCalendar.NewYear2027);
        Assert.Equal(("公示中，公示期至2027年1月11日", false), Shown((await bench.Anybody.GetAsync($"public/notices/{id}")).Expect(200)));
        Assert.Single(await bench.SmsAsync("recognition.notice-recounted"));
        var line = Assert.Single(await bench.Cases.TimelineAsync(RecognitionRecords.AddressOf(id)), t => t.Code == "recognition.notice-recounted");
        Assert.Equal("放假安排已更新，公示期由至2027年1月8日（暂定，放假安排公布后重算）改为至2027年1月11日", line.Text);

        await bench.MoveToAsync("2027-01-12T00:00:30");
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(id)).State);
        await bench.MoveToAsync("2027-01-12T00:01");
        Assert.Equal(RecognitionState.Recognized, (await bench.RecordAsync(id)).State);

        static (string Status, bool Provisional) Shown(TestAnswer answer) => (answer.Text("notice.status"), answer.At("notice.provisional").GetBoolean());
    }

    [Fact]
    [Trait("Spec", "COM-10")]
    public async Task Notice_WhoseYearIsNeverPublished_WaitsForTheLongestHolidays()
    {
        await using var bench = await NoticeBench.StartAsync("2026-12-25T10:00");
        var id = await bench.InNoticeAsync(1, await bench.AnnounceAsync());
        await bench.MoveToAsync("2027-01-23T00:00:59");
        Assert.Equal(RecognitionState.InNotice, (await bench.RecordAsync(id)).State);
        await bench.MoveToAsync("2027-01-23T00:01");
        Assert.Equal(RecognitionState.Recognized, (await bench.RecordAsync(id)).State);
    }

    [Fact]
    [Trait("Spec", "COM-02")]
    [Trait("Spec", "COM-14")]
    public async Task Notice_OfHundredsOfProducts_SurvivesARestartAndRecognizesEachOnce()
    {
        const int count = 300;
        var folder = Directory.CreateTempSubdirectory("notice-journey-");
        try
        {
            var products = new List<RecognitionId>();
            await using (var bench = await NoticeBench.StartAsync("2026-09-24T10:00", folder.FullName))
            {
                for (var i = 1; i <= count; i++) products.Add(await bench.ProposedAsync(i));
                var order = new { year = NoticeBench.Year, act = "start-notice", selection = new { ids = products }, parameters = new { announcement = await bench.AnnounceAsync() } };
                (await (await bench.SignInAsync("national")).PostAsync("recognition-batches", order, key: "start-notices-1")).Expect(202);
                await bench.Server.Clock.WhenIdleAsync();
                await bench.MoveToAsync("2026-10-09T10:00");
            }
            await using (var bench = await NoticeBench.StartAsync(null, folder.FullName))
            {
                // Stopped in the middle of the minute in which all of them end.
                await bench.MoveToAsync("2026-10-16T00:00:59");
                var end = bench.MoveToAsync("2026-10-16T00:01");
                while (!end.IsCompleted && await RecognizedAsync(bench, products.Take(count / 3)) == 0) await Task.Yield();
            }
            await using (var bench = await NoticeBench.StartAsync(null, folder.FullName))
            {
                await bench.MoveToAsync("2026-10-16T10:00");
                Assert.Equal(count, await RecognizedAsync(bench, products));
                var letters = await LettersAsync(bench);
                foreach (var id in products)
                {
                    var record = await bench.RecordAsync(id);
                    Assert.Single(record.Steps, s => s.Act == RecognitionAct.Recognize);
                    Assert.Single(letters, l => l.Contains(record.Certificate!.Facts.Number, StringComparison.Ordinal));
                    Assert.Equal(OrchestrationRuntimeStatus.Completed, await bench.ClockAsync(id));
                }
                Assert.Equal(count, letters.Count);
                Assert.Empty((await bench.Service<IRecordStore>().QueryAsync(OutboxDispatcher.Table, new RecordQuery())).Records);
                Assert.Empty((await bench.Anybody.GetAsync("public/notices")).Items());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Spec", "COM-14")]
    public async Task Reconcile_WhenAClockIsLost_StartsItAgain()
    {
        await using var bench = await NoticeBench.StartAsync("2026-11-23T10:00");
        var id = await bench.InNoticeAsync(1, await bench.AnnounceAsync());
        await bench.Server.Workflows.TerminateInstanceAsync(PublicNotice.InstanceId(id), (object?)"lost", CancellationToken.None);
        await bench.Server.Workflows.WaitForInstanceCompletionAsync(PublicNotice.InstanceId(id), CancellationToken.None);
        await bench.MoveToAsync("2026-11-23T11:00");
        Assert.Equal(OrchestrationRuntimeStatus.Running, await bench.ClockAsync(id));
        await bench.MoveToAsync("2026-12-08T09:00");
        Assert.Equal(RecognitionState.Recognized, (await bench.RecordAsync(id)).State);
    }

    private static async Task<int> RecognizedAsync(NoticeBench bench, IEnumerable<RecognitionId> products)
    {
        var recognized = 0;
        foreach (var id in products)
            if ((await bench.RecordAsync(id)).State == RecognitionState.Recognized) recognized++;
        return recognized;
    }

    private static async Task<List<string>> LettersAsync(NoticeBench bench)
    {
        var letters = new List<string>();
        await foreach (var letter in bench.Service<IRecordStore>().AllAsync<PatentFunctions.Notifications.LocalOutbox.OutboxLetter>("LocalOutbox", new RecordQuery { Partition = "letters", RowBefore = "~" }))
            if (letter.Value.Template == "recognition.recognized") letters.Add(letter.Value.Text);
        return letters;
    }
}
