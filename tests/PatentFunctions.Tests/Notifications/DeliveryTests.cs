using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Notifications.Inbox;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Notifications;

[Trait("Spec", "COM-09")]
public sealed class DeliveryTests : IDisposable
{
    private const string Phone = "13800138000";
    private static readonly UnitId Unit = new("u-1");
    private static readonly CaseAddress Case = new("Filings", "p-1");
    private static readonly Caller Admin = new(new AccountId("a-1"), Role.UnitAdmin, "湖南某某科技有限公司", "s-1", Unit);
    private static readonly Caller Operator = new(new AccountId("a-9"), Role.Operator, "平台运维", "s-9");
    private static readonly (string, string)[] Approved = [("product", "机床"), ("number", "2026000123")];

    private readonly TestContacts contacts = new();
    private readonly WatchedGateway gateway;
    private DyingStore store = null!;
    private readonly TestPlatform platform;
    private int acts;

    public DeliveryTests()
    {
        WatchedGateway? made = null;
        platform = new TestPlatform((services, _) =>
        {
            var configuration = new ConfigurationBuilder().Build();
            services.AddSingleton<IConfiguration>(configuration);
            services.AddSingleton(Mock.Of<IHostEnvironment>(e => e.EnvironmentName == "Development"));
            services.AddSingleton<IContactBook>(contacts);
            services.AddSingleton<LocalPost>();
            services.AddSingleton<IReceiptSource>(s => s.GetRequiredService<LocalPost>());
            services.AddSingleton<IMailGateway, LocalMailGateway>();
            services.AddSingleton(new LocalDeskDefault(true));
            services.AddKeyedSingleton<ISmsGateway>(SmsRouting.Mainland, (s, _) => made = new WatchedGateway(new LocalSmsGateway(s.GetRequiredService<LocalPost>())));
            services.AddNotifications();
        }, records => store = new DyingStore(records));
        _ = platform.Get<IServiceProvider>().GetRequiredKeyedService<ISmsGateway>(SmsRouting.Mainland);
        gateway = made!;
    }

    public void Dispose() => platform.Dispose();

