using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Notifications.Inbox;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Recognition.Objections;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-20")]
public sealed class RetentionTests
{
    private static readonly AccountId Bearing = SampleAccounts.IdOf("bearing");

    [Fact]
    public async Task Night_WhatIsPastItsTime_IsRemovedWithEvidenceAndNothingElseIs()
    {
        await using var app = await TestApp.StartAsync("2026-11-28T22:00");
        var records = app.Service<IRecordStore>();
        var (oldInbox, newInbox) = (await InboxAsync(records, "2024-11-28T23:59"), await InboxAsync(records, "2024-11-29T00:00"));
        var (oldMail, newMail) = (await DeliveryAsync(records, "2025-11-28T23:59", failed: true), await DeliveryAsync(records, "2025-11-29T00:00", failed: false));
        await app.MoveToAsync("2026-11-29T04:30");

        Assert.Null(await records.FindAsync("Inbox", Bearing.Value, oldInbox));
        Assert.NotNull(await records.FindAsync("Inbox", Bearing.Value, newInbox));
        Assert.Null(await records.FindAsync(DeliveryId.Table, oldMail.Partition, oldMail.Row));
        Assert.NotNull(await records.FindAsync(DeliveryId.Table, newMail.Partition, newMail.Row));
        Assert.Empty((await records.QueryAsync(DeliveryId.FailedTable, new RecordQuery())).Records);

        var client = await app.SignInAsync("operator");
        var answer = (await client.GetAsync("operations/retention")).Expect(200);
        var run = Assert.Single(answer.At("runs").EnumerateArray());
        Assert.Equal(("2026-11-29", 1, 1), (run.GetProperty("day").GetString(), run.GetProperty("removed").GetProperty("inbox").GetInt32(), run.GetProperty("removed").GetProperty("deliveries").GetInt32()));
        Assert.Contains(answer.At("rules").EnumerateArray(), r => r.GetProperty("code").GetString() == "cases" && !r.TryGetProperty("days", out _));
        var evidence = (await client.GetAsync("operations/retention/2026-11-29")).Expect(200).Items();
        var inbox = Assert.Single(evidence, e => e.GetProperty("rule").GetString() == "inbox");
        Assert.Equal(oldInbox, Assert.Single(inbox.GetProperty("keys").EnumerateArray()).GetProperty("row").GetString());
        Assert.True(inbox.TryGetProperty("removedAt", out _));
        Assert.Empty(await app.Service<CaseStore>().VerifyAuditAsync(new CaseAddress("Retention", "2026-11-29")));
        Assert.Equal(404, (await client.GetAsync("operations/retention/yesterday")).Status);
    }

