using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Identity;
using AzureBuild.Tests.Azurite;
using AzureBuild.Tests.Published;
using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.OnAzure;
using PatentFunctions.SampleData;

namespace AzureBuild.Tests.Worker;

/// <summary>What the published worker sends to Application Insights, received by a listener of this machine.</summary>
[Collection(EmulatorTests.Name)]
[Trait("Spec", "COM-12")]
public sealed class ExportTests(Emulator emulator)
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    // The exporter sends metrics once a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Request_ItsSpansAndMetrics_ArriveUnderItsTraceAndSayNothingAboutAnybody()
    {
        await using var sink = await TelemetrySink.ListenAsync();
        using var worker = new RunningWorker(emulator, new Dictionary<string, string>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = sink.ConnectionString,
            ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true",
            ["WEBSITE_SITE_NAME"] = "func-sample",
        });
        try
        {
            await worker.InitializeAsync();
            var token = await SignInAsync(worker, "bearing");
            var closed = await worker.CallAsync("RequestClosure", new HttpRequestMessage(HttpMethod.Post, "api/accounts/me/closure?note=金丝雀")
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                Content = JsonContent.Create(new JsonObject { ["password"] = SampleDataOptions.DefaultPassword }),
            }, $"00-{Trace}-00f067aa0ba902b7-01");
            Assert.True(closed.StatusCode == HttpStatusCode.OK, await closed.Content.ReadAsStringAsync() + worker.Said);
            Assert.Equal(Trace, closed.Headers.GetValues("X-Trace-Id").Single());
            foreach (var timer in new[] { "SweepOutbox", "RetryDeliveries" })
                await worker.InvokeAsync(timer, new JsonObject { ["json"] = """{"ScheduleStatus":null,"IsPastDue":false}""" });

            await UntilAsync(worker, () => Metrics(sink).ContainsKey("notifications.deliveries Mail Sent") && Metrics(sink).ContainsKey("outbox.age") && Spans(sink).Contains("delivery Mail"), () => string.Join('\n', Metrics(sink).Keys.Concat(Spans(sink))));
        }
        finally
        {
            await worker.DisposeAsync();
            await emulator.EmptyAsync();
        }

        // The function itself, what it sent, and the delivery that this led to.
        Assert.Superset(new HashSet<string> { "outbox notify", "delivery Mail" }, Spans(sink).ToHashSet());
        Assert.Contains(Spans(sink), s => s.Contains("RequestClosure", StringComparison.Ordinal) || s.Contains("nvoke", StringComparison.Ordinal));
        var metrics = Metrics(sink);
        Assert.Equal((1, 0, 0), (metrics["notifications.deliveries Mail Sent"], metrics["outbox.age"], metrics["outbox.waiting"]));
        Assert.Contains("notifications.waiting Sms", metrics.Keys);
        Assert.All(sink.Of("MetricData").Where(m => Name(m).Contains("outbox", StringComparison.Ordinal)), m => Assert.Equal("func-sample", m["tags"]!["ai.cloud.role"]!.GetValue<string>()));

        var everything = string.Join('\n', sink.Items.Select(i => i.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        // The sample accounts have mails of one domain and phones of one range.
        foreach (var canary in new[] { "金丝雀", Uri.EscapeDataString("金丝雀"), SampleDataOptions.DefaultPassword, "@sample.test", "19910000", "Bearer " })
            Assert.DoesNotContain(canary, everything, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Authorization=AAD;ClientId=7c3bc3a3-7b3c-4a1f-9d0e-111111111111", true)]
    [InlineData("ClientId=7c3bc3a3-7b3c-4a1f-9d0e-111111111111;Authorization=AAD", true)]
    [InlineData("Authorization=AAD", true)]
    [InlineData("ClientId=7c3bc3a3-7b3c-4a1f-9d0e-111111111111", false)]
    [InlineData("", false)]
    public void Credential_OnAzure_IsTheIdentityOrNothingStarts(string authentication, bool starts)
    {
        var configuration = Configuration(("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", authentication));
        if (starts) Assert.IsType<ManagedIdentityCredential>(TelemetryExport.Credential(configuration));
        else Assert.Contains("Authorization=AAD", Assert.Throws<InvalidOperationException>(() => TelemetryExport.Credential(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credential_BesideAnEmulator_IsNone() => Assert.Null(TelemetryExport.Credential(Configuration(("AzureWebJobsStorage", "UseDevelopmentStorage=true"))));

    [Theory]
    [InlineData(null, 1f)]
    [InlineData("0.25", 0.25f)]
    [InlineData("0", 0f)]
    [InlineData("1.5", null)]
    [InlineData("all", null)]
    public void Sampling_IsAShareOrRefused(string? text, float? ratio)
    {
        var configuration = Configuration(("Telemetry:SamplingRatio", text));
        if (ratio is { } share) Assert.Equal(share, TelemetryExport.SamplingRatio(configuration));
        else Assert.Contains("Telemetry:SamplingRatio", Assert.Throws<InvalidOperationException>(() => TelemetryExport.SamplingRatio(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostJson_LetsTheHostSpeakOpenTelemetryToo() => Assert.Equal("OpenTelemetry", PublishedApp.Json("host.json").GetProperty("telemetryMode").GetString());

    private static IConfiguration Configuration(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build();

    private static string Name(JsonNode metric) => metric["data"]!["baseData"]!["metrics"]![0]!["name"]!.GetValue<string>();

    // Sums by name and tags.
    private static Dictionary<string, double> Metrics(TelemetrySink sink) => sink.Of("MetricData")
        .GroupBy(m => string.Join(' ', new[] { Name(m) }.Concat(new[] { "channel", "state", "kind" }.Select(t => m["data"]!["baseData"]!["properties"]?[t]?.GetValue<string>()).OfType<string>())), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Sum(m => m["data"]!["baseData"]!["metrics"]![0]!["value"]!.GetValue<double>()), StringComparer.Ordinal);

    // Those of the request's trace.
    private static IEnumerable<string> Spans(TelemetrySink sink) => sink.Of("RemoteDependencyData").Concat(sink.Of("RequestData"))
        .Where(s => s["tags"]!["ai.operation.id"]!.GetValue<string>() == Trace).Select(s => s["data"]!["baseData"]!["name"]!.GetValue<string>());

    private static async Task UntilAsync(RunningWorker worker, Func<bool> done, Func<string> soFar)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!done())
        {
            Assert.False(patience.IsCancellationRequested, soFar() + worker.Said);
            await Task.Delay(250);
        }
    }

    private static async Task<string> SignInAsync(RunningWorker worker, string name)
    {
        for (var wait = 0; wait < 240; wait++)
        {
            // Sample accounts come while the worker starts.
            var captcha = JsonNode.Parse(await (await worker.CallAsync("IssueCaptcha", Post("captchas", new JsonObject()))).Content.ReadAsStringAsync())!;
            var answer = await worker.CallAsync("Login", Post("accounts/login", new JsonObject
            {
                ["name"] = name, ["password"] = SampleDataOptions.DefaultPassword, ["captchaId"] = captcha["id"]!.DeepClone(), ["captchaAnswer"] = SampleDataOptions.DefaultCaptchaAnswer,
            }));
            if (answer.StatusCode == HttpStatusCode.OK) return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["accessToken"]!.GetValue<string>();
            await Task.Delay(500);
        }
        throw new InvalidOperationException("nobody could sign in: " + worker.Said);
    }

    private static HttpRequestMessage Post(string path, JsonObject body) => new(HttpMethod.Post, "api/" + path) { Content = JsonContent.Create(body) };
}
