using System.Globalization;
using Moq;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Filing.Updates;

[Trait("Spec", "UPD-01")]
public sealed class UpdateRemindersTests
{
    [Fact]
    public async Task Remind_WithWhatIsLeftToDo_NamesTheCountOnce()
    {
        using var bench = new FilingBench();
        var returned = await bench.FiledAsync(change: d => Model(d, "BCD-600"));
        var done = await bench.FiledAsync(change: d => Model(d, "BCD-700"));
        await bench.FiledAsync();
        await ClaimAsync(bench.Platform.Records, [FilingBench.UnitA, FilingBench.UnitB]);
        bench.MoveTo(2027, 1, 1);
        Assert.Null(await RunAsync(bench, "2027-opened|"));
        Assert.Null(await RunAsync(bench, "2027-opened|"));
        Assert.Equal(["3"], Counts(bench, "filing-update.opened"));

        foreach (var id in new[] { returned, done })
        {
            await bench.FillAsync(id);
            Assert.Equal(200, (await bench.SubmitUpdateAsync(id)).Status);
            Assert.Null(await bench.DecideUpdateAsync(id, id == done));
        }
        bench.MoveTo(2027, 8, 16);
        Assert.Null(await RunAsync(bench, "2027-days30|"));
        Assert.Equal(["2"], Counts(bench, "filing-update.ending"));
        Assert.Equal(["30"], bench.Notes.Where(n => n.Template == "filing-update.ending").Select(n => n.Values["days"]));
        Assert.All(bench.Notes.Where(n => n.Template.StartsWith("filing-update.opened", StringComparison.Ordinal)), n => Assert.Equal(FilingBench.UnitA, n.To.Unit));
    }

    [Fact]
    public async Task Run_KilledAgainAndAgain_ReachesEveryUnitOnce()
    {
        const int Units = 130;
        DyingStore? dying = null;
        using var bench = new FilingBench(store => dying = new DyingStore(store));
        var units = Enumerable.Range(0, Units).Select(i => new UnitId(string.Create(CultureInfo.InvariantCulture, $"u-{i:000}"))).ToList();
        await ClaimAsync(bench.Platform.Records, units);
        foreach (var unit in units) await ListAsync(bench.Platform.Records, unit);
        bench.MoveTo(2027, 1, 1);

        var random = new Random(20270101);
        var (input, kills, slices) = ("2027-opened|", 0, new HashSet<string>());
        while (input is not null)
        {
            slices.Add(input);
            var left = kills < 12 ? random.Next(1, 90) : int.MaxValue;
            dying!.BeforeCommit = (_, _) => dying.Dead |= --left == 0;
            try
            {
                input = await RunAsync(bench, input);
            }
            catch (IOException)
            {
                kills++;
            }
            dying.Dead = false;
            dying.BeforeCommit = null;
        }
        bench.Platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.Platform.SweepAsync();
        Assert.True(kills >= 5, $"{kills} kills are too few to prove anything");
        Assert.Equal(3, slices.Count);
        Assert.Equal(units.Select(u => u.Value), bench.Notes.Where(n => n.Template == "filing-update.opened").Select(n => n.To.Unit!.Value.Value).Distinct().Order(StringComparer.Ordinal));
        foreach (var unit in units)
            Assert.NotNull(await bench.Platform.Records.FindAsync<SentUpdateReminder>(RemindUnitsOfUpdates.Table, unit.Value, "2027-opened", default));
        // A message that died after it was handed over is handed over again under the same operation, which the deliveries meet once.
        var acts = 0;
        foreach (var unit in units) acts += (await AuditAsync(bench.Platform.Records, unit)).Count;
        Assert.Equal(Units, acts);
    }

    [Theory]
    [InlineData("2027-01-01T09:00", "update-reminders-2027-opened")]
    [InlineData("2027-08-20T09:00", "update-reminders-2027-days30")]
    [InlineData("2027-09-08T09:00", "update-reminders-2027-days7")]
    [InlineData("2027-10-01T09:00", null)]
    public async Task Timer_OnADay_StartsTheRunWhoseTimeItIs(string now, string? instance)
    {
        using var bench = new FilingBench();
        bench.Platform.Clock.Set(TestApp.China(now));
        var durable = new Mock<DurableTaskClient>("test");
        var start = bench.Platform.Create<StartUpdateReminders>();
        await start.RunAsync(null!, durable.Object, default);
        durable.Verify(
            d => d.ScheduleNewOrchestrationInstanceAsync(It.Is<TaskName>(n => n.Name == "UpdateReminders"), It.IsAny<object?>(), It.Is<StartOrchestrationOptions?>(o => o!.InstanceId == instance), It.IsAny<CancellationToken>()),
            instance is null ? Times.Never() : Times.Once());

        // A run that is over is not started again, even when its instance has been purged.
        if (instance is null) return;
        durable.Invocations.Clear();
        await RunAsync(bench, instance["update-reminders-".Length..] + "|");
        await start.RunAsync(null!, durable.Object, default);
        Assert.DoesNotContain(durable.Invocations, i => i.Method.Name.StartsWith("Schedule", StringComparison.Ordinal));
    }

    private static Task<string?> RunAsync(FilingBench bench, string input) => bench.Platform.Create<RemindUnitsOfUpdates>().RunAsync(input, bench.Platform.Durable, default);

    private static IEnumerable<string> Counts(FilingBench bench, string template) => bench.Notes.Where(n => n.Template == template).Select(n => n.Values["count"]);

    private static FilingDraft Model(FilingDraft draft, string model) => draft with
    {
        Product = draft.Product with { Model = model, Barcode = null },
        Proof = draft.Proof with { Economic = draft.Proof.Economic! with { Model = model } },
    };

    private static async Task ClaimAsync(IRecordStore records, IEnumerable<UnitId> units)
    {
        foreach (var unit in units)
            await records.CommitAsync(UnitTables.Codes, "code-" + unit.Value, [new UpsertRecord(UnitTables.CodeRow) { Document = TypedRecords.ToDocument(new UsccClaim(unit, TestPlatform.Start)) }]);
    }

    // A filed product of last year as the list of the unit's filings holds it.
    private static async Task ListAsync(IRecordStore records, UnitId unit)
    {
        var line = new FilingLine(new FilingId("p-" + unit.Value), FilingState.Filed, "已备案", "电冰箱", TestPlatform.Start) { FilingYear = 2026, DataYear = 2025, Number = "2026000001" };
        await records.CommitAsync(FilingsByUnit.Table, unit.Value, [new UpsertRecord("1-" + line.Id.Value) { Document = TypedRecords.ToDocument(line) }]);
    }

    private static async Task<List<StoredRecord>> AuditAsync(IRecordStore records, UnitId unit)
    {
        var rows = new List<StoredRecord>();
        await foreach (var row in records.AllAsync(RemindUnitsOfUpdates.Table, new RecordQuery { Partition = unit.Value, RowPrefix = "~audit-" })) rows.Add(row);
        return rows;
    }
}
