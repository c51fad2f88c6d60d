using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Accounts;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.Accounts;

/// <summary>An answer as the client sees it.</summary>
internal sealed record Answer(int Status, JsonElement Body, HttpResponseMessage Raw)
{
    public string Type => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("type", out var type) ? type.GetString()!.Split('/')[^1] : "";

    public string[] Codes => Body.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(e => e.GetProperty("code").GetString()!)] : [];

    public string ETag => Raw.Headers.ETag!.ToString();

    public string Text(string name) => Body.GetProperty(name).GetString()!;
}

/// <summary>The accounts alone on the embedded host: real middlewares, real storage, a clock that stands still until moved.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string Captcha = "K7XMW";
    public const string Password = "Passw0rd!x";

    /// <summary>Friday 2026-11-27 10:00 in Asia/Shanghai.</summary>
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero);

    private readonly LocalHostServer server;
    private readonly HttpClient http;
    private int keys;

    private AccountsHost(LocalHostServer server, Mailbag sent)
    {
        (this.server, Sent) = (server, sent);
        http = ConformanceHandler.ClientOf(server);
    }

    public Mailbag Sent { get; }

    public MovableTimeProvider Clock => server.Clock;

    public T Get<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    public static async Task<AccountsHost> StartAsync(params (string Name, string? Value)[] settings)
    {
        var sent = new Mailbag();
        var options = new LocalHostServerOptions
        {
            Start = Start,
            FunctionTypes = [.. typeof(Login).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("PatentFunctions.Accounts", StringComparison.Ordinal) == true)],
        };
        options.Settings["Accounts:PasswordIterations"] = "1000";
        options.Settings["Accounts:FixedCaptchaAnswer"] = Captcha;
        options.Settings["Accounts:FirstOperator:Username"] = "chief";
        options.Settings["Accounts:FirstOperator:Password"] = "First#Op2026";
        options.Settings["Accounts:FirstOperator:Phone"] = "13900000000";
        options.Settings["Accounts:FirstOperator:Mail"] = "chief@example.com";
        foreach (var (name, value) in settings) options.Settings[name] = value;
        var server = await LocalHostServer.StartAsync(
            builder =>
            {
                builder.UseMiddleware<RequestMiddleware>();
                builder.UseMiddleware<AuthorizationMiddleware>();
                builder.Services.AddPlatform();
                builder.Services.AddLocalPlatform(builder.Configuration);
                builder.Services.AddAccounts();
                builder.Services.AddSingleton<IOutboxHandler>(sent);
            },
            options);
        return new AccountsHost(server, sent);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? token = null, string? ifMatch = null, string? key = null, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(method, "/api/" + path);
        if (body is string csv) request.Content = new StringContent(csv, Encoding.UTF8, "text/csv");
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (forwardedFor is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? $"test-key-{Interlocked.Increment(ref keys)}");
        var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, response);
    }

    public Task<Answer> PostAsync(string path, object? body = null, string? token = null, string? ifMatch = null, string? key = null) => SendAsync(HttpMethod.Post, path, body, token, ifMatch, key);

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public async Task<string> CaptchaIdAsync() => (await PostAsync("captchas")).Text("id");

    public async Task<Answer> AskForCodeAsync(string phone, string purpose) =>
        await PostAsync("sms-codes", new { phone, purpose, captchaId = await CaptchaIdAsync(), captchaAnswer = Captcha });

    /// <summary>The code as the owner of the phone reads it.</summary>
    public async Task<string> CodeAsync(string phone, string purpose)
    {
        var asked = await AskForCodeAsync(phone, purpose);
        Assert.Equal(202, asked.Status);
        return Sent.To(phone).Last(r => r.Template == "account.sms-code").Values["code"];
    }

    public async Task<Answer> LoginAsync(string name, string password) =>
        await PostAsync("accounts/login", new { name, password, captchaId = await CaptchaIdAsync(), captchaAnswer = Captcha });

    public async Task<string> TokenAsync(string name, string password = Password)
    {
        var answer = await LoginAsync(name, password);
        Assert.Equal(200, answer.Status);
        return answer.Text("accessToken");
    }

    public static object Form(string username = "qiye2026", string phone = "13800000001", string mail = "a@example.com", string code = "000000", string password = Password, string? again = null, string agreement = "2026-01") =>
        new { username, phone, mail, smsCode = code, password, passwordAgain = again ?? password, agreementVersion = agreement };

    public async Task<Answer> RegisterAsync(string username = "qiye2026", string phone = "13800000001", string? mail = null)
    {
        var code = await CodeAsync(phone, "register");
        var answer = await PostAsync("accounts/registration", Form(username, phone, mail ?? username + "@example.com", code));
        Assert.Equal(201, answer.Status);
        return answer;
    }

    /// <summary>A token of the first operator, ready to work.</summary>
    public async Task<string> OperatorAsync()
    {
        var token = await TokenAsync("chief", "First#Op2026");
        var changed = await PostAsync("accounts/me/password", new { oldPassword = "First#Op2026", password = "Second#Op2026", passwordAgain = "Second#Op2026" }, token);
        Assert.Equal(200, changed.Status);
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }
}

/// <summary>Keeps what would be sent.</summary>
internal sealed class Mailbag : IOutboxHandler
{
    private readonly ConcurrentQueue<NotificationRequest> requests = new();

    public string Kind => Notify.Kind;

    public IEnumerable<NotificationRequest> All => requests;

    public IEnumerable<NotificationRequest> To(string phone) => requests.Where(r => r.To.Phone == phone);

    public IEnumerable<NotificationRequest> To(AccountId account) => requests.Where(r => r.To.Account == account);

    public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        requests.Enqueue(delivery.Read<NotificationRequest>());
        return Task.CompletedTask;
    }
}