    [Fact]
    public async Task Slice_ThatACrashRepeats_RemovesWhatItsEvidenceSaysAndGoesOnWhereItWouldHave()
    {
        await using var app = await TestApp.StartAsync("2026-11-28T22:00");
        var records = app.Service<IRecordStore>();
        var rows = new List<string>();
        for (var i = 0; i < 130; i++) rows.Add(await InboxAsync(records, $"2024-01-{1 + (i % 28):D2}T10:{i / 28:D2}"));
        var removed = 0;
        var dying = new Platform.DyingStore(records);
        dying.BeforeCommit = (_, operations) => dying.Dead |= operations is [DeleteRecord] && ++removed > 40;
        var number = app.Service<RetentionSchedule>().Removed.Index().Single(r => r.Item.Rule.Code == "inbox").Index;
        var input = RetentionRun.InputOf(new DateOnly(2026, 11, 29), number, 0, null);
        await Assert.ThrowsAsync<IOException>(() => Activity(app, dying).RunAsync(input, app.Server.Workflows, default));

        var activity = Activity(app, records);
        for (var next = input; next is not null && next.Split('|')[1] == number.ToString(System.Globalization.CultureInfo.InvariantCulture);) next = await activity.RunAsync(next, app.Server.Workflows, default);
        Assert.Empty((await records.QueryAsync("Inbox", new RecordQuery { Partition = Bearing.Value, RowBefore = "~", Take = 200 })).Records);
        var evidence = new List<RetentionEvidence>();
        await foreach (var slice in app.Service<CaseStore>().RowsAsync<RetentionEvidence>(RetentionRecords.Address(new DateOnly(2026, 11, 29)), RetentionRecords.EvidenceRows)) evidence.Add(slice.Value);
        Assert.Equal(rows.Order(StringComparer.Ordinal), evidence.SelectMany(e => e.Keys).Select(k => k.Row).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Objector_ThreeYearsAfterADecidedObjection_IsForgottenAndTheOutcomeStays()
    {
        var scene = new ObjectionScene();
        await scene.InitializeAsync();
        try
        {
            var product = await scene.ProductAsync();
            var decided = await scene.ObjectorAsync("13822240001");
            var secret = (await decided.FiledAsync(product, "慕容示例", "forgotten@sample.test")).Text("number");
            await scene.Examiner1.ReadAndReturnAsync("objection", product.Id.Value, "facts.untrue");
            var open = await scene.ProductAsync();
            await (await scene.ObjectorAsync("13822240002")).FiledAsync(open, "上官示例", "open@sample.test");

            await RunAsync(scene.App, new DateOnly(2029, 11, 22));
            Assert.Equal("慕容示例", await NameAsync(scene, product));
            await RunAsync(scene.App, new DateOnly(2029, 11, 23));
            Assert.Equal("（已按保存期限清除）", await NameAsync(scene, product));
            Assert.Equal("上官示例", await NameAsync(scene, open));
            Assert.Equal(404, (await decided.FollowAsync(secret)).Status);
            var objection = (await scene.App.Service<PatentFunctions.Recognition.Objections.ObjectionRecords>().FindAsync(product.Id, 1, default))!.Value;
            Assert.Equal(SampleObjector.Grounds, objection.Grounds);
            Assert.Null(await PatentFunctions.Files.FileRecords.FindAsync(scene.App.Service<IRecordStore>(), objection.Proof, default));
        }
        finally
        {
            await scene.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Retention:Days:letters", "100", "names no kind of data")]
    [InlineData("Retention:Days:inbox", "1", "at least 7")]
    [InlineData("Retention:Days:inbox", "ever", "Retention:Days")]
    public async Task Configuration_ThatWouldRemoveTooMuchOrNothing_IsRefusedAtTheStart(string key, string value, string why)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = await TestApp.StartAsync("2026-11-28T22:00", (key, value));
        });
        Assert.Contains(why, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_AMonthAfterTheirEnd_AreRemovedAndLiveOnesAreNot()
    {
        await using var app = await TestApp.StartAsync("2026-11-28T22:00");
        await app.SignInAsync("bearing");
        await RunAsync(app, new DateOnly(2026, 12, 20));
        Assert.Equal(1, await SessionsAsync(app));
        await RunAsync(app, new DateOnly(2027, 2, 1));
        Assert.Equal(0, await SessionsAsync(app));
    }

    private static RemovePastData Activity(TestApp app, IRecordStore records) =>
        new(new CaseStore(records, app.Service<OutboxDispatcher>()), new RetentionSchedule([InboxRecords.Retained(records), .. app.Server.Services.GetServices<IRetainedData>().Where(d => d.Rule.Code != "inbox")], app.Service<Microsoft.Extensions.Options.IOptions<RetentionOptions>>()), app.Service<TimeProvider>());

    private static async Task RunAsync(TestApp app, DateOnly night)
    {
        var activity = Activity(app, app.Service<IRecordStore>());
        for (var next = RetentionRun.InputOf(night, 0, 0, null); next is not null;) next = await activity.RunAsync(next, app.Server.Workflows, default);
    }

    private static async Task<string> NameAsync(ObjectionScene scene, PatentFunctions.Recognition.RecognitionRecord product) =>
        (await scene.App.Service<PatentFunctions.Recognition.Objections.ObjectionRecords>().ObjectorAsync(product.Id, 1, default)).Name;

    private static async Task<int> SessionsAsync(TestApp app) =>
        (await app.Service<IRecordStore>().QueryAsync("Accounts", new RecordQuery { Partition = Bearing.Value, RowPrefix = "session-" })).Records.Count;

    private static async Task<string> InboxAsync(IRecordStore records, string sentAt)
    {
        var row = DeliveryId.RowOf(TestApp.China(sentAt), NewId.Random("op"), Bearing.Value, NotificationChannel.InApp);
        await InboxRecords.AddAsync(records, Bearing, row, new InboxEntry("filing.approved", NotificationKind.Result, "通过", "通过", TestApp.China(sentAt)), default);
        return row;
    }

    private static async Task<DeliveryId> DeliveryAsync(IRecordStore records, string sentAt, bool failed)
    {
        var id = new DeliveryId(SampleUnit.Bearing.Id.Value, DeliveryId.RowOf(TestApp.China(sentAt), NewId.Random("op"), Bearing.Value, NotificationChannel.Mail));
        var delivery = new Delivery("filing.approved", NotificationChannel.Mail, "a@sample.test", Bearing, new Dictionary<string, string>(), failed ? DeliveryState.Failed : DeliveryState.Sent, TestApp.China(sentAt), "Filings/p");
        await records.CommitAsync(DeliveryId.Table, id.Partition, [new InsertRecord(id.Row) { Document = TypedRecords.ToDocument(delivery) }]);
        if (failed) await FailedDeliveries.AddAsync(records, id, default);
        return id;
    }
}
