using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.PublicSite;
using PatentFunctions.Tests.Platform;
using static PatentFunctions.Tests.PublicSite.PublicSiteBench;

namespace PatentFunctions.Tests.PublicSite;

[Trait("Spec", "PUB-01")]
[Trait("Spec", "COM-02")]
public sealed class PublicIndexTests
{
    [Fact]
    public async Task Refresh_WhenTheProcessDiesAtAnyWrite_IsFinishedByTheOutbox()
    {
        using var whole = new PublicSiteBench();
        await LiveAsync(whole);
        var (entries, index) = (await whole.RowsAsync(PublicIndex.Table), await whole.RowsAsync(Postings.Table));

        for (var cut = 1; ; cut += 5)
        {
            DyingStore? store = null;
            using var bench = new PublicSiteBench(inner => store = new DyingStore(inner));
            var (writes, died) = (0, false);
            store!.BeforeCommit = (table, _) =>
            {
                if (table is not (PublicIndex.Table or Postings.Table) || Interlocked.Increment(ref writes) != cut) return;
                (store.Dead, died) = (true, true);
            };
            await LiveAsync(bench, afterDeath: async () =>
            {
                store.Dead = false;
                bench.Platform.Clock.Advance(TimeSpan.FromHours(2));
                await bench.Platform.SweepAsync();
            });
            Assert.Equal(entries, await bench.RowsAsync(PublicIndex.Table));
            Assert.Equal(index, await bench.RowsAsync(Postings.Table));
            if (!died) break;
        }
    }

    [Fact]
    public async Task Refresh_OfManyFilingsAtOnce_LosesNoTerm()
    {
        using var bench = new PublicSiteBench();
        var numbers = Enumerable.Range(1, 40).Select(serial => $"2026{serial:D6}").ToList();
        await Task.WhenAll(numbers.Select(number => Task.Run(() => bench.PutAsync(Filed(number)))));
        await Task.WhenAll(numbers.Concat(numbers).Select(number => Task.Run(() => bench.Platform.Get<PublicIndex>().RefreshAsync(FilingRecords.AddressOf(IdOf(number)), default))));
        Assert.Equal(40, (await bench.SearchAsync("q=冰箱")).GetProperty("total").GetInt32());
        await bench.Platform.Get<Projector>().RebuildAsync(PublicFilings.ProjectionName, default);
        Assert.Equal(40, (await bench.SearchAsync("q=门体铰链 电冰箱 湖南&state=filed&take=50")).GetProperty("total").GetInt32());
    }

    private static async Task LiveAsync(PublicSiteBench bench, Func<Task>? afterDeath = null)
    {
        var first = Filed("2026000001", "水泵", "P-1", patents: [("202111100020.2", "叶轮")]);
        foreach (var filing in new[] { first, first with { State = FilingState.Withdrawn, EndedAt = TestPlatform.Start } })
        {
            try
            {
                await bench.PutAsync(filing);
            }
            catch (IOException)
            {
                // The process died; what it had written stays.
            }
            if (afterDeath is not null) await afterDeath();
        }
    }
}
