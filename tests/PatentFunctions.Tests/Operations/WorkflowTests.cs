using PatentFunctions.LocalHost;
using PatentFunctions.Operations;
using PatentFunctions.Operations.Workflows;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-13")]
public sealed class WorkflowTests : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task List_WhenAWorkflowFailed_ShowsItWithItsCause()
    {
        await StartBrokenAsync("w-1");
        var client = await app.SignInAsync("operator");
        var item = Assert.Single((await client.GetAsync("operations/workflows")).At("items").EnumerateArray());
        Assert.Equal("w-1", item.GetProperty("id").GetString());
        Assert.Equal("failed", item.GetProperty("state").GetString());
        Assert.NotEmpty(item.GetProperty("failure").GetString()!);
        Assert.Equal("workflow-state-unknown", (await client.GetAsync("operations/workflows?state=odd")).Problem);
    }

    [Fact]
    public async Task Restart_WhenAWorkflowFailed_ItBeginsAnewOnce()
    {
        await StartBrokenAsync("w-2");
        await app.MoveToAsync("2026-09-24T11:00");
        var client = await app.SignInAsync("operator");
        var answer = await client.PostAsync("operations/workflows/w-2/restart", new OperatorOrder("代码已修复"), key: "restart-0001");
        Assert.Equal(202, answer.Status);
        await app.Server.Clock.WhenIdleAsync();
        var instance = await app.Server.Workflows.GetInstanceAsync("w-2", true);
        Assert.Equal(TestApp.China("2026-09-24T11:00"), instance!.CreatedAt);
        await app.MoveToAsync("2026-09-24T12:00");
        await client.PostAsync("operations/workflows/w-2/restart", new OperatorOrder("代码已修复"), key: "restart-0001");
        Assert.Equal(instance.CreatedAt, (await app.Server.Workflows.GetInstanceAsync("w-2", true))!.CreatedAt);
    }

    [Fact]
    public async Task Restart_WhenThereIsNone_IsNotFound()
    {
        var client = await app.SignInAsync("operator");
        Assert.Equal(404, (await client.PostAsync("operations/workflows/nowhere/restart", new OperatorOrder("试"), key: "restart-0002")).Status);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, 5, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, 11, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, 60 * 24 * 399, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, 60 * 24 * 401, true)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, 0, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, 60 * 24 * 401, false)]
    public void IsStuck_ByStateAndSilence(OrchestrationRuntimeStatus status, int minutes, bool stuck)
    {
        var now = TestApp.China("2026-09-24T10:00");
        var instance = new OrchestrationMetadata("Any", "w") { RuntimeStatus = status, CreatedAt = now.AddMinutes(-minutes), LastUpdatedAt = now.AddMinutes(-minutes) };
        Assert.Equal(stuck, WorkflowCare.IsStuck(instance, now));
    }

    // An input that is no id cannot be read: the instance fails at once.
    private async Task StartBrokenAsync(string id)
    {
        await app.Server.Workflows.ScheduleNewOrchestrationInstanceAsync("RealnameVerification", new { broken = true }, new StartOrchestrationOptions(id));
        await app.Server.Clock.WhenIdleAsync();
    }
}
