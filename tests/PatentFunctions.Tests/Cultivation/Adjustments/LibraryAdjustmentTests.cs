using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Adjustments;

/// <summary>The yearly adjustment over real storage.</summary>
[Trait("Spec", "SME-08")]
public sealed class LibraryAdjustmentTests
{
    private const int Enterprises = 120;

    [Fact]
    public async Task Run_KilledAtEveryWrite_ExplainsEveryEnterpriseAndRemovesEachOnce()
    {
        DyingStore? dying = null;
        using var bench = new LibraryBench(store => dying = new DyingStore(store));
        await bench.NoticeAsync(new DateOnly(2026, 3, 1), new DateOnly(2026, 11, 26));
        for (var i = 1; i <= Enterprises; i++)
        {
            await bench.EnteredAsync(i, i % 2 == 0 ? LibraryBench.Hunan : LibraryBench.Jiangsu, 2025);
            // Every third has handed in nothing, every fifth has no invention left.
            if (i % 3 != 0) await bench.ReportAsync(i, i % 2 == 0 ? LibraryBench.Hunan : LibraryBench.Jiangsu, content: LibraryBench.Content(i, inventions: i % 5 == 0 ? 0 : 2));
        }
        var proposed = Enumerable.Range(1, Enterprises).Where(i => i % 3 == 0 || i % 5 == 0).ToList();
        Assert.Equal(202, (await bench.StartAdjustmentAsync("adjust-once")).Status);
        Assert.Equal(1, (await bench.StartAdjustmentAsync("adjust-once")).Body.GetProperty("number").GetInt32());
        Assert.Equal(409, (await bench.StartAdjustmentAsync()).Status);

        var kills = await RunKilledAsync(bench, dying!, async () =>
        {
            var run = (await bench.RunAsync())!.Value;
            for (var slice = 1; slice <= run.Slices; slice++) await bench.Platform.Create<CheckLibrarySlice>().RunAsync($"{run.Key}|{LibraryBench.Text(slice)}", default);
            await bench.Platform.Create<ProposeAdjustment>().RunAsync(run.Key, bench.Platform.Durable, default);
        });
        var found = (await bench.RunAsync())!.Value;
        Assert.Equal((AdjustmentState.Proposed, proposed.Count, Enterprises - proposed.Count, 0), (found.State, found.Remove, found.Keep, found.Pending));
        var findings = new List<AdjustmentFinding>();
        await foreach (var finding in bench.Platform.Get<AdjustmentRuns>().FindingsAsync(found, default)) findings.Add(finding);
        Assert.Equal(Enterprises, findings.Select(f => f.Unit).Distinct().Count());
        Assert.All(findings, f => Assert.NotEmpty(f.Reasons));
        Assert.Equal(proposed.Select(LibraryBench.Unit).ToHashSet(), findings.Where(f => f.Verdict == AdjustmentVerdict.Remove).Select(f => f.Unit).ToHashSet());

        // One is kept on purpose, one has handed in since: both stay.
        Assert.Equal(422, (await bench.ConfirmAsync(1, new KeptEnterprise(LibraryBench.Unit(1), "重组"))).Status);
        Assert.Equal(202, (await bench.ConfirmAsync(1, new KeptEnterprise(LibraryBench.Unit(3), "企业重组，数据正在合并"))).Status);
        await bench.ReportAsync(6);
        kills += await RunKilledAsync(bench, dying!, async () =>
        {
            var run = (await bench.RunAsync())!.Value;
            for (var slice = 1; slice <= run.Slices; slice++) await bench.Platform.Create<RemoveLibrarySlice>().RunAsync($"{run.Key}|{LibraryBench.Text(slice)}", bench.Platform.Durable, default);
            await bench.Platform.Create<FinishAdjustment>().RunAsync(run.Key, bench.Platform.Durable, default);
        });
        bench.Platform.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.Platform.SweepAsync();
        Assert.True(kills >= 8, $"{kills} kills are too few to prove anything");
        var done = (await bench.RunAsync())!.Value;
        Assert.Equal((AdjustmentState.Done, proposed.Count - 2), (done.State, done.Removed));
        for (var i = 1; i <= Enterprises; i++)
        {
            var member = (await bench.MemberAsync(i))!;
            var removed = proposed.Contains(i) && i is not (3 or 6);
            Assert.Equal(removed ? LibraryState.Removed : LibraryState.Member, member.State);
            var lines = await bench.Platform.Cases.TimelineAsync(LibraryMembers.AddressOf(member.Unit));
            Assert.Equal(removed ? ["sme-library.removed"] : i is 3 or 6 ? ["sme-library.kept"] : [], lines.Select(l => l.Code));
            Assert.All(lines, l => Assert.Equal("国家知识产权局", l.Office));
            Assert.Equal(removed ? 1 : 0, bench.Notes.Count(n => n.Template == "sme-library.removed" && n.To.Unit == member.Unit));
        }
        Assert.Equal("未提交2026年度数据", (await bench.MemberAsync(9))!.RemovedWhy);
        Assert.Equal("企业重组，数据正在合并", (await bench.Platform.Cases.TimelineAsync(LibraryMembers.AddressOf(LibraryBench.Unit(3))))[0].Opinion);
        Assert.Equal(409, (await bench.ConfirmAsync(1)).Status);
    }

