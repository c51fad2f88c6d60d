using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Notifications;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>异议办理进度 as the objector sees it: nothing of the unit's that is not public.</summary>
/// <param name="Number">异议编号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="FiledAt">When it was received.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Status">Chinese line: whose turn it is and by when.</param>
/// <param name="DueOn">Last day of the term, while it is under review.</param>
/// <param name="Outcome">How it was decided.</param>
public sealed record ObjectionProgress(
    string Number, string Product, string FilingNumber, string UnitName, DateTimeOffset FiledAt, ObjectionState State, string Status, DateOnly? DueOn, ObjectionOutcome? Outcome)
{
    internal static ObjectionProgress Of(RecognitionRecord recognition, ObjectionCase found) => new(
        found.Objection.Number, recognition.Product, recognition.FilingNumber, recognition.UnitName, found.Objection.FiledAt, found.State, found.Status,
        found.State == ObjectionState.UnderReview ? found.Round.DueOn : null, found.Outcome);
}

/// <summary>An objection with everything around it, for whoever filed it.</summary>
internal sealed record OwnObjection(Stored<RecognitionRecord> Recognition, Stored<Objection> Objection, Stored<ReviewRound> Round, Objector Objector)
{
    public ObjectionCase Case => new(Objection.Value, Round.Value);
}

/// <summary>Opens an objection to whoever filed it: by number and secret, or by number and the verified phone.</summary>
public sealed class ObjectorAccess(ObjectionNumbers numbers, RecognitionRecords recognitions, ObjectionRecords objections, ObjectorSessions sessions)
{
    /// <summary>Header that carries the secret of the receipt.</summary>
    public const string SecretHeader = "X-Objection-Secret";

    /// <summary>What the header is, for the OpenAPI document.</summary>
    internal const string SecretIs = "回执的查询码；或在 X-Objector-Session 中带上提出异议的手机号的会话";

    /// <summary>A value of the header, for the OpenAPI document.</summary>
    internal const string SecretLooksLike = "K7QM2XAB94TZ";

    /// <summary>The objection; throws the refusal (404) for a wrong number, secret or phone alike.</summary>
    internal async Task<OwnObjection> FindAsync(HttpRequest request, string number, CancellationToken cancellation)
    {
        var secret = request.Headers[SecretHeader].ToString();
        var session = sessions.Of(request);
        foreach (var (id, index) in await numbers.FindAsync(number.Trim().ToUpperInvariant(), cancellation))
        {
            var objector = await objections.ObjectorAsync(id, index, cancellation);
            if (session?.Phone != objector.Phone && !ObjectionRecords.IsSecretOf(objector, secret)) continue;
            var recognition = await recognitions.AnyAsync(id.Value, cancellation);
            return new OwnObjection(recognition, (await objections.FindAsync(id, index, cancellation))!, await objections.RoundAsync(id, index, cancellation), objector);
        }
        throw new RefusedException(new NothingHere());
    }
}

/// <summary>查询异议 (REC-04).</summary>
public sealed class FollowObjection(ObjectorAccess access)
{
    /// <summary>按异议编号查询办理进度和结果：在请求头 X-Objection-Secret 中带上回执的查询码，或在 X-Objector-Session 中带上提出异议的手机号的验证会话。</summary>
    [Function("FollowObjection")]
    [Allow(Role.Public)]
    [Answers(200, typeof(ObjectionProgress), ETag = true)]
    [RequestHeader(ObjectorAccess.SecretHeader, ObjectorAccess.SecretIs, ObjectorAccess.SecretLooksLike)]
    [RequestHeader(ObjectorSessions.Header, ObjectorSessions.HeaderIs, ObjectorSessions.HeaderLooksLike)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/objections/{number}")] HttpRequest request, string number, CancellationToken cancellation)
    {
        var own = await access.FindAsync(request, number, cancellation);
        request.SetETag(own.Round.ETag);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(ObjectionProgress.Of(own.Recognition.Value, own.Case), PlatformJson.Options);
    }
}

/// <summary>撤回异议: the objector no longer maintains it.</summary>
public sealed class WithdrawObjection(CaseStore cases, ObjectorAccess access, TimeProvider time)
{
    /// <summary>撤回审核中的异议；该产品没有其他未办结的异议的，公示期满即可认定。</summary>
    [Function("WithdrawObjection")]
    [Allow(Role.Public)]
    [Answers(200, typeof(ObjectionProgress), ETag = true), Refuses(typeof(RecognitionActRefused), typeof(ReviewActNotPossible)), Needs(IfMatch = true)]
    [RequestHeader(ObjectorAccess.SecretHeader, ObjectorAccess.SecretIs, ObjectorAccess.SecretLooksLike)]
    [RequestHeader(ObjectorSessions.Header, ObjectorSessions.HeaderIs, ObjectorSessions.HeaderLooksLike)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/objections/{number}/withdrawal")] HttpRequest request, string number,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var own = await access.FindAsync(request, number, cancellation);
        if (own.Case.State != ObjectionState.UnderReview) return new ReviewActNotPossible(own.Case.Status);
        if (RecognitionStates.Refuse(own.Recognition.Value.State, RecognitionAct.WithdrawObjection) is { } refusal) return refusal;
        request.Matching(own.Round);
        var stamp = request.Stamp(time, "WithdrawObjection") with { Who = Actor.Public };
        var next = own.Recognition.Value.After(RecognitionAct.WithdrawObjection, stamp) with { OpenObjections = Math.Max(0, own.Recognition.Value.OpenObjections - 1) };
        var write = new CaseWrite(RecognitionRecords.AddressOf(next.Id), stamp)
            .Replace(own.Recognition, next)
            .Replace(own.Objection, own.Objection.Value with { WithdrawnAt = stamp.When });
        ReviewSubmission.End(write, ObjectionReviewKind.Kind, own.Round, "异议人撤回异议");
        ObjectionMessages.Tell(write, own.Objector, ObjectionMessages.Withdrawn, next, own.Objection.Value);
        write.Send(Notify.Unit(ObjectionMessages.UnitWithdrawn, next.Unit, ("product", next.Product)))
            .Send(PublicNotice.Look(next.Id, nameof(RecognitionAct.WithdrawObjection)));
        await cases.CommitAsync(RecognitionProjections.RefreshAll(write), durable, cancellation);
        var now = await access.FindAsync(request, number, cancellation);
        request.SetETag(now.Round.ETag);
        return Results.Json(ObjectionProgress.Of(now.Recognition.Value, now.Case), PlatformJson.Options);
    }
}
