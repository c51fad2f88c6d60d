using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Operations.Outbox;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-13")]
public sealed class OutboxTests : IAsyncLifetime
{
    private static readonly CaseAddress Case = new("Trials", "t-1");
    private readonly Fragile handler = new();
    private TestApp app = null!;

    /// <summary>A service that can be down.</summary>
    private sealed class Fragile : IOutboxHandler
    {
        public bool Down { get; set; } = true;

        public int Handled { get; private set; }

        public string Kind => "trial.fragile";

        public Task HandleAsync(OutboxDelivery delivery, PatentFunctions.LocalHost.DurableTaskClient durable, CancellationToken cancellation)
        {
            if (Down) throw new HttpRequestException("down");
            Handled++;
            return Task.CompletedTask;
        }
    }

    public async Task InitializeAsync() => app = await TestApp.StartAsync(services: s => s.AddSingleton<IOutboxHandler>(handler));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    [Trait("Spec", "COM-02")]
    public async Task Sweep_WhenTheServiceComesBack_TheMessageLeavesOnce()
    {
        await SendAsync();
        handler.Down = false;
        await app.MoveToAsync("2026-09-24T10:05");
        Assert.Equal(1, handler.Handled);
        await app.MoveToAsync("2026-09-24T12:05");
        Assert.Equal(1, handler.Handled);
    }

    [Fact]
    public async Task Resend_WhenAMessageWasGivenUp_ItIsListedSentAgainAndAudited()
    {
        await SendAsync();
        await app.MoveToAsync("2026-09-25T10:00");
        var client = await app.SignInAsync("operator");
        var listed = await client.GetAsync("operations/outbox");
        var entry = Assert.Single(listed.At("items").EnumerateArray());
        Assert.Equal("trial.fragile", entry.GetProperty("kind").GetString());
        Assert.Equal(OutboxDispatcher.MaxAttempts, entry.GetProperty("attempts").GetInt32());
        Assert.True(entry.GetProperty("dead").GetBoolean());

        handler.Down = false;
        var order = new ResendOrder("Trials", "t-1", entry.GetProperty("row").GetString()!, "服务已恢复");
        Assert.Equal(400, (await client.PostAsync("operations/outbox/resend", order)).Status);
        var first = await client.PostAsync("operations/outbox/resend", order, key: "resend-0001");
        Assert.Equal(202, first.Status);
        Assert.Equal(1, handler.Handled);
        Assert.Empty((await client.GetAsync("operations/outbox")).At("items").EnumerateArray());

        var again = await client.PostAsync("operations/outbox/resend", order, key: "resend-0001");
        Assert.Equal(first.Text("id"), again.Text("id"));
        Assert.Equal(1, handler.Handled);
        var audit = await client.GetAsync("operations/audit/Operations/" + first.Text("id"));
        Assert.True(audit.At("intact").GetBoolean());
    }

    [Fact]
    public async Task Resend_WhenTheMessageStillTries_IsRefused()
    {
        await SendAsync();
        var client = await app.SignInAsync("operator");
        var waiting = (await client.GetAsync("operations/outbox?state=waiting")).At("items").EnumerateArray().Single(e => e.GetProperty("kind").GetString() == "trial.fragile");
        var answer = await client.PostAsync("operations/outbox/resend", new ResendOrder("Trials", "t-1", waiting.GetProperty("row").GetString()!, "试"), key: "resend-0002");
        Assert.Equal("message-not-dead", answer.Problem);
    }

    [Theory]
    [InlineData("Trials", "t-2", "~out-0000000001")]
    [InlineData("Trials", "t-1", "~head")]
    [InlineData("../x", "a/b", "~out-1")]
    public async Task Resend_WhenThereIsNoSuchMessage_IsNotFound(string table, string partition, string row)
    {
        var client = await app.SignInAsync("operator");
        Assert.Equal(404, (await client.PostAsync("operations/outbox/resend", new ResendOrder(table, partition, row, "试"), key: "resend-0003")).Status);
    }

    [Fact]
    [Trait("Spec", "COM-04")]
    public async Task VerifyAudit_WhenARecordOfTheChainWasChanged_SaysSo()
    {
        await SendAsync();
        var client = await app.SignInAsync("operator");
        Assert.True((await client.GetAsync("operations/audit/Trials/t-1")).At("intact").GetBoolean());
        var records = app.Service<IRecordStore>();
        var row = CaseRows.Numbered(CaseRows.Audit, 1);
        var entry = (await records.FindAsync<PatentFunctions.Platform.Audit.AuditEntry>("Trials", "t-1", row))!.Value;
        await records.CommitAsync("Trials", "t-1", [new UpsertRecord(row) { Document = TypedRecords.ToDocument(entry with { Stamp = entry.Stamp with { Act = "Other" } }) }]);
        var broken = await client.GetAsync("operations/audit/Trials/t-1");
        Assert.False(broken.At("intact").GetBoolean());
        Assert.Equal(404, (await client.GetAsync("operations/audit/Trials/t-9")).Status);
    }

    private async Task SendAsync()
    {
        var write = new CaseWrite(Case, ActStamp.BySystem(app.Service<TimeProvider>(), "Trial")).Insert(CaseRows.Record, "x").Send(OutboxMessage.Of("trial.fragile", "x"));
        await app.Service<CaseStore>().CommitAsync(write, app.Server.Workflows);
    }
}
