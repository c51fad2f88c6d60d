using PatentFunctions.Platform.Http;

namespace PatentFunctions.Units;

/// <summary>The operator loads the business register (UNI-04).</summary>
public sealed class ImportBusinessRegister(BusinessRegister register)
{
    private const int MostBytes = 20 * 1024 * 1024;

    /// <summary>导入工商登记信息（CSV，UTF-8）：按统一社会信用代码新增或更新；有误的行按行号报告，不影响其他行。</summary>
    [Function("ImportBusinessRegister")]
    [Allow(Role.Operator)]
    [AcceptsRaw("text/csv")]
    [Answers(200, typeof(BusinessRegisterImported)), Refuses(typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "units/business-register/imports")] HttpRequest request, CancellationToken cancellation)
    {
        using var csv = await request.ReadRawAsync(MostBytes, cancellation);
        return Results.Json(await register.LoadAsync(csv, cancellation), PlatformJson.Options);
    }
}
