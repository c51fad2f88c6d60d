using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Tests.Units;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Patents;

[Trait("Spec", "PAT-01")]
public sealed class PatentImportTests : IDisposable
{
    private const string Own = "201819900001.7";
    private const string CoOwned = "201919900001.1";
    private const string UnderFormerName = "202129900001.4";
    private const string Foreign = "202029900001.X";

    private readonly Mock<ILivePatentLinks> links = new();
    private readonly Mock<IPatentStatusObserver> observer = new();
    private readonly UnitPlatform bed;
    private int runs;

    public PatentImportTests()
    {
        links.Setup(l => l.ProductsAsync(It.IsAny<UnitId>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        observer.Setup(o => o.WhenAllLapsed(It.IsAny<UnitId>(), It.IsAny<LinkedProduct>())).Returns(OutboxMessage.Of("test.lapsed", 1));
        observer.Setup(o => o.WhenRestored(It.IsAny<UnitId>(), It.IsAny<LinkedProduct>())).Returns(OutboxMessage.Of("test.restored", 1));
        bed = new UnitPlatform(services => services.AddSingleton(links.Object).AddSingleton(observer.Object));
    }

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task Import_TakesPatentsUnderAllNamesCoOwnedOnesIncluded_AndTwiceChangesNothing()
    {
        await ReadyAsync();
        var first = await ImportAsync();
        Assert.Equal([Own, CoOwned, UnderFormerName], (await ListAsync()).Select(p => p.Number.Value));
        Assert.Equal((PatentImportState.Completed, 3, 3, 0), (first.State, first.Read, first.Added, first.Updated));

        var second = await ImportAsync();
        Assert.Equal((3, 0, 0), (second.Read, second.Added, second.Updated));
        Assert.Equal(3, (await ListAsync()).Count);
    }

    [Fact]
    [Trait("Spec", "PAT-04")]
    public async Task Import_AfterATransfer_MarksThePatentTransferredAway()
    {
        await ReadyAsync();
        await ImportAsync();
        await bed.Platform.Get<PatentRegister>().WriteAsync([PatentRulesTests.Register(Own, PatentStatus.Valid, "别的公司")], default);
        await ImportAsync();
        Assert.Equal(PatentStatus.TransferredAway, (await ListAsync()).Single(p => p.Number.Value == Own).Status);
    }

    [Fact]
    [Trait("Spec", "PAT-04")]
    [Trait("Spec", "WDR-02")]
    public async Task Import_WhenAllPatentsOfAFiledProductHaveLapsed_TellsTheObserversOnce()
    {
        await ReadyAsync();
        links.Setup(l => l.ProductsAsync(UnitSamples.Id, It.IsAny<CancellationToken>())).ReturnsAsync([new LinkedProduct("p-1", "滚动轴承", true, [PatentRulesTests.Number(Own)])]);
        await ImportAsync();
        observer.Verify(o => o.WhenAllLapsed(It.IsAny<UnitId>(), It.IsAny<LinkedProduct>()), Times.Never);

        await bed.Platform.Get<PatentRegister>().WriteAsync([PatentRulesTests.Register(Own, PatentStatus.Terminated, UnitSamples.Name)], default);
        await ImportAsync();
        await ImportAsync();
        observer.Verify(o => o.WhenAllLapsed(UnitSamples.Id, It.IsAny<LinkedProduct>()), Times.Once);

        // Restored and lapsed again: told again.
        await bed.Platform.Get<PatentRegister>().WriteAsync([PatentRulesTests.Register(Own, PatentStatus.Valid, UnitSamples.Name)], default);
        await ImportAsync();
        await bed.Platform.Get<PatentRegister>().WriteAsync([PatentRulesTests.Register(Own, PatentStatus.Invalidated, UnitSamples.Name)], default);
        await ImportAsync();
        observer.Verify(o => o.WhenAllLapsed(UnitSamples.Id, It.IsAny<LinkedProduct>()), Times.Exactly(2));
        observer.Verify(o => o.WhenRestored(UnitSamples.Id, It.IsAny<LinkedProduct>()), Times.Once);
    }

    [Fact]
    public async Task Start_OfAnUnverifiedUnit_IsRefused() => Assert.IsType<UnitNotVerified>(await StartAsync());

    [Fact]
    public async Task Start_WhileOneIsRunning_AnswersItsProgressInsteadOfAnother()
    {
        await ReadyAsync();
        await StartAsync();
        await StartAsync();
        var run = (await bed.Platform.Cases.FindAsync<PatentImportRun>(PatentTables.Address(UnitSamples.Id), PatentTables.ImportRow))!.Value;
        Assert.Equal(("r1", 1), (run.Run, run.Runs));
        Mock.Get(bed.Platform.Durable).Verify(
            d => d.ScheduleNewOrchestrationInstanceAsync(It.Is<PatentFunctions.LocalHost.TaskName>(n => n.Name == PatentImport.Orchestrator), It.IsAny<object?>(), It.IsAny<PatentFunctions.LocalHost.StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()),
            Times.Once);
        bed.Platform.Clock.Advance(PatentImportRun.Stale);
        await StartAsync();
        Assert.Equal(2, (await bed.Platform.Cases.FindAsync<PatentImportRun>(PatentTables.Address(UnitSamples.Id), PatentTables.ImportRow))!.Value.Runs);
    }

    [Fact]
    public async Task Nightly_ListsEveryVerifiedUnit()
    {
        await bed.VerifyAsync();
        var batch = await bed.Platform.Create<ListVerifiedUnits>().RunAsync("20261128|", default);
        Assert.Equal(PatentImportCursor.Start(UnitSamples.Id, "n20261128").ToString(), Assert.Single(batch.Cursors));
        Assert.Null(batch.Next);
    }

    [Fact]
    [Trait("Spec", "PAT-02")]
    public async Task Add_ThenRemove_OnlyWhatWasAddedByHandAndIsNotLinked()
    {
        await ReadyAsync();
        await ImportAsync();
        Assert.Equal(201, await AddAsync(new ManualPatent("ZL" + Foreign, PatentAcquisition.Licensed)));
        Assert.Equal(200, await AddAsync(new ManualPatent(Foreign.Replace(".", "", StringComparison.Ordinal), PatentAcquisition.Licensed)));
        Assert.Equal(409, await AddAsync(new ManualPatent(Foreign, PatentAcquisition.Assigned, AssignmentKind.Gift)));
        Assert.Equal(409, await AddAsync(new ManualPatent(Own, PatentAcquisition.Original)));
        Assert.Equal("轴承密封圈", (await ListAsync()).Single(p => p.Source == PatentSource.Manual).Title);

        Assert.IsType<PatentNotManual>(await RemoveAsync(Own));
        links.Setup(l => l.ProductsAsync(UnitSamples.Id, It.IsAny<CancellationToken>())).ReturnsAsync([new LinkedProduct("p-1", "密封轴承", false, [PatentRulesTests.Number(Foreign)])]);
        Assert.Contains("密封轴承", Assert.IsType<PatentLinked>(await RemoveAsync("ZL" + Foreign)).Detail, StringComparison.Ordinal);
        links.Setup(l => l.ProductsAsync(UnitSamples.Id, It.IsAny<CancellationToken>())).ReturnsAsync([]);
        Assert.IsNotType<Refusal>(await RemoveAsync("ZL" + Foreign), exactMatch: false);
        Assert.IsType<NothingHere>(await RemoveAsync(Foreign));
        Assert.Single(await bed.Platform.Get<UnitPatents>().GetAsync(UnitSamples.Id, [PatentRulesTests.Number(Own), PatentRulesTests.Number(Foreign)]));
    }

    /// <summary>A verified unit with a former name, and a register.</summary>
    private async Task ReadyAsync()
    {
        await bed.VerifyAsync();
        var address = UnitTables.Address(UnitSamples.Id);
        var unit = (await bed.Units.FindAsync(UnitSamples.Id))!;
        var renamed = unit.Value with { InForce = unit.Value.InForce! with { FormerNames = [new FormerName("江苏示例轴承厂", new DateOnly(2020, 1, 1))] } };
        await bed.Platform.Cases.CommitAsync(new CaseWrite(address, ActStamp.BySystem(bed.Platform.Clock, "Test")).Replace(unit, renamed), bed.Platform.Durable);
        await bed.Platform.Get<PatentRegister>().WriteAsync(
            [
                PatentRulesTests.Register(Own, PatentStatus.Valid, UnitSamples.Name),
                PatentRulesTests.Register(CoOwned, PatentStatus.Valid, "某大学", UnitSamples.Name),
                PatentRulesTests.Register(UnderFormerName, PatentStatus.Valid, "江苏示例轴承厂"),
                PatentRulesTests.Register(Foreign, PatentStatus.Valid, "别的公司") with { Title = "轴承密封圈" },
            ],
            default);
    }

    /// <summary>What the orchestrator does; every step is carried out twice, as a crash may have it.</summary>
    private async Task<PatentImportRun> ImportAsync()
    {
        var page = bed.Platform.Create<ImportPatentPage>();
        var cursor = PatentImportCursor.Start(UnitSamples.Id, $"n{++runs}").ToString();
        while (cursor != PatentImportCursor.End)
        {
            var next = await page.RunAsync(cursor, bed.Platform.Durable, default);
            Assert.Equal(next, await page.RunAsync(cursor, bed.Platform.Durable, default));
            cursor = next;
        }
        return (await bed.Platform.Cases.FindAsync<PatentImportRun>(PatentTables.Address(UnitSamples.Id), PatentTables.ImportRow))!.Value;
    }

    private Task<IReadOnlyList<UnitPatent>> ListAsync() => bed.Platform.Get<UnitPatents>().AllAsync(UnitSamples.Id);

    private Task<IResult> StartAsync() =>
        bed.Platform.Create<StartPatentImport>().RunAsync(bed.Platform.Request("POST", "/api/patents/imports", UnitSamples.Admin), bed.Platform.Durable, default);

    private async Task<int> AddAsync(ManualPatent patent)
    {
        var request = bed.Request("POST", "/api/patents", UnitSamples.Admin, patent);
        return (await TestPlatform.ExecuteAsync(request, await bed.Platform.Create<AddPatent>().RunAsync(request, bed.Platform.Durable, default))).Status;
    }

    private Task<IResult> RemoveAsync(string number) =>
        bed.Platform.Create<RemovePatent>().RunAsync(bed.Platform.Request("DELETE", "/api/patents/" + number, UnitSamples.Admin), number, bed.Platform.Durable, default);
}
