using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>A university answers a demand once.</summary>
public sealed record DemandAnsweredAlready() : Conflict("demand-answered-already", "已答复", "贵校已答复该需求，答复已送达发布单位；如需补充，请与发布单位联系。");

/// <summary>答复 a public demand: the answer goes to the unit and to nobody else.</summary>
public sealed class AnswerDemand(CaseStore cases, DemandRecords demands, ResourceRecords resources, TimeProvider time)
{
    private const int Attempts = 20;

    /// <summary>高校院所答复公开需求：可引用本校已登记的专利；答复和联系方式只有发布单位可见。每校答复一次。</summary>
    [Function("AnswerDemand")]
    [Allow(Role.University)]
    [Accepts(typeof(DemandAnswerForm)), Answers(201, typeof(AnsweredDemand)), Refuses(typeof(DemandActRefused), typeof(DemandAnsweredAlready), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "demands/{id}/answers")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var form = await request.ReadBodyAsync<DemandAnswerForm>(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var demand = (await demands.FindAsync(id, cancellation))?.Value;
            if (demand?.Published is null) return new NothingHere();
            var (address, row) = (DemandRecords.AddressOf(demand.Id), DemandAnswer.RowOf(caller.RequiredUnit));
            if (await cases.FindAsync<DemandAnswer>(address, row, cancellation) is { } given)
                return await cases.WasDoneAsync(address, request, form, cancellation) ? Answer(demand, given.Value) : new DemandAnsweredAlready();
            var answering = await demands.AnsweringAsync(demand.Id, cancellation);
            if (answering is not { Value.Open: true }) return new DemandActRefused(demand.State, DemandAct.Answer);
            List<Finding> findings = [.. DemandRules.Check(form), .. await CheckResourcesAsync(form, caller.RequiredUnit, cancellation)];
            if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
            var answer = new DemandAnswer(caller.RequiredUnit, caller.Office, form with { Text = form.Text!.Trim(), Phone = UnitFormRules.Phone(form.Phone) }, time.GetUtcNow());
            var write = new CaseWrite(address, request.Stamp(time, "AnswerDemand"))
                .Insert(row, answer)
                .Replace(answering, answering.Value with { Count = answering.Value.Count + 1 })
                .Once(request, form)
                .Timeline("demand.answered", "有高校院所已答复")
                .Send(Notify.Unit("demand.answered", demand.Unit, ("title", demand.Published.Title!), ("university", caller.Office)))
                .Send(ProjectionMessages.Refresh(DemandLists.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return Answer(demand, answer);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another university answered, or the demand has just ended: look again.
            }
        }
    }

    private static IResult Answer(DemandRecord demand, DemandAnswer answer) =>
        Results.Json(new AnsweredDemand(demand.Id, demand.Published!.Title!, demand.UnitName, answer.AnsweredAt), PlatformJson.Options, statusCode: StatusCodes.Status201Created);

    private async Task<IReadOnlyList<Finding>> CheckResourcesAsync(DemandAnswerForm form, UnitId university, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var named = form.Resources ?? [];
        for (var i = 0; i < Math.Min(named.Count, DemandRules.MostResources); i++)
        {
            var found = RecordLimits.IsKey(named[i]) ? await resources.FindAsync(new ResourceId(named[i]), cancellation) : null;
            if (found?.Value.University != university || found.Value.State != ResourceState.Offered)
                findings.Add(Finding.Blocks("demand-answer.resource-unknown", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/resources/{i}"), "只能引用本校已登记入库且未暂停的专利。"));
        }
        return findings;
    }
}
