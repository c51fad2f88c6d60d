using Microsoft.Extensions.DependencyInjection;
using Moq;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Operations;

[Trait("Spec", "COM-12")]
public class HealthTests
{
    [Fact]
    public async Task Ready_WhenEverythingAnswers_NamesEachDependency()
    {
        await using var app = await TestApp.StartAsync();
        var answer = await app.Anybody().GetAsync("health/ready");
        Assert.Equal(200, answer.Status);
        Assert.Equal(["records", "files", "workflows", "outbox"], answer.At("checks").EnumerateObject().Select(c => c.Name));
        Assert.Equal("live", (await app.Anybody().GetAsync("health/live")).Text("state"));
    }

    [Fact]
    public async Task Ready_WhenTheOutboxHasNotMovedForHours_SaysSo()
    {
        await using var app = await TestApp.StartAsync();
        var left = app.Server.Clock.GetUtcNow().AddHours(-4).UtcTicks.ToString("D19", System.Globalization.CultureInfo.InvariantCulture);
        await app.Service<IRecordStore>().CommitAsync(OutboxDispatcher.Table, "03", [new InsertRecord(left + "-m") { Document = TypedRecords.ToDocument(new PendingPartition("Trials", "t-1")) }]);
        var answer = await app.Anybody().GetAsync("health/ready");
        Assert.Equal(503, answer.Status);
        Assert.Equal("unavailable", answer.Text("checks.outbox"));
    }

    [Fact]
    public async Task Ready_WhenFilesAreDown_Answers503AndDoesNotSayWhy()
    {
        var files = new Mock<IFileContents>();
        files.Setup(f => f.OpenAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("secret path"));
        await using var app = await TestApp.StartAsync(services: s => s.AddSingleton(files.Object));
        var answer = await app.Anybody().GetAsync("health/ready");
        Assert.Equal(503, answer.Status);
        Assert.DoesNotContain("secret", answer.ToString(), StringComparison.Ordinal);
        Assert.Equal("unavailable", answer.Text("checks.files"));
        Assert.Equal("ok", answer.Text("checks.records"));
    }
}
