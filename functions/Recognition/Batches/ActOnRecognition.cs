using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.OpenApi;

namespace PatentFunctions.Recognition.Batches;

/// <summary>An act on one product, as ordered.</summary>
/// <param name="Parameters">Parameters of the act, where it has any.</param>
/// <param name="Why">理由, in words that the unit may read; acts that end a product's way need it.</param>
public sealed record ActCommand([property: AnyArgumentOf(typeof(IBatchAct<>))] JsonElement? Parameters = null, [property: MaxLength(1000)] string? Why = null);

/// <summary>The same acts as in a batch, on one product.</summary>
public sealed class ActOnRecognition(RecognitionActs acts, RecognitionRecords recognitions, TimeProvider time)
{
    /// <summary>对单个产品进行初筛、要求补充材料等操作；与批量操作的规则相同。</summary>
    [Function("ActOnRecognition")]
    [Allow(Role.Examiner, Role.National)]
    [Accepts(typeof(ActCommand)), Answers(200, typeof(RecognitionLine), ETag = true), Needs(IfMatch = true)]
    [Refuses(typeof(RecognitionActRefused), typeof(UnknownRecognitionAct), typeof(RoleNotAllowed), typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognitions/{id}/acts/{act}")] HttpRequest request, string id, string act,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<ActCommand>(cancellation);
        var order = new BatchOrder(body.Parameters, body.Why?.Trim());
        if (acts.Refuse(act, order, request.Caller().Role) is { } refusal) return refusal;
        var stored = request.Matching(await recognitions.AnyAsync(id, cancellation));
        if (await acts.ApplyAsync(acts.Get(act), stored, order, request.Stamp(time, act, order.Why), durable, cancellation) is { } refused) return refused;
        var now = await recognitions.AnyAsync(id, cancellation);
        request.SetETag(now.ETag);
        return Results.Json(RecognitionLine.Of(now.Value), PlatformJson.Options);
    }
}
