using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Deliveries;
using PatentFunctions.Notifications.Receipts;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Notifications;

[Trait("Spec", "COM-09")]
public sealed class ReceiptTests : IAsyncLifetime
{
    private const string Key = "receipt-key-of-the-test";
    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync(
        "2026-11-27T10:00", ("Receipts:SmsKey", Key), ("Receipts:MainlandSmsKey", Key), ("Receipts:MailPublicKey", Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo())));

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        signer.Dispose();
    }

    public static TheoryData<string, string, string, bool?, bool> Reports => new()
    {
        // format, report with {0} for the operation, why, delivered (null: settles nothing), address is bad
        { "eventgrid", """{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"tag":"{0}","deliveryStatus":"Delivered","to":"+14255550123","more":1}}""", "arrived", true, false },
        { "eventgrid", """{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"tag":"{0}","deliveryStatus":"Failed","deliveryStatusDetails":"No one listening to this endpoint"}}""", "failed", false, false },
        { "eventgrid", """{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"tag":"{0}","deliveryStatus":"Unknown"}}""", "not known yet", null, false },
        { "eventgrid", """{"eventType":"Microsoft.Communication.SMSReceived","data":{"tag":"{0}","deliveryStatus":"Delivered"}}""", "another event", null, false },
        { "eventgrid", """{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"deliveryStatus":"Delivered"}}""", "of nobody", null, false },
        { "mainland", """{"out_id":"{0}","success":true,"err_code":"DELIVERED","phone_number":"13800000000"}""", "arrived", true, false },
        { "mainland", """{"out_id":"{0}","success":false,"err_code":"MOBILE_NOT_ON_SERVICE"}""", "no such number", false, true },
        { "mainland", """{"out_id":"{0}","success":false,"err_code":"MOBILE_SEND_LIMIT"}""", "too many", false, false },
        { "mainland", """{"out_id":"{0}","success":"yes"}""", "no truth value", null, false },
        { "sendgrid", """{"event":"delivered","operation":"{0}","email":"a@sample.test"}""", "arrived", true, false },
        { "sendgrid", """{"event":"bounce","type":"bounce","operation":"{0}","reason":"550 no such user"}""", "no such address", false, true },
        { "sendgrid", """{"event":"bounce","type":"blocked","operation":"{0}","reason":"421 busy"}""", "blocked", false, false },
        { "sendgrid", """{"event":"dropped","operation":"{0}","reason":"Bounced Address"}""", "bounced before", false, true },
        { "sendgrid", """{"event":"open","operation":"{0}"}""", "opened", null, false },
        { "sendgrid", """{"event":"delivered"}""", "of nobody", null, false },
        { "sendgrid", "\"text\"", "no object", null, false },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public void Format_OfAGatewaysReport_IsOurReceipt(string format, string report, string why, bool? delivered, bool bad)
    {
        var element = JsonDocument.Parse(report.Replace("{0}", "u-1.row", StringComparison.Ordinal)).RootElement;
        var receipt = format switch { "eventgrid" => ReceiptFormats.OfEventGrid(element), "mainland" => ReceiptFormats.OfMainlandSms(element), _ => ReceiptFormats.OfSendGrid(element) };
        Assert.True((receipt?.Delivered, receipt?.AddressIsBad ?? false) == (delivered, bad), $"{why}: {receipt}");
        if (receipt is not null) Assert.Equal("u-1.row", receipt.OperationId);
    }

    [Fact]
    public async Task Sms_ReportedByEventGrid_IsDeliveredOnceAndOnlyWithTheKey()
    {
        var id = await SentAsync(NotificationChannel.Sms);
        var report = $$$"""[{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"tag":"{{{id}}}","deliveryStatus":"Delivered"}}]""";
        Assert.Equal("receipt-not-proven", (await SendAsync("receipts/sms?key=wrong", report)).Expect(401).Problem);
        Assert.Equal("receipt-not-proven", (await SendAsync("receipts/sms", report)).Expect(401).Problem);
        Assert.Equal(DeliveryState.Sent, await StateAsync(id));
        (await SendAsync("receipts/sms?key=" + Key, report)).Expect(200);
        (await SendAsync("receipts/sms?key=" + Key, report.Replace("Delivered", "Failed", StringComparison.Ordinal))).Expect(200);
        Assert.Equal(DeliveryState.Delivered, await StateAsync(id));
    }

    [Fact]
    public async Task EventGrid_AskingWhetherTheAddressIsWanted_IsAnsweredWithItsCode()
    {
        var question = """[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6","validationUrl":"https://rp.test"}}]""";
        Assert.Equal("512d38b6", (await SendAsync("receipts/sms?key=" + Key, question)).Expect(200).Text("validationResponse"));
        Assert.Equal(401, (await SendAsync("receipts/sms?key=other", question)).Status);
    }

    [Fact]
    public async Task MainlandSms_NotOnService_FailsAndTheAddressIsRemembered()
    {
        var id = await SentAsync(NotificationChannel.Sms, "13800009999");
        Assert.Equal(0, (await SendAsync("receipts/mainland-sms?key=" + Key, $$"""[{"out_id":"{{id}}","success":false,"err_code":"MOBILE_NOT_ON_SERVICE"}]""")).Expect(200).At("code").GetInt32());
        Assert.Equal(DeliveryState.Failed, await StateAsync(id));
        Assert.True(await app.Service<AddressBounces>().IsBouncedAsync("13800009999", default));

        // The operator finds it and has it sent once more.
        var @operator = await app.SignInAsync("operator");
        var failed = Assert.Single((await @operator.GetAsync("operations/deliveries?state=failed")).Expect(200).At("items").EnumerateArray());
        (await @operator.PostAsync($"operations/deliveries/{failed.GetProperty("id").GetString()}/resend")).Expect(200);
        Assert.Empty((await @operator.GetAsync("operations/deliveries?state=failed")).Expect(200).At("items").EnumerateArray());
    }

    [Fact]
    public async Task Template_Previewed_ShowsWhatEachChannelWouldSend()
    {
        var @operator = await app.SignInAsync("operator");
        var template = (await @operator.GetAsync("operations/templates")).Json.EnumerateArray().Select(t => t.GetProperty("code").GetString()!).First(c => c == "recognition.in-notice");
        var preview = (await @operator.PostAsync($"operations/templates/{template}/preview", new { values = new Dictionary<string, string> { ["product"] = "深沟球轴承" } })).Expect(200);
        Assert.Contains("深沟球轴承", preview.Text("sms"), StringComparison.Ordinal);
        Assert.Equal(preview.Text("sms").Length, preview.At("smsCharacters").GetInt32());
        Assert.Equal(404, (await @operator.PostAsync("operations/templates/none/preview", new { })).Status);
    }

    [Fact]
    public async Task Mail_WithARightSignature_SettlesAndWithAnyOtherDoesNot()
    {
        var id = await SentAsync(NotificationChannel.Mail, "bounced@sample.test");
        var body = $$"""[{"event":"bounce","type":"bounce","operation":"{{id}}","email":"bounced@sample.test"},{"event":"spamreport","email":"spam@sample.test"}]""";
        var time = "1795744800";
        var signature = Convert.ToBase64String(signer.SignData(Encoding.UTF8.GetBytes(time + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        foreach (var (stamp, signed, text) in new[] { (time, "", body), (time, "not base64!", body), (time, signature, body + " "), ("1795744801", signature, body), (time, Convert.ToBase64String(new byte[70]), body) })
            Assert.Equal("receipt-not-proven", (await SendAsync("receipts/mail", text, stamp, signed)).Expect(401).Problem);
        Assert.Equal(DeliveryState.Sent, await StateAsync(id));

        (await SendAsync("receipts/mail", body, time, signature)).Expect(200);
        Assert.Equal(DeliveryState.Failed, await StateAsync(id));
        Assert.True(await app.Service<AddressBounces>().IsBouncedAsync("bounced@sample.test", default));
        Assert.True(await app.Service<AddressBounces>().IsBouncedAsync("spam@sample.test", default));
    }

    [Fact]
    public async Task Receipts_ThatCannotBeRead_AreRefusedClearly()
    {
        Assert.Equal("receipts-unreadable", (await SendAsync("receipts/sms?key=" + Key, "{}")).Expect(400).Problem);
        Assert.Equal("receipts-unreadable", (await SendAsync("receipts/sms?key=" + Key, "[")).Expect(400).Problem);
        (await SendAsync("receipts/sms?key=" + Key, "[1,null,\"x\",{}]")).Expect(200);
    }

    [Fact]
    public async Task Addresses_WithoutTheirKeys_DoNotExist()
    {
        await using var bare = await TestApp.StartAsync("2026-11-27T10:00");
        foreach (var path in new[] { "receipts/sms?key=", "receipts/mainland-sms", "receipts/mail" }) Assert.Equal(404, (await bare.Anybody().PostAsync(path, "[]")).Status);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => TestApp.StartAsync("2026-11-27T10:00", ("Receipts:MailPublicKey", "no key")));
        Assert.Contains("Receipts:MailPublicKey", refused.ToString(), StringComparison.Ordinal);
    }

    private async Task<TestAnswer> SendAsync(string path, string body, string? time = null, string? signature = null)
    {
        var client = app.Anybody();
        if (time is not null) client.Http.DefaultRequestHeaders.Add(MailSignature.TimestampHeader, time);
        if (signature is { Length: > 0 }) client.Http.DefaultRequestHeaders.Add(MailSignature.SignatureHeader, signature);
        return await client.PostAsync(path, body);
    }

    private async Task<DeliveryId> SentAsync(NotificationChannel channel, string address = "19910000061")
    {
        var id = new DeliveryId("u-receipts", DeliveryId.RowOf(TestApp.China("2026-11-27T09:59"), NewId.Random("op"), address, channel));
        var values = TemplateCatalog.Get("filing.returned").Parameters.ToDictionary(p => p.Name, p => p.Example, StringComparer.Ordinal);
        var sent = new Delivery("filing.returned", channel, address, null, values, DeliveryState.Sent, TestApp.China("2026-11-27T09:59"), "Filings/p");
        await app.Service<IRecordStore>().CommitAsync(DeliveryId.Table, id.Partition, [new InsertRecord(id.Row) { Document = TypedRecords.ToDocument(sent) }]);
        return id;
    }

    private async Task<DeliveryState> StateAsync(DeliveryId id) => (await app.Service<IRecordStore>().FindAsync<Delivery>(DeliveryId.Table, id.Partition, id.Row))!.Value.State;
}
