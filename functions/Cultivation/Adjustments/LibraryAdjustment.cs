using System.Globalization;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Adjustments;

/// <summary>The first half of 年度动态调整: looks at every enterprise of the library, slice after slice; it decides nothing itself.</summary>
public static class LibraryAdjustment
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "LibraryAdjustment";

    /// <summary>Runs the run that its input names.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SlicedRun.RunAsync(context, CheckLibrarySlice.Name, ProposeAdjustment.Name);
}

/// <summary>The second half: removes what was confirmed, slice after slice.</summary>
public static class LibraryRemoval
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "LibraryRemoval";

    /// <summary>Runs the run that its input names.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SlicedRun.RunAsync(context, RemoveLibrarySlice.Name, FinishAdjustment.Name);
}

/// <summary>How the rule judges an enterprise now.</summary>
public sealed class AdjustmentJudge(AnnualReports reports, TimeProvider time)
{
    /// <summary>Every condition of an enterprise.</summary>
    public async Task<IReadOnlyList<AdjustmentReason>> JudgeAsync(AdjustmentRun run, UnitId unit, CancellationToken cancellation)
    {
        var id = AnnualReportId.Of(unit, run.Year);
        var report = (await reports.FindAsync(id, cancellation))?.Value;
        var content = report is null ? null : await reports.ContentAsync(id, cancellation);
        return AdjustmentRule.Check(run.Year, report, content, run.Rules, ChinaTime.Today(time));
    }
}

/// <summary>Looks at a slice of the library and keeps a verdict with every reason for each enterprise.</summary>
public sealed class CheckLibrarySlice(CaseStore cases, AdjustmentRuns runs, LibraryMembers members, AdjustmentJudge judge)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "CheckLibrarySlice";

    /// <summary>The activity.</summary>
    /// <param name="input">Run and number of the slice.</param>
    /// <param name="cancellation">Ends the slice between two enterprises.</param>
    /// <returns>True where something was left to do.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, CancellationToken cancellation)
    {
        var (key, slice) = SlicedRun.Parse(input);
        var (year, number) = AdjustmentRun.ParseKey(key);
        var run = (await runs.FindAsync(year, number, cancellation))!.Value;
        var address = AdjustmentRun.AddressOf(year);
        if (await cases.FindAsync<AdjustmentSlice>(address, run.FoundRow(slice), cancellation) is not null) return false;
        var findings = new List<AdjustmentFinding>();
        foreach (var unit in (await cases.FindAsync<IReadOnlyList<UnitId>>(address, run.SliceRow(slice), cancellation))!.Value)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await members.FindAsync(unit, cancellation) is not { Value: { State: LibraryState.Member } member }) continue;
            var reasons = await judge.JudgeAsync(run, unit, cancellation);
            var verdict = AdjustmentRule.Verdict(reasons);
            findings.Add(new AdjustmentFinding(unit, member.UnitName, member.Province, verdict, AdjustmentRule.NameOf(verdict), reasons));
        }
        var found = new UpsertRecord(run.FoundRow(slice)) { Document = TypedRecords.ToDocument(new AdjustmentSlice(slice, findings)) };
        await cases.Records.CommitAsync(address.Table, address.Partition, [found], cancellation);
        return true;
    }
}

