using System.Globalization;

namespace PatentFunctions.Filing.Updates;

/// <summary>
/// 更新期限 of a year: opens on 1 January and ends on the day by which an update must be in to count for the recognition of that year. An update
/// may still be made after that, until 31 December: it shows on the certificate (更新年度) but comes too late for the recognition.
/// </summary>
/// <param name="Year">更新年度.</param>
/// <param name="Opens">First day, Asia/Shanghai.</param>
/// <param name="Ends">Last day that counts for the recognition, Asia/Shanghai.</param>
public sealed record UpdateWindow(int Year, DateOnly Opens, DateOnly Ends)
{
    /// <summary>The window of a year.</summary>
    /// <param name="year">The year.</param>
    /// <param name="ends">Month and day of its end, <c>MM-dd</c>.</param>
    public static UpdateWindow Of(int year, string ends) =>
        new(year, new DateOnly(year, 1, 1), DateOnly.ParseExact(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{ends}"), "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>True where a submission on this day counts for the recognition of the year.</summary>
    public bool Counts(DateOnly day) => day >= Opens && day <= Ends;
}