    [Fact]
    [Trait("Spec", "FIL-11")]
    public async Task Send_ToAUnit_ReachesEachOfItsChannelsOnce()
    {
        contacts.Add("a-1", "u-1", Phone, "admin@example.com");
        await ActAsync(Notify.Unit("filing.returned", Unit, ("product", "机床"), ("reasons", "产品名称：应为具体产品的名称")));
        var letters = await LettersAsync();
        Assert.Equal([NotificationChannel.Mail, NotificationChannel.Sms], letters.Select(l => l.Channel).Order().Reverse());
        Assert.Equal("+8613800138000", letters.Single(l => l.Channel == NotificationChannel.Sms).To);
        Assert.Contains("应为具体产品的名称", letters.Single(l => l.Channel == NotificationChannel.Mail).Text, StringComparison.Ordinal);
        var inbox = await InboxAsync();
        Assert.Equal(("产品备案未通过", 1), (Assert.Single(inbox.Items).Title, inbox.Unread));
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Sent, DeliveryState.Sent], (await DeliveriesAsync("u-1")).Select(d => d.State).OrderBy(s => s == DeliveryState.Sent));
    }

    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Send_WhenTheMessageIsHandledTwice_SendsNothingAgain()
    {
        contacts.Add("a-1", "u-1", Phone, "admin@example.com");
        var handler = platform.Get<IEnumerable<IOutboxHandler>>().Single(h => h.Kind == Notify.Kind);
        var message = new OutboxDelivery("Filings.p-1.0000000001", Case, new ActStamp(Actor.System, TestPlatform.Start, "Test", ""), Notify.Unit("filing.approved", Unit, Approved).Payload);
        await handler.HandleAsync(message, platform.Durable, CancellationToken.None);
        platform.Clock.Advance(TimeSpan.FromHours(1));
        await handler.HandleAsync(message, platform.Durable, CancellationToken.None);
        await RetryAsync();
        Assert.Single(await LettersAsync());
        Assert.Single((await InboxAsync()).Items);
    }

    [Fact]
    public async Task Send_ToTwoAdministratorsWithOnePhone_SendsOneTextMessage()
    {
        contacts.Add("a-1", "u-1", Phone);
        contacts.Add("a-2", "u-1", Phone);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Single(await LettersAsync());
        Assert.Single((await InboxAsync()).Items);
        Assert.Single((await InboxAsync(Admin with { Account = new AccountId("a-2") })).Items);
    }

    [Fact]
    public async Task Send_WhenTheProcessDiesBeforeTheAnswer_RepeatsUnderTheSameOperationId()
    {
        contacts.Add("a-1", "u-1", Phone);
        gateway.BeforeAnswer = _ => Task.FromResult(store.Dead = true);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        store.Dead = false;
        Assert.Equal(DeliveryState.Sending, await SmsStateAsync("u-1"));
        gateway.BeforeAnswer = null;
        await RetryAsync();
        Assert.Equal(DeliveryState.Sending, await SmsStateAsync("u-1"));
        platform.Clock.Advance(DeliverySender.Claim);
        await RetryAsync();
        Assert.Equal(DeliveryState.Sent, await SmsStateAsync("u-1"));
        await platform.SweepAsync();
        Assert.Single(await LettersAsync());
        Assert.Equal([false, true], gateway.Seen.Select(m => m.Repeated));
        Assert.Single(gateway.Seen.Select(m => m.OperationId).Distinct());
    }

    [Fact]
    public async Task Send_WhenTheProcessDiesBetweenRowAndAttempt_IsFinishedByTheTimer()
    {
        contacts.Add("a-1", "u-1", Phone);
        var written = 0;
        store.BeforeCommit = (table, _) => store.Dead |= table == DeliveryId.Table && ++written > 2;
        await ActAsync(Notify.Unit("realname.approved", Unit));
        store.BeforeCommit = null;
        store.Dead = false;
        Assert.Equal(DeliveryState.Queued, await SmsStateAsync("u-1"));
        Assert.Empty(await LettersAsync());
        platform.Clock.Advance(DeliverySender.Claim);
        await RetryAsync();
        await platform.SweepAsync();
        Assert.Single(await LettersAsync());
    }

    [Fact]
    [Trait("Spec", "ACC-12")]
    public async Task Send_AnOptionalKindThatIsSwitchedOff_IsRecordedAsNotSent()
    {
        contacts.Add("a-1", "u-1", Phone, "admin@example.com", Role.UnitAdmin, "reminder:sms", "reminder:inApp");
        await ActAsync(Notify.Unit("filing.lapse-reminder", Unit, ("product", "滚动轴承"), ("due", "2026年12月18日")));
        Assert.Equal(NotificationChannel.Mail, Assert.Single(await LettersAsync()).Channel);
        Assert.Empty((await InboxAsync()).Items);
        Assert.Equal(DeliveryState.Suppressed, await SmsStateAsync("u-1"));
    }

    [Fact]
    [Trait("Spec", "ACC-12")]
    public async Task Send_AMandatoryKind_IgnoresPreferences()
    {
        contacts.Add("a-1", "u-1", Phone, null, Role.UnitAdmin, [.. from c in new[] { "sms", "mail", "inApp" } from k in new[] { "result", "security" } select k + ":" + c]);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Single(await LettersAsync());
        Assert.DoesNotContain("result:sms", NotificationPreferences.Optional);
        Assert.Contains("reminder:inApp", NotificationPreferences.Optional);
    }

    [Theory]
    [InlineData("2026-11-27T12:59:59Z", true)]
    [InlineData("2026-11-27T13:00:00Z", false)]
    [InlineData("2026-11-27T23:59:59Z", false)]
    [InlineData("2026-11-28T00:00:00Z", true)]
    public async Task Send_ANonUrgentTextMessage_RespectsQuietHours(string at, bool leaves)
    {
        contacts.Add("a-1", "u-1", Phone);
        platform.Clock.Set(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Equal(leaves ? DeliveryState.Sent : DeliveryState.Held, await SmsStateAsync("u-1"));
        if (leaves) return;
        platform.Clock.Set(new DateTimeOffset(2026, 11, 27, 23, 59, 59, TimeSpan.Zero));
        await RetryAsync();
        Assert.Empty(await LettersAsync());
        platform.Clock.Set(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));
        await RetryAsync();
        Assert.Single(await LettersAsync());
        Assert.Equal(DeliveryState.Sent, await SmsStateAsync("u-1"));
    }

    [Fact]
    public async Task Send_ACodeAtNight_LeavesAtOnceAndIsForgotten()
    {
        platform.Clock.Set(new DateTimeOffset(2026, 11, 27, 18, 0, 0, TimeSpan.Zero));
        await ActAsync(Notify.Phone("account.sms-code", Phone, ("code", "482913")));
        Assert.Contains("482913", Assert.Single(await LettersAsync()).Text, StringComparison.Ordinal);
        var kept = Assert.Single(await AllDeliveriesAsync());
        Assert.Equal((DeliveryState.Sent, "******"), (kept.State, kept.Values["code"]));
    }

    [Fact]
    public async Task Send_ACodeThatHasExpired_IsGivenUp()
    {
        await ActAsync(Notify.Phone("account.sms-code", "19900000003", ("code", "482913")));
        platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await RetryAsync();
        Assert.Equal((DeliveryState.Failed, "******"), (Assert.Single(await AllDeliveriesAsync()).State, Assert.Single(await AllDeliveriesAsync()).Values["code"]));
    }

    [Fact]
    public async Task Send_ToANumberThatFailsTwice_ArrivesWithTheThirdAttempt()
    {
        contacts.Add("a-1", "u-1", "19900000002");
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Equal(DeliveryState.Queued, await SmsStateAsync("u-1"));
        platform.Clock.Advance(TimeSpan.FromSeconds(59));
        await RetryAsync();
        Assert.Equal(1, (await SmsAsync("u-1")).Attempts);
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        await RetryAsync();
        Assert.Equal((DeliveryState.Queued, 2), ((await SmsAsync("u-1")).State, (await SmsAsync("u-1")).Attempts));
        platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await RetryAsync();
        Assert.Equal((DeliveryState.Sent, 3), ((await SmsAsync("u-1")).State, (await SmsAsync("u-1")).Attempts));
        Assert.Single(await LettersAsync());
    }

    [Fact]
    public async Task Send_ToANumberThatNeverAnswers_FailsFinallyAndTheOperatorSeesIt()
    {
        contacts.Add("a-1", "u-1", "19900000003");
        await ActAsync(Notify.Unit("realname.approved", Unit));

        // 10:00 + 1 min + 5 min + 15 min + 1 h + 4 h: all before the quiet hours.
        for (var minute = 0; minute < 400; minute += 10)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(10));
            await RetryAsync();
        }
        var sms = await SmsAsync("u-1");
        Assert.Equal((DeliveryState.Failed, DeliverySender.MaxAttempts), (sms.State, sms.Attempts));
        var failed = Assert.Single((await FailedAsync()).Items);
        Assert.Equal(("199****0003", "网关超时"), (failed.Address, failed.Reason));
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Failed_OfATemplateThatAsksForMoreByNow_IsListedWithANote()
    {
        contacts.Add("a-1", "u-1", "19900000001");
        await ActAsync(Notify.Unit("filing.approved", Unit, ("product", "深沟球轴承"), ("number", "2026000001")));
        var id = DeliveryId.Parse(Assert.Single((await FailedAsync()).Items).Id)!.Value;
        var stored = (await platform.Records.FindAsync<Delivery>(DeliveryId.Table, id.Partition, id.Row))!;
        var shorter = stored.Value with { Values = new Dictionary<string, string> { ["product"] = "深沟球轴承" } };
        await platform.Cases.CommitAsync(new CaseWrite(new CaseAddress(DeliveryId.Table, id.Partition), new ActStamp(Actor.System, platform.Clock.GetUtcNow(), "Test", "")).Replace(stored, shorter), platform.Durable);

        Assert.Equal("（通知模板已变更，原文无法显示）", Assert.Single((await FailedAsync()).Items).Text);
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Resend_AFailedOne_GoesOutUnderANewOperationId()
    {
        contacts.Add("a-1", "u-1", "19900000001", "admin@example.com");
        await ActAsync(Notify.Unit("realname.approved", Unit));
        var failed = Assert.Single((await FailedAsync()).Items);
        Assert.Equal(DeliveryState.Failed, failed.State);
        var resent = await ResendAsync(failed.Id);
        Assert.Equal(200, resent.Status);
        Assert.Equal([failed.Id, failed.Id + ".1"], gateway.Seen.Select(m => m.OperationId));
        Assert.Empty(await platform.Cases.VerifyAuditAsync(new CaseAddress(DeliveryId.Table, "u-1")));
        Assert.Contains("ResendDelivery", await AuditedActsAsync(), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Resend_OneThatWasSent_IsRefused()
    {
        contacts.Add("a-1", "u-1", Phone);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        var sent = (await platform.Records.QueryAsync(DeliveryId.Table, new RecordQuery { Partition = "u-1" })).Records.Single(r => r.As<Delivery>().Value.Channel == NotificationChannel.Sms);
        Assert.Equal(409, (await ResendAsync("u-1." + sent.Row)).Status);
        Assert.Equal(404, (await ResendAsync("u-1.nothing")).Status);
        Assert.Equal(404, (await ResendAsync("nonsense")).Status);
        Assert.Single(await LettersAsync());
    }

    [Fact]
    public async Task Send_ToAnAddressThatBounced_IsSuppressedForThirtyDays()
    {
        contacts.Add("a-1", "u-1", null, "fail@test.invalid");
        await ActAsync(Notify.Unit("realname.returned", Unit, ("reasons", "x")));
        await ActAsync(Notify.Unit("realname.returned", Unit, ("reasons", "y")));
        var mails = (await DeliveriesAsync("u-1")).Where(d => d.Channel == NotificationChannel.Mail).Select(d => d.State);
        Assert.Equal([DeliveryState.Failed, DeliveryState.Suppressed], mails.Order());
        platform.Clock.Advance(TimeSpan.FromDays(31));
        await ActAsync(Notify.Unit("realname.returned", Unit, ("reasons", "z")));
        Assert.Equal(2, (await DeliveriesAsync("u-1")).Count(d => d.State == DeliveryState.Failed));
    }

    [Theory]
    [InlineData("19900000004", DeliveryState.Failed)]
    [InlineData("19900000005", DeliveryState.Delivered)]
    public async Task Receipt_OfTheGateway_UpdatesTheDelivery(string phone, DeliveryState expected)
    {
        contacts.Add("a-1", "u-1", phone);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Equal(DeliveryState.Sent, await SmsStateAsync("u-1"));
        await RetryAsync();
        await RetryAsync();
        Assert.Equal(expected, await SmsStateAsync("u-1"));
    }

    [Fact]
    public async Task Receipt_ThatComesBeforeTheAnswer_IsKept()
    {
        contacts.Add("a-1", "u-1", Phone);
        gateway.BeforeAnswer = m => platform.Get<DeliveryReceipts>().ApplyAsync(new DeliveryReceipt(m.OperationId, true), CancellationToken.None);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Equal(DeliveryState.Delivered, await SmsStateAsync("u-1"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("u-1.0000000000000000000-d-unknown")]
    [InlineData("a/b.c")]
    public async Task Receipt_ThatFitsNothing_ChangesNothing(string operationId) =>
        await platform.Get<DeliveryReceipts>().ApplyAsync(new DeliveryReceipt(operationId, true), CancellationToken.None);

    [Fact]
    public async Task Send_ToSomebodyWithoutPhone_RecordsWhyNothingWasSent()
    {
        contacts.Add("a-1", "u-1", null);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        Assert.Equal("收件人未绑定手机号", (await SmsAsync("u-1")).Reason);
    }

    [Fact]
    public async Task Send_ToARole_ReachesEverybodyInIt()
    {
        for (var i = 0; i < 8; i++) contacts.Add($"a-e{i}", null, null, $"examiner{i}@example.com", Role.Examiner);
        await ActAsync(Notify.Everybody("filing.review-reminder", Role.Examiner, null, ("case", "p-1"), ("unit", "某公司"), ("product", "机床"), ("due", "2026年12月3日")));
        await RetryAsync();
        Assert.Equal(8, (await LettersAsync()).Select(l => l.To).Distinct().Count());
    }

    [Fact]
    public async Task ListDeliveries_OfTheUnit_MergesUnitAndAccountNewestFirstAndMasksAddresses()
    {
        contacts.Add("a-1", "u-1", Phone);
        contacts.Add("a-7", "u-2", "13900139000");
        await ActAsync(Notify.Unit("realname.approved", Unit));
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActAsync(Notify.Account("account.password-changed", Admin.Account, ("time", "2026年11月27日 10:01")));
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActAsync(Notify.Unit("filing.approved", Unit, Approved));
        await ActAsync(Notify.Unit("realname.approved", new UnitId("u-2")));

        var all = new List<DeliveryAnswer>();
        string? next = null;
        do
        {
            var request = platform.Request("GET", "/api/deliveries?take=2" + (next is null ? "" : "&continuation=" + next), Admin);
            var page = await TestPlatform.ReadAsync<PageAnswer<DeliveryAnswer>>(request, await platform.Create<ListDeliveries>().RunAsync(request, CancellationToken.None));
            Assert.InRange(page.Items.Count, 1, 2);
            all.AddRange(page.Items);
            next = page.Continuation;
        }
        while (next is not null);
        Assert.Equal(["filing.approved", "filing.approved", "account.password-changed", "account.password-changed", "account.password-changed", "realname.approved", "realname.approved"], all.Select(d => d.Template));
        Assert.Equal(all.Count, all.Select(d => d.Id).Distinct().Count());
        Assert.All(all.Where(d => d.Channel == NotificationChannel.Sms), d => Assert.Equal("138****8000", d.Address));

        var expert = platform.Request("GET", "/api/deliveries", Admin with { Account = new AccountId("a-5"), Role = Role.Expert });
        Assert.Empty((await TestPlatform.ReadAsync<PageAnswer<DeliveryAnswer>>(expert, await platform.Create<ListDeliveries>().RunAsync(expert, CancellationToken.None))).Items);
    }

    [Fact]
    public async Task MarkRead_AnOwnMessage_LowersTheCount()
    {
        contacts.Add("a-1", "u-1", Phone);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        var id = Assert.Single((await InboxAsync()).Items).Id;
        async Task<IResult> ReadAsync(Caller caller) => await platform.Create<MarkNotificationRead>().RunAsync(platform.Request("POST", "/api/notifications/x/read", caller), id, CancellationToken.None);
        Assert.IsType<NothingHere>(await ReadAsync(Operator));
        Assert.IsNotType<NothingHere>(await ReadAsync(Admin));
        Assert.IsNotType<NothingHere>(await ReadAsync(Admin));
        Assert.Equal(0, (await InboxAsync()).Unread);
    }

    [Fact]
    public async Task LocalOutbox_InTheBrowser_EscapesAndFilters()
    {
        contacts.Add("a-1", "u-1", Phone, "admin@example.com");
        await ActAsync(Notify.Unit("filing.returned", Unit, ("product", "<script>alert(1)</script>"), ("reasons", "x")));
        var request = platform.Request("GET", "/api/local/outbox?to=%22%3E%3Cb%3E");
        var empty = await TestPlatform.ExecuteAsync(request, await platform.Create<ShowOutbox>().PageAsync(request, CancellationToken.None));
        Assert.DoesNotContain("<b>", System.Text.Encoding.UTF8.GetString(empty.Body), StringComparison.Ordinal);
        request = platform.Request("GET", "/api/local/outbox?to=EXAMPLE");
        var page = System.Text.Encoding.UTF8.GetString((await TestPlatform.ExecuteAsync(request, await platform.Create<ShowOutbox>().PageAsync(request, CancellationToken.None))).Body);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("admin@example.com", page, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalOutbox_AsJson_TellsWhatCameSince()
    {
        contacts.Add("a-1", "u-1", Phone);
        await ActAsync(Notify.Unit("realname.approved", Unit));
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActAsync(Notify.Unit("filing.approved", Unit, Approved));
        var request = platform.Request("GET", "/api/local/outbox.json?since=2026-11-27T02:00:00Z");
        var letters = await TestPlatform.ReadAsync<List<OutboxLetter>>(request, await platform.Create<ShowOutbox>().JsonAsync(request, CancellationToken.None));
        Assert.Equal("filing.approved", Assert.Single(letters).Template);
        Assert.IsType<BadSince>(await platform.Create<ShowOutbox>().JsonAsync(platform.Request("GET", "/api/local/outbox.json?since=gestern"), CancellationToken.None));
    }

    [Theory]
    [InlineData("Development", null, true, true)]
    [InlineData("Development", null, false, false)]
    [InlineData("Development", "false", true, false)]
    [InlineData("Development", "true", false, true)]
    [InlineData("Production", "true", true, false)]
    [InlineData("Staging", "true", true, false)]
    public void LocalDesk_IsOpenOnlyInDevelopment(string environment, string? said, bool buildDefault, bool open)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Desk:Enabled"] = said }).Build();
        Assert.Equal(open, new LocalDesk(Mock.Of<IHostEnvironment>(e => e.EnvironmentName == environment), configuration, [new LocalDeskDefault(buildDefault)]).Enabled);
    }

    [Theory]
    [InlineData("13800138000", SmsRouting.Mainland)]
    [InlineData("+8613800138000", SmsRouting.Mainland)]
    [InlineData("+85291234567", SmsRouting.International)]
    [InlineData("+14255550100", SmsRouting.International)]
    public void Route_FollowsTheNumberRange(string phone, string gateway) =>
        Assert.Equal(gateway, new SmsRouting(new ConfigurationBuilder().Build()).GatewayOf(SmsRouting.ToInternational(phone)));

    [Fact]
    public void Transitions_NeverLeaveAFinalStateByThemselves()
    {
        Assert.Equal(Enum.GetValues<DeliveryState>().Order(), Delivery.Transitions.Keys.Order());
        var delivered = new Delivery("realname.approved", NotificationChannel.Sms, Phone, null, new Dictionary<string, string>(), DeliveryState.Delivered, TestPlatform.Start, "x");
        Assert.All(Enum.GetValues<DeliveryState>(), next => Assert.Throws<InvalidOperationException>(() => delivered.To(next)));
    }

    [Fact]
    public async Task Preview_FillsInAndCountsParts()
    {
        var body = new MemoryStream("{\"values\":{\"number\":\"2026999999\"}}"u8.ToArray());
        var request = platform.Request("POST", "/api/operations/templates/filing.approved/preview", Operator, body, "application/json");
        var answer = await TestPlatform.ReadAsync<PreviewAnswer>(request, await PreviewTemplates.PreviewAsync(request, "filing.approved", CancellationToken.None));
        Assert.Contains("2026999999", answer.Sms, StringComparison.Ordinal);
        Assert.Equal(1, answer.SmsParts);
        var unknown = platform.Request("POST", "/", Operator, new MemoryStream("{\"values\":{\"x\":\"1\"}}"u8.ToArray()), "application/json");
        Assert.Equal("/values/x", Assert.Single(Assert.IsType<FieldsInvalid>(await PreviewTemplates.PreviewAsync(unknown, "filing.approved", CancellationToken.None)).Findings).Pointer);
    }

    private Task ActAsync(OutboxMessage message) =>
        platform.Cases.CommitAsync(new CaseWrite(Case, new ActStamp(Actor.System, platform.Clock.GetUtcNow(), "Test", "")).Upsert("case", ++acts).Send(message), platform.Durable);

    private Task RetryAsync() => platform.Create<RetryDeliveries>().RetryAsync(CancellationToken.None);

    private Task<IReadOnlyList<OutboxLetter>> LettersAsync() => OutboxRecords.ListAsync(platform.Records, null, null, 100, CancellationToken.None);

    private async Task<InboxAnswer> InboxAsync(Caller? caller = null)
    {
        var request = platform.Request("GET", "/api/notifications", caller ?? Admin);
        return await TestPlatform.ReadAsync<InboxAnswer>(request, await platform.Create<ListNotifications>().RunAsync(request, CancellationToken.None));
    }

    private async Task<List<Delivery>> DeliveriesAsync(string partition) =>
        [.. (await platform.Records.QueryAsync(DeliveryId.Table, new RecordQuery { Partition = partition, RowBefore = "~" })).Records.Select(r => r.As<Delivery>().Value)];

    private async Task<List<Delivery>> AllDeliveriesAsync() =>
        [.. (await platform.Records.QueryAsync(DeliveryId.Table, new RecordQuery())).Records.Select(r => r.As<Delivery>().Value)];

    private async Task<Delivery> SmsAsync(string partition) => (await DeliveriesAsync(partition)).Single(d => d.Channel == NotificationChannel.Sms);

    private async Task<DeliveryState> SmsStateAsync(string partition) => (await SmsAsync(partition)).State;

    private async Task<PageAnswer<DeliveryAnswer>> FailedAsync()
    {
        var request = platform.Request("GET", "/api/operations/deliveries?state=failed", Operator);
        return await TestPlatform.ReadAsync<PageAnswer<DeliveryAnswer>>(request, await platform.Create<OperateDeliveries>().ListAsync(request, CancellationToken.None));
    }

    private async Task<(int Status, IHeaderDictionary Headers, byte[] Body)> ResendAsync(string id)
    {
        var request = platform.Request("POST", "/api/operations/deliveries/x/resend", Operator);
        return await TestPlatform.ExecuteAsync(request, await platform.Create<OperateDeliveries>().ResendAsync(request, id, platform.Durable, CancellationToken.None));
    }

    private async Task<List<string>> AuditedActsAsync()
    {
        var acts = new List<string>();
        await foreach (var entry in platform.Cases.RowsAsync<PatentFunctions.Platform.Audit.AuditEntry>(new CaseAddress(DeliveryId.Table, "u-1"), CaseRows.Audit)) acts.Add(entry.Value.Stamp.Act);
        return acts;
    }

    private sealed class WatchedGateway(ISmsGateway inner) : ISmsGateway
    {
        public Func<SmsMessage, Task>? BeforeAnswer { get; set; }

        public List<SmsMessage> Seen { get; } = [];

        public async Task<GatewayAnswer> SendAsync(SmsMessage message, CancellationToken cancellation)
        {
            Seen.Add(message);
            var answer = await inner.SendAsync(message, cancellation);
            if (BeforeAnswer is not null) await BeforeAnswer(message);
            return answer;
        }
    }
}