/// <summary>Ends the first half: the proposal waits for the national office.</summary>
public sealed class ProposeAdjustment(CaseStore cases, AdjustmentRuns runs, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "ProposeAdjustment";

    /// <summary>The activity.</summary>
    /// <param name="key">The run.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>True where it was not ended yet.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string key, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (year, number) = AdjustmentRun.ParseKey(key);
        var stored = (await runs.FindAsync(year, number, cancellation))!;
        if (stored.Value.State != AdjustmentState.Computing) return false;
        var counts = new Dictionary<AdjustmentVerdict, int>();
        await foreach (var finding in runs.FindingsAsync(stored.Value, cancellation)) counts[finding.Verdict] = counts.GetValueOrDefault(finding.Verdict) + 1;
        var next = stored.Value.After(AdjustmentAct.Propose) with
        {
            Keep = counts.GetValueOrDefault(AdjustmentVerdict.Keep),
            Remove = counts.GetValueOrDefault(AdjustmentVerdict.Remove),
            Pending = counts.GetValueOrDefault(AdjustmentVerdict.Pending),
        };
        var write = new CaseWrite(AdjustmentRun.AddressOf(year), ActStamp.BySystem(time, Name)).Replace(stored, next)
            .Send(Notify.Everybody(
                "sme-adjustment.proposed", Role.National, null, ("year", Text(year)), ("total", Text(next.Keep + next.Remove + next.Pending)), ("remove", Text(next.Remove)), ("pending", Text(next.Pending))));
        await cases.CommitAsync(write, durable, cancellation);
        return true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Removes the enterprises of a slice that were proposed and not kept; each once, however often the slice is taken up. The rule is asked again at that
/// moment: who has put right what was missing since the proposal stays.
/// </summary>
public sealed class RemoveLibrarySlice(CaseStore cases, AdjustmentRuns runs, LibraryMembers members, AdjustmentJudge judge, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "RemoveLibrarySlice";

    /// <summary>The activity.</summary>
    /// <param name="input">Run and number of the slice.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the slice between two enterprises.</param>
    /// <returns>True where something was left to do.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (key, slice) = SlicedRun.Parse(input);
        var (year, number) = AdjustmentRun.ParseKey(key);
        var run = (await runs.FindAsync(year, number, cancellation))!.Value;
        var address = AdjustmentRun.AddressOf(year);
        if (await cases.FindAsync<RemovalSlice>(address, run.DoneRow(slice), cancellation) is not null) return false;
        var (removed, kept) = (0, 0);
        foreach (var finding in (await cases.FindAsync<AdjustmentSlice>(address, run.FoundRow(slice), cancellation))!.Value.Findings.Where(f => f.Verdict == AdjustmentVerdict.Remove))
        {
            cancellation.ThrowIfCancellationRequested();
            if (await AdjustAsync(run, finding.Unit, durable, cancellation) == LibraryState.Removed) removed++;
            else kept++;
        }
        var done = new UpsertRecord(run.DoneRow(slice)) { Document = TypedRecords.ToDocument(new RemovalSlice(slice, removed, kept)) };
        await cases.Records.CommitAsync(address.Table, address.Partition, [done], cancellation);
        return true;
    }

    private async Task<LibraryState> AdjustAsync(AdjustmentRun run, UnitId unit, DurableTaskClient durable, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = (await members.FindAsync(unit, cancellation))!;
            if (stored.Value.AdjustedBy == run.Key || stored.Value.State != LibraryState.Member) return stored.Value.State;
            var kept = run.Kept.FirstOrDefault(k => k.Unit == unit);
            var reasons = await judge.JudgeAsync(run, unit, cancellation);
            var remove = kept is null && AdjustmentRule.Verdict(reasons) == AdjustmentVerdict.Remove;
            var stamp = run.Confirmed! with { When = time.GetUtcNow() };
            var write = new CaseWrite(LibraryMembers.AddressOf(unit), stamp);
            if (remove) Remove(write, run, stored, AdjustmentRule.WhyOf(reasons));
            else Keep(write, run, stored, kept?.Why ?? "核查后已补齐所缺数据或达到条件");
            write.Send(ProjectionMessages.Refresh(LibraryByProvince.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // An office wrote to the enterprise at the same moment: look again.
            }
        }
    }

    private static void Remove(CaseWrite write, AdjustmentRun run, Stored<LibraryMember> stored, string why) =>
        write.Replace(stored, stored.Value.After(LibraryAct.Remove) with { AdjustedBy = run.Key, RemovedWhy = why, Since = write.Stamp.When })
            .Timeline("sme-library.removed", $"{run.Year}年度动态调整：出库", why)
            .Send(Notify.Unit("sme-library.removed", stored.Value.Unit, ("year", run.Year.ToString(CultureInfo.InvariantCulture)), ("why", why)));

    private static void Keep(CaseWrite write, AdjustmentRun run, Stored<LibraryMember> stored, string why) =>
        write.Replace(stored, stored.Value.After(LibraryAct.Keep) with { AdjustedBy = run.Key })
            .Timeline("sme-library.kept", $"{run.Year}年度动态调整：继续在库", why);
}

/// <summary>Ends a run.</summary>
public sealed class FinishAdjustment(CaseStore cases, AdjustmentRuns runs, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishAdjustment";

    /// <summary>The activity.</summary>
    /// <param name="key">The run.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>True where it was not ended yet.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string key, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (year, number) = AdjustmentRun.ParseKey(key);
        var address = AdjustmentRun.AddressOf(year);
        var stored = (await runs.FindAsync(year, number, cancellation))!;
        if (stored.Value.State != AdjustmentState.Confirming) return false;
        var removed = 0;
        await foreach (var slice in cases.RowsAsync<RemovalSlice>(address, stored.Value.DonePrefix, cancellation)) removed += slice.Value.Removed;
        await cases.CommitAsync(new CaseWrite(address, ActStamp.BySystem(time, Name)).Replace(stored, stored.Value.After(AdjustmentAct.Finish) with { Removed = removed }), durable, cancellation);
        return true;
    }
}
