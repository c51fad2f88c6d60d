using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Audit;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Platform.Cases;

[Trait("Spec", "COM-02")]
public sealed class CaseStoreTests : IDisposable
{
    private static readonly CaseAddress Case = new("Things", "c-1");

    private readonly RecordingHandler handler = new();
    private readonly TestPlatform platform;
    private DyingStore store = null!;

    public CaseStoreTests() => platform = new TestPlatform(
        (services, _) =>
        {
            services.AddSingleton<IOutboxHandler>(handler);
            services.AddSingleton<IProjection, OpenThings>();
        },
        records => store = new DyingStore(records));

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Commit_AnAct_WritesRecordTimelineAuditAndSendsItsMessages()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "x").Timeline("thing.made", "已创建").Send(Message("a")).Send(Message("b")));
        Assert.Equal("x", (await platform.Cases.FindAsync<string>(Case, CaseRows.Record))!.Value);
        Assert.Equal("已创建", Assert.Single(await platform.Cases.TimelineAsync(Case)).Text);
        Assert.Equal(["a", "b"], handler.Effects);
        Assert.Empty(await RowsAsync(CaseRows.Outbox));
        Assert.Empty(await MarkersAsync());
        Assert.Empty(await platform.Cases.VerifyAuditAsync(Case));
    }

    [Fact]
    public async Task Commit_AnActThatMeetsAConflict_WritesAndSendsNothing()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "x"));
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => CommitAsync(Act().Insert(CaseRows.Record, "y").Timeline("thing.made", "已创建").Send(Message("a"))));
        Assert.Equal(0, conflict.OperationIndex);
        Assert.Empty(await platform.Cases.TimelineAsync(Case));
        await SweepLaterAsync();
        Assert.Empty(handler.Effects);
        Assert.Empty(await MarkersAsync());
    }

    [Fact]
    public async Task Commit_WhenTheHandlerFails_KeepsTheActAndFinishesLater()
    {
        handler.Failures = 1;
        await CommitAsync(Act().Insert(CaseRows.Record, "x").Send(Message("a")));
        Assert.Equal("x", (await platform.Cases.FindAsync<string>(Case, CaseRows.Record))!.Value);
        var waiting = Assert.Single(await RowsAsync(CaseRows.Outbox)).As<WaitingMessage>().Value;
        Assert.Equal(1, waiting.Attempts);
        Assert.True(waiting.NotBefore > platform.Clock.GetUtcNow());
        platform.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new OutboxSweep(0, 1, TestPlatform.Start), await platform.SweepAsync());
        Assert.Empty(handler.Effects);
        await SweepLaterAsync();
        await SweepLaterAsync();
        Assert.Equal(["a"], handler.Effects);
        Assert.Empty(await RowsAsync(CaseRows.Outbox));
        Assert.Empty(await MarkersAsync());
    }

    [Theory]
    [InlineData("after the marker")]
    [InlineData("after the batch")]
    [InlineData("before the message is removed")]
    [InlineData("before the marker is removed")]
    public async Task Commit_WhenTheProcessDies_LosesNothingAndRepeatsNothing(string when)
    {
        store.BeforeCommit = (table, operations) => store.Dead |= when switch
        {
            "after the marker" => table == Case.Table,
            "after the batch" => false,
            "before the message is removed" => table == Case.Table && operations is [DeleteRecord],
            _ => table == OutboxDispatcher.Table && operations is [DeleteRecord],
        };
        handler.Dies = when == "after the batch" ? () => store.Dead = true : null;
        var written = when != "after the marker";
        if (written) await CommitAsync(Act().Insert(CaseRows.Record, "x").Send(Message("a")));
        else await Assert.ThrowsAsync<IOException>(() => CommitAsync(Act().Insert(CaseRows.Record, "x").Send(Message("a"))));

        (store.BeforeCommit, store.Dead, handler.Dies) = (null, false, null);
        await SweepLaterAsync();
        await SweepLaterAsync();
        Assert.Equal(written, await platform.Cases.FindAsync<string>(Case, CaseRows.Record) is not null);
        Assert.Equal(written ? ["a"] : [], handler.Effects);
        Assert.Empty(await RowsAsync(CaseRows.Outbox));
        Assert.Empty(await MarkersAsync());
        Assert.Empty(await platform.Cases.VerifyAuditAsync(Case));
    }

    [Fact]
    public async Task Send_AMessageThatNeverSucceeds_IsGivenUpAndDoesNotHoldUpOthers()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "x").Send(OutboxMessage.Of("unknown-kind", "a")).Send(Message("b")));
        Assert.Equal(["b"], handler.Effects);
        for (var i = 0; i < OutboxDispatcher.MaxAttempts; i++) await SweepLaterAsync();
        var dead = Assert.Single(await RowsAsync(CaseRows.Outbox)).As<WaitingMessage>().Value;
        Assert.True(dead.Dead);
        Assert.Equal(OutboxDispatcher.MaxAttempts, dead.Attempts);
        Assert.Contains("unknown-kind", dead.Failure, StringComparison.Ordinal);
        Assert.Empty(await MarkersAsync());
    }

    [Fact]
    public async Task Send_AnyMessage_CarriesAnOperationIdOfItsOwn()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "x").Send(Message("a")).Send(Message("a")));
        await CommitAsync(Act().Upsert(CaseRows.Record, "y").Send(Message("a")));
        Assert.Equal(3, handler.Operations.Distinct().Count());
        Assert.All(handler.Operations, o => Assert.True(RecordLimits.IsKey(o)));
    }

    [Fact]
    public async Task Commit_FiftyActsAtOnceOnOneCase_AllLandInOneUnbrokenChain()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "x"));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => CommitAsync(Act().Insert($"part-{i:D2}", i).Timeline("thing.part", $"{i}").Send(Message($"{i:D2}"))))));
        Assert.Equal(50, (await RowsAsync("part-")).Count);
        Assert.Equal(50, (await platform.Cases.TimelineAsync(Case)).Select(t => t.Text).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i:D2}"), handler.Effects.Order(StringComparer.Ordinal));
        Assert.Empty(await platform.Cases.VerifyAuditAsync(Case));
        Assert.Equal(51, (await platform.Cases.FindAsync<CaseHead>(Case, CaseRows.Head))!.Value.Audit);
    }

    [Theory]
    [Trait("Spec", "COM-04")]
    [InlineData("changed")]
    [InlineData("changed with its hash")]
    [InlineData("removed")]
    [InlineData("last removed")]
    [InlineData("inserted")]
    [InlineData("head set back")]
    public async Task Verify_AChainThatWasTamperedWith_NamesTheFault(string how)
    {
        for (var i = 0; i < 4; i++) await CommitAsync(Act().Upsert(CaseRows.Record, i));
        Assert.Empty(await platform.Cases.VerifyAuditAsync(Case));
        var row = CaseRows.Numbered(CaseRows.Audit, 2);
        var entry = (await platform.Cases.FindAsync<AuditEntry>(Case, row))!.Value;
        var last = (await platform.Cases.FindAsync<AuditEntry>(Case, CaseRows.Numbered(CaseRows.Audit, 4)))!.Value;
        var other = entry with { Stamp = entry.Stamp with { Act = "Other" } };
        RecordOperation[] tampering = how switch
        {
            "changed" => [Write(row, other)],
            "changed with its hash" => [Write(row, other with { Hash = other.ComputeHash() })],
            "removed" => [new DeleteRecord(row)],
            "last removed" => [new DeleteRecord(CaseRows.Numbered(CaseRows.Audit, 4))],
            "inserted" => [Write(CaseRows.Numbered(CaseRows.Audit, 5), AuditEntry.Chain(5, entry.Stamp, [], last.Hash))],
            _ => [Write(CaseRows.Head, CaseHead.Empty with { Audit = 3, AuditHash = last.Previous })],
        };
        await platform.Records.CommitAsync(Case.Table, Case.Partition, tampering);
        Assert.NotEmpty(await platform.Cases.VerifyAuditAsync(Case));
    }

    [Fact]
    public async Task Projection_FollowsItsCase()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "open").Send(ProjectionMessages.Refresh("open-things")));
        Assert.Equal(["c-1-open"], await ListAsync());
        await CommitAsync(Act().Upsert(CaseRows.Record, "waiting").Send(ProjectionMessages.Refresh("open-things")));
        Assert.Equal(["c-1-waiting"], await ListAsync());
        await CommitAsync(Act().Upsert(CaseRows.Record, "closed").Send(ProjectionMessages.Refresh("open-things")));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Projection_WhenTheProcessDiesWhileItIsWritten_IsRightAfterwards()
    {
        await CommitAsync(Act().Insert(CaseRows.Record, "open").Send(ProjectionMessages.Refresh("open-things")));
        store.BeforeCommit = (table, operations) => store.Dead |= table == OpenThings.List && operations is [DeleteRecord];
        await CommitAsync(Act().Upsert(CaseRows.Record, "waiting").Send(ProjectionMessages.Refresh("open-things")));
        (store.BeforeCommit, store.Dead) = (null, false);
        Assert.Equal(["c-1-open", "c-1-waiting"], await ListAsync());
        await SweepLaterAsync();
        Assert.Equal(["c-1-waiting"], await ListAsync());
    }

    [Fact]
    public async Task Rebuild_AListThatWasLost_ComputesItFromTheCases()
    {
        for (var i = 0; i < 5; i++)
        {
            var address = new CaseAddress(Case.Table, $"c-{i}");
            await platform.Cases.CommitAsync(new CaseWrite(address, Stamp()).Insert(CaseRows.Record, i % 2 == 0 ? "open" : "closed"), platform.Durable);
        }
        await platform.Records.CommitAsync(OpenThings.List, "all", [Write("c-9-open", "stale row that no case wrote")]);
        Assert.Equal(5, await platform.Get<Projector>().RebuildAsync("open-things", CancellationToken.None));
        Assert.Equal(["c-0-open", "c-2-open", "c-4-open", "c-9-open"], await ListAsync());
    }

    private static UpsertRecord Write<T>(string row, T value) => new(row) { Document = TypedRecords.ToDocument(value) };

    private static OutboxMessage Message(string payload) => OutboxMessage.Of(RecordingHandler.MessageKind, payload);

    private ActStamp Stamp() => new(Actor.System, platform.Clock.GetUtcNow(), "Test", "");

    private CaseWrite Act() => new(Case, Stamp());

    private Task CommitAsync(CaseWrite write) => platform.Cases.CommitAsync(write, platform.Durable);

    private async Task SweepLaterAsync()
    {
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await platform.SweepAsync();
    }

    private async Task<List<StoredRecord>> RowsAsync(string prefix) =>
        [.. (await platform.Records.QueryAsync(Case.Table, new RecordQuery { Partition = Case.Partition, RowPrefix = prefix })).Records];

    private async Task<List<StoredRecord>> MarkersAsync() => [.. (await platform.Records.QueryAsync(OutboxDispatcher.Table, new RecordQuery())).Records];

    private async Task<List<string>> ListAsync() => [.. (await platform.Records.QueryAsync(OpenThings.List, new RecordQuery { Partition = "all" })).Records.Select(r => r.Row)];

    /// <summary>Takes effect once for each operation, as handlers must.</summary>
    private sealed class RecordingHandler : IOutboxHandler
    {
        public const string MessageKind = "test.record";

        private readonly Lock gate = new();
        private readonly Dictionary<string, string> effects = [];

        public int Failures { get; set; }

        public Action? Dies { get; set; }

        public IReadOnlyList<string> Effects
        {
            get
            {
                lock (gate) return [.. effects.Values];
            }
        }

        public IReadOnlyList<string> Operations
        {
            get
            {
                lock (gate) return [.. effects.Keys];
            }
        }

        public string Kind => MessageKind;

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            Dies?.Invoke();
            if (Dies is not null || Failures-- > 0) throw new InvalidOperationException("not yet");
            lock (gate) effects.TryAdd(delivery.OperationId, delivery.Read<string>());
            return Task.CompletedTask;
        }
    }

    private sealed class OpenThings(IRecordStore records) : IProjection
    {
        public const string List = "OpenThings";

        public string Name => "open-things";

        public string SourceTable => Case.Table;

        public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
        {
            var state = (await records.FindAsync<JsonElement>(address.Table, address.Partition, CaseRows.Record, cancellation))?.Value.GetString();
            return state is null or "closed" ? [] : [ProjectedRow.Of(List, "all", $"{address.Partition}-{state}", state)];
        }
    }
}
