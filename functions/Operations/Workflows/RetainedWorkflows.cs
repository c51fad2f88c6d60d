using System.Globalization;
using PatentFunctions.Operations.Retention;

namespace PatentFunctions.Operations.Workflows;

/// <summary>
/// 流程执行历史: histories of workflows that ended well are kept for a time after their end (COM-13, COM-20). The night's run goes through them by
/// slices of the time of their start, a bounded number in each and in a night; failed ones stay until an operator has seen to them, running ones
/// are never touched.
/// </summary>
internal sealed class RetainedWorkflows : IRetainedData
{
    /// <summary>So many in a slice: their ids fit into one row of evidence.</summary>
    internal const int SliceSize = 200;

    /// <summary>So many in a night; what is left waits for the next one.</summary>
    internal const int PerNight = 20_000;

    private const int PageSize = 100;

    // Before any instance there can be; the storage provider wants a beginning.
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly OrchestrationRuntimeStatus[] EndedWell = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated];

    public RetentionRule Rule { get; } = new("workflow-histories", "已正常结束的流程的执行历史", 90, "流程结束", "排查问题；失败的流程不清除", "StartRetention");

    public async Task<RetentionSlice> FindAsync(DateTimeOffset before, string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var window = continuation is null ? new Window(Beginning, 1, 0) : Window.Parse(continuation);
        var until = window.Until < before ? window.Until : before;
        var keys = new List<RetainedKey>();
        var query = new OrchestrationQuery(window.From, until, EndedWell, PageSize: PageSize);
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            // One that was started long ago may have ended only now.
            if (IsPast(instance, before)) keys.Add(new RetainedKey(instance.Name, instance.InstanceId));
            if (keys.Count == Math.Min(SliceSize, PerNight - window.Found)) break;
        }
        var next = window.After(keys.Count);
        return new RetentionSlice(keys, next.Found >= PerNight || next.From >= before ? null : next.ToString());
    }

    // It may have been started anew under the same id since it was found.
    public async Task RemoveAsync(RetainedKey key, DateTimeOffset before, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await durable.GetInstanceAsync(key.Row, cancellation) is { } instance && IsPast(instance, before)) await durable.PurgeInstanceAsync(key.Row, cancellation);
    }

    private static bool IsPast(OrchestrationMetadata instance, DateTimeOffset before) => EndedWell.Contains(instance.RuntimeStatus) && instance.LastUpdatedAt < before;

    /// <summary>A slice of time of start: months without any are skipped in growing steps, a crowded one is gone through again until nothing is left.</summary>
    /// <param name="From">Where it begins.</param>
    /// <param name="Months">How long it is.</param>
    /// <param name="Found">Histories found in this night before it.</param>
    private sealed record Window(DateTimeOffset From, int Months, int Found)
    {
        public DateTimeOffset Until => From.AddMonths(Months);

        public Window After(int found) => found switch
        {
            SliceSize => this with { Found = Found + found },
            0 => new Window(Until, Months * 2, Found),
            _ => new Window(Until, 1, Found + found),
        };

        public static Window Parse(string text)
        {
            var parts = text.Split('|');
            return new Window(new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.UtcTicks}|{Months}|{Found}");
    }
}
