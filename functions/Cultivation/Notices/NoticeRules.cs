using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Cultivation.Notices;

/// <summary>What the office decides about a notice.</summary>
public sealed record NoticeForm
{
    /// <summary>标题.</summary>
    [MaxLength(100)]
    public string? Title { get; init; }

    /// <summary>正文.</summary>
    [MaxLength(5000)]
    public string? Text { get; init; }

    /// <summary>填报开始日期.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>填报截止日期, that day included.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>退回更正期限: calendar days after a return, 0 to 60; 10 by default.</summary>
    public int? GraceDays { get; init; }
}

/// <summary>What a notice may be and become, as pure rules (SME-02).</summary>
public static class NoticeRules
{
    /// <summary>退回更正期限 unless the office decides otherwise, calendar days.</summary>
    public const int DefaultGraceDays = 10;

    private const int LongestPeriod = 366;

    /// <summary>Everything that is wrong with a new notice.</summary>
    /// <param name="year">上报年度.</param>
    /// <param name="form">What the office filled in.</param>
    /// <param name="today">Today, Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(int year, NoticeForm form, DateOnly today)
    {
        var findings = CheckForm(form);
        if (year is < ReportingNotices.FirstYear or > 2100) findings.Add(Finding.Blocks("sme-notice.year", "/year", $"上报年度应在 {ReportingNotices.FirstYear} 至 2100 之间"));
        if (form.FirstDay is { } first && first.Year != year) findings.Add(Finding.Blocks("sme-notice.first-day", "/firstDay", "填报开始日期应在上报年度之内"));
        if (form.LastDay < today) findings.Add(Finding.Blocks("sme-notice.last-day-past", "/lastDay", "填报截止日期不能早于今天"));
        return findings;
    }

    /// <summary>The notice of a form without findings.</summary>
    public static ReportingNotice Of(int year, NoticeForm form, string formVersion, DateTimeOffset publishedAt) =>
        new(year, form.Title!.Trim(), form.Text!.Trim(), form.FirstDay!.Value, form.LastDay!.Value, form.GraceDays ?? DefaultGraceDays, formVersion, publishedAt);

    /// <summary>
    /// Everything that is wrong with an amendment. Once the reporting has begun its first day stays, and what units rely on may only get longer: the end,
    /// as long as it is not past today, and the grace period.
    /// </summary>
    /// <param name="notice">The notice as published.</param>
    /// <param name="form">The whole form anew.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Finding> CheckAmendment(ReportingNotice notice, NoticeForm form, DateTimeOffset now)
    {
        var findings = CheckForm(form);
        if (form.FirstDay is not { } first || form.LastDay is not { } last) return findings;
        var (today, begun) = (ChinaTime.DateOf(now), notice.WindowAt(now) != ReportingWindow.NotYet);
        if (first.Year != notice.Year) findings.Add(Finding.Blocks("sme-notice.first-day", "/firstDay", "填报开始日期应在上报年度之内"));
        if (begun && first != notice.FirstDay) findings.Add(Finding.Blocks("sme-notice.begun", "/firstDay", "填报已经开始，不能修改开始日期"));
        if (last != notice.LastDay && last < today) findings.Add(Finding.Blocks("sme-notice.last-day-past", "/lastDay", "填报截止日期不能早于今天"));
        else if (begun && last < notice.LastDay) findings.Add(Finding.Blocks("sme-notice.shortened", "/lastDay", $"填报已经开始，截止日期只能延后，不能早于{ChinaTime.FullDate(notice.LastDay)}"));
        if (begun && (form.GraceDays ?? DefaultGraceDays) < notice.GraceDays) findings.Add(Finding.Blocks("sme-notice.grace-shortened", "/graceDays", $"填报已经开始，退回更正期限不能短于 {notice.GraceDays} 天"));
        return findings;
    }

    /// <summary>The notice after an amendment without findings; year and version of the form stay.</summary>
    public static ReportingNotice Amended(ReportingNotice notice, NoticeForm form) => Of(notice.Year, form, notice.FormVersion, notice.PublishedAt);

    /// <summary>Chinese name of where an instant lies to the reporting period.</summary>
    public static string NameOf(ReportingWindow window) => window switch
    {
        ReportingWindow.NotYet => "未开始",
        ReportingWindow.Open => "填报中",
        _ => "已截止",
    };

    private static List<Finding> CheckForm(NoticeForm form)
    {
        var findings = new List<Finding>();
        void Missing(bool given, string pointer, string label)
        {
            if (!given) findings.Add(Finding.Blocks("sme-notice.missing", pointer, $"请填写{label}"));
        }

        Missing(!string.IsNullOrWhiteSpace(form.Title), "/title", "标题");
        Missing(!string.IsNullOrWhiteSpace(form.Text), "/text", "正文");
        Missing(form.FirstDay is not null, "/firstDay", "填报开始日期");
        Missing(form.LastDay is not null, "/lastDay", "填报截止日期");
        if (form is { FirstDay: { } first, LastDay: { } last })
        {
            if (last < first) findings.Add(Finding.Blocks("sme-notice.days", "/lastDay", "填报截止日期不能早于开始日期"));
            else if (last.DayNumber - first.DayNumber >= LongestPeriod) findings.Add(Finding.Blocks("sme-notice.too-long", "/lastDay", "填报期不能超过一年"));
        }
        if (form.GraceDays is < 0 or > 60) findings.Add(Finding.Blocks("sme-notice.grace", "/graceDays", "退回更正期限应为 0 至 60 天"));
        return findings;
    }
}
