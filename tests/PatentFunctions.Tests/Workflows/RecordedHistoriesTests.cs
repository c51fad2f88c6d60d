using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Filing;
using PatentFunctions.LocalHost;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Recognition.ExpertReview;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Recognition.Supplements;
using PatentFunctions.Reviews;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.PledgeFinancing.Subsidies;
using PatentFunctions.Tests.PledgeFinancing;
using PatentFunctions.Tests.Recognition;
using PatentFunctions.Tests.Recognition.Certificates;
using PatentFunctions.Tests.Recognition.Notices;
using PatentFunctions.Tests.Revitalization.Cooperation;

namespace PatentFunctions.Tests.Workflows;

/// <summary>An app whose code the histories are replayed against.</summary>
public sealed class ReplayingApp : IAsyncLifetime
{
    private TestApp app = null!;

    public DurableHistory History => app.Service<DurableHistory>();

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();
}

/// <summary>
/// Instances wait for weeks while the code goes on: recorded histories of every path of every version do today what they did then. A folder for
/// each version; UPDATE_HISTORIES=1 records the present version's anew, which is right only as long as that version has not been in use.
/// </summary>
[Trait("Spec", "COM-14")]
public sealed class RecordedHistoriesTests(ReplayingApp app) : IClassFixture<ReplayingApp>
{
    private const string PresentVersion = "1.0";
    private static readonly string Folder = Path.Combine(RepositoryFolder.Path, "tests/PatentFunctions.Tests/Workflows/histories");

    /// <summary>The paths that must be on record.</summary>
    private static readonly string[] Paths =
    [
        "filing-approved", "filing-returned", "filing-reminded", "filing-escalated", "filing-held-and-resumed", "filing-waiting",
        "withdrawal-approved", "lapse-referred", "lapse-confirmed",
        "realname-approved", "unit-change-returned", "appeal-upheld", "patent-import", "patent-register-import", "nightly-patent-import",
        "update-reminders", "filing-update-approved",
        "certificate-reminded", "certificate-expired", "certificate-revoked",
        "recognition-entry", "recognition-batch", "supplement-submitted", "supplement-overdue", "supplement-extended", "expert-review-approved",
        "weekly-mail",
        "public-notice-recognized", "public-notice-disputed", "public-notice-recounted", "public-notice-waiting", "recount-due-dates",
        "retention",
        "subsidy-paid", "subsidy-paper-failed-once", "subsidy-closed-on-silence",
        "repayment-confirmed", "repayment-reminded-and-escalated",
        "sme-audit-passed", "sme-reminders", "sme-entry-approved", "sme-list-submitted", "library-adjustment", "library-removal",
        "resource-import",
        "expert-admitted", "intent-reminded", "demand-published", "demand-expired", "evaluation-push",
    ];

