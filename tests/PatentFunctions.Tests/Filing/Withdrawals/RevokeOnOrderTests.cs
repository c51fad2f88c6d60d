using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Filing.Withdrawals;

[Trait("Spec", "WDR-03")]
public sealed class RevokeOnOrderTests : IDisposable
{
    private const string Reason = "异议成立：产品未使用所关联的专利";
    private DyingStore store = null!;
    private readonly FilingBench bench;

    public RevokeOnOrderTests() => bench = new FilingBench(inner => store = new DyingStore(inner));

    [Fact]
    public async Task Order_RevokesTheFilingTellsTheUnitAndShowsThePublicAtOnce()
    {
        var id = await bench.FiledAsync();
        await bench.DeliverAsync(Order(id).ToMessage());
        var filing = await bench.RecordAsync(id);
        Assert.Equal((FilingState.Revoked, Reason, (DateTimeOffset?)TestPlatform.Start), (filing.State, filing.EndedWhy, filing.EndedAt));
        var listed = (await bench.PublicAsync(filing.Number!))!;
        Assert.False(listed.InForce);
        Assert.Equal(new DateOnly(2026, 11, 27), listed.EndedOn);
        Assert.Equal(FilingState.Revoked, Assert.Single(await bench.Platform.Get<FilingsByUnit>().OfAsync(FilingBench.UnitA, default)).State);
        var note = Assert.Single(bench.Notes, n => n.Template == "filing.revoked");
        Assert.Equal((Reason, filing.Number), (note.Values["reasons"], note.Values["number"]));
        Assert.Equal(new FilingEnded(id, FilingState.Revoked, Reason), Assert.Single(bench.Ends));
        Assert.Empty(await bench.Platform.Get<PatentFunctions.Patents.ILivePatentLinks>().ProductsAsync(FilingBench.UnitA, default));
        var audit = await AuditAsync(id);
        Assert.Equal(("RevokeFilingOnOrder", FilingBench.Examiner, Reason), (audit.Stamp.Act, audit.Stamp.Who, audit.Stamp.Why));
    }

    [Fact]
    public async Task Order_DeliveredTwiceOrAfterAnotherEnd_ChangesNothing()
    {
        var id = await bench.FiledAsync();
        await bench.DeliverAsync(Order(id).ToMessage());
        var once = await bench.Filings.FindAsync(id, default);
        await bench.DeliverAsync(Order(id).ToMessage());
        await bench.DeliverAsync((Order(id) with { Reason = "别的原因" }).ToMessage(), "op-2");
        Assert.Equal(once!.ETag, (await bench.Filings.FindAsync(id, default))!.ETag);
        Assert.Single(bench.Ends);
        await bench.DeliverAsync(Order(new FilingId("p-none")).ToMessage(), "op-3");
    }

    /// <summary>Killed before each of its batches in turn; delivered again, everything is there once.</summary>
    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Order_KilledAtAnyBatch_EndsOnceAndTellsEverybody()
    {
        for (var fatal = 1; ; fatal++)
        {
            var id = await bench.FiledAsync(change: d => d with { Product = d.Product with { Model = $"BCD-{fatal}" }, Proof = d.Proof with { Economic = d.Proof.Economic! with { Model = $"BCD-{fatal}" } } });
            var (batch, toldBefore) = (0, bench.Ends.Count);
            store.BeforeCommit = (_, _) => store.Dead |= ++batch == fatal;
            var died = false;
            try
            {
                await bench.DeliverAsync(Order(id).ToMessage());
            }
            catch (IOException)
            {
                died = true;
            }
            died |= store.Dead;
            (store.Dead, store.BeforeCommit) = (false, null);
            await bench.DeliverAsync(Order(id).ToMessage());
            for (var minute = 0; minute < 3; minute++)
            {
                bench.Platform.Clock.Advance(TimeSpan.FromMinutes(1));
                await bench.Platform.SweepAsync();
            }
            var filing = await bench.RecordAsync(id);
            Assert.Equal(FilingState.Revoked, filing.State);
            Assert.False((await bench.PublicAsync(filing.Number!))!.InForce);
            Assert.True(bench.Ends.Count > toldBefore);
            Assert.Single(await bench.Platform.Cases.TimelineAsync(FilingRecords.AddressOf(id)), t => t.Code == "filing.revoked");
            Assert.Empty(await bench.Platform.Cases.VerifyAuditAsync(FilingRecords.AddressOf(id)));
            if (!died)
            {
                Assert.True(fatal > 5);
                return;
            }
        }
    }

    public void Dispose() => bench.Dispose();

    private static FilingRevocationOrder Order(FilingId id) => new(id, Reason, FilingBench.Examiner);

    private async Task<PatentFunctions.Platform.Audit.AuditEntry> AuditAsync(FilingId id)
    {
        PatentFunctions.Platform.Audit.AuditEntry? last = null;
        await foreach (var entry in bench.Platform.Cases.RowsAsync<PatentFunctions.Platform.Audit.AuditEntry>(FilingRecords.AddressOf(id), CaseRows.Audit)) last = entry.Value;
        return last!;
    }
}
