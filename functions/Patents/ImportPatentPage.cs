using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Patents;

/// <summary>State of an import, of a unit's patents or of the register.</summary>
public enum PatentImportState
{
    /// <summary>正在导入.</summary>
    Running,

    /// <summary>导入完成.</summary>
    Completed,
}

/// <summary>The latest import of a unit.</summary>
/// <param name="Run">Its run.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Step">Last step counted.</param>
/// <param name="Read">Patents read from the registry.</param>
/// <param name="Added">Of these, new on the list.</param>
/// <param name="Updated">Entries of the list that changed.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Runs">How many imports the unit itself has started.</param>
public sealed record PatentImportRun(string Run, PatentImportState State, DateTimeOffset StartedAt, int Step, int Read, int Added, int Updated, DateTimeOffset? FinishedAt, int Runs)
{
    /// <summary>After this time a run that has not ended no longer keeps another from starting.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>True while it keeps another from starting.</summary>
    public bool IsRunning(DateTimeOffset now) => State == PatentImportState.Running && now - StartedAt < Stale;
}

/// <summary>One step of an import: a page of a name, a page of the list, or the end. Repeating a step does no harm.</summary>
public sealed class ImportPatentPage(
    UnitRecords units, UnitPatents patents, IPatentRegistry registry, IEnumerable<ILivePatentLinks> links, IEnumerable<IPatentStatusObserver> observers, CaseStore cases, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "ImportPatentPage";

    private const int PageSize = 200;
    private const int Attempts = 5;

    /// <summary>The activity.</summary>
    /// <param name="input">A <see cref="PatentImportCursor"/> as text.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>The next cursor as text, or <see cref="PatentImportCursor.End"/>.</returns>
    [Function(Name)]
    public async Task<string> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var cursor = PatentImportCursor.Parse(input);
        if (await units.VerifiedAsync(cursor.Unit, cancellation) is not { } unit) return PatentImportCursor.End;
        if (await BeginAsync(cursor, cancellation) is not { } run) return PatentImportCursor.End;
        var next = cursor.Stage switch
        {
            PatentImportStage.Names => await ReadNameAsync(cursor, unit, run, cancellation),
            PatentImportStage.Refresh => await RefreshAsync(cursor, unit, run, cancellation),
            _ => await FinishAsync(cursor, run, durable, cancellation),
        };
        return next?.ToString() ?? PatentImportCursor.End;
    }

    // The first step of a nightly run makes its row; a run whose row another one has taken over ends.
    private async Task<PatentImportRun?> BeginAsync(PatentImportCursor cursor, CancellationToken cancellation)
    {
        var stored = await cases.FindAsync<PatentImportRun>(PatentTables.Address(cursor.Unit), PatentTables.ImportRow, cancellation);
        if (stored?.Value.Run == cursor.Run) return stored.Value;
        if (cursor.Step > 1 || stored?.Value.IsRunning(time.GetUtcNow()) == true) return null;
        var run = new PatentImportRun(cursor.Run, PatentImportState.Running, time.GetUtcNow(), 0, 0, 0, 0, null, stored?.Value.Runs ?? 0);
        await SaveAsync(cursor.Unit, run, cancellation);
        return run;
    }

    private async Task<PatentImportCursor> ReadNameAsync(PatentImportCursor cursor, VerifiedUnit unit, PatentImportRun run, CancellationToken cancellation)
    {
        var names = unit.AllNames().ToList();
        if (cursor.Name >= names.Count) return cursor.Next(PatentImportStage.Refresh);
        var page = await registry.OwnedByAsync(names[cursor.Name], cursor.Page, PageSize, cancellation);
        var now = time.GetUtcNow();
        var (added, updated) = await MergeAsync(cursor.Unit, [.. page.Patents.DistinctBy(p => p.Number)], (listed, found) => PatentRules.Imported(listed, found, now), cancellation);
        await CountAsync(cursor, run, page.Patents.Count, added, updated, cancellation);
        return page.Next is not null ? cursor.Next(PatentImportStage.Names, cursor.Name, page.Next) : cursor.Next(PatentImportStage.Names, cursor.Name + 1);
    }

    private async Task<PatentImportCursor> RefreshAsync(PatentImportCursor cursor, VerifiedUnit unit, PatentImportRun run, CancellationToken cancellation)
    {
        var names = OwnerNames.NormalizeAll(unit.AllNames());
        var page = await patents.PageAsync(cursor.Unit, PageSize, cursor.Page, cancellation);
        var found = await Task.WhenAll(page.Records.Select(r => registry.FindAsync(r.As<UnitPatent>().Value.Number, cancellation)));
        var (_, updated) = await MergeAsync(cursor.Unit, [.. found.OfType<RegisterPatent>()], (listed, register) => listed is null ? null : PatentRules.Refreshed(listed, register, names), cancellation);
        await CountAsync(cursor, run, 0, 0, updated, cancellation);
        return page.Continuation is not null ? cursor.Next(PatentImportStage.Refresh, page: page.Continuation) : cursor.Next(PatentImportStage.Finish);
    }

    private async Task<PatentImportCursor?> FinishAsync(PatentImportCursor cursor, PatentImportRun run, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (run.State == PatentImportState.Completed) return null;
        var (address, unit) = (PatentTables.Address(cursor.Unit), cursor.Unit);
        var write = new CaseWrite(address, ActStamp.BySystem(time, "ImportPatents"));
        var done = run with { State = PatentImportState.Completed, FinishedAt = time.GetUtcNow(), Step = cursor.Step };
        write.Upsert(PatentTables.ImportRow, done);
        if (run.Added + run.Updated > 0) write.Timeline("patents.imported", $"自动导入专利：新增{run.Added}件，更新{run.Updated}件");
        await TellLapsedAsync(write, unit, cancellation);
        await cases.CommitAsync(write, durable, cancellation);
        return null;
    }

    // Filing asks the unit what is to become of the product. It is told once; should a patent come back into force, a later lapse is told again.
    private async Task TellLapsedAsync(CaseWrite write, UnitId unit, CancellationToken cancellation)
    {
        var products = new List<LinkedProduct>();
        foreach (var source in links) products.AddRange(await source.ProductsAsync(unit, cancellation));
        var listed = await patents.GetAsync(unit, products.SelectMany(p => p.Patents), cancellation);
        var lapsed = PatentRules.AllLapsed(products, listed).ToDictionary(p => p.Filing);
        await foreach (var told in cases.RowsAsync<LinkedProduct>(write.Address, PatentTables.ToldRows, cancellation))
        {
            if (lapsed.Remove(told.Value.Filing)) continue;
            write.Delete(told);
            foreach (var observer in observers) write.Send(observer.WhenRestored(unit, told.Value));
        }
        foreach (var product in lapsed.Values)
        {
            var numbers = string.Join("、", product.Patents.Select(n => n.Granted));
            write.Insert(PatentTables.ToldRows + product.Filing, product);
            write.Timeline("patents.lapsed", $"产品“{product.Product}”关联的专利已全部失效或转出", numbers);
            foreach (var observer in observers) write.Send(observer.WhenAllLapsed(unit, product));
        }
    }

    private async Task<(int Added, int Updated)> MergeAsync(UnitId unit, IReadOnlyList<RegisterPatent> found, Func<UnitPatent?, RegisterPatent, UnitPatent?> rule, CancellationToken cancellation)
    {
        var (added, updated) = (0, 0);
        foreach (var chunk in found.Chunk(RecordLimits.BatchOperations))
        {
            var counts = await MergeChunkAsync(unit, chunk, rule, cancellation);
            added += counts.Added;
            updated += counts.Updated;
        }
        return (added, updated);
    }

    private async Task<(int Added, int Updated)> MergeChunkAsync(UnitId unit, RegisterPatent[] chunk, Func<UnitPatent?, RegisterPatent, UnitPatent?> rule, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (added, updated) = (0, 0);
            var operations = new List<RecordOperation>();
            var listed = await Task.WhenAll(chunk.Select(p => patents.FindAsync(unit, p.Number, cancellation)));
            for (var i = 0; i < chunk.Length; i++)
            {
                if (rule(listed[i]?.Value, chunk[i]) is not { } next) continue;
                var row = PatentTables.RowOf(next.Number);
                if (listed[i] is not { } old)
                {
                    operations.Add(new InsertRecord(row) { Document = TypedRecords.ToDocument(next) });
                    added++;
                }
                else if (!PatentRules.Same(old.Value, next))
                {
                    operations.Add(new ReplaceRecord(row, old.ETag) { Document = TypedRecords.ToDocument(next) });
                    updated++;
                }
            }
            if (operations.Count == 0) return (0, 0);
            try
            {
                await cases.Records.CommitAsync(PatentTables.UnitPatents, unit.Value, operations, cancellation);
                return (added, updated);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // The unit added or removed one of them by hand just now: read them again.
            }
        }
    }

    private async Task CountAsync(PatentImportCursor cursor, PatentImportRun run, int read, int added, int updated, CancellationToken cancellation)
    {
        if (run.Step >= cursor.Step) return;
        await SaveAsync(cursor.Unit, run with { Step = cursor.Step, Read = run.Read + read, Added = run.Added + added, Updated = run.Updated + updated }, cancellation);
    }

    private async Task SaveAsync(UnitId unit, PatentImportRun run, CancellationToken cancellation) =>
        await cases.Records.CommitAsync(PatentTables.UnitPatents, unit.Value, [new UpsertRecord(PatentTables.ImportRow) { Document = TypedRecords.ToDocument(run) }], cancellation);
}
