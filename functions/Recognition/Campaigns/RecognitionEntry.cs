using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Recognition.Campaigns;

/// <summary>认定条件核查 over all filed products (REC-01): slice after slice; it decides nothing itself.</summary>
public static class RecognitionEntry
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "RecognitionEntry";

    /// <summary>Runs the run that its input names.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SlicedRun.RunAsync(context, EnterRecognitionSlice.Name, FinishRecognitionEntry.Name);
}

/// <summary>Looks at a slice of the filed products; each eligible one becomes a product of the campaign, once.</summary>
public sealed class EnterRecognitionSlice(CaseStore cases, CampaignRecords campaigns, FilingNumbers numbers, FilingRecords filings, RecognitionRecords recognitions, UnitRecords units, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "EnterRecognitionSlice";

    /// <summary>The activity.</summary>
    /// <param name="input">Run and number of the slice.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the slice between two filings.</param>
    /// <returns>True where something was left to do.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (key, slice) = SlicedRun.Parse(input);
        var (year, number) = EntryRun.ParseKey(key);
        var address = CampaignRecords.AddressOf(year);
        if (await cases.FindAsync<EntryOutcome>(address, EntryRun.OutcomeRow(number, slice), cancellation) is not null) return false;
        var campaign = (await campaigns.GetAsync(year, cancellation)).Value;
        var run = (await cases.FindAsync<EntryRun>(address, EntryRun.RowOf(number), cancellation))!.Value;
        var (filingYear, from, count) = run.RangeOf(slice);
        var (lookedAt, entered, already, notEligible) = (0, 0, 0, new List<NotEligible>());
        foreach (var id in await numbers.RangeAsync(filingYear, from, count, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            lookedAt++;
            var filing = (await filings.FindAsync(id, cancellation))!.Value;
            if (EntryRule.Check(filing, campaign) is { Count: > 0 } findings)
                notEligible.Add(new NotEligible(id, filing.Number ?? "", filing.UnitName, filing.Content?.Product.Name ?? "", [.. findings.Select(f => new EntryReason(f.Code, f.Text))]));
            else if (await EnterAsync(filing, year, run, durable, cancellation))
                entered++;
            else
                already++;
        }
        var outcome = new EntryOutcome(slice, lookedAt, entered, already, notEligible);
        await cases.Records.CommitAsync(address.Table, address.Partition, [new UpsertRecord(EntryRun.OutcomeRow(number, slice)) { Document = TypedRecords.ToDocument(outcome) }], cancellation);
        return true;
    }

    // True where it is this run's, also where a slice is taken up again.
    private async Task<bool> EnterAsync(FilingRecord filing, int year, EntryRun run, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = RecognitionId.Of(year, filing.Id);
        if (await recognitions.FindAsync(id, cancellation) is { } known) return known.Value.EntryRun == run.Number;
        var stamp = ActStamp.BySystem(time, Name);
        var content = filing.Content!;
        var product = new RecognitionRecord(id, year, filing.Id, filing.Number!, filing.Unit, filing.UnitName, content.Product.Name ?? "", content.Product.Model, RecognitionState.Eligible)
        {
            Patents = content.Patents.Links?.Count ?? 0,
            Province = (await units.VerifiedAsync(filing.Unit, cancellation))?.Province,
            Industry = content.Product.Industry,
            IndustryName = content.Facts.IndustryName ?? NationalEconomyIndustries.FindClass(content.Product.Industry)?.Name,
            EntryRun = run.Number,
            Steps = [new RecognitionStep(RecognitionAct.Enter, RecognitionState.Eligible, stamp.Who, stamp.When, null)],
        };
        var write = new CaseWrite(RecognitionRecords.AddressOf(id), stamp).Insert(CaseRows.Record, product).Timeline("recognition.entered", $"符合认定条件，进入{year}年度专利密集型产品认定");
        try
        {
            await cases.CommitAsync(RecognitionProjections.RefreshAll(write), durable, cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            return (await recognitions.FindAsync(id, cancellation))?.Value.EntryRun == run.Number;
        }
    }
}

/// <summary>Ends a run.</summary>
public sealed class FinishRecognitionEntry(CaseStore cases, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishRecognitionEntry";

    /// <summary>The activity.</summary>
    /// <param name="run">The run.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>True where it was not ended yet.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string run, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (year, number) = EntryRun.ParseKey(run);
        var address = CampaignRecords.AddressOf(year);
        var stored = (await cases.FindAsync<EntryRun>(address, EntryRun.RowOf(number), cancellation))!;
        if (stored.Value.FinishedAt is not null) return false;
        var write = new CaseWrite(address, ActStamp.BySystem(time, Name)).Replace(stored, stored.Value with { FinishedAt = time.GetUtcNow() }).Timeline("campaign.entry-finished", $"第 {number} 次认定条件核查完成");
        await cases.CommitAsync(write, durable, cancellation);
        return true;
    }
}
