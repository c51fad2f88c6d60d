using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>《单位注册协议》 in force (ACC-01).</summary>
/// <param name="Version">The version that a registration accepts.</param>
/// <param name="Title">Title.</param>
/// <param name="Text">Text, one paragraph a line.</param>
public sealed record AgreementAnswer(string Version, string Title, string Text)
{
    /// <summary>The one in force.</summary>
    public static AgreementAnswer InForce { get; } = new("2026-01", "单位注册协议", Read("registration-agreement-2026-01.txt"));

    private static string Read(string file)
    {
        using var reader = new StreamReader(Catalogs.EmbeddedData.Open("Accounts/data/" + file));
        return reader.ReadToEnd().Trim();
    }
}

/// <summary>查看《单位注册协议》.</summary>
public static class GetAgreement
{
    /// <summary>The agreement in force and its version.</summary>
    [Function("GetAgreement")]
    [Allow(Role.Public)]
    [Answers(200, typeof(AgreementAnswer))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/agreement")] HttpRequest request) =>
        Results.Json(AgreementAnswer.InForce, PlatformJson.Options);
}
