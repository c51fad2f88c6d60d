using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PatentFunctions.Calendar;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Objections;

/// <summary>The whole app with products of 轴承 in public notice since Friday 2026-11-20; everything it logs is kept.</summary>
public sealed class ObjectionScene : IAsyncLifetime
{
    private int products;

    public TestApp App { get; private set; } = null!;

    public TestClient Bearing { get; private set; } = null!;

    public TestClient Examiner1 { get; private set; } = null!;

    public TestClient Examiner2 { get; private set; } = null!;

    internal KeptLogs Logs { get; } = new();

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync(
            services => services.AddLogging(l => l.AddProvider(Logs)), "2026-11-23T10:00",
            ("Accounts:LoginsPerAddressPerHour", "10000"), ("Accounts:SmsCodesPerAddressPerHour", "10000"), ("Accounts:PublicUploadsPerAddressPerHour", "10000"));
        await SignInAsync();
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        Logs.Dispose();
    }

    public async Task SignInAsync()
    {
        Bearing = await App.SignInAsync("bearing");
        Examiner1 = await App.SignInAsync("examiner1");
        Examiner2 = await App.SignInAsync("examiner2");
    }

    /// <summary>A product in notice, its clock started.</summary>
    /// <param name="filing">Its filing, where it matters.</param>
    /// <param name="recommendedBy">The examiner who recommended it, by name.</param>
    public async Task<RecognitionRecord> ProductAsync(FilingId? filing = null, TestClient? recommendedBy = null)
    {
        var number = Interlocked.Increment(ref products);
        var of = filing ?? new FilingId($"p-objected{number}");
        var id = RecognitionId.Of(2026, of);
        var start = TestApp.China("2026-11-20T10:00");
        var officer = recommendedBy is null ? "a-somebody" : (await recommendedBy.GetAsync("accounts/me")).Text("id");
        var recognition = new RecognitionRecord(id, 2026, of, $"2026{number:D6}", SampleUnit.Bearing.Id, SampleUnit.Bearing.Name, $"深沟球轴承{number}", "6204", RecognitionState.InNotice)
        {
            Patents = 2,
            Notice = NoticeTerms.Begin(start, WorkingDayCalendar.BuiltIn),
            Steps = [new RecognitionStep(RecognitionAct.Recommend, RecognitionState.Proposed, new Actor(new AccountId(officer), Role.Examiner, "试点平台"), start, null)],
        };
        var write = new CaseWrite(RecognitionRecords.AddressOf(id), new ActStamp(Actor.System, start, "Test", "")).Insert(CaseRows.Record, recognition).Send(PublicNotice.Start(id));
        await App.Service<CaseStore>().CommitAsync(RecognitionProjections.RefreshAll(write), App.Server.Workflows);
        return recognition;
    }

    public async Task<RecognitionRecord> NowAsync(RecognitionId id) => (await App.Service<RecognitionRecords>().FindAsync(id, default))!.Value;

    /// <summary>Somebody without an account who has just verified a phone.</summary>
    public async Task<SampleObjector> ObjectorAsync(string phone)
    {
        var client = App.Anybody();
        var captcha = (await client.PostAsync("captchas")).Text("id");
        (await client.PostAsync("sms-codes", new { phone, purpose = "objection", captchaId = captcha, captchaAnswer = TestApp.CaptchaAnswer })).Expect(202);
        var code = Regex.Match((await client.LettersToAsync(phone))[0].Text, "[0-9]{6}").Value;
        var opened = (await client.PostAsync("public/objector-sessions", new { phone, smsCode = code })).Expect(201);
        client.Http.DefaultRequestHeaders.Add("X-Objector-Session", opened.Text("token"));
        return new SampleObjector(client, phone, code);
    }

    /// <summary>Keeps every line that is logged.</summary>
    internal sealed class KeptLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
            // Nothing to let go of.
        }
    }
}

/// <summary>Who objects, at home.</summary>
/// <param name="Client">A front end that carries the session.</param>
/// <param name="Phone">The verified phone.</param>
/// <param name="Code">The code that was used.</param>
public sealed record SampleObjector(TestClient Client, string Phone, string Code)
{
    public const string Grounds = "该产品的关联专利未用于备案产品，备案所填销售额与企业公开披露的数据不符，见所附材料。";

    public async Task<TestAnswer> SendFileAsync(string purpose, byte[] content, string name)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await Client.SendAsync(HttpMethod.Post, $"public/objection-files?purpose={purpose}&name={Uri.EscapeDataString(name)}", body, key: NewId.Random("upload"));
    }

    public async Task<string> UploadAsync(string purpose, string name = "材料.pdf") => (await SendFileAsync(purpose, SampleFiles.Pdf(), name)).Expect(201).Text("id");

    public async Task<object> PersonFormAsync(string name, string mail, string grounds = Grounds) => new
    {
        by = "person",
        name,
        mail,
        identityProof = await UploadAsync("objector-identity", name + "的身份证.pdf"),
        grounds,
        evidence = new[] { await UploadAsync("objection-evidence") },
    };

    public async Task<object> UnitFormAsync(string name, string contact, string mail) => new
    {
        by = "unit",
        name,
        contact,
        mail,
        statement = await UploadAsync("objection-statement", "异议书.pdf"),
        grounds = Grounds,
        evidence = new[] { await UploadAsync("objection-evidence") },
    };

    public Task<TestAnswer> FileAsync(RecognitionRecord product, object form, string? key = null) => Client.PostAsync($"public/notices/{product.Id}/objections", form, key: key ?? NewId.Random("key"));

    public async Task<TestAnswer> FiledAsync(RecognitionRecord product, string name = "孙示例", string mail = "sun@sample.test") => (await FileAsync(product, await PersonFormAsync(name, mail))).Expect(201);

    /// <summary>What the objector sees of an objection.</summary>
    public Task<TestAnswer> FollowAsync(string number) => Client.GetAsync("public/objections/" + number);
}
