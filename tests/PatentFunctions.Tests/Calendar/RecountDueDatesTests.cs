using PatentFunctions.Calendar;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Recognition.Notices;

namespace PatentFunctions.Tests.Calendar;

/// <summary>What a newly loaded calendar makes of the dates on open cases.</summary>
[Trait("Spec", "COM-10")]
public sealed class RecountDueDatesTests
{
    [Fact]
    [Trait("Spec", "FIL-10")]
    public async Task Recount_AfterTheNewYearsCalendar_MovesOpenReviewsOnceAndShowsItsProgress()
    {
        using var bench = new FilingBench();
        bench.Platform.Clock.Set(TestApp.China("2026-12-28T10:00"));
        var filings = new List<FilingId>();
        for (var i = 0; i < 3; i++)
        {
            filings.Add(await bench.FilledAsync(change: d => d with { Product = d.Product with { Model = $"BCD-{i}", Barcode = null }, Proof = d.Proof with { Economic = d.Proof.Economic! with { Model = $"BCD-{i}" } } }));
            var submitted = await bench.SubmitAsync(filings[i]);
            Assert.True(submitted.Status == 200, submitted.Body.ToString());
        }
        Assert.Null(await bench.DecideAsync(filings[2], true));
        // 29, 30, 31 December, 1 and 4 January: the first is not known to be a holiday yet.
        Assert.Equal((new DateOnly(2027, 1, 4), true), DatesOf(await RoundAsync(bench, filings[0])));

        await LoadAsync(bench, SampleCalendar.NewYear2027);
        var run = await RunAsync(bench);
        Assert.Equal((new DateOnly(2027, 1, 5), false), DatesOf(await RoundAsync(bench, filings[0])));
        Assert.Equal((new DateOnly(2027, 1, 5), false), DatesOf(await RoundAsync(bench, filings[1])));
        Assert.Equal((new DateOnly(2027, 1, 4), true), DatesOf(await RoundAsync(bench, filings[2])));
        var progress = Assert.Single(run.Areas, a => a.Name == "reviews");
        Assert.Equal((2, 2, true), (progress.Looked, progress.Recounted, progress.Done));
        Assert.NotNull(run.FinishedAt);
        var timeline = await bench.Platform.Cases.TimelineAsync(FilingRecords.AddressOf(filings[0]));
        Assert.Equal("放假安排已更新，预计办结日期由2027年1月4日改为2027年1月5日", Assert.Single(timeline, t => t.Code == "filing.recounted").Text);

        bench.Platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await RunAsync(bench)).Areas.Sum(a => a.Recounted));
    }

    [Theory]
    [InlineData(0, "2027-01-05")]
    [InlineData(3, "2027-01-08")]
    public void Recount_OfARoundThatWasHeld_GoesOnByTheDaysHeld(int held, string dueOn)
    {
        var calendar = WorkingDayCalendar.BuiltIn.With(SampleCalendar.NewYear2027);
        var submitted = new ActStamp(Actor.System, TestApp.China("2026-12-28T10:00"), "t", "t");
        var round = new ReviewRound("filing", "p-1", 1, ReviewState.Waiting, "产品", new UnitId("u-1"), "单位", submitted, "", default, [], new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 4), true, "before") { HeldDays = held };
        var next = ReviewTerms.Recount(FilingReviewKind.Kind, round, calendar);
        Assert.Equal((DateOnly.Parse(dueOn, System.Globalization.CultureInfo.InvariantCulture), false, calendar.Version), (next.DueOn, next.Provisional, next.CalendarVersion));
    }

    private static (DateOnly DueOn, bool Provisional) DatesOf(ReviewRound round) => (round.DueOn, round.Provisional);

    private static async Task<ReviewRound> RoundAsync(FilingBench bench, FilingId id) => (await bench.Filings.RoundAsync(id, 1, default))!;

    private static async Task LoadAsync(FilingBench bench, IReadOnlyList<CalendarDay> days)
    {
        var merged = WorkingDayCalendar.BuiltIn.With(days);
        await bench.Platform.Records.CommitAsync(CalendarInForce.Table, CalendarInForce.Key, [new UpsertRecord(CalendarInForce.Key) { Document = TypedRecords.ToDocument(merged.Days) }]);
        bench.Platform.Get<CalendarInForce>().Forget();
    }

    private static async Task<DueDatesRun> RunAsync(FilingBench bench)
    {
        var version = (await bench.Platform.Get<CalendarInForce>().CurrentAsync()).Version;
        var message = RecountDueDates.Start(version, bench.Platform.Clock.GetUtcNow());
        var run = message.Payload.GetProperty("input").GetString()!;
        var pages = 0;
        while (!await bench.Platform.Create<RecountDueDatesPage>().RunAsync(run, bench.Platform.Durable, default)) Assert.True(++pages < 20);
        var stored = (await bench.Platform.Records.FindAsync<DueDatesRun>("DueDateRuns", "all", run))!.Value;
        Assert.Equal((version, bench.Platform.Clock.GetUtcNow()), (stored.Version, stored.StartedAt));
        return stored;
    }
}
