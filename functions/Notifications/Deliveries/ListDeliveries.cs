using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>发送记录: what the unit and the account were sent (COM-09).</summary>
public sealed class ListDeliveries(IRecordStore records)
{
    /// <summary>Newest first, addresses masked.</summary>
    [Function("ListDeliveries")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [QueryParameter("take", "每页条数，1 至 200")]
    [QueryParameter("continuation", "下一页标记")]
    [Answers(200, typeof(PageAnswer<DeliveryAnswer>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deliveries")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var asked = PageRequest.From(request);
        if (asked.Continuation is { } from && !RecordLimits.IsKey(from)) throw new BadContinuationException();

        // What went to the unit lies with the unit, what went to the account (codes, security) with the account; rows of both begin with the
        // time, newest first, so the two merge by row. Only an administrator sees the unit's.
        List<string> partitions = [caller.Account.Value];
        if (caller is { Role: Role.UnitAdmin or Role.University, Unit: { } unit }) partitions.Add(unit.Value);
        var found = new List<StoredRecord>();
        foreach (var partition in partitions)
        {
            var query = new RecordQuery { Partition = partition, RowFrom = asked.Continuation, RowBefore = DeliveryId.RowsBefore, Take = asked.Take + 1 };
            found.AddRange((await records.QueryAsync(DeliveryId.Table, query, cancellation)).Records);
        }
        var merged = found.OrderBy(r => r.Row, StringComparer.Ordinal).Take(asked.Take + 1).ToList();
        var page = new RecordPage([.. merged.Take(asked.Take)], merged.Count > asked.Take ? merged[asked.Take].Row : null);
        return Results.Json(PageRequest.Answer(page, r => DeliveryAnswer.Of(r.As<Delivery>(), forOperator: false)), PlatformJson.Options);
    }
}
