using PatentFunctions.LocalHost;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Operations.Workflows;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Operations;

/// <summary>Histories of workflows go once they are past their time, in slices and with evidence.</summary>
[Trait("Spec", "COM-13")]
[Trait("Spec", "COM-20")]
public sealed class RetainedWorkflowsTests : IAsyncLifetime
{
    private static readonly RetainedWorkflows Histories = new();

    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync("2026-11-28T22:00", ("Retention:Days:workflow-histories", "7"));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Night_WhatEndedWellBeforeTheTerm_GoesAndEverythingElseStays()
    {
        await StartAsync("w-failed", broken: true);
        await StartAsync("w-waiting", startAt: TestApp.China("2027-01-01T00:00"));
        await StartAsync("w-late", startAt: TestApp.China("2026-12-05T04:20"));
        await EndedAsync("w-old");
        await app.MoveToAsync("2026-12-05T04:30");
        Assert.NotNull(await FindAsync("w-old"));
        await app.Server.Workflows.TerminateInstanceAsync("w-late", CancellationToken.None);
        await app.MoveToAsync("2026-12-06T04:30");

        Assert.Null(await FindAsync("w-old"));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await FindAsync("w-failed"))!.RuntimeStatus);
        Assert.False((await FindAsync("w-waiting"))!.IsCompleted);
        // It was created with the others and ended only yesterday.
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await FindAsync("w-late"))!.RuntimeStatus);
        var client = await app.SignInAsync("operator");
        var evidence = (await client.GetAsync("operations/retention/2026-12-06")).Expect(200).Items().Where(e => e.GetProperty("rule").GetString() == "workflow-histories").ToList();
        var keys = evidence.SelectMany(e => e.GetProperty("keys").EnumerateArray()).Select(k => (k.GetProperty("partition").GetString(), k.GetProperty("row").GetString())).ToList();
        Assert.Contains(("RealnameVerification", "w-old"), keys);
        Assert.All(evidence, e => Assert.True(e.TryGetProperty("removedAt", out _)));
        var run = (await client.GetAsync("operations/retention")).Expect(200).Items("runs")[0];
        Assert.Equal(keys.Count, run.GetProperty("removed").GetProperty("workflow-histories").GetInt32());
        await app.MoveToAsync("2026-12-13T04:30");
        Assert.Null(await FindAsync("w-late"));
    }

    [Fact]
    public async Task Slices_OfManyHistories_AreBoundedAndMissNone()
    {
        const int many = RetainedWorkflows.SliceSize + 5;
        await Task.WhenAll(Enumerable.Range(0, many).Select(i => EndedAsync($"m-{i}")));
        var before = app.Server.Clock.GetUtcNow().AddMinutes(1);
        var sizes = new List<int>();
        string? next = null;
        do
        {
            var slice = await Histories.FindAsync(before, next, app.Server.Workflows, default);
            foreach (var key in slice.Keys) await Histories.RemoveAsync(key, before, app.Server.Workflows, default);
            sizes.Add(slice.Keys.Count(k => k.Row.StartsWith("m-", StringComparison.Ordinal)));
            Assert.InRange(slice.Keys.Count, 0, RetainedWorkflows.SliceSize);
            next = slice.Continuation;
        }
        while (next is not null);
        // Six years without any are not six years of slices.
        Assert.InRange(sizes.Count, 3, 12);
        Assert.Equal(many, sizes.Sum());
        Assert.Null(await FindAsync("m-0"));
    }

    [Fact]
    public async Task Remove_WhatWasStartedAnewSinceItWasFound_LeavesItAlone()
    {
        await EndedAsync("w-again");
        var before = app.Server.Clock.GetUtcNow().AddMinutes(1);
        await app.Server.Workflows.PurgeInstanceAsync("w-again", CancellationToken.None);
        await StartAsync("w-again", startAt: TestApp.China("2027-01-01T00:00"));
        await Histories.RemoveAsync(new RetainedKey("RealnameVerification", "w-again"), before, app.Server.Workflows, default);
        await Histories.RemoveAsync(new RetainedKey("RealnameVerification", "w-nowhere"), before, app.Server.Workflows, default);
        Assert.False((await FindAsync("w-again"))!.IsCompleted);
    }

    [Fact]
    public async Task Slice_ThatACrashRepeats_EndsWithTheEvidenceOfWhatTheFirstTryRemoved()
    {
        await EndedAsync("w-crash");
        var records = app.Service<IRecordStore>();
        var dying = new Platform.DyingStore(records);
        var written = 0;
        dying.BeforeCommit = (table, operations) => dying.Dead |= table == RetentionRecords.Table && operations.Any(o => o.Row.StartsWith(RetentionRecords.EvidenceRows, StringComparison.Ordinal)) && ++written > 1;
        var night = new DateOnly(2026, 12, 20);
        var number = app.Service<RetentionSchedule>().Removed.Index().Single(r => r.Item.Rule.Code == "workflow-histories").Index;
        var first = RetentionRun.InputOf(night, number, 0, null);
        await Assert.ThrowsAsync<IOException>(() => RunAsync(dying, first, number));
        // Removed, and the process died before it could say so.
        Assert.Null(await FindAsync("w-crash"));
        Assert.Null(Assert.Single(await EvidenceAsync(night)).RemovedAt);

        await RunAsync(records, first, number);
        var evidence = Assert.Single(await EvidenceAsync(night));
        Assert.NotNull(evidence.RemovedAt);
        Assert.Contains(evidence.Keys, k => k.Row == "w-crash");
    }

    private async Task RunAsync(IRecordStore records, string first, int rule)
    {
        var activity = new RemovePastData(new CaseStore(records, app.Service<OutboxDispatcher>()), app.Service<RetentionSchedule>(), app.Service<TimeProvider>());
        for (var next = first; next is not null && next.Split('|')[1] == rule.ToString(System.Globalization.CultureInfo.InvariantCulture);) next = await activity.RunAsync(next, app.Server.Workflows, default);
    }

    private async Task<List<RetentionEvidence>> EvidenceAsync(DateOnly night)
    {
        var all = new List<RetentionEvidence>();
        await foreach (var slice in app.Service<CaseStore>().RowsAsync<RetentionEvidence>(RetentionRecords.Address(night), RetentionRecords.EvidenceRows)) all.Add(slice.Value);
        return all;
    }

    private Task<OrchestrationMetadata?> FindAsync(string id) => app.Server.Workflows.GetInstanceAsync(id, CancellationToken.None);

    // An input that is no id cannot be read: the instance fails at once.
    private async Task StartAsync(string id, bool broken = false, DateTimeOffset? startAt = null)
    {
        await app.Server.Workflows.ScheduleNewOrchestrationInstanceAsync("RealnameVerification", broken ? new { broken } : "no-such-case", new StartOrchestrationOptions(id, startAt));
        await app.Server.Clock.WhenIdleAsync();
    }

    private async Task EndedAsync(string id)
    {
        await StartAsync(id);
        await app.Server.Workflows.TerminateInstanceAsync(id, CancellationToken.None);
        await app.Server.Clock.WhenIdleAsync();
    }
}