    [Fact]
    public async Task Start_BeforeTheEndOfTheReporting_IsRefused()
    {
        using var bench = new LibraryBench();
        await bench.EnteredAsync(1);
        Assert.Equal(404, (await bench.StartAdjustmentAsync()).Status);
        await bench.NoticeAsync(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 27));
        var (status, body, _) = await bench.StartAdjustmentAsync();
        Assert.Equal((409, "该年度数据填报于2026年11月27日截止，截止后方可进行动态调整。"), (status, body.GetProperty("detail").GetString()));
        bench.Platform.Clock.Set(TestApp.China("2026-11-28T00:00"));
        Assert.Equal(202, (await bench.StartAdjustmentAsync()).Status);
    }

    [Fact]
    public async Task Start_WhereAProposalWaits_TakesItsPlace()
    {
        using var bench = new LibraryBench();
        await bench.NoticeAsync(new DateOnly(2026, 3, 1), new DateOnly(2026, 11, 26));
        Assert.Equal(422, (await bench.StartAdjustmentAsync()).Status);
        await bench.EnteredAsync(1);
        await ComputeAsync(bench, 1, "first-adjustment");
        await bench.ReportAsync(1);
        await ComputeAsync(bench, 2, "second-adjustment");
        Assert.Equal((AdjustmentState.Superseded, 1), ((await bench.RunAsync(1))!.Value.State, (await bench.RunAsync(1))!.Value.Remove));
        Assert.Equal((AdjustmentState.Proposed, 0), ((await bench.RunAsync(2))!.Value.State, (await bench.RunAsync(2))!.Value.Remove));
        Assert.Equal(409, (await bench.ConfirmAsync(1)).Status);
        // A repetition of the first request is answered with the run that it ordered.
        Assert.Equal(1, (await bench.StartAdjustmentAsync("first-adjustment")).Body.GetProperty("number").GetInt32());

        async Task ComputeAsync(LibraryBench b, int number, string key)
        {
            Assert.Equal(202, (await b.StartAdjustmentAsync(key)).Status);
            await b.Platform.Create<CheckLibrarySlice>().RunAsync($"2026-{LibraryBench.Text(number)}|1", default);
            await b.Platform.Create<ProposeAdjustment>().RunAsync($"2026-{LibraryBench.Text(number)}", b.Platform.Durable, default);
        }
    }

    private static async Task<int> RunKilledAsync(LibraryBench bench, DyingStore dying, Func<Task> run)
    {
        var random = new Random(20261210);
        for (var kills = 0; ; kills++)
        {
            var left = kills < 8 ? random.Next(1, 70) : int.MaxValue;
            dying.BeforeCommit = (_, _) => dying.Dead |= --left == 0;
            try
            {
                await run();
                return kills;
            }
            catch (IOException)
            {
                bench.Platform.Clock.Advance(TimeSpan.FromSeconds(1));
            }
            finally
            {
                dying.Dead = false;
                dying.BeforeCommit = null;
            }
        }
    }
}
