using System.Net.Http.Headers;

namespace PatentFunctions.Tests.Journeys;

/// <summary>A text message or mail that left the house.</summary>
/// <param name="Channel">sms or mail.</param>
/// <param name="Template">Template of a text message.</param>
/// <param name="Subject">Subject of a mail.</param>
/// <param name="Text">Its text.</param>
public sealed record Letter(string Channel, string? Template, string? Subject, string Text);

/// <summary>Reads the local outbox and signs in, for tests that have nothing but the address of the app.</summary>
internal static class Letters
{
    /// <summary>What one number or address got, newest first, at most a hundred.</summary>
    public static async Task<IReadOnlyList<Letter>> LettersToAsync(this TestClient anybody, string phoneOrMail)
    {
        var outbox = (await anybody.GetAsync($"local/outbox.json?to={Uri.EscapeDataString(phoneOrMail)}")).Expect(200);
        return
        [
            .. outbox.Json.EnumerateArray().Select(l => new Letter(
                l.GetProperty("channel").GetString()!,
                l.TryGetProperty("template", out var template) ? template.GetString() : null,
                l.TryGetProperty("subject", out var subject) ? subject.GetString() : null,
                l.GetProperty("text").GetString()!)),
        ];
    }

    /// <summary>Signs a sample account in.</summary>
    public static async Task SignInAsync(this TestClient client, string name)
    {
        var captcha = (await client.PostAsync("captchas")).Text("id");
        var signedIn = await client.PostAsync("accounts/login", new { name, password = TestApp.Password, captchaId = captcha, captchaAnswer = TestApp.CaptchaAnswer });
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Expect(200).Text("accessToken"));
    }

    /// <summary>The answer, or a failed test that shows it.</summary>
    public static TestAnswer Expect(this TestAnswer answer, int status)
    {
        Assert.True(answer.Status == status, $"expected {status}: {answer}");
        return answer;
    }

    /// <summary>Lines of an array of the answer.</summary>
    public static IReadOnlyList<System.Text.Json.JsonElement> Items(this TestAnswer answer, string path = "items") => [.. answer.At(path).EnumerateArray()];
}
