using PatentFunctions.Platform.Http;

namespace PatentFunctions.Notifications.Templates;

/// <summary>通知模板 as operators see it.</summary>
/// <param name="Code">Code.</param>
/// <param name="Title">Chinese name.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Mandatory">True where nobody can switch it off.</param>
/// <param name="Urgent">True where it leaves in quiet hours.</param>
/// <param name="Channels">Channels it uses.</param>
/// <param name="Parameters">Its parameters with examples.</param>
/// <param name="Sms">Text message.</param>
/// <param name="MailSubject">Subject of the mail.</param>
/// <param name="MailText">Text of the mail.</param>
/// <param name="InApp">In-app message.</param>
/// <param name="SignName">短信签名 of its own, where it has one.</param>
/// <param name="ProviderTemplate">Code of the approved template of its own, where it has one.</param>
public sealed record TemplateAnswer(
    string Code,
    string Title,
    NotificationKind Kind,
    bool Mandatory,
    bool Urgent,
    IReadOnlyList<NotificationChannel> Channels,
    IReadOnlyList<TemplateParameter> Parameters,
    string? Sms,
    string? MailSubject,
    string? MailText,
    string? InApp,
    string? SignName,
    string? ProviderTemplate);

/// <summary>Values for a preview; a parameter without one shows its example.</summary>
/// <param name="Values">By name.</param>
public sealed record PreviewRequest(IReadOnlyDictionary<string, string>? Values);

/// <summary>A filled-in template.</summary>
/// <param name="Sms">Text message, without signature.</param>
/// <param name="SmsCharacters">Its length.</param>
/// <param name="SmsParts">How many messages the network counts: one up to 70 characters, otherwise parts of 67.</param>
/// <param name="MailSubject">Subject of the mail.</param>
/// <param name="MailText">Text of the mail.</param>
/// <param name="InApp">In-app message.</param>
public sealed record PreviewAnswer(string? Sms, int? SmsCharacters, int? SmsParts, string? MailSubject, string? MailText, string? InApp);

/// <summary>模板预览, for operators (COM-13).</summary>
public static class PreviewTemplates
{
    /// <summary>All templates.</summary>
    [Function("ListTemplates")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(IReadOnlyList<TemplateAnswer>))]
    public static IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/templates")] HttpRequest request) =>
        Results.Json(TemplateCatalog.All.Select(Answer).ToList(), PlatformJson.Options);

    /// <summary>One template with values put in.</summary>
    [Function("PreviewTemplate")]
    [Allow(Role.Operator)]
    [Accepts(typeof(PreviewRequest)), Answers(200, typeof(PreviewAnswer)), Refuses(typeof(FieldsInvalid))]
    public static async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/templates/{code}/preview")] HttpRequest request,
        string code,
        CancellationToken cancellation)
    {
        if (TemplateCatalog.Find(code) is not { } template) return new NothingHere();
        var given = (await request.ReadBodyAsync<PreviewRequest>(cancellation)).Values ?? new Dictionary<string, string>();
        var unknown = given.Keys.Except(template.Parameters.Select(p => p.Name)).Select(n => Finding.Blocks("template.unknown-parameter", "/values/" + n, $"模板没有名为“{n}”的参数")).ToList();
        if (unknown.Count > 0) return new FieldsInvalid { Findings = unknown };
        var text = template.Render(template.Parameters.ToDictionary(p => p.Name, p => given.GetValueOrDefault(p.Name, p.Example)));
        return Results.Json(new PreviewAnswer(text.Sms, text.Sms?.Length, text.Sms is { } sms ? Parts(sms.Length) : null, text.MailSubject, text.MailText, text.InApp), PlatformJson.Options);
    }

    private static int Parts(int characters) => characters <= 70 ? 1 : (characters + 66) / 67;

    private static TemplateAnswer Answer(NotificationTemplate t) =>
        new(t.Code, t.Title, t.Kind, t.IsMandatory, t.Urgent, [.. t.Channels], t.Parameters, t.Sms, t.MailSubject, t.MailText, t.InApp, t.SignName, t.ProviderTemplate);
}
