using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Notices;

/// <summary>上报通知 (SME-02): row <c>case</c> of the partition named by its year.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Title">标题, e.g. 2026年企业数据报送通知.</param>
/// <param name="Text">正文.</param>
/// <param name="FirstDay">填报开始日期, Asia/Shanghai.</param>
/// <param name="LastDay">填报截止日期, that day included.</param>
/// <param name="GraceDays">Calendar days after a return within which a report may be corrected even where <paramref name="LastDay"/> has passed.</param>
/// <param name="FormVersion">Version of the form that this year is reported with; fixed when the notice is published.</param>
/// <param name="PublishedAt">The instant.</param>
public sealed record ReportingNotice(int Year, string Title, string Text, DateOnly FirstDay, DateOnly LastDay, int GraceDays, string FormVersion, DateTimeOffset PublishedAt)
{
    /// <summary>填报期: from 00:00:00 of the first day to 23:59:59 of the last, Asia/Shanghai.</summary>
    public ReportingWindow WindowAt(DateTimeOffset now) =>
        now < ChinaTime.StartOfDay(FirstDay) ? ReportingWindow.NotYet : now < ChinaTime.EndOfDay(LastDay) ? ReportingWindow.Open : ReportingWindow.Over;

    /// <summary>Last day on which a report that is returned on a day may be handed in again: the later of the end date and the end of the grace period.</summary>
    /// <param name="returnedOn">Day of the return, Asia/Shanghai.</param>
    public DateOnly CorrectBy(DateOnly returnedOn)
    {
        var grace = returnedOn.AddDays(GraceDays);
        return grace > LastDay ? grace : LastDay;
    }
}

/// <summary>Where an instant lies to the reporting period.</summary>
public enum ReportingWindow
{
    /// <summary>未开始.</summary>
    NotYet,

    /// <summary>填报中.</summary>
    Open,

    /// <summary>已截止.</summary>
    Over,
}

/// <summary>There is no notice of that year.</summary>
/// <param name="Year">上报年度.</param>
public sealed record NoReportingNotice(int Year) : NotFound("sme-notice-none", "该年度上报通知尚未发布", $"{Year}年度企业数据上报通知尚未发布。");

/// <summary>Reads notices.</summary>
public sealed class ReportingNotices(CaseStore cases)
{
    /// <summary>Table of the notices; partition = year.</summary>
    public const string Table = "SmeNotices";

    /// <summary>The plan for the growth of SMEs by patents, and with it the reporting, began with this year.</summary>
    public const int FirstYear = 2024;

    /// <summary>Where the notice of a year lives.</summary>
    public static CaseAddress AddressOf(int year) => new(Table, year.ToString("D4", CultureInfo.InvariantCulture));

    /// <summary>The notice of a year, or null.</summary>
    public Task<Stored<ReportingNotice>?> FindAsync(int year, CancellationToken cancellation) =>
        cases.FindAsync<ReportingNotice>(AddressOf(year), CaseRows.Record, cancellation);

    /// <summary>The notice of a year; throws the refusal (404) where there is none.</summary>
    public async Task<Stored<ReportingNotice>> GetAsync(int year, CancellationToken cancellation) =>
        (year is >= FirstYear and <= 2100 ? await FindAsync(year, cancellation) : null) ?? throw new RefusedException(new NoReportingNotice(year));

    /// <summary>Every notice, the latest first; one a year.</summary>
    /// <param name="until">The last year that may have one.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<IReadOnlyList<ReportingNotice>> AllAsync(int until, CancellationToken cancellation)
    {
        var all = new List<ReportingNotice>();
        for (var year = until; year >= FirstYear; year--)
            if (await FindAsync(year, cancellation) is { } notice) all.Add(notice.Value);
        return all;
    }
}
