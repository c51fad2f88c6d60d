using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>Only experts of the pool evaluate.</summary>
public sealed record ExpertNotInPool() : Conflict("expert-not-in-pool", "尚未入库", "您尚未进入本单位的专家库或已被暂停，不能评价专利；请先申请入库。");

/// <summary>The resource is no longer offered.</summary>
public sealed record EvaluationResourceGone() : Conflict("evaluation-resource-gone", "专利已暂停或移出", "该专利已由高校院所暂停或移出，不能再评价。");

/// <summary>我要评价 of an expert (EVA-01): to the unit for audit.</summary>
public sealed class EvaluateAsExpert(CaseStore cases, EvaluationRecords evaluations, PoolExperts experts, ResourceRecords resources, TimeProvider time)
{
    private const int Attempts = 50;

    /// <summary>专家评价：评分（1至5星）和评价意见提交本单位审核，待审核或被退回时可再次提交；企业评价提交后不可再评价。相同的 Idempotency-Key 只提交一次。</summary>
    [Function("EvaluateAsExpert")]
    [Allow(Role.Expert)]
    [Accepts(typeof(StarsForm)), Answers(200, typeof(ExpertEvaluation)), Needs(IdempotencyKey = true)]
    [Refuses(typeof(EvaluationActRefused), typeof(ExpertNotInPool), typeof(EvaluationResourceGone), typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "evaluations/{id}/expert-evaluation")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var expert = request.Caller().Account;
        var form = await request.ReadBodyAsync<StarsForm>(cancellation);
        // Another expert and the unit's administrator may write at the same moment: whoever is second decides anew on what is there then.
        for (var attempt = 1; ; attempt++)
        {
            var evaluation = await evaluations.OwnAsync(id, request.Caller(), cancellation);
            var done = await cases.WasDoneAsync(EvaluationRecords.AddressOf(evaluation.Value.Id), request, form, cancellation);
            // Read after the question: what the same request did a moment ago is there.
            var before = await evaluations.OfExpertAsync(evaluation.Value.Id, expert, cancellation);
            if (done) return Answer(before!.Value);
            if (!EvaluationStates.Find(evaluation.Value.State, before?.Value.State, EvaluationAct.Evaluate).TryGet(out var line, out var refusal)) return refusal;
            if (await experts.FindAsync(expert, cancellation) is not { Value.MayEvaluate: true }) return new ExpertNotInPool();
            if (await resources.FindAsync(evaluation.Value.Resource, cancellation) is not { Value.State: ResourceState.Offered }) return new EvaluationResourceGone();
            if (EvaluationStars.Check(form) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };

            var write = new CaseWrite(EvaluationRecords.AddressOf(evaluation.Value.Id), request.Stamp(time, "EvaluateAsExpert")).Once(request, form);
            var said = new ExpertEvaluation(expert, line.ExpertTo!.Value, form.Stars!.Value, form.Comment!.Trim(), write.Stamp.When);
            write.Replace(evaluation, evaluation.Value with { Submissions = evaluation.Value.Submissions + 1 });
            if (before is null) write.Insert(ExpertEvaluation.RowOf(expert), said);
            else write.Replace(before, said);
            write.Send(Notify.Unit("evaluation.expert-submitted", evaluation.Value.Unit, ("title", evaluation.Value.Title))).Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return Answer(said);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(1, 4 * attempt), cancellation);
            }
        }
    }

    private static IResult Answer(ExpertEvaluation said) => Results.Json(said, PlatformJson.Options);
}
