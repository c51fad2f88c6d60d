using System.ComponentModel.DataAnnotations;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>获取工商信息 for a USCC.</summary>
/// <param name="Uscc">统一社会信用代码.</param>
public sealed record BusinessRegistryQuery([property: MaxLength(50)] string Uscc);

/// <summary>How the question to the registry ended.</summary>
public enum RegistryOutcome
{
    /// <summary>The entry was found.</summary>
    Found,

    /// <summary>The registry has no such unit: fill in by hand.</summary>
    Unknown,

    /// <summary>The registry is down: fill in by hand; the examiner will see a mark.</summary>
    Unavailable,
}

/// <summary>What the registry says.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Notice">Chinese text for the person who asked.</param>
/// <param name="Entry">The entry, where it was found.</param>
public sealed record BusinessRegistryAnswer(RegistryOutcome Outcome, string Notice, BusinessEntry? Entry);

/// <summary>获取工商信息 (UNI-04).</summary>
public sealed class QueryBusinessRegistry(IBusinessRegistry registry, ILogger<QueryBusinessRegistry> log)
{
    /// <summary>按统一社会信用代码获取单位名称、注册地址、法定代表人及电话；工商信息服务不可用时请手工填写。</summary>
    [Function("QueryBusinessRegistry")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(BusinessRegistryQuery)), Answers(200, typeof(BusinessRegistryAnswer)), Refuses(typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/me/business-registry")] HttpRequest request, CancellationToken cancellation)
    {
        var query = await request.ReadBodyAsync<BusinessRegistryQuery>(cancellation);
        if (!UnifiedSocialCreditCode.TryParse(query.Uscc, out var uscc, out var problem))
            return new FieldsInvalid { Findings = [Finding.Blocks(problem.Code, "/uscc", problem.Text)] };
        return Results.Json(await AskAsync(uscc, cancellation), PlatformJson.Options);
    }

    private async Task<BusinessRegistryAnswer> AskAsync(UnifiedSocialCreditCode uscc, CancellationToken cancellation)
    {
        try
        {
            return await registry.FindAsync(uscc, cancellation) is { } entry
                ? new BusinessRegistryAnswer(RegistryOutcome.Found, "已获取工商信息，请核对", entry)
                : new BusinessRegistryAnswer(RegistryOutcome.Unknown, "未查询到该统一社会信用代码的工商信息，请手工填写", null);
        }
        catch (BusinessRegistryDownException e)
        {
            log.LogWarning(e, "Business registry down");
            return new BusinessRegistryAnswer(RegistryOutcome.Unavailable, "工商信息服务暂不可用，请手工填写，不影响提交", null);
        }
    }
}
