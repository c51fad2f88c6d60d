using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Platform.Http;

/// <summary>The app with somebody of each kind signed in, for requests that change nothing that another test reads.</summary>
public sealed class SignedInApp : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public TestClient Anybody { get; private set; } = null!;

    public TestClient Unit { get; private set; } = null!;

    public TestClient OtherUnit { get; private set; } = null!;

    public TestClient Examiner { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync("2026-11-23T10:00");
        Anybody = App.Anybody();
        (Unit, OtherUnit, Examiner) = (await App.SignInAsync("bearing"), await App.SignInAsync("medical"), await App.SignInAsync("examiner1"));
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>Every kind of bad request gets its own clear answer, whoever sends it (COM-05, COM-06).</summary>
public sealed partial class BadRequestTests(SignedInApp signedIn) : IClassFixture<SignedInApp>
{
    private const int Mb = 1024 * 1024;

    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("PUT", "units/me/realname/draft"),
        ("POST", "accounts/login"),
        ("POST", "reviews/filing/decisions"),
        ("POST", "accounts/experts"),
    ];

    public static TheoryData<string, string, string?, int, string> BadBodies
    {
        get
        {
            var data = new TheoryData<string, string, string?, int, string>();
            foreach (var (method, path) in Endpoints)
            {
                void Add(string name, string? body, int status, string problem) => data.Add($"{method} {path}", name, body, status, problem);
                Add("nothing", null, 400, "body-missing");
                Add("blanks", "  \n", 400, "body-not-json");
                Add("cut off", """{"name":""", 400, "body-not-json");
                Add("trailing comma", """{"name":"a",}""", 400, "body-not-json");
                Add("comment", """{/* a */}""", 400, "body-not-json");
                Add("two values", "{}{}", 400, "body-not-json");
                Add("duplicate key", """{"name":"a","name":"b"}""", 400, "body-not-json");
                Add("too deep", new string('[', 200) + new string(']', 200), 400, "body-not-json");
                Add("half of a character", """{"name":"\ud800"}""", 400, "body-not-json");
                Add("half of a character in a name", """{"\ud800":1}""", 400, "body-not-json");
                Add("array", "[]", 400, "body-shape");
                Add("text", "\"name\"", 400, "body-shape");
                Add("number", "1e999", 400, "body-shape");
                Add("null", "null", 400, "body-shape");
                Add("unknown field", """{"surprise":1}""", 400, "body-shape");
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    [Trait("Spec", "COM-06")]
    public async Task Body_ThatCannotBeRead_SaysWhatIsWrong(string endpoint, string what, string? body, int status, string problem)
    {
        var answer = await SendAsync(endpoint, body is null ? null : Json(body));
        Assert.True((answer.Status, answer.Problem) == (status, problem), $"{what}: {answer}");
        AssertProblem(answer);
    }

    [Fact]
    [Trait("Spec", "COM-06")]
    public async Task Body_OfBytesThatAreNoUtf8_IsRefused()
    {
        foreach (var endpoint in Endpoints.Select(e => $"{e.Method} {e.Path}"))
        {
            foreach (var bytes in new byte[][] { [.. "{\"name\":\""u8, 0xD6, 0xD0, .. "\"}"u8], [.. "{\""u8, 0xFF, .. "\":1}"u8], [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0] })
            {
                var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                Assert.Equal((400, "body-encoding"), Of(await SendAsync(endpoint, content)));
            }
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gbk")]
    [InlineData("application/jsonp")]
    [InlineData("json")]
    [InlineData(null)]
    [Trait("Spec", "COM-06")]
    public async Task Body_OfAnotherMediaType_IsRefused(string? type)
    {
        foreach (var (method, path) in Endpoints)
        {
            var content = new ByteArrayContent("{}"u8.ToArray());
            if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
            Assert.Equal((415, "body-media-type"), Of(await SendAsync($"{method} {path}", content)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "COM-06")]
    public async Task Body_AboveAMegabyte_IsTooLarge(bool announced)
    {
        foreach (var (method, path) in Endpoints)
        {
            var bytes = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', Mb)}}"}""");
            HttpContent content = announced ? new ByteArrayContent(bytes) : new StreamContent(new UnannouncedStream(bytes));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            Assert.Equal((413, "body-too-large"), Of(await SendAsync($"{method} {path}", content)));
        }
    }

    [Fact]
    [Trait("Spec", "COM-06")]
    public async Task Body_WithManyMistakes_NamesEachAtItsField()
    {
        var answer = await signedIn.OtherUnit.PutAsync(
            "units/me/realname/draft",
            """{"uscc":5,"registeredCapital":"多","assets":{"employees":1.5,"colour":"红"},"enterpriseSize":7,"independentLegalPerson":"true","businessLicence":{},"assetYear":99999999999}""",
            null);
        Assert.Equal((400, "body-shape"), Of(answer));
        Assert.Equal(
            ["/uscc", "/registeredCapital", "/assets/employees", "/assets/colour", "/enterpriseSize", "/independentLegalPerson", "/businessLicence", "/assetYear"],
            answer.Pointers);
        Assert.All(answer.Items("errors"), e => Assert.True(e.GetProperty("code").GetString()!.Length > 0 && e.GetProperty("text").GetString()!.Any(c => c > 0x4e00)));

        var tooLong = await signedIn.OtherUnit.PutAsync("units/me/realname/draft", new { name = new string('长', 101), registeredAddress = new string('长', 200) }, null);
        Assert.Equal((422, "fields-invalid"), Of(tooLong));
        Assert.Equal(["/name body.too-long"], tooLong.Pointers.Zip(tooLong.Codes, (pointer, code) => $"{pointer} {code}"));
        AssertProblem(tooLong);
        Assert.Equal(404, (await signedIn.OtherUnit.GetAsync("patents/imports/latest")).Status);
        Assert.False((await signedIn.OtherUnit.GetAsync("units/me/realname/draft")).At("saved").GetBoolean());
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Change_WithoutOrWithAnOldETag_ChangesNothing()
    {
        const string path = "units/me/realname/draft";
        var first = (await signedIn.Unit.PutAsync(path, new { name = "甲公司" }, null)).Expect(200);
        Assert.Equal((428, "if-match-required"), Of(await signedIn.Unit.PutAsync(path, new { name = "乙公司" }, null)));
        Assert.Equal((412, "record-changed"), Of(await signedIn.Unit.PutAsync(path, new { name = "乙公司" }, "\"0123456789abcdef01234567\"")));
        Assert.Equal((428, "if-match-required"), Of(await signedIn.Unit.PostAsync("units/me/realname/submission")));
        var second = (await signedIn.Unit.PutAsync(path, new { name = "丙公司" }, first.ETag)).Expect(200);
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal((412, "record-changed"), Of(await signedIn.Unit.PutAsync(path, new { name = "丁公司" }, first.ETag)));
        var read = await signedIn.Unit.GetAsync(path);
        Assert.Equal(("丙公司", second.ETag), (read.Text("form.name"), read.ETag));
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Creation_WithTheSameKey_AnswersTheSameOrRefusesAnotherBody()
    {
        var (image, other) = (SampleImage.Bitmap(0x10), SampleImage.Bitmap(0x20));
        Task<TestAnswer> UploadAsync(byte[] bytes, string? key) => signedIn.Unit.SendAsync(HttpMethod.Post, "files?purpose=business-licence&name=a.bmp", new ByteArrayContent(bytes), key: key);
        var first = (await UploadAsync(image, "upload-key-1")).Expect(201);
        Assert.Equal(first.Text("id"), (await UploadAsync(image, "upload-key-1")).Expect(201).Text("id"));
        Assert.Equal((422, "idempotency-key-reused"), Of(await UploadAsync(other, "upload-key-1")));
        Assert.Equal((400, "idempotency-key-required"), Of(await UploadAsync(other, null)));
        Assert.Equal((400, "idempotency-key-required"), Of(await UploadAsync(other, new string('k', 129))));
        var twins = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UploadAsync(other, "upload-key-2")));
        Assert.Single(twins.Select(t => t.Expect(201).Text("id")).Distinct());
        var fight = await Task.WhenAll(UploadAsync(image, "upload-key-3"), UploadAsync(other, "upload-key-3"));
        Assert.Equal([201, 422], fight.Select(f => f.Status).Order());
    }

    [Fact]
    [Trait("Spec", "COM-08")]
    public async Task Upload_WhoseNameLies_IsRecognizedByItsBytes()
    {
        Task<TestAnswer> UploadAsync(string purpose, HttpContent content, string name) =>
            signedIn.Unit.SendAsync(HttpMethod.Post, $"files?purpose={purpose}&name={Uri.EscapeDataString(name)}", content, key: NewId.Random("lie"));
        byte[] program = [.. "MZ\u0090\0"u8, .. new byte[2000]];
        Assert.Equal((415, "file-kind-refused"), Of(await UploadAsync("product-image", new ByteArrayContent(program), "主图.png")));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(program), "file", "主图.png" } };
        Assert.Equal((415, "file-kind-refused"), Of(await UploadAsync("product-image", form, "主图.png")));
        byte[] both = [.. SampleImage.Bitmap(0x30), .. program];
        Assert.Equal((422, "file-damaged"), Of(await UploadAsync("product-image", new ByteArrayContent(both), "主图.bmp")));
        Assert.Equal((400, "file-empty"), Of(await UploadAsync("product-image", new ByteArrayContent([]), "主图.bmp")));
        Assert.Equal((400, "file-purpose-unknown"), Of(await UploadAsync("nothing", new ByteArrayContent(program), "主图.bmp")));
        Assert.Equal("png", (await UploadAsync("product-image", new ByteArrayContent(Png), "程序.exe")).Expect(201).Text("kind"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "COM-08")]
    public async Task Upload_OfOneByteMoreThan20Mb_IsTooLarge(bool announced)
    {
        var bytes = new byte[(20 * Mb) + 1];
        SampleImage.Bitmap(0x40, 2000, 3000).CopyTo(bytes, 0);
        HttpContent content = announced ? new ByteArrayContent(bytes) : new StreamContent(new UnannouncedStream(bytes));
        var answer = await signedIn.Unit.SendAsync(HttpMethod.Post, "files?purpose=economic-proof&name=a.bmp", content, key: NewId.Random("large"));
        Assert.Equal((413, "file-too-large"), Of(answer));
        Assert.Contains("20 MB", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filings")]
    [InlineData("patents")]
    [InlineData("accounts/experts")]
    [InlineData("notifications")]
    [InlineData("public/filings")]
    [InlineData("deliveries")]
    [Trait("Spec", "COM-07")]
    public async Task Page_ByATokenThatWasNotIssued_IsRefused(string list)
    {
        (await signedIn.Unit.GetAsync(list)).Expect(200);
        foreach (var token in new[] { "!!!", "MTA", "LTE", "AAAA", "____", "MXxhYmM", "eyJhIjoxfQ", new string('A', 3000) })
            Assert.Equal((400, "continuation-invalid"), Of(await signedIn.Unit.GetAsync($"{list}?continuation={token}")));
        foreach (var take in new[] { "0", "201", "-1", "1.5", "viele", "99999999999" })
            Assert.Equal((400, "page-size-invalid"), Of(await signedIn.Unit.GetAsync($"{list}?take={take}")));
    }

    [Fact]
    [Trait("Spec", "COM-06")]
    public async Task Problem_LeadsToItsDescriptionAndToTheLogs()
    {
        var http = signedIn.Unit.Http;
        using var response = await http.GetAsync(new Uri("api/filings/nothing", UriKind.Relative));
        var answer = await TestAnswer.ReadAsync(response);
        AssertProblem(answer);
        Assert.Equal("/api/filings/nothing", answer.Text("instance"));
        Assert.Equal(answer.Text("traceId"), Assert.Single(response.Headers.GetValues("X-Trace-Id")));
        using var described = await http.GetAsync(new Uri(answer.Text("type"), UriKind.Relative));
        Assert.Equal("未找到", (await TestAnswer.ReadAsync(described)).Text("title"));

        using var anonymous = await signedIn.Anybody.Http.GetAsync(new Uri("api/filings", UriKind.Relative));
        Assert.Equal("Bearer", Assert.Single(anonymous.Headers.WwwAuthenticate).Scheme);
        foreach (var answered in new[] { response, described, anonymous })
        {
            Assert.Equal("nosniff", Assert.Single(answered.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answered.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("no-referrer", Assert.Single(answered.Headers.GetValues("Referrer-Policy")));
            Assert.False(answered.Headers.Contains("X-Powered-By"));
        }
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    [Trait("Spec", "COM-06")]
    public async Task Token_ThatIsForged_IsRefusedWithoutDetails()
    {
        foreach (var token in new[] { "a", "eyJhbGciOiJub25lIn0.e30.", new string('x', 5000), "../../etc" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/filings", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            using var response = await signedIn.Anybody.Http.SendAsync(request);
            var answer = await TestAnswer.ReadAsync(response);
            Assert.Equal(401, answer.Status);
            AssertProblem(answer);
        }
    }

    [Theory]
    [InlineData("filings/a%23b")]
    [InlineData("filings/..%2F..%2Fetc")]
    [InlineData("filings/'%20OR%201=1--")]
    [InlineData("patents/%F0%9F%92%A9")]
    [InlineData("files/%5C%5Cserver")]
    [InlineData("public/filings/20260000%D9%A1%D9%A2")]
    [Trait("Spec", "COM-06")]
    public async Task Id_OfStrangeCharacters_IsNotFound(string path)
    {
        var answer = await signedIn.Unit.GetAsync(path);
        Assert.Equal(404, answer.Status);
        if (answer.Bytes.Length > 0) AssertProblem(answer);
    }

    private static (int Status, string? Problem) Of(TestAnswer answer)
    {
        AssertProblem(answer);
        return (answer.Status, answer.Problem);
    }

    private static void AssertProblem(TestAnswer answer)
    {
        Assert.True(answer.MediaType == "application/problem+json", answer.ToString());
        Assert.StartsWith("/api/problems/", answer.Text("type"), StringComparison.Ordinal);
        Assert.Equal(answer.Status, answer.At("status").GetInt32());
        Assert.Matches(TraceId(), answer.Text("traceId"));
        Assert.Contains(answer.Text("title"), c => c > 0x4e00);
        Assert.Contains(answer.Text("detail"), c => c > 0x4e00);
        var text = answer.ToString();
        foreach (var leak in new[] { "Exception", "   at ", ".cs:", "System.", "SQLite", "/work/" }) Assert.DoesNotContain(leak, text, StringComparison.Ordinal);
        Assert.True(answer.Status < 500, text);
    }

    private Task<TestAnswer> SendAsync(string endpoint, HttpContent? content)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var client = path.StartsWith("reviews", StringComparison.Ordinal) ? signedIn.Examiner : path.StartsWith("accounts/login", StringComparison.Ordinal) ? signedIn.Anybody : signedIn.OtherUnit;
        return client.SendAsync(new HttpMethod(method), path, content, key: "bad-request-key");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();

    /// <summary>A stream that does not tell its length, so that the body is sent in chunks.</summary>
    private sealed class UnannouncedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