    public static TheoryData<string> Recordings
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var file in Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) data.Add(Path.GetRelativePath(Folder, file));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Replay_OfARecordedHistory_DoesTheSameAsThen(string recording) =>
        Assert.Null(app.History.Replay(File.ReadAllText(Path.Combine(Folder, recording))));

    [Fact]
    public void Replay_OfAHistoryThatTheCodeDidNotMake_SaysTheDifference()
    {
        var history = File.ReadAllText(Path.Combine(Folder, PresentVersion, "filing-reminded.json"));
        Assert.Contains("TickReview", app.History.Replay(history.Replace("TickReview", "LookAtReview", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.NotNull(app.History.Replay(history.Replace("\"FilingReview\"", "\"FilingAudit\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Recordings_OfThePresentVersion_CoverEveryPath() =>
        Assert.Equal(Paths.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Path.Combine(Folder, PresentVersion)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    /// <summary>Plays every path over HTTP; what was played replays at once, and with UPDATE_HISTORIES=1 it is recorded.</summary>
    [Fact]
    public async Task Play_EveryPath_EndsAndReplays()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var played = units.App;
        (await units.Bearing.PutAsync("focus", new { keywords = new[] { "轴承" } }, null)).Expect(200);
        var filings = new List<string>();
        for (var i = 0; i < 6; i++) filings.Add((await SampleUnit.SubmitFilingAsync(units.Bearing, $"608-{i}")).Id);
        await units.Examiner1.ReadAndApproveAsync("filing", filings[0]);
        await units.Examiner1.ReadAndReturnAsync("filing", filings[1], "introduction.unclear");
        (await units.Bearing.PostAsync($"appeals/filing/{filings[1]}", new { grounds = "产品简介已写明组成和材质" }, key: "play-appeal")).Expect(200);
        await units.Examiner2.ReadAndApproveAsync("filing-appeal", filings[1]);
        var read = await units.Examiner1.ReadAsync("filing", filings[4]);
        var claimed = (await units.Examiner1.PostAsync($"reviews/filing/{filings[4]}/claim", etag: read.ETag)).Expect(200);
        (await units.Examiner1.PostAsync($"reviews/filing/{filings[4]}/hold", new { reason = "请补充" }, claimed.ETag)).Expect(200);
        var change = (await units.Bearing.GetAsync("units/me/change/draft")).Expect(200);
        var form = System.Text.Json.Nodes.JsonNode.Parse(change.At("form").GetRawText())!;
        form["contact"] = "郑示例";
        var saved = (await units.Bearing.PutAsync("units/me/change/draft", form, change.ETag)).Expect(200);
        (await units.Bearing.PostAsync("units/me/change/submission", etag: saved.ETag)).Expect(200);
        var unit = SampleUnit.Bearing.Id.Value;
        await units.Examiner1.ReadAndReturnAsync("unit-change", unit, "contact.wrong");

        var products = new RecognizedProducts(played);
        var reminded = await products.AddAsync(issuedOn: new DateOnly(2025, 12, 30));
        var expired = await products.AddAsync(issuedOn: new DateOnly(2025, 11, 27));
        var revoked = await products.AddAsync();
        await products.EndFilingAsync((await products.RecordAsync(revoked)).Filing, "填报数据不实");

        await units.MoveToAsync("2026-11-26T18:00");
        await units.Examiner1.ReadAndApproveAsync("filing", filings[2]);
        await units.MoveToAsync("2026-12-01T09:00");
        await units.Examiner1.ReadAndApproveAsync("filing", filings[3]);
        // Held for more than a week: nobody was reminded of it.
        Assert.DoesNotContain(await units.Examiner1.LettersToAsync("examiner1@sample.test"), l => l.Text.Contains(filings[4], StringComparison.Ordinal));
        var held = await units.Examiner1.ReadAsync("filing", filings[4]);
        (await units.Examiner1.PostAsync($"reviews/filing/{filings[4]}/resume", etag: held.ETag)).Expect(200);
        await units.Examiner1.ReadAndApproveAsync("filing", filings[4]);
        await played.Server.Clock.WhenIdleAsync();

        string Filing(int i) => ReviewSubmission.InstanceId(FilingReviewKind.Kind, filings[i], 1);
        var register = await FirstInstanceAsync(played, "patent-register-");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "filing-approved", Filing(0));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "filing-returned", Filing(1));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "filing-reminded", Filing(2));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "filing-escalated", Filing(3));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "filing-held-and-resumed", Filing(4));
        await RecordAsync(played, OrchestrationRuntimeStatus.Running, "filing-waiting", Filing(5));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "realname-approved", $"realname-{unit}-r1");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "unit-change-returned", $"unit-change-{unit}-r2");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "appeal-upheld", $"filing-appeal-{filings[1]}-r1");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "patent-import", $"patent-import-{unit}-r1");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "patent-register-import", register);
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "nightly-patent-import", await FirstInstanceAsync(played, "nightly-patent-import-"));
        await RecordAsync(played, OrchestrationRuntimeStatus.Running, "certificate-reminded", CertificateValidity.InstanceId(reminded));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "certificate-expired", CertificateValidity.InstanceId(expired));
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "certificate-revoked", CertificateValidity.InstanceId(revoked));

        // The next year: what was filed is to be updated.
        await units.MoveToAsync("2027-01-04T10:00");
        var filled = await SampleUnit.FillUpdateAsync(units.Bearing, filings[0], 2027);
        (await units.Bearing.PostAsync($"filings/{filings[0]}/updates/2027/submission", etag: filled.ETag)).Expect(200);
        await units.Examiner1.ReadAndApproveAsync("filing-update", filings[0]);
        await played.Server.Clock.WhenIdleAsync();
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "weekly-mail", "weekly-mail-2027-W01");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "update-reminders", "update-reminders-2027-opened");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "retention", "retention-2027-01-04");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "filing-update-approved", $"filing-update-{filings[0]}-r1");
    }

    /// <summary>The paths of a campaign up to the proposal.</summary>
    [Fact]
    public async Task Play_EveryPathOfACampaign_EndsAndReplays()
    {
        await using var bench = await CampaignBench.StartAsync();
        var ids = (await bench.FileAsync(3)).Select(f => RecognitionId.Of(2026, f.Id)).ToList();
        await bench.OpenAsync(new { minScore = 10 });
        await bench.BatchAsync(bench.Examiner1, "score", new { }, new { suggested = true });
        var batch = await bench.BatchAsync(bench.Examiner1, "pass-screening", new { });
        await bench.BatchAsync(bench.Examiner1, "request-supplement", new { }, new { dueOn = "2026-09-21" });
        var due = (await bench.RecordAsync(ids[0])).Supplement!.DueOn;
        var form = (await bench.Software.GetAsync($"recognitions/{ids[0]}/supplement")).Expect(200);
        var saved = (await bench.Software.PutAsync($"recognitions/{ids[0]}/supplement", new { protectionStrength = "强", valueContribution = "高", patentDependence = "高" }, form.ETag)).Expect(200);
        (await bench.Software.PostAsync($"recognitions/{ids[0]}/supplement/submission", etag: saved.ETag)).Expect(200);
        await bench.Examiner1.ReadAndApproveAsync("recognition", ids[0].Value);
        (await bench.Examiner2.PostAsync($"reviews/recognition/{ids[0]}/confirm", etag: (await bench.Examiner2.ReadAsync("recognition", ids[0].Value)).ETag)).Expect(200);
        (await CampaignBench.ActAsync(bench.Examiner1, ids[2], "extend-supplement", new { dueOn = due.AddDays(30) })).Expect(200);
        await bench.MoveToAsync(due.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + "T09:00");

        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "recognition-entry", EntryRun.InstanceId(2026, 1));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "recognition-batch", RecognitionBatch.InstanceId(batch.Text("id")));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "supplement-submitted", SupplementDeadline.InstanceId(ids[0], due));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "supplement-overdue", SupplementDeadline.InstanceId(ids[1], due));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "supplement-extended", SupplementDeadline.InstanceId(ids[2], due));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "expert-review-approved", ReviewSubmission.InstanceId(ExpertReviewKind.Kind, ids[0].Value, 1));
    }

    /// <summary>The clock of a prompt for lapsed patents, answered and in silence, and the review that silence leads to.</summary>
    [Fact]
    public async Task Play_LapsesOfAllPatents_EndAndReplay()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var played = units.App;
        var filings = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            filings.Add((await SampleUnit.SubmitFilingAsync(units.Bearing, $"609-{i}")).Id);
            await units.Examiner1.ReadAndApproveAsync("filing", filings[i]);
        }
        await WithdrawalJourney.LoadAsync(units, WithdrawalJourney.Lapsed, "history-register");
        await units.MoveToAsync("2026-11-24T09:00");
        var asked = await units.Bearing.GetAsync($"filings/{filings[1]}");
        (await units.Bearing.PostAsync($"filings/{filings[1]}/lapse-prompt/confirmation", etag: asked.ETag)).Expect(200);
        await units.MoveToAsync("2026-12-16T09:00");
        await units.Examiner1.ReadAndApproveAsync("filing-withdrawal", filings[0]);
        await played.Server.Clock.WhenIdleAsync();
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "lapse-referred", $"lapse-{filings[0]}-1");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "lapse-confirmed", $"lapse-{filings[1]}-1");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "withdrawal-approved", $"filing-withdrawal-{filings[0]}-r1");
    }

    /// <summary>The paths of a public notice.</summary>
    [Fact]
    public async Task Play_EveryPathOfANotice_EndsAndReplays()
    {
        await using var bench = await NoticeBench.StartAsync("2026-12-16T10:00");
        var announcement = await bench.AnnounceAsync();
        var (recognized, disputed) = (await bench.InNoticeAsync(1, announcement), await bench.InNoticeAsync(2, announcement));
        await bench.ObjectionsAsync(disputed, RecognitionAct.FileObjection, 1);
        await bench.MoveToAsync("2026-12-25T10:00");
        var recounted = await bench.InNoticeAsync(3, announcement);
        await bench.MoveToAsync("2026-12-31T10:00");
        await bench.ObjectionsAsync(disputed, RecognitionAct.RejectObjection, -1);
        await bench.ImportCalendarAsync(SampleCalendar.NewYear2027);
        var waiting = await bench.InNoticeAsync(4, announcement);
        await bench.MoveToAsync("2027-01-12T09:00");

        await RecordAsync(bench.Server, OrchestrationRuntimeStatus.Completed, "public-notice-recognized", PublicNotice.InstanceId(recognized));
        await RecordAsync(bench.Server, OrchestrationRuntimeStatus.Completed, "public-notice-disputed", PublicNotice.InstanceId(disputed));
        await RecordAsync(bench.Server, OrchestrationRuntimeStatus.Completed, "public-notice-recounted", PublicNotice.InstanceId(recounted));
        await RecordAsync(bench.Server, OrchestrationRuntimeStatus.Running, "public-notice-waiting", PublicNotice.InstanceId(waiting));
        await RecordAsync(bench.Server, OrchestrationRuntimeStatus.Completed, "recount-due-dates", await FirstInstanceAsync(bench.Server, "recount-"));
    }

    /// <summary>The bank's confirmation of a repayment: at once, and after reminders and the escalation.</summary>
    [Fact]
    public async Task Play_RepaymentConfirmations_EndAndReplay()
    {
        var bench = await LoanBench.StartAsync("2026-09-28T10:00");
        await using var played = bench.App;
        var loans = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            loans.Add(await LoanBench.RecordAsync(bench.Bank1, LoanSample.Form with { Number = $"H-{i}" }));
            await LoanBench.ApplyAsync(bench.Software, loans[i], new() { Principal = 400m, Interest = 7_000m, RepaidOn = new DateOnly(2026, 9, 20), Performance = LoanPerformance.FulfilledEarly });
        }
        await bench.Bank1.ReadAndApproveAsync("repayment", loans[0]);
        await bench.MoveToAsync("2026-10-21T09:00");
        await bench.Bank1.ReadAndApproveAsync("repayment", loans[1]);
        await played.Server.Clock.WhenIdleAsync();
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "repayment-confirmed", $"repayment-{loans[0]}-r1");
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "repayment-reminded-and-escalated", $"repayment-{loans[1]}-r1");
    }

    /// <summary>The life of a subsidy: paid at once, after failed papers, and closed because the unit stayed silent.</summary>
    [Fact]
    public async Task Play_EveryPathOfASubsidy_EndsAndReplays()
    {
        await using var bench = await SubsidyBench.StartAsync();
        var silent = await bench.ApprovedAsync(await bench.MarkLoanAsync(1));
        var paid = await bench.ProposedAsync(await bench.MarkLoanAsync(2));
        (await SubsidyBench.ConfirmAsync(bench.Finance2, paid)).Expect(200);
        (await bench.Finance1.PostAsync($"subsidies/{paid}/payment", new { paidOn = "2026-09-24" }, (await bench.Finance1.GetAsync($"subsidies/{paid}")).ETag)).Expect(200);
        var failed = await bench.ApprovedAsync(await bench.MarkLoanAsync(3));
        await bench.SendAsync(failed);
        await bench.Finance1.ReadAndReturnAsync("subsidy-paper", failed, "form.seal");
        (await bench.Bearing.PostAsync($"subsidies/{failed}/correction", etag: (await bench.Bearing.GetAsync($"subsidies/{failed}")).ETag)).Expect(200);
        await bench.SendAsync(failed, "SF0000000002");
        await bench.Finance1.ReadAndApproveAsync("subsidy-paper", failed);
        await bench.MoveToAsync("2026-11-06T09:00");
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "subsidy-paid", SubsidyLife.InstanceId(new SubsidyId(paid)));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Running, "subsidy-paper-failed-once", SubsidyLife.InstanceId(new SubsidyId(failed)));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "subsidy-closed-on-silence", SubsidyLife.InstanceId(new SubsidyId(silent)));
    }

    /// <summary>The paths of two enterprises from the audit to the library, and of one out of it.</summary>
    [Fact]
    public async Task Play_EveryPathOfTheCultivation_EndsAndReplays()
    {
        var report = CultivationStory.ReportOf(CultivationStory.Bearing, 2026).Value;
        await using var story = await CultivationStory.PlayAsync(async app =>
        {
            await RecordAsync(app, OrchestrationRuntimeStatus.Completed, "sme-audit-passed", ReviewSubmission.InstanceId(SmeAuditKind.Kind, report, 1));
            await RecordAsync(app, OrchestrationRuntimeStatus.Completed, "sme-list-submitted", SmeListSubmission.InstanceId(2026, CultivationStory.Jiangsu, 1));
            await RecordAsync(app, OrchestrationRuntimeStatus.Completed, "sme-entry-approved", ReviewSubmission.InstanceId(SmeEntryKind.Kind, report, 1));
        });
        await RecordAsync(story.App, OrchestrationRuntimeStatus.Completed, "sme-reminders", "sme-reminders-2027-20270601-days1");
        await RecordAsync(story.App, OrchestrationRuntimeStatus.Completed, "library-adjustment", AdjustmentRun.ComputeInstance(2027, 1));
        await RecordAsync(story.App, OrchestrationRuntimeStatus.Completed, "library-removal", AdjustmentRun.RemovalInstance(2027, 1));
    }

    /// <summary>The import of a university's file.</summary>
    [Fact]
    public async Task Play_AnImportOfResources_EndsAndReplays()
    {
        await using var played = await TestApp.StartAsync();
        var university = await played.SignInAsync("university");
        using var template = new ByteArrayContent((await university.GetAsync("university/resource-import-template")).Bytes);
        template.Headers.ContentType = new("text/csv");
        var sent = await university.SendAsync(HttpMethod.Post, "university/resource-imports", template, key: "history-import");
        await played.Server.Clock.WhenIdleAsync();
        await RecordAsync(played, OrchestrationRuntimeStatus.Completed, "resource-import", "resource-import-" + sent.Text("id"));
    }

    /// <summary>The clocks of cooperation: an expert's admission, an intent without an answer, a demand to its end, a night's push.</summary>
    [Fact]
    public async Task Play_EveryPathOfCooperation_EndsAndReplays()
    {
        await using var bench = await CooperationBench.StartAsync();
        await bench.AdmitAsync("expert1");
        var intent = await bench.SendIntentAsync(await bench.RegisterAsync(1));
        var demand = await bench.PublishDemandAsync();
        await bench.MoveToAsync("2027-01-04T09:00");

        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "expert-admitted", ReviewSubmission.InstanceId(ExpertAdmissionKind.Kind, CooperationBench.ExpertId("expert1").Value, 1));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "intent-reminded", IntentReminders.InstanceId(new IntentId(intent)));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "demand-published", ReviewSubmission.InstanceId(DemandModerationKind.Kind, demand, 1));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "demand-expired", DemandExpiry.InstanceId(new DemandId(demand), 1));
        await RecordAsync(bench.App, OrchestrationRuntimeStatus.Completed, "evaluation-push", NightlyEvaluationPush.InstanceId("20261124"));
    }

    private static Task<string> FirstInstanceAsync(TestApp played, string prefix) => FirstInstanceAsync(played.Server, prefix);

    private static async Task<string> FirstInstanceAsync(LocalHostServer played, string prefix)
    {
        await foreach (var instance in played.Workflows.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = prefix })) return instance.InstanceId;
        throw new InvalidOperationException($"no instance {prefix}…");
    }

    private static Task RecordAsync(TestApp played, OrchestrationRuntimeStatus status, string path, string instance) => RecordAsync(played.Server, status, path, instance);

    private static async Task RecordAsync(LocalHostServer played, OrchestrationRuntimeStatus status, string path, string instance)
    {
        Assert.Equal(status, (await played.Workflows.GetInstanceAsync(instance, CancellationToken.None))?.RuntimeStatus);
        var history = (DurableHistory)played.Services.GetService(typeof(DurableHistory))!;
        var recording = history.Export(instance);
        Assert.Null(history.Replay(recording));
        if (Environment.GetEnvironmentVariable("UPDATE_HISTORIES") != "1") return;
        var file = Path.Combine(Folder, PresentVersion, path + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, recording + "\n");
    }
}
