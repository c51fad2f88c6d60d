using System.ComponentModel.DataAnnotations;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>审核意见 on an expert's evaluation.</summary>
/// <param name="Opinion">审核意见; a return needs it.</param>
public sealed record EvaluationOpinion([property: MaxLength(500)] string? Opinion = null);

/// <summary>专家评价审核 (manual 四).</summary>
public sealed class AuditExpertEvaluation(CaseStore cases, EvaluationRecords evaluations, ExpertPool pool, ResourceRecords resources, TimeProvider time)
{
    /// <summary>采纳一份专家评价；If-Match 为该评价的 ETag。</summary>
    [Function("AcceptExpertEvaluation")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(EvaluationOpinion)), Answers(200, typeof(EvaluationView), ETag = true), Refuses(typeof(EvaluationActRefused)), Needs(IfMatch = true)]
    public async Task<IResult> AcceptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "evaluations/{id}/expert-evaluations/{expert}/acceptance")] HttpRequest request, string id, string expert,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        await ActAsync(request, id, expert, EvaluationAct.Accept, (await request.ReadBodyAsync<EvaluationOpinion>(cancellation)).Opinion, durable, cancellation);

    /// <summary>退回一份专家评价，须写明原因；专家可修改后重新提交。If-Match 为该评价的 ETag。</summary>
    [Function("ReturnExpertEvaluation")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(EvaluationOpinion)), Answers(200, typeof(EvaluationView), ETag = true), Refuses(typeof(EvaluationActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ReturnAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "evaluations/{id}/expert-evaluations/{expert}/return")] HttpRequest request, string id, string expert,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var opinion = (await request.ReadBodyAsync<EvaluationOpinion>(cancellation)).Opinion?.Trim();
        if (string.IsNullOrEmpty(opinion)) return new FieldsInvalid { Findings = [Finding.Blocks("evaluation.opinion-missing", "/opinion", "请填写退回原因。")] };
        return await ActAsync(request, id, expert, EvaluationAct.Return, opinion, durable, cancellation);
    }

    private async Task<IResult> ActAsync(HttpRequest request, string id, string expert, EvaluationAct act, string? opinion, DurableTaskClient durable, CancellationToken cancellation)
    {
        var evaluation = await evaluations.OwnAsync(id, request.Caller(), cancellation);
        if (await evaluations.OfExpertAsync(evaluation.Value.Id, new AccountId(expert), cancellation) is not { } said) return new NothingHere();
        if (!EvaluationStates.Find(evaluation.Value.State, said.Value.State, act).TryGet(out var line, out var refusal)) return refusal;
        request.Matching(evaluation);
        var write = new CaseWrite(EvaluationRecords.AddressOf(evaluation.Value.Id), request.Stamp(time, act == EvaluationAct.Accept ? "AcceptExpertEvaluation" : "ReturnExpertEvaluation"));
        write.Replace(evaluation, evaluation.Value)
            .Replace(said, said.Value with { State = line.ExpertTo!.Value, Opinion = opinion, AuditedAt = write.Stamp.When })
            .Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName));
        if (act == EvaluationAct.Return) write.Send(Notify.Account("evaluation.expert-returned", said.Value.Expert, ("title", evaluation.Value.Title)));
        await cases.CommitAsync(write, durable, cancellation);
        return await ReadEvaluations.AnswerAsync(request, evaluations, pool, resources, id, cancellation);
    }
}
