using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>分派: which patents which units are asked about.</summary>
/// <param name="Resources">1 to 50 registered resources.</param>
/// <param name="Units">1 to 50 units; left out, the units whose experts meet the patents by industry and keyword.</param>
/// <param name="Reason">推送理由 for the units to read.</param>
public sealed record AssignmentForm(IReadOnlyList<string> Resources, IReadOnlyList<UnitId>? Units = null, [property: MaxLength(200)] string? Reason = null);

/// <summary>What was pushed to one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Pushed">Patents that it is asked about by this.</param>
public sealed record AssignedUnit(UnitId Unit, string UnitName, int Pushed);

/// <summary>推送结果, row <c>case</c> of the partition of the assignment.</summary>
/// <param name="Id">The assignment.</param>
/// <param name="Pushed">Evaluations that it is behind.</param>
/// <param name="AlreadyThere">Pairs of unit and patent that had been pushed before.</param>
/// <param name="Units">The units, in order of their ids; at most 50.</param>
/// <param name="UnitsLeft">Further units that match; ask again with fewer patents.</param>
public sealed record AssignmentResult(string Id, int Pushed, int AlreadyThere, IReadOnlyList<AssignedUnit> Units, int UnitsLeft);

/// <summary>Pushes patents to units for evaluation: to those named, or by the rule.</summary>
public sealed class AssignEvaluations(CaseStore cases, EvaluationDesk desk, ResourceRecords resources, UnitRecords units, TimeProvider time)
{
    private const int MostUnits = 50;
    private const int MostResources = 50;
    private const string Table = "EvaluationAssignments";

    /// <summary>向企业推送待评价专利：指定企业，或按专家的产业和关键词自动匹配企业；已推送过的不重复推送。相同的 Idempotency-Key 只推送一次。</summary>
    [Function("AssignEvaluations")]
    [Allow(Role.National, Role.Operator)]
    [Accepts(typeof(AssignmentForm)), Answers(201, typeof(AssignmentResult)), Refuses(typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "evaluation-assignments")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<AssignmentForm>(cancellation);
        var id = request.DeriveId("ea");
        var address = new CaseAddress(Table, id);
        if (await cases.WasDoneAsync(address, request, form, cancellation)) return await AnswerAsync(address, cancellation);
        var (offered, named, findings) = await CheckAsync(form, cancellation);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

        var stamp = request.Stamp(time, "AssignEvaluations", form.Reason);
        var wanted = named.Count > 0
            ? named.Select(u => (u.Id, u.Name, Pairs: offered.Select(r => (r, PushOrigin.Assigned, form.Reason ?? "平台分派")).ToList())).ToList()
            : await MatchingAsync(offered, form.Reason, cancellation);
        var (pushed, already, assigned) = (0, 0, new List<AssignedUnit>());
        foreach (var (unit, name, pairs) in wanted.Take(MostUnits))
        {
            var here = 0;
            foreach (var (resource, origin, why) in pairs)
            {
                if (await desk.PushAsync(resource, unit, name, origin, why, id, stamp, durable, cancellation)) here++;
                else already++;
            }
            pushed += here;
            assigned.Add(new AssignedUnit(unit, name, here));
        }
        var result = new AssignmentResult(id, pushed, already, assigned, Math.Max(0, wanted.Count - MostUnits));
        var write = new CaseWrite(address, stamp).Insert(CaseRows.Record, result).Once(request, form);
        foreach (var unit in assigned.Where(u => u.Pushed > 0)) write.Send(EvaluationDesk.Tell(unit.Unit, unit.Pushed));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // The same request arrived twice at once; what the other one made is the answer.
            await cases.WasDoneAsync(address, request, form, cancellation);
        }
        return await AnswerAsync(address, cancellation);
    }

    private async Task<IResult> AnswerAsync(CaseAddress address, CancellationToken cancellation) =>
        Results.Json((await cases.FindAsync<AssignmentResult>(address, CaseRows.Record, cancellation))!.Value, PlatformJson.Options, statusCode: StatusCodes.Status201Created);

    private async Task<(IReadOnlyList<ResourceRecord> Offered, IReadOnlyList<VerifiedUnit> Units, IReadOnlyList<Finding> Findings)> CheckAsync(AssignmentForm form, CancellationToken cancellation)
    {
        var (offered, named, findings) = (new List<ResourceRecord>(), new List<VerifiedUnit>(), new List<Finding>());
        if (form.Resources.Count is 0 or > MostResources) findings.Add(Finding.Blocks("assignment.resources-count", "/resources", $"每次推送1至{MostResources}项专利。"));
        if (form.Units is { Count: 0 or > MostUnits }) findings.Add(Finding.Blocks("assignment.units-count", "/units", $"每次指定1至{MostUnits}家企业；不填则按产业和关键词匹配。"));
        foreach (var (resource, i) in form.Resources.Distinct(StringComparer.Ordinal).Take(MostResources).Select((r, i) => (r, i)))
        {
            if (RecordLimits.IsKey(resource) && await resources.FindAsync(new ResourceId(resource), cancellation) is { Value: { State: ResourceState.Offered } found }) offered.Add(found);
            else findings.Add(Finding.Blocks("assignment.resource-unknown", string.Create(CultureInfo.InvariantCulture, $"/resources/{i}"), "没有该专利，或其已暂停、移出。"));
        }
        foreach (var (unit, i) in (form.Units ?? []).Distinct().Take(MostUnits).Select((u, i) => (u, i)))
        {
            if (RecordLimits.IsKey(unit.Value) && await units.VerifiedAsync(unit, cancellation) is { } verified) named.Add(verified);
            else findings.Add(Finding.Blocks("assignment.unit-unknown", string.Create(CultureInfo.InvariantCulture, $"/units/{i}"), "没有该企业，或其尚未通过实名认证。"));
        }
        return (offered, named, findings);
    }

    // The units whose experts meet at least one of the patents; of several experts the one that meets it best gives the reason.
    private async Task<List<(UnitId Unit, string Name, List<(ResourceRecord Resource, PushOrigin Origin, string Why)> Pairs)>> MatchingAsync(
        IReadOnlyList<ResourceRecord> offered, string? reason, CancellationToken cancellation)
    {
        var best = new SortedDictionary<string, (string Name, Dictionary<ResourceId, (ResourceRecord Resource, PushMatch Match)> Pairs)>(StringComparer.Ordinal);
        await foreach (var interest in cases.Records.AllAsync<ExpertInterest>(ExpertPool.InterestTable, new RecordQuery { Take = RecordLimits.PageRecords }, cancellation))
        {
            foreach (var resource in offered)
            {
                if (EvaluationPush.Match(resource, interest.Value) is not { } match) continue;
                if (!best.TryGetValue(interest.Value.Unit.Value, out var unit)) best[interest.Value.Unit.Value] = unit = (interest.Value.UnitName, []);
                if (!unit.Pairs.TryGetValue(resource.Id, out var known) || known.Match.Score < match.Score) unit.Pairs[resource.Id] = (resource, match);
            }
        }
        return [.. best.Select(u => (
            new UnitId(u.Key), u.Value.Name, u.Value.Pairs.Values.Select(p => (p.Resource, PushOrigin.Rule, reason is null ? p.Match.Why : $"{reason}；{p.Match.Why}")).ToList()))];
    }
}
