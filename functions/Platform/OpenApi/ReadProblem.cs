using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>出错类型目录 (COM-06): what every problem type means.</summary>
public static class ReadProblem
{
    /// <summary>All causes of refusal, by code.</summary>
    [Function("ListProblems")]
    [Allow(Role.Public)]
    [Answers(200, typeof(IReadOnlyList<RefusalInfo>))]
    public static IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "problems")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Json(RefusalCatalog.All, PlatformJson.Options);
    }

    /// <summary>One cause of refusal: the address that <c>type</c> of a problem points to.</summary>
    [Function("ReadProblem")]
    [Allow(Role.Public)]
    [Answers(200, typeof(RefusalInfo))]
    public static IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "problems/{code}")] HttpRequest request, string code)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return RefusalCatalog.All.FirstOrDefault(r => r.Code == code) is { } found ? Results.Json(found, PlatformJson.Options) : new NothingHere();
    }
}
