using System.Globalization;
using System.Text.Json.Serialization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>公示公告: identifies an announcement, <c>g-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<AnnouncementId>))]
public readonly record struct AnnouncementId(string Value) : IStringId<AnnouncementId>
{
    /// <inheritdoc />
    public static AnnouncementId From(string value) => new(value);

    /// <summary>The id of the announcement of a number: no two announcements of a year have the same one.</summary>
    public static AnnouncementId Of(int year, string number) => new(NewId.Derived("g", year.ToString(CultureInfo.InvariantCulture), number));

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>认定结果公示公告: the text under which a batch of products is put on public notice, row <c>case</c> of its partition.</summary>
/// <param name="Id">The announcement.</param>
/// <param name="Year">认定年度, which names the campaign.</param>
/// <param name="Number">公告编号, e.g. 2026年第1批.</param>
/// <param name="Title">标题.</param>
/// <param name="Text">正文: plain text.</param>
/// <param name="Date">公告日期, Asia/Shanghai.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="ChangedAt">When its text was last corrected.</param>
public sealed record Announcement(AnnouncementId Id, int Year, string Number, string Title, string Text, DateOnly Date, DateTimeOffset PublishedAt, DateTimeOffset ChangedAt);

/// <summary>Reads announcements.</summary>
public sealed class Announcements(CaseStore cases) : IProjection
{
    /// <summary>Table of the announcements; an announcement's partition is its id.</summary>
    public const string Table = "NoticeAnnouncements";

    /// <summary>Name of the list.</summary>
    public const string ProjectionName = "notice-announcements";

    private const string ListTable = "NoticeAnnouncementList";
    private const string ListPartition = "all";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => Table;

    /// <summary>Where an announcement lives.</summary>
    public static CaseAddress AddressOf(AnnouncementId id) => new(Table, id.Value);

    /// <summary>An announcement, or null.</summary>
    public async Task<Stored<Announcement>?> FindAsync(AnnouncementId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await cases.FindAsync<Announcement>(AddressOf(id), CaseRows.Record, cancellation) : null;

    /// <summary>Announcements, the newest first; a year has a handful.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<IReadOnlyList<Announcement>> NewestAsync(int most, CancellationToken cancellation) =>
        [.. (await cases.Records.QueryAsync(ListTable, new RecordQuery { Partition = ListPartition, Take = most }, cancellation)).Records.Select(r => r.As<Announcement>().Value)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await FindAsync(new AnnouncementId(address.Partition), cancellation))?.Value is not { } announcement) return [];
        return [ProjectedRow.Of(ListTable, ListPartition, NewestFirst.RowOf(announcement.PublishedAt, announcement.Id.Value), announcement)];
    }
}

/// <summary>Rows that put the newest first.</summary>
internal static class NewestFirst
{
    /// <summary>The row of something that happened at an instant.</summary>
    public static string RowOf(DateTimeOffset at, string id) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + "-" + id;
}
