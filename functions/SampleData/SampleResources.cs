using Microsoft.Extensions.Configuration;
using PatentFunctions.Accounts;
using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.SampleData;

/// <summary>Registers transferable patents of the sample university at the first start (data/resources.csv), so that a search shows something.</summary>
internal sealed class SampleResources(IRecordStore records, ResourceIntake intake, ResourceRecords resources, Projector projector, AccountStore accounts, IConfiguration configuration, TimeProvider time) : IHostedService
{
    private const string University = "university";
    private const string Province = "陕西省";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!SampleDataOptions.From(configuration).Enabled) return;
        if (await accounts.FindAsync(SampleAccounts.IdOf(University), cancellationToken) is not { Value: { Unit: { } unit } account }) return;
        using var csv = new StreamReader(EmbeddedData.Open("SampleData/data/resources.csv"));
        var rows = ResourceRows.Read(csv).ToList();
        var added = false;
        for (var i = 0; i < rows.Count; i++)
        {
            var record = (await intake.PrepareAsync(rows[i].Form with { Province = Province }, null, unit, account.Office, cancellationToken)).Value;
            if (await resources.FindAsync(record.Id, cancellationToken) is not null) continue;
            // One a day, the last one yesterday.
            var registeredAt = time.GetUtcNow() - TimeSpan.FromDays(rows.Count - i);
            var write = ResourceIntake.Registered(new CaseWrite(ResourceRecords.AddressOf(record.Id), ActStamp.BySystem(time, "SeedSampleData")), null, record with { RegisteredAt = registeredAt, ChangedAt = registeredAt });
            await records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellationToken);
            added = true;
        }
        if (!added) return;
        foreach (var projection in ResourceRecords.Projections) await projector.RebuildAsync(projection, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
