using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Filing;

[Trait("Spec", "FIL-11")]
public sealed class AssignNumberTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Fact]
    public async Task Approve_GivesTheNumberTellsTheUnitAndPublishes()
    {
        var id = await bench.FiledAsync();
        var filing = await bench.RecordAsync(id);
        Assert.Equal((FilingState.Filed, "2026000001", 2026), (filing.State, filing.Number, filing.FilingYear));
        var note = Assert.Single(bench.Notes);
        Assert.Equal("filing.approved", note.Template);
        Assert.Equal("2026000001", note.Values["number"]);
        Assert.Equal("电冰箱", (await bench.PublicAsync("2026000001"))!.Product);
        Assert.Contains("已备案，备案号：2026000001", (await bench.Platform.Cases.TimelineAsync(FilingRecords.AddressOf(id))).Select(t => t.Text));
        Assert.Empty(await bench.Platform.Cases.VerifyAuditAsync(FilingRecords.AddressOf(id)));
    }

    [Fact]
    public async Task Approve_TwoHundredAtOnce_GivesEachNumberFromOneToTwoHundredOnce()
    {
        const int Count = 200;
        var ids = new List<FilingId>();
        for (var i = 0; i < Count; i++) ids.Add(await UnderReviewAsync(i));
        var refusals = await Task.WhenAll(ids.Select(id => Task.Run(() => bench.DecideAsync(id, true))));
        Assert.All(refusals, Assert.Null);
        var numbers = new List<string>();
        foreach (var id in ids) numbers.Add((await bench.RecordAsync(id)).Number!);
        Assert.Equal(Enumerable.Range(1, Count).Select(n => FilingNumbers.Format(2026, n)), numbers.Order(StringComparer.Ordinal));
        Assert.Equal(Count, bench.Notes.Count);
    }

    [Fact]
    public async Task Allocate_FromSeveralProcessesAtOnce_GivesNoGapsAndNoDoubles()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => new FilingNumbers(bench.Platform.Records)).ToList();
        // Every filing asks twice, through two processes.
        var asked = Enumerable.Range(0, 80).Select(i => Task.Run(() => processes[i % 4].AllocateAsync(new FilingId($"p-{i / 2}"), 2026, default)));
        var numbers = await Task.WhenAll(asked);
        Assert.Equal(Enumerable.Range(1, 40).Select(n => FilingNumbers.Format(2026, n)), numbers.Distinct().Order(StringComparer.Ordinal));
        Assert.All(numbers.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
        processes.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task AssignNumber_WhenDeliveredAgain_ChangesNothing()
    {
        var id = await bench.FiledAsync();
        var before = await bench.Filings.FindAsync(id, default);
        var stamp = new ActStamp(FilingBench.Examiner, bench.Platform.Clock.GetUtcNow(), "ApproveReview", "t");
        var message = AssignNumber.For(id);
        await bench.Platform.Create<AssignNumber>().HandleAsync(new OutboxDelivery("op", FilingRecords.AddressOf(id), stamp, message.Payload), bench.Platform.Durable, default);
        Assert.Equal(before!.ETag, (await bench.Filings.FindAsync(id, default))!.ETag);
        Assert.Single(bench.Notes);
    }

    [Fact]
    public async Task AssignNumber_AfterACrashBetweenNumberAndRecord_GivesTheSameNumber()
    {
        var id = await UnderReviewAsync(1);
        await bench.Platform.Get<FilingNumbers>().AllocateAsync(new FilingId("p-earlier"), 2026, default);
        var given = await bench.Platform.Get<FilingNumbers>().AllocateAsync(id, 2026, default);
        Assert.Null(await bench.DecideAsync(id, true));
        Assert.Equal(given, (await bench.RecordAsync(id)).Number);
        Assert.Equal(2, await bench.Platform.Get<FilingNumbers>().LastAsync(2026, default));
    }

    [Theory]
    [InlineData("2026-12-31T15:59:59Z", 2026)]
    [InlineData("2026-12-31T16:00:00Z", 2027)]
    public async Task Approve_AroundNewYear_CountsTheYearOfChina(string instant, int year)
    {
        var id = await UnderReviewAsync(1);
        bench.Platform.Clock.Set(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(await bench.DecideAsync(id, true));
        var filing = await bench.RecordAsync(id);
        Assert.Equal((year, FilingNumbers.Format(year, 1)), (filing.FilingYear!.Value, filing.Number));
    }

    [Theory]
    [InlineData("2026000123", true, 2026, 123)]
    [InlineData("202600012", false, 0, 0)]
    [InlineData("2026-00123", false, 0, 0)]
    [InlineData("２０２６０００１２３", false, 0, 0)]
    public void TryParse_TakesYearAndSixDigits(string text, bool right, int year, int serial)
    {
        Assert.Equal(right, FilingNumbers.TryParse(text, out var y, out var s));
        if (right) Assert.Equal((year, serial), (y, s));
    }

    public void Dispose() => bench.Dispose();

    // As a submission leaves it, without the three saves: two hundred of them are needed.
    private async Task<FilingId> UnderReviewAsync(int i)
    {
        var id = new FilingId($"p-bulk-{i}");
        var content = new FilingContent(FilingSample.Draft.Product with { Model = $"BCD-{i}" }, FilingSample.Draft.Patents, FilingSample.Draft.Proof, FilingSample.Facts);
        var stamp = new ActStamp(FilingBench.A.AsActor(), bench.Platform.Clock.GetUtcNow(), "SubmitFiling", "t");
        var write = new CaseWrite(FilingRecords.AddressOf(id), stamp)
            .Insert(CaseRows.Record, new FilingRecord(id, FilingBench.UnitA, FilingSample.UnitName, FilingState.UnderReview, 1, stamp.When))
            .Insert(FilingRecords.DraftRow, FilingSample.Draft);
        PatentFunctions.Reviews.ReviewSubmission.Open(
            write, FilingReviewKind.Kind, 1,
            new PatentFunctions.Reviews.Submission("电冰箱", FilingBench.UnitA, FilingSample.UnitName, System.Text.Json.JsonSerializer.SerializeToElement(content, PlatformJson.Stored), []),
            PatentFunctions.Calendar.WorkingDayCalendar.BuiltIn);
        await bench.Platform.Cases.CommitAsync(write, bench.Platform.Durable);
        return id;
    }
}
