using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>Starts the nightly push of newly registered patents to the units whose experts they concern.</summary>
public sealed class StartNightlyEvaluationPush(IResourceSearch search, TimeProvider time)
{
    /// <summary>Every night at 04:10 Asia/Shanghai, which is 20:10 UTC; one run a day, whatever happens.</summary>
    [Function("StartNightlyEvaluationPush")]
    public async Task RunAsync([TimerTrigger("0 10 20 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!search.IsThere) return;
        var run = ChinaTime.Today(time).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        await WorkflowMessages.StartOnceAsync(durable, NightlyEvaluationPush.Orchestrator, NightlyEvaluationPush.InstanceId(run), run + "|", cancellation);
    }
}

/// <summary>One night's push, slice after slice of experts: its history is thrown away after each.</summary>
public static class NightlyEvaluationPush
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "NightlyEvaluationPush";

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromSeconds(5), 2, TimeSpan.FromHours(1)));

    /// <summary>Instance id of a night.</summary>
    public static string InstanceId(string run) => "evaluation-push-" + run;

    /// <summary>The orchestrator; its input is the run and where to go on: <c>20261124|continuation</c>.</summary>
    [Function(Orchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var next = await context.CallActivityAsync<string?>(PushEvaluationSlice.Name, context.GetInput<string>()!, Retry);
        if (next is not null) context.ContinueAsNew(next);
    }
}

/// <summary>That a unit was told of a push: a row of the unit's partition, written in the batch that tells it.</summary>
/// <param name="Count">Patents.</param>
/// <param name="At">When.</param>
public sealed record ToldOfPush(int Count, DateTimeOffset At);

/// <summary>Pushes what concerns a slice of the experts; repeated, it pushes and tells nothing twice.</summary>
public sealed class PushEvaluationSlice(CaseStore cases, EvaluationDesk desk, ResourceRecords resources, IResourceSearch search, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "PushEvaluationSlice";

    /// <summary>Patents of one night for one expert at most: what a person looks at.</summary>
    public const int MostForExpert = 5;

    /// <summary>Days back that are looked through: nights that were missed are made up for.</summary>
    public const int DaysBack = 7;

    private const string ToldTable = "EvaluationPushes";
    private const int SliceSize = 20;
    private const int Candidates = 50;

    /// <summary>The activity.</summary>
    /// <param name="input">The run and where to go on.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Input of the next slice; null at the end.</returns>
    [Function(Name)]
    public async Task<string?> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var parts = input.Split('|', 2);
        var page = await cases.Records.QueryAsync(ExpertPool.InterestTable, new RecordQuery { Take = SliceSize, Continuation = parts[1].Length == 0 ? null : parts[1] }, cancellation);
        foreach (var unit in page.Records.Select(r => r.As<ExpertInterest>()).GroupBy(r => r.Value.Unit))
        {
            var pushed = new HashSet<ResourceId>();
            foreach (var interest in unit) pushed.UnionWith(await PushAsync(parts[0], interest.Value, durable, cancellation));
            if (pushed.Count > 0) await TellAsync($"{parts[0]}-{unit.First().Value.Expert.Value}", unit.Key, pushed.Count, durable, cancellation);
        }
        return page.Continuation is null ? null : $"{parts[0]}|{page.Continuation}";
    }

    private async Task<IReadOnlyList<ResourceId>> PushAsync(string run, ExpertInterest interest, DurableTaskClient durable, CancellationToken cancellation)
    {
        var day = DateOnly.ParseExact(run, "yyyyMMdd", CultureInfo.InvariantCulture);
        var found = new Dictionary<ResourceId, (ResourceRecord Resource, PushMatch Match)>();
        foreach (var query in QueriesOf(interest))
        {
            foreach (var hit in (await search.FindAsync(query with { RegisteredFrom = day.AddDays(-DaysBack), Take = Candidates }, cancellation)).Hits)
            {
                if (found.ContainsKey(hit.Document.Id) || await resources.FindAsync(hit.Document.Id, cancellation) is not { Value: { State: ResourceState.Offered } resource }) continue;
                if (EvaluationPush.Match(resource, interest) is { } match) found[resource.Id] = (resource, match);
            }
        }
        var pushed = new List<ResourceId>();
        foreach (var (resource, match) in found.Values.OrderByDescending(f => f.Match.Score).ThenByDescending(f => f.Resource.RegisteredAt).ThenBy(f => f.Resource.Id.Value, StringComparer.Ordinal))
        {
            if (pushed.Count == MostForExpert) break;
            var stamp = ActStamp.BySystem(time, "PushEvaluation");
            if (await desk.PushAsync(resource, interest.Unit, interest.UnitName, PushOrigin.Rule, match.Why, run, stamp, durable, cancellation)) pushed.Add(resource.Id);
        }
        return pushed;
    }

    private static IEnumerable<ResourceQuery> QueriesOf(ExpertInterest interest)
    {
        if (interest.StrategicIndustries.Count > 0) yield return new ResourceQuery { StrategicIndustries = interest.StrategicIndustries, Sort = ResourceSort.Newest };
        if (interest.Industries.Count > 0) yield return new ResourceQuery { Industries = interest.Industries, Sort = ResourceSort.Newest };
        if (interest.Keywords.Count > 0) yield return new ResourceQuery { Text = string.Join(' ', interest.Keywords), AnyWord = true };
    }

    private async Task TellAsync(string row, UnitId unit, int count, DurableTaskClient durable, CancellationToken cancellation)
    {
        var write = new CaseWrite(new CaseAddress(ToldTable, unit.Value), ActStamp.BySystem(time, "TellOfPush"))
            .Insert(row, new ToldOfPush(count, time.GetUtcNow()))
            .Send(EvaluationDesk.Tell(unit, count));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // The slice runs twice: the first time told it.
        }
    }
}
