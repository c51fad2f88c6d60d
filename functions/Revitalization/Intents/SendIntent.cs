using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>There is an open intent about the resource.</summary>
/// <param name="Id">The open one.</param>
public sealed record IntentOpen(IntentId Id) : Conflict("intent-open", "已有未办结的合作意向", $"贵单位对该专利已有未办结的合作意向（{Id}），办结后方可再次发布。");

/// <summary>我有合作意向 (INT-01; manual 三): straight to the university.</summary>
public sealed class SendIntent(CaseStore cases, IntentRecords intents, ResourceRecords resources, UnitRecords units, CalendarInForce calendars, TimeProvider time)
{
    private const int Attempts = 10;

    /// <summary>我有合作意向：填写需求信息，直接推送至高校院所并以短信、邮件通知；同一专利同时只能有一项未办结的意向。相同的 Idempotency-Key 只发送一次。</summary>
    [Function("SendIntent")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(IntentForm)), Answers(201, typeof(IntentView), ETag = true)]
    [Refuses(typeof(IntentOpen), typeof(UnitNotVerified), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "resources/{id}/intents")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var form = await request.ReadBodyAsync<IntentForm>(cancellation);
        if (!RecordLimits.IsKey(id)) return new NothingHere();
        var address = new CaseAddress(IntentRecords.Table, IntentId.PartitionOf(caller.RequiredUnit, new ResourceId(id)));
        for (var attempt = 1; ; attempt++)
        {
            var last = await intents.LastAsync(address.Partition, cancellation);
            if (await RepeatedAsync(request, address, form, cancellation) is { } same) return same;
            var resource = (await resources.OfferedAsync(id, cancellation)).Value;
            if (await units.VerifiedAsync(caller.RequiredUnit, cancellation) is not { } verified) return new UnitNotVerified();
            if (last is { Value.Open: true }) return new IntentOpen(IntentId.Of(address.Partition, last.Value.Number));
            var findings = IntentRules.Check(form);
            if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

            var write = new CaseWrite(address, request.Stamp(time, "SendIntent")).Once(request, form);
            var intent = Intent(request, write, verified, resource, form, (last?.Value.Number ?? 0) + 1, await calendars.CurrentAsync(cancellation));
            if (last is null) write.Insert(CaseRows.Record, new LastIntent(intent.Number, true));
            else write.Replace(last, new LastIntent(intent.Number, true));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return await AnswerAsync(request, intent.Id, cancellation);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another request was faster: it was this one's twin, or its intent is open now.
            }
        }
    }

    private static IntentRecord Intent(HttpRequest request, CaseWrite write, VerifiedUnit unit, ResourceRecord resource, IntentForm form, int number, WorkingDayCalendar calendar)
    {
        var id = IntentId.Of(write.Address.Partition, number);
        var kept = form with { Need = form.Need!.Trim(), Contact = form.Contact!.Trim(), Phone = UnitFormRules.Phone(form.Phone) };
        var intent = IntentTerms.Count(
            new IntentRecord(
                id, number, unit.Id, unit.Name, resource.Id, resource.Title, resource.University, resource.UniversityName, IntentState.Sent, write.Stamp.When, kept, request.DeriveId("q")),
            calendar);
        write.Insert(IntentRecord.RowOf(number), intent)
            .Timeline("intent.sent", "已推送至高校院所")
            .Send(Notify.Unit("intent.sent", intent.University, ("unit", intent.UnitName), ("title", intent.Title), ("due", ChinaTime.FullDate(intent.DueOn))))
            .Send(IntentReminders.Start(id))
            .Send(ProjectionMessages.Refresh(IntentLists.ProjectionName));
        return intent;
    }

    private async Task<IResult?> RepeatedAsync(HttpRequest request, CaseAddress address, IntentForm form, CancellationToken cancellation)
    {
        if (!await cases.WasDoneAsync(address, request, form, cancellation)) return null;
        var key = request.DeriveId("q");
        return await AnswerAsync(request, (await intents.AllAsync(address.Partition, cancellation)).First(i => i.Request == key).Id, cancellation);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, IntentId id, CancellationToken cancellation)
    {
        var stored = await intents.OwnAsync(id.Value, request.Caller(), cancellation);
        request.SetETag(stored.ETag);
        return Results.Json(IntentView.Of(stored.Value, Role.UnitAdmin, []), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
