namespace PatentFunctions.Filing.Updates;

/// <summary>
/// Whether a filing has the data that a year asks for (UPD-01, UPD-02; slide 201: 应为上一年度数据信息). What counts is the year of the figures in
/// force: a filing submitted in December and approved in January bears the new filing year but figures that are a year too old.
/// </summary>
public static class UpdateStanding
{
    /// <summary>True where the figures in force are older than the year before: the filing needs an update in that year.</summary>
    public static bool NeedsUpdate(FilingRecord filing, int year) => filing.Content is { } content && content.Facts.DataYear < year - 1;

    /// <summary>True where the filing has figures of the year before: filed in that year, or updated for it, whenever that was.</summary>
    public static bool CountsFor(FilingRecord filing, int year) => filing.Content is { } content && content.Facts.DataYear == year - 1;

    /// <summary>
    /// True where the filing may take part in the recognition of a year as far as its data goes: figures of the year before, filed or handed in as
    /// an update by the cut-off. See <see cref="WhyNot"/>.
    /// </summary>
    public static bool CountsFor(FilingRecord filing, int year, DateOnly cutOff) => WhyNot(filing, year, cutOff) is null;

    /// <summary>
    /// Why a filing's data does not count for the recognition of a year; null where it does. A filing must have been approved by the cut-off
    /// (slide 201: 备案通过); of an update the approved submission must have been made by then, so that the unit does not bear the time of the review.
    /// </summary>
    /// <param name="filing">The filing.</param>
    /// <param name="year">认定年度.</param>
    /// <param name="cutOff">Last day, Asia/Shanghai.</param>
    public static string? WhyNot(FilingRecord filing, int year, DateOnly cutOff)
    {
        if (filing.Content is not { } content || filing.FiledAt is not { } filedAt) return "产品尚未备案";
        if (content.Facts.DataYear != year - 1) return $"数据年度为{content.Facts.DataYear}年，须为{year - 1}年；{year}年度未完成备案信息更新";
        var updated = filing.UpdateYear == year;
        var done = ChinaTime.DateOf(updated ? filing.UpdateSubmittedAt ?? filing.UpdatedAt ?? filedAt : filedAt);
        if (done <= cutOff) return null;
        return updated
            ? $"备案信息更新于{ChinaTime.FullDate(done)}提交，晚于截止日期{ChinaTime.FullDate(cutOff)}"
            : $"产品于{ChinaTime.FullDate(done)}备案，晚于截止日期{ChinaTime.FullDate(cutOff)}";
    }
}
