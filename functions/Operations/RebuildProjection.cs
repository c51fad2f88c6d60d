using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Operations;

/// <summary>汇总列表: a list across cases that can be computed anew.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SourceTable">Table of the cases.</param>
public sealed record ProjectionAnswer(string Name, string SourceTable);

/// <summary>重建汇总列表 (COM-13): queues, public search and statistics, computed anew from the cases.</summary>
public sealed class RebuildProjection(CaseStore cases, IEnumerable<IProjection> projections, IEnumerable<IIndexProjection> indexes, TimeProvider time)
{
    private IEnumerable<ProjectionAnswer> All => projections.Select(p => new ProjectionAnswer(p.Name, p.SourceTable)).Concat(indexes.Select(p => new ProjectionAnswer(p.Name, p.SourceTable)));

    /// <summary>The lists there are.</summary>
    [Function("ListProjections")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(IReadOnlyList<ProjectionAnswer>))]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/projections")] HttpRequest request) =>
        Results.Json(All.OrderBy(p => p.Name, StringComparer.Ordinal), PlatformJson.Options);

    /// <summary>Computes a list anew; until that is done it shows its earlier entries.</summary>
    [Function("RebuildProjection")]
    [Allow(Role.Operator)]
    [Accepts(typeof(OperatorOrder)), Answers(202, typeof(OperatorAct)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/projections/{name}/rebuild")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        var order = await request.ReadBodyAsync<OperatorOrder>(cancellation);
        if (!All.Any(p => p.Name == name)) return new NothingHere();
        return await cases.OrderAsync(request, time, "RebuildProjection", name, order, RebuildHandler.Message(name), durable, cancellation);
    }
}

/// <summary>Carries out the order.</summary>
internal sealed class RebuildHandler(IServiceProvider services, ILogger<RebuildHandler> log) : IOutboxHandler
{
    private const string RebuildKind = "operations.rebuild";

    public string Kind => RebuildKind;

    public static OutboxMessage Message(string projection) => OutboxMessage.Of(RebuildKind, projection);

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var name = delivery.Read<string>();
        var cases = await services.GetRequiredService<Projector>().RebuildAsync(name, cancellation);
        log.LogInformation("Rebuilt {Projection} from {Cases} cases", name, cases);
    }
}
