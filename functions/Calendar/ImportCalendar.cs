using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Calendar;

/// <summary>导入节假日安排 (COM-10, COM-13).</summary>
public sealed class ImportCalendar(CalendarInForce calendar, CaseStore cases, TimeProvider time)
{
    private const int Limit = 1024 * 1024;

    /// <summary>Merges the notice of one or more years (CSV: date, kind, name, notice) into the calendar; If-Match carries the ETag of the one it changes. Dates of open cases are counted anew afterwards (<see cref="RecountDueDates"/>).</summary>
    [Function("ImportCalendar")]
    [Allow(Role.Operator)]
    [AcceptsRaw("text/csv")]
    [Answers(200, typeof(CalendarSummary), ETag = true), Refuses(typeof(RowFindingsInvalid), typeof(BodyMissing), typeof(BodyTooLarge)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "calendar")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        calendar.Forget();
        var current = await calendar.CurrentAsync(cancellation);
        request.RequireMatch(current.Version);
        using var csv = await request.ReadRawAsync(Limit, cancellation);
        var (merged, findings) = CalendarData.Merge(current, csv);
        if (merged is null) return RowFindingsInvalid.Of(findings);

        var address = new CaseAddress(CalendarInForce.Table, CalendarInForce.Key);
        var before = await cases.FindAsync<IReadOnlyList<CalendarDay>>(address, CalendarInForce.Key, cancellation);
        var stamp = request.Stamp(time, "ImportCalendar", merged.Version);
        var write = new CaseWrite(address, stamp).Send(RecountDueDates.Start(merged.Version, stamp.When));
        await cases.CommitAsync(before is null ? write.Insert(CalendarInForce.Key, merged.Days) : write.Replace(before, merged.Days), durable, cancellation);
        calendar.Forget();
        request.SetETag(merged.Version);
        return Results.Json(new CalendarSummary(merged.Version, [.. merged.CoveredYears.Order()]), PlatformJson.Options);
    }
}
