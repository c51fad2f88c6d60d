using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Batches;

namespace PatentFunctions.Recognition.Notices;

/// <summary>Under which announcement.</summary>
/// <param name="Announcement">公示公告.</param>
public sealed record StartNoticeParameters(AnnouncementId Announcement);

/// <summary>There is no such announcement, or it belongs to another campaign.</summary>
[RefusedBy("ActOnRecognition")]
public sealed record AnnouncementUnknown() : Invalid("announcement-unknown", "公示公告不存在", "没有此公示公告，或其认定年度与产品不同；请先发布公示公告。");

/// <summary>开始公示 of one product or, as a batch, of thousands (REC-03).</summary>
internal sealed class StartNotice(Announcements announcements, CalendarInForce calendars) : IBatchAct<StartNoticeParameters>
{
    public string Name => "start-notice";

    public string Title => "开始公示";

    public IReadOnlyList<Role> Roles { get; } = [Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order) => order.Shape<StartNoticeParameters>();

    public async Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        var before = recognition.Value;
        if (RecognitionStates.Refuse(before.State, RecognitionAct.StartNotice) is { } refusal) return refusal;
        if (await announcements.FindAsync(order.Read<StartNoticeParameters>().Announcement, cancellation) is not { } announcement || announcement.Value.Year != before.Year) return new AnnouncementUnknown();
        var term = NoticeTerms.Begin(write.Stamp.When, await calendars.CurrentAsync(cancellation)) with { Announcement = announcement.Value.Id };
        var end = NoticeTerms.EndText(term);
        write.Replace(recognition, before.After(RecognitionAct.StartNotice, write.Stamp) with { Notice = term })
            .Timeline("recognition.in-notice", $"拟认定，现予公示（{announcement.Value.Number}），公示期至{end}")
            .Send(Notify.Unit("recognition.in-notice", before.Unit, ("product", before.Product), ("year", before.Year.ToString(CultureInfo.InvariantCulture)), ("end", end)))
            .Send(PublicNotice.Start(before.Id));
        return null;
    }
}
