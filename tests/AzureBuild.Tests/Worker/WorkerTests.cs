using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AzureBuild.Tests.Azurite;
using AzureBuild.Tests.Published;
using PatentFunctions.Platform.Cases;
using PatentFunctions.SampleData;

namespace AzureBuild.Tests.Worker;

/// <summary>
/// The published app itself runs: the worker over its gRPC protocol and its HTTP port, with tables and blobs of the emulator behind it. What is
/// missing for the whole is the host's own part: triggers that fire, and Durable Functions.
/// </summary>
[Collection(EmulatorTests.Name)]
public sealed class WorkerTests(Emulator emulator) : IAsyncLifetime, IDisposable
{
    private readonly RunningWorker worker = new(emulator);

    public Task InitializeAsync() => worker.InitializeAsync();

    public async Task DisposeAsync()
    {
        await worker.DisposeAsync();
        await emulator.EmptyAsync();
    }

    public void Dispose() => worker.Dispose();

    [Fact]
    [Trait("Spec", "COM-12")]
    public async Task Worker_UnderAHost_IndexesLoadsAndServes()
    {
        Assert.Equal(PublishedApp.Functions.Keys.Order(StringComparer.Ordinal), worker.Functions.Keys.Order(StringComparer.Ordinal));

        // Sample data goes through the real tables while the worker starts; the host may call before it is all there.
        var accounts = emulator.Tables.GetTableClient("Accounts");
        for (var wait = 0; wait < 240 && await RecordsAsync(accounts) < SampleAccounts.Usernames().Count(); wait++) await Task.Delay(250);
        Assert.True(await RecordsAsync(accounts) == SampleAccounts.Usernames().Count(), worker.Said);

        // A person signs in, by blobs (the keys of Data Protection) and tables.
        var captcha = await JsonAsync(await worker.CallAsync("IssueCaptcha", Post("captchas", new JsonObject())));
        var signedIn = await worker.CallAsync("Login", Post("accounts/login", new JsonObject
        {
            ["name"] = "operator", ["password"] = SampleDataOptions.DefaultPassword, ["captchaId"] = captcha["id"]!.DeepClone(), ["captchaAnswer"] = SampleDataOptions.DefaultCaptchaAnswer,
        }));
        Assert.True(signedIn.StatusCode == HttpStatusCode.OK, await signedIn.Content.ReadAsStringAsync() + worker.Said);
        var token = (await JsonAsync(signedIn))["accessToken"]!.GetValue<string>();
        var me = new HttpRequestMessage(HttpMethod.Get, "api/accounts/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        Assert.Equal("operator", (await JsonAsync(await worker.CallAsync("GetMe", me)))["username"]!.GetValue<string>());
        Assert.NotEmpty(emulator.Blobs.GetBlobContainerClient("keys").GetBlobs());

        // Refusals come as problems: without a sign-in, with broken JSON.
        var stranger = await worker.CallAsync("GetMe", new HttpRequestMessage(HttpMethod.Get, "api/accounts/me"));
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (stranger.StatusCode, stranger.Content.Headers.ContentType!.MediaType));
        var broken = await worker.CallAsync("Login", new HttpRequestMessage(HttpMethod.Post, "api/accounts/login") { Content = new StringContent("{", Encoding.UTF8, "application/json") });
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (broken.StatusCode, broken.Content.Headers.ContentType!.MediaType));

        // So do those of a body that is not read: the host sends it whole before it reads an answer.
        var large = new HttpRequestMessage(HttpMethod.Post, "api/files?purpose=product-image&name=a.bmp") { Content = new ByteArrayContent(new byte[40 << 20]) };
        var unread = await worker.CallAsync("UploadFile", large);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (unread.StatusCode, unread.Content.Headers.ContentType!.MediaType));

        // A timer, and an activity with its input and answer.
        await SucceedsAsync("RetryDeliveries", new JsonObject { ["json"] = """{"ScheduleStatus":null,"IsPastDue":false}""" });
        await SucceedsAsync("SweepSignInLeftovers", new JsonObject { ["json"] = """{"ScheduleStatus":null,"IsPastDue":false}""" });
        var listed = await SucceedsAsync("ListVerifiedUnits", new JsonObject { ["string"] = "\"20261129|\"" });
        Assert.Contains("cursors", listed["returnValue"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<int> RecordsAsync(Azure.Data.Tables.TableClient table)
    {
        await table.CreateIfNotExistsAsync();
        return await table.QueryAsync<Azure.Data.Tables.TableEntity>($"RowKey eq '{CaseRows.Record}'").CountAsync();
    }

    private async Task<JsonNode> SucceedsAsync(string function, JsonObject trigger)
    {
        var answer = await worker.InvokeAsync(function, trigger);
        Assert.True(answer["result"]?["status"]?.GetValue<string>() is null or "Success", answer.ToJsonString() + worker.Said);
        return answer;
    }

    private static HttpRequestMessage Post(string path, JsonObject body) => new(HttpMethod.Post, "api/" + path) { Content = JsonContent.Create(body) };

    private async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && text.Length > 0, $"{answer.StatusCode} {text} {worker.Said}");
        return JsonNode.Parse(text)!;
    }
}
