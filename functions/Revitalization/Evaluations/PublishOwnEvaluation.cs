using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>企业自评 (manual 三, 四): saved, then submitted and published to the university.</summary>
public sealed class PublishOwnEvaluation(CaseStore cases, EvaluationRecords evaluations, ExpertPool pool, ResourceRecords resources, TimeProvider time)
{
    /// <summary>保存企业自评草稿，可不完整。</summary>
    [Function("SaveOwnEvaluation")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(StarsForm)), Answers(200, typeof(EvaluationView), ETag = true), Refuses(typeof(EvaluationActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "evaluations/{id}/own")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var evaluation = await evaluations.OwnAsync(id, request.Caller(), cancellation);
        var form = await request.ReadBodyAsync<StarsForm>(cancellation);
        if (EvaluationStates.Find(evaluation.Value.State, null, EvaluationAct.SaveOwn).Refusal is { } refusal) return refusal;
        if (EvaluationStars.Check(form).Where(f => form.Stars is not null && f.Pointer == "/stars").ToList() is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        request.Matching(evaluation);
        var write = new CaseWrite(EvaluationRecords.AddressOf(evaluation.Value.Id), request.Stamp(time, "SaveOwnEvaluation"));
        write.Replace(evaluation, evaluation.Value with { Own = new OwnEvaluation(form.Stars, form.Comment, write.Stamp.When) }).Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await ReadEvaluations.AnswerAsync(request, evaluations, pool, resources, id, cancellation);
    }

    /// <summary>提交发布企业评价：向高校院所公开，此后专家不可再评价；可没有专家评价。重复点击只提交一次。</summary>
    [Function("PublishOwnEvaluation")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(StarsForm)), Answers(200, typeof(EvaluationView), ETag = true)]
    [Refuses(typeof(EvaluationActRefused), typeof(EvaluationResourceGone), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "evaluations/{id}/publication")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var evaluation = await evaluations.OwnAsync(id, request.Caller(), cancellation);
        var form = await request.ReadBodyAsync<StarsForm>(cancellation);
        if (!EvaluationStates.Find(evaluation.Value.State, null, EvaluationAct.Publish).TryGet(out var line, out var refusal)) return refusal;
        if (EvaluationStars.Check(form) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        if (await resources.FindAsync(evaluation.Value.Resource, cancellation) is not { Value.State: ResourceState.Offered }) return new EvaluationResourceGone();
        request.Matching(evaluation);
        var write = new CaseWrite(EvaluationRecords.AddressOf(evaluation.Value.Id), request.Stamp(time, "PublishOwnEvaluation"));
        var next = evaluation.Value with { State = line.To, Own = new OwnEvaluation(form.Stars, form.Comment!.Trim(), write.Stamp.When) };
        write.Replace(evaluation, next)
            .Timeline("evaluation.published", "企业评价已提交，向高校院所公开")
            .Send(Notify.Unit("evaluation.published", next.University, ("unit", next.UnitName), ("title", next.Title)))
            .Send(RateResource.For(next))
            .Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName))
            .Send(ProjectionMessages.Refresh(UniversityEvaluations.ProjectionName));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // An expert was faster, or this very click came twice: what the unit published is read again, what changed is told.
            var now = (await evaluations.OwnAsync(id, request.Caller(), cancellation)).Value;
            if (now.State != EvaluationState.Published || now.Own?.Stars != next.Own!.Stars || now.Own?.Comment != next.Own.Comment) return new RecordChanged();
        }
        return await ReadEvaluations.AnswerAsync(request, evaluations, pool, resources, id, cancellation);
    }
}

/// <summary>
/// Counts a published evaluation on the resource: the stars of each unit are rows of the resource's partition, the average is written in the batch
/// that adds one, and the search is told with it. Sent twice, it changes nothing.
/// </summary>
public sealed class RateResource(CaseStore cases, ResourceRecords resources) : IOutboxHandler
{
    private const string RowPrefix = "stars-";
    private const string MessageKind = "evaluation.rate";

    /// <inheritdoc />
    public string Kind => MessageKind;

    /// <summary>The message of a published evaluation.</summary>
    public static OutboxMessage For(EvaluationRecord evaluation) => OutboxMessage.Of(MessageKind, new UnitStars(evaluation.Resource, evaluation.Unit, evaluation.Own!.Stars!.Value));

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var given = delivery.Read<UnitStars>();
        var address = ResourceRecords.AddressOf(given.Resource);
        if (await resources.FindAsync(given.Resource, cancellation) is null) return;
        while (true)
        {
            // The average is read before the stars: whoever writes stars in between writes the average as well, and is met here.
            var rating = await cases.FindAsync<ResourceRating>(address, ResourceRecords.RatingRow, cancellation);
            var stars = new Dictionary<UnitId, int>();
            await foreach (var row in cases.RowsAsync<UnitStars>(address, RowPrefix, cancellation)) stars[row.Value.Unit] = row.Value.Stars;
            if (stars.TryGetValue(given.Unit, out var known) && known == given.Stars) return;
            stars[given.Unit] = given.Stars;
            var next = new ResourceRating(EvaluationStars.Average(stars.Values)!.Value, stars.Count);
            var write = new CaseWrite(address, delivery.Stamp with { Act = "RateResource" }).Upsert(RowPrefix + given.Unit.Value, given);
            if (rating is null) write.Insert(ResourceRecords.RatingRow, next);
            else write.Replace(rating, next);
            try
            {
                await cases.CommitAsync(ResourceRecords.Refresh(write), durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // Another unit's evaluation was counted in between: count again.
            }
        }
    }

    internal sealed record UnitStars(ResourceId Resource, UnitId Unit, int Stars);
}
