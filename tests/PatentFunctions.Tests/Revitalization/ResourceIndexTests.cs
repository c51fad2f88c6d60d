using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Local;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Revitalization;

[Trait("Spec", "RES-02")]
public sealed class ResourceIndexTests
{
    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Index_AfterADeathAtAnyWriteOfAnAct_FollowsTheResource()
    {
        foreach (var act in new[] { "register", "edit", "suspend", "remove" })
        {
            for (var death = 1; ; death++)
            {
                DyingStore? store = null;
                using var bench = new ResourceBench(inner => store = new DyingStore(inner));
                var id = act == "register" ? default : await bench.RegisteredAsync(ResourceBench.Form());
                var writes = 0;
                store!.BeforeCommit = (_, _) => store.Dead |= ++writes == death;
                try
                {
                    if (act == "register") id = await bench.RegisteredAsync(ResourceBench.Form());
                    else await bench.ActAsync(act, id, form: act == "edit" ? ResourceBench.Form() with { Keywords = ["磁悬浮"] } : null);
                }
                catch (IOException)
                {
                    // The process died; what it had written stays.
                }
                var died = store.Dead;
                (store.Dead, store.BeforeCommit) = (false, null);
                bench.Platform.Clock.Advance(TimeSpan.FromMinutes(5));
                await bench.Platform.SweepAsync();
                await IsEqualAsync(bench, ResourceIntake.SingleId(ResourceBench.UniversityA, ResourceBench.Number("202019900101")));
                if (!died) break;
            }
        }
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Rebuild_OfAnIndexThatHasGoneAstray_PutsItRight()
    {
        using var bench = new ResourceBench();
        var ids = new List<ResourceId>();
        for (var i = 0; i < 5; i++)
        {
            bench.Platform.Clock.Advance(TimeSpan.FromMinutes(1));
            ids.Add(await bench.RegisteredAsync(ResourceBench.Form($"20201990010{i}", $"第{i}号轴承")));
        }
        await bench.ActAsync("suspend", ids[4]);
        var lost = ResourceDocument.Of(await bench.RecordAsync(ids[4]), null);
        await bench.Search.PutAsync([lost, lost with { Id = new ResourceId("r-stranger") }, ResourceDocument.Of(await bench.RecordAsync(ids[1]), null) with { Title = "旧名称" }], default);
        await bench.Search.RemoveAsync([ids[0], ids[2]], default);

        Assert.Equal(5, await bench.Platform.Get<Projector>().RebuildAsync(ResourceIndex.ProjectionName, default));

        Assert.Equal("第3号轴承 第2号轴承 第1号轴承 第0号轴承", await bench.FoundAsync("sort=newest"));
        Assert.Equal("", await bench.FoundAsync("q=旧名称"));
        foreach (var id in ids) await IsEqualAsync(bench, id);
    }

    [Fact]
    public async Task Refresh_WhileAnotherWritesInBetween_EndsWithWhatWasWrittenLast()
    {
        using var bench = new ResourceBench();
        var id = await bench.RegisteredAsync(ResourceBench.Form());
        var slow = new SlowSearch(bench.Search);
        var index = new ResourceIndex(bench.Resources, bench.Platform.Records, slow);
        slow.BeforePut = async () =>
        {
            slow.BeforePut = null;
            await bench.ActAsync("suspend", id);
        };
        await index.RefreshAsync(ResourceRecords.AddressOf(id), default);
        await IsEqualAsync(bench, id);
    }

    [Fact]
    public async Task Index_NeverHoldsTheContact()
    {
        using var bench = new ResourceBench();
        await bench.RegisteredAsync(ResourceBench.Form());
        ((IDisposable)bench.Search).Dispose();
        foreach (var file in Directory.EnumerateFiles(bench.Platform.Folder, "search.db*"))
        {
            var content = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("13812345678", content, StringComparison.Ordinal);
            Assert.DoesNotContain("周联系", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Put_InAnyOrderOfRegistration_KeepsTheNewestFirst()
    {
        var folder = Directory.CreateTempSubdirectory("resource-search-").FullName;
        using (var search = new SqliteResourceSearch(Path.Combine(folder, "s.db")))
        {
            var random = new Random(7);
            var documents = Enumerable.Range(0, 120).Select(i => Document(i, i / 2)).ToList();
            // Many fall between the same neighbours, so that places run out.
            foreach (var document in documents.OrderBy(d => random.Next())) await search.PutAsync([document], default);
            await search.PutAsync([documents[40] with { Title = "改名轴承" }], default);
            await search.RemoveAsync([documents[41].Id], default);
            var newest = await search.FindAsync(new ResourceQuery { Take = 1000, Sort = ResourceSort.Newest, WithTotal = true }, default);
            Assert.Equal(119, newest.Total);
            var times = newest.Hits.Select(h => h.Document.RegisteredAt).ToList();
            Assert.Equal(times.OrderDescending(), times);
            var words = await search.FindAsync(new ResourceQuery { Text = "轴承", Take = 1000, Sort = ResourceSort.Newest }, default);
            Assert.Equal(newest.Hits.Select(h => h.Document.Id), words.Hits.Select(h => h.Document.Id));
            Assert.Equal("改名轴承", Assert.Single((await search.FindAsync(new ResourceQuery { Text = "改名" }, default)).Hits).Document.Title);
            await search.SettleAsync(default);
            Assert.Equal(119, (await search.FindAsync(new ResourceQuery { Text = "号", WithTotal = true }, default)).Total + 1);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Search_ByEveryQueryOfARandomSet_FindsWhatALookAtEveryDocumentFinds()
    {
        var folder = Directory.CreateTempSubdirectory("resource-search-").FullName;
        using (var search = new SqliteResourceSearch(Path.Combine(folder, "s.db")))
        {
            var random = new Random(11);
            string[] parts = ["轴承", "芯片", "滚动", "动态", "5G", "LED", "阀", "保持架", "承载", "A1"];
            string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)]));
            var documents = Enumerable.Range(0, 300).Select(i => Document(i, i) with { Title = Text() }).ToList();
            await search.PutAsync(documents, default);
            for (var i = 0; i < 300; i++)
            {
                var word = Text();
                var tokens = SearchWords.Parse(word)[0].Alternatives;
                var found = await search.FindAsync(new ResourceQuery { Text = word, Take = 1000, Sort = ResourceSort.Newest }, default);
                var expected = documents.Where(d => tokens.Any(p => Holds(d.Title, p))).Select(d => d.Id.Value).Order();
                Assert.Equal(expected, found.Hits.Select(h => h.Document.Id.Value).Order());
                Assert.All(found.Hits, h => Assert.NotEmpty(h.Highlights));
            }
        }
        Directory.Delete(folder, recursive: true);
    }

    private static bool Holds(string text, SearchPhrase phrase)
    {
        var tokens = ResourceText.Tokens(text).Select(t => t.Text).ToList();
        for (var i = 0; i + phrase.Tokens.Count <= tokens.Count; i++)
        {
            if (phrase.Tokens.Select((t, k) => k == phrase.Tokens.Count - 1 && phrase.IsPrefix ? tokens[i + k].StartsWith(t, StringComparison.Ordinal) : tokens[i + k] == t).All(same => same)) return true;
        }
        return false;
    }

    private static ResourceDocument Document(int i, int minute) => new(
        new ResourceId($"r-{i:D4}"), new UnitId("u-1"), "大学", "43", ResourceKind.Single, $"第{i}号轴承",
        [new TransferablePatent(ResourceBench.Number($"20201993{i:D4}"), "甲")],
        new ResourceDossier { TechnicalField = "31", Maturity = TechnicalMaturity.Concept, Ways = [TransferWay.Licence], ApplicationField = "机械" },
        TestPlatform.Start.AddMinutes(minute), true, null);

    // The index tells of a resource exactly what the record says.
    private static async Task IsEqualAsync(ResourceBench bench, ResourceId id)
    {
        var record = (await bench.Resources.FindAsync(id, default))?.Value;
        var found = (await bench.Search.FindAsync(new ResourceQuery { Take = 1000 }, default)).Hits.Select(h => h.Document).Where(d => d.Id == id).ToList();
        if (record is not { State: ResourceState.Offered }) Assert.Empty(found);
        else Assert.Equal(System.Text.Json.JsonSerializer.Serialize(ResourceDocument.Of(record, null)), System.Text.Json.JsonSerializer.Serialize(Assert.Single(found)));
    }

    private sealed class SlowSearch(IResourceSearch inner) : IResourceSearch
    {
        public Func<Task>? BeforePut { get; set; }

        public Task<ResourcePage> FindAsync(ResourceQuery query, CancellationToken cancellation) => inner.FindAsync(query, cancellation);

        public async Task PutAsync(IReadOnlyList<ResourceDocument> documents, CancellationToken cancellation)
        {
            if (BeforePut is { } first) await first();
            await inner.PutAsync(documents, cancellation);
        }

        public Task RemoveAsync(IReadOnlyList<ResourceId> resources, CancellationToken cancellation) => inner.RemoveAsync(resources, cancellation);

        public IAsyncEnumerable<ResourceId> AllAsync(CancellationToken cancellation) => inner.AllAsync(cancellation);

        public Task SettleAsync(CancellationToken cancellation) => inner.SettleAsync(cancellation);
    }
}
