using System.Globalization;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>Takes a university's file in, slice after slice (RES-01); what a crash leaves behind is taken up at the slice it happened in.</summary>
public static class ResourceImport
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "ResourceImport";

    private const int SlicesPerGeneration = 50;
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(8, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(10)));

    /// <summary>The orchestrator; its input is the import and the slice to go on with: <c>rim-…|1</c>.</summary>
    [Function(Orchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<string>()!.Split('|');
        var (import, slice) = (input[0], int.Parse(input[1], CultureInfo.InvariantCulture));
        for (var last = slice + SlicesPerGeneration; slice < last; slice++)
        {
            if (await context.CallActivityAsync<bool>(TakeResourceRows.Name, InputOf(import, slice), Retry)) continue;
            await context.CallActivityAsync<bool>(FinishResourceImport.Name, import, Retry);
            return;
        }
        context.ContinueAsNew(InputOf(import, slice));
    }

    internal static string InputOf(string import, int slice) => string.Create(CultureInfo.InvariantCulture, $"{import}|{slice}");
}

/// <summary>Takes one slice in: good ones are registered, bad ones go to the report. Repeating it finds its own work done.</summary>
public sealed class TakeResourceRows(CaseStore cases, IFileContents contents, ResourceIntake intake, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TakeResourceRows";

    internal const int ResourcesPerSlice = 200;
    private const int MostFaults = 1000;

    /// <summary>The activity.</summary>
    /// <param name="input">Import and number of the slice.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>False where the file has no such slice: all is taken in.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var split = input.Split('|');
        var (id, number) = (split[0], int.Parse(split[1], CultureInfo.InvariantCulture));
        var address = ResourceImportRecord.Address(id);
        var import = (await cases.FindAsync<ResourceImportRecord>(address, CaseRows.Record, cancellation))!.Value;
        if (await cases.FindAsync<ImportedSlice>(address, ResourceImportRecord.SliceRow(number), cancellation) is not null) return true;
        if (import.FinishedAt is not null) return false;
        await using var csv = await contents.OpenAsync(import.Content, cancellation) ?? throw new InvalidOperationException($"the file of {id} is gone before it was taken in");
        using var text = new StreamReader(csv);
        var rows = ResourceRows.Read(text).Skip((number - 1) * ResourcesPerSlice).Take(ResourcesPerSlice).ToList();
        if (rows.Count == 0) return false;
        var slice = new ImportedSlice(number, 0, 0, 0, 0, []);
        var faults = new List<ImportFault>();
        foreach (var row in rows) slice = await TakeAsync(import, row, slice, faults, durable, cancellation);
        slice = slice with { Faults = [.. faults.Take(MostFaults)] };
        await cases.Records.CommitAsync(address.Table, id, [new UpsertRecord(ResourceImportRecord.SliceRow(number)) { Document = TypedRecords.ToDocument(slice) }], cancellation);
        return true;
    }

    private async Task<ImportedSlice> TakeAsync(ResourceImportRecord import, ResourceRow row, ImportedSlice slice, List<ImportFault> faults, DurableTaskClient durable, CancellationToken cancellation)
    {
        var who = import.Stamp.Who;
        if (row.Faults.Count > 0)
        {
            faults.AddRange(row.Faults.Select(f => new ImportFault(f.Line, f.Code, f.Text)));
            return slice with { Refused = slice.Refused + 1 };
        }
        var prepared = await intake.PrepareAsync(row.Form, null, who.Unit!.Value, who.Office, cancellation);
        if (!prepared.TryGet(out var record, out var refusal))
        {
            faults.AddRange(refusal.Findings.Select(f => new ImportFault(LineOf(row, f.Pointer), f.Code, f.Text)));
            return slice with { Refused = slice.Refused + 1 };
        }
        var stamp = import.Stamp with { When = time.GetUtcNow() };
        return await intake.TakeAsync(record with { Batch = import.Id }, stamp, durable, cancellation) switch
        {
            Intake.Registered => slice with { Registered = slice.Registered + 1 },
            Intake.Changed => slice with { Changed = slice.Changed + 1 },
            _ => slice with { Unchanged = slice.Unchanged + 1 },
        };
    }

    // A finding on a patent is on its own line, any other on the first.
    private static int LineOf(ResourceRow row, string pointer)
    {
        var parts = pointer.Split('/');
        return parts.Length > 2 && parts[1] == "patents" && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var patent) && patent < row.Lines.Count ? row.Lines[patent] : row.Lines[0];
    }
}

/// <summary>Ends an import: the file is removed, the report stays.</summary>
public sealed class FinishResourceImport(CaseStore cases, IFileContents contents, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishResourceImport";

    /// <summary>The activity.</summary>
    /// <param name="import">The import.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string import, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = ResourceImportRecord.Address(import);
        var stored = (await cases.FindAsync<ResourceImportRecord>(address, CaseRows.Record, cancellation))!;
        if (stored.Value.FinishedAt is null)
        {
            var answer = await ResourceImportAnswer.OfAsync(stored.Value, cases, cancellation);
            var write = new CaseWrite(address, ActStamp.BySystem(time, Name))
                .Replace(stored, stored.Value with { FinishedAt = time.GetUtcNow() })
                .Timeline("resources.imported", $"批量登记完成：新登记{answer.Registered}件，更新{answer.Changed}件，无变化{answer.Unchanged}件，有误{answer.Refused}件");
            await cases.CommitAsync(write, durable, cancellation);
        }
        await contents.DeleteAsync(stored.Value.Content, cancellation);
        return true;
    }
}
