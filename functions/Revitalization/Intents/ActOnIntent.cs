using System.ComponentModel.DataAnnotations;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>答复 of the university.</summary>
/// <param name="Text">答复内容.</param>
public sealed record IntentAnswerForm([property: MaxLength(IntentRules.LongestText)] string? Text);

/// <summary>Why an intent is closed.</summary>
/// <param name="Reason">关闭原因, for the other side to read.</param>
public sealed record IntentClosure([property: MaxLength(200)] string? Reason);

/// <summary>What unit and university do with an intent.</summary>
public sealed class ActOnIntent(CaseStore cases, IntentRecords intents, TimeProvider time)
{
    /// <summary>高校院所将收到的合作意向标为已读。</summary>
    [Function("MarkIntentRead")]
    [Allow(Role.University)]
    [Answers(200, typeof(IntentView), ETag = true), Refuses(typeof(IntentActRefused)), Needs(IfMatch = true)]
    public Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "intents/{id}/reading")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        ActAsync(request, id, IntentAct.Read, null, (intent, now) => intent with { ReadAt = now }, durable, cancellation);

    /// <summary>高校院所答复合作意向，以短信、邮件通知企业；可多次答复。</summary>
    [Function("AnswerIntent")]
    [Allow(Role.University)]
    [Accepts(typeof(IntentAnswerForm)), Answers(200, typeof(IntentView), ETag = true), Refuses(typeof(IntentActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "intents/{id}/answers")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var text = (await request.ReadBodyAsync<IntentAnswerForm>(cancellation)).Text;
        if (string.IsNullOrWhiteSpace(text)) return new FieldsInvalid { Findings = [Finding.Blocks("intent.answer-missing", "/text", "请填写答复内容。")] };
        IntentRecord Answered(IntentRecord intent, DateTimeOffset now) => intent with { ReadAt = intent.ReadAt ?? now, Answers = [.. intent.Answers, new IntentAnswer(now, text.Trim())] };
        return await ActAsync(request, id, IntentAct.Answer, null, Answered, durable, cancellation);
    }

    /// <summary>双方进入洽谈。</summary>
    [Function("StartIntentTalks")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(IntentView), ETag = true), Refuses(typeof(IntentActRefused)), Needs(IfMatch = true)]
    public Task<IResult> StartTalksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "intents/{id}/talks")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        ActAsync(request, id, IntentAct.StartTalks, null, (intent, _) => intent, durable, cancellation);

    /// <summary>双方达成合作，意向办结。</summary>
    [Function("AgreeIntent")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, typeof(IntentView), ETag = true), Refuses(typeof(IntentActRefused)), Needs(IfMatch = true)]
    public Task<IResult> AgreeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "intents/{id}/agreement")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        ActAsync(request, id, IntentAct.Agree, null, (intent, now) => intent with { EndedAt = now }, durable, cancellation);

    /// <summary>关闭合作意向：企业不再需要，或高校院所不能合作；须填写原因。关闭后企业可再次发布。</summary>
    [Function("CloseIntent")]
    [Allow(Role.UnitAdmin, Role.University)]
    [Accepts(typeof(IntentClosure)), Answers(200, typeof(IntentView), ETag = true), Refuses(typeof(IntentActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "intents/{id}/closure")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var reason = (await request.ReadBodyAsync<IntentClosure>(cancellation)).Reason?.Trim();
        if (string.IsNullOrEmpty(reason)) return new FieldsInvalid { Findings = [Finding.Blocks("intent.reason-missing", "/reason", "请填写关闭原因。")] };
        var by = request.Caller().Role == Role.University ? "高校院所" : "企业";
        return await ActAsync(request, id, IntentAct.Close, reason, (intent, now) => intent with { EndedAt = now, EndedWhy = $"{by}关闭，原因：{reason}" }, durable, cancellation);
    }

    private async Task<IResult> ActAsync(
        HttpRequest request, string id, IntentAct act, string? why, Func<IntentRecord, DateTimeOffset, IntentRecord> change, DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var stored = await intents.OwnAsync(id, caller, cancellation);
        if (!IntentStates.Find(stored.Value.State, act, caller.Role).TryGet(out var line, out var refusal)) return refusal;
        request.Matching(stored);
        var write = new CaseWrite(IntentRecords.AddressOf(stored.Value.Id), request.Stamp(time, $"{act}Intent", why));
        var next = change(stored.Value, write.Stamp.When) with { State = line.To };
        write.Replace(stored, next);
        await AddEndAsync(write, next, cancellation);
        if (IntentStates.IsUnanswered(stored.Value.State) && !IntentStates.IsUnanswered(next.State)) write.Send(IntentReminders.Wake(next.Id, next.State.ToString()));
        write.Timeline("intent." + System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(act.ToString()), TextOf(act, next), act == IntentAct.Answer ? next.Answers[^1].Text : next.EndedWhy);
        if (MessageOf(act, caller.Role, next) is { } message) write.Send(message);
        await cases.CommitAsync(write.Send(ProjectionMessages.Refresh(IntentLists.ProjectionName)), durable, cancellation);
        return await ReadIntents.AnswerAsync(request, cases, intents, id, cancellation);
    }

    // Only the last one can be open, so it is its end that lets the unit send another.
    private async Task AddEndAsync(CaseWrite write, IntentRecord next, CancellationToken cancellation)
    {
        if (IntentStates.IsOpen(next.State)) return;
        if (await intents.LastAsync(next.Id.Partition, cancellation) is { Value.Open: true } last && last.Value.Number == next.Number) write.Replace(last, last.Value with { Open = false });
    }

    private static string TextOf(IntentAct act, IntentRecord intent) => act switch
    {
        IntentAct.Read => "高校院所已查看",
        IntentAct.Answer => "高校院所已答复",
        IntentAct.StartTalks => "双方进入洽谈",
        IntentAct.Agree => "双方达成合作",
        _ => IntentStates.NameOf(intent.State),
    };

    private static OutboxMessage? MessageOf(IntentAct act, Role by, IntentRecord intent) => act switch
    {
        IntentAct.Read => null,
        IntentAct.Answer => Notify.Unit("intent.answered", intent.Unit, ("university", intent.UniversityName), ("title", intent.Title)),
        _ => Notify.Unit("intent.moved", by == Role.University ? intent.Unit : intent.University, ("title", intent.Title), ("state", IntentStates.NameOf(intent.State))),
    };
}
