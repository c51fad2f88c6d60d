using Microsoft.Extensions.DependencyInjection;
using Moq;
using PatentFunctions.Files;

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
        Assert.Equal(["records", "files", "workflows", "outbox"], answer.At("dependencies").EnumerateArray().Select(d => d.GetProperty("name").GetString()));
        Assert.Equal("up", (await app.Anybody().GetAsync("health/live")).Text("status"));
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
        Assert.False(answer.At("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "files").GetProperty("up").GetBoolean());
    }
}
