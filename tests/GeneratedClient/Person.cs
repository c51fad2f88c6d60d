using System.Net.Http.Headers;

namespace PatentFunctions.GeneratedClient;

/// <summary>Somebody at a front end that was built upon the generated client.</summary>
public sealed class Person : IDisposable
{
    private readonly HttpClient http;
    private int keys;

    /// <param name="address">Where the app runs.</param>
    /// <param name="through">What requests go through on their way to it.</param>
    public Person(Uri address, HttpMessageHandler through)
    {
        http = new HttpClient(through) { BaseAddress = new Uri(address, "api/") };
        Client = new PatentFunctionsClient(http);
    }

    /// <summary>The client that was generated.</summary>
    public PatentFunctionsClient Client { get; }

    /// <summary>An idempotency key for each click.</summary>
    public string Key() => $"click-{GetHashCode():x}-{++keys:0000}";

    /// <summary>Signs in with captcha and password.</summary>
    public async Task SignInAsync(string name, string password, string captchaAnswer)
    {
        var captcha = (await Client.IssueCaptchaAsync()).Result;
        var signedIn = (await Client.LoginAsync(new LoginRequest { Name = name, Password = password, CaptchaId = captcha.Id, CaptchaAnswer = captchaAnswer })).Result;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.AccessToken);
    }

    /// <summary>Uploads a file and answers its id.</summary>
    public async Task<string> UploadAsync(string purpose, byte[] content, string name)
    {
        using var stream = new MemoryStream(content);
        return (await Client.UploadFileAsync(purpose, Key(), name, new FileParameter(stream, name, "application/octet-stream"))).Result.Id;
    }

    /// <summary>Claims a case of the workbench, goes through the checklist, approves.</summary>
    public async Task<ReviewAnswer> ApproveAsync(string kind, string id)
    {
        var claimed = await ClaimAsync(kind, id);
        var verdict = new Verdict { Opinion = "材料齐全，符合要求。", Checklist = claimed.Result.Checklist.ToDictionary(item => item.Code, _ => true) };
        return (await Client.ApproveReviewAsync(kind, id, ETagOf(claimed), verdict)).Result;
    }

    /// <summary>Claims a case of the workbench.</summary>
    public async Task<SwaggerResponse<ReviewAnswer>> ClaimAsync(string kind, string id) => await Client.ClaimReviewAsync(kind, id, ETagOf(await Client.ReadReviewAsync(kind, id)));

    /// <summary>The version of what was answered.</summary>
    public static string ETagOf(SwaggerResponse answer) => answer.Headers["ETag"].Single();

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
