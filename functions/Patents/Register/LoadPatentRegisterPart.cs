using System.Globalization;
using System.Text;
using PatentFunctions.Catalogs;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Patents;

/// <summary>Loads one part: good rows into the register, bad ones into the part's report. Repeating it writes the same again.</summary>
public sealed class LoadPatentRegisterPart(CaseStore cases, IFileContents contents, PatentRegister register)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "LoadPatentRegisterPart";

    private const int RowsAtOnce = 5000;

    /// <summary>The activity.</summary>
    /// <param name="input">Import and number of the part.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>False where there is no such part: all are loaded.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, CancellationToken cancellation)
    {
        var split = input.Split('|');
        var (id, number) = (split[0], int.Parse(split[1], CultureInfo.InvariantCulture));
        var address = RegisterImportRecord.Address(id);
        var import = (await cases.FindAsync<RegisterImportRecord>(address, CaseRows.Record, cancellation))!.Value;
        if (number > import.Parts.Count) return false;
        if (await cases.FindAsync<LoadedPart>(address, RegisterImportRecord.PartRow(number), cancellation) is not null) return true;

        var part = import.Parts[number - 1];
        await using var csv = await contents.OpenAsync(part.Name, cancellation) ?? throw new InvalidOperationException($"part {part.Name} is gone before it was loaded");
        var loaded = await LoadAsync(csv, part, number, cancellation);
        await cases.Records.CommitAsync(PatentTables.Imports, id, [new UpsertRecord(RegisterImportRecord.PartRow(number)) { Document = TypedRecords.ToDocument(loaded) }], cancellation);
        return true;
    }

    private async Task<LoadedPart> LoadAsync(Stream csv, CsvPart part, int number, CancellationToken cancellation)
    {
        var (loaded, refused) = (0, 0);
        var good = new List<RegisterPatent>(RowsAtOnce);
        var report = new StringBuilder();
        foreach (var row in PatentRegisterCsv.Read(csv))
        {
            if (row.Patent is null)
            {
                refused++;
                foreach (var fault in row.Faults) Append(report, fault, part.LineOffset);
                continue;
            }
            good.Add(row.Patent);
            loaded++;
            if (good.Count < RowsAtOnce) continue;
            await register.WriteAsync(good, cancellation);
            good.Clear();
        }
        await register.WriteAsync(good, cancellation);
        return new LoadedPart(number, loaded, refused, refused == 0 ? null : await SaveAsync(report, part.Name + "-report", cancellation));
    }

    // Line 1 is the header, which every part repeats.
    private static void Append(StringBuilder report, RowFinding fault, int offset) =>
        report.Append(CultureInfo.InvariantCulture, $"{(fault.Line == 1 ? 1 : fault.Line + offset)},{fault.Code},\"{fault.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n");

    private async Task<string> SaveAsync(StringBuilder report, string name, CancellationToken cancellation)
    {
        await using var upload = await contents.BeginAsync(cancellation);
        await upload.WriteAsync(Encoding.UTF8.GetBytes(report.ToString()), cancellation);
        await upload.CompleteAsync(name, cancellation);
        return name;
    }
}

/// <summary>Ends an import: the parts are removed, the report stays.</summary>
public sealed class FinishPatentRegisterImport(CaseStore cases, IFileContents contents, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishPatentRegisterImport";

    /// <summary>The activity.</summary>
    /// <param name="import">The import.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string import, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = RegisterImportRecord.Address(import);
        var stored = (await cases.FindAsync<RegisterImportRecord>(address, CaseRows.Record, cancellation))!;
        if (stored.Value.FinishedAt is null)
        {
            var answer = await RegisterImportAnswer.OfAsync(stored.Value, cases, cancellation);
            var write = new CaseWrite(address, ActStamp.BySystem(time, Name));
            write.Replace(stored, stored.Value with { FinishedAt = time.GetUtcNow() });
            write.Timeline("patent-register.loaded", $"专利登记信息导入完成：导入{answer.Loaded}行，有误{answer.Refused}行");
            await cases.CommitAsync(write, durable, cancellation);
        }
        foreach (var part in stored.Value.Parts) await contents.DeleteAsync(part.Name, cancellation);
        return true;
    }
}
