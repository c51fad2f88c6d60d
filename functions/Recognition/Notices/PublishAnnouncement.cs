using System.ComponentModel.DataAnnotations;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>公示公告 as it is published.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="Number">公告编号, not used in that year yet.</param>
/// <param name="Title">标题.</param>
/// <param name="Text">正文: plain text.</param>
/// <param name="Date">公告日期; today where it is absent.</param>
public sealed record AnnouncementForm(int Year, [property: MaxLength(50)] string Number, [property: MaxLength(200)] string Title, [property: MaxLength(20000)] string Text, DateOnly? Date = null);

/// <summary>公示公告 as it is corrected.</summary>
/// <param name="Title">标题.</param>
/// <param name="Text">正文: plain text.</param>
public sealed record AnnouncementText([property: MaxLength(200)] string Title, [property: MaxLength(20000)] string Text);

/// <summary>The number is taken.</summary>
public sealed record AnnouncementNumberTaken() : Conflict("announcement-number-taken", "公告编号已使用", "该认定年度已有相同编号的公示公告，请更换编号。");

/// <summary>What an announcement must have.</summary>
public static class AnnouncementRules
{
    /// <summary>Every finding about a form.</summary>
    public static IReadOnlyList<Finding> Check(AnnouncementForm form)
    {
        List<Finding> findings = [.. Check(new AnnouncementText(form.Title, form.Text))];
        if (form.Year is < 2022 or > 2100) findings.Add(Finding.Blocks("announcement.year", "/year", "请填写认定年度"));
        if (string.IsNullOrWhiteSpace(form.Number)) findings.Add(Finding.Blocks("announcement.number-missing", "/number", "请填写公告编号"));
        return findings;
    }

    /// <summary>Every finding about title and text.</summary>
    public static IReadOnlyList<Finding> Check(AnnouncementText text)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(text.Title)) findings.Add(Finding.Blocks("announcement.title-missing", "/title", "请填写标题"));
        if (string.IsNullOrWhiteSpace(text.Text)) findings.Add(Finding.Blocks("announcement.text-missing", "/text", "请填写正文"));
        return findings;
    }
}

/// <summary>Publishes an announcement; products are put on notice under it afterwards.</summary>
public sealed class PublishAnnouncement(CaseStore cases, TimeProvider time)
{
    /// <summary>发布认定结果公示公告；随后以“开始公示”将拟认定产品列入其中。</summary>
    [Function("PublishAnnouncement")]
    [Allow(Role.National)]
    [Accepts(typeof(AnnouncementForm)), Answers(201, typeof(Announcement), ETag = true, Location = true)]
    [Refuses(typeof(AnnouncementNumberTaken), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notice-announcements")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<AnnouncementForm>(cancellation);
        var findings = AnnouncementRules.Check(form);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var id = AnnouncementId.Of(form.Year, form.Number.Trim());
        var address = Announcements.AddressOf(id);
        if (!await cases.WasDoneAsync(address, request, form, cancellation))
        {
            var stamp = request.Stamp(time, "PublishAnnouncement");
            var announcement = new Announcement(id, form.Year, form.Number.Trim(), form.Title.Trim(), form.Text.Trim(), form.Date ?? ChinaTime.DateOf(stamp.When), stamp.When, stamp.When);
            var write = new CaseWrite(address, stamp).Insert(CaseRows.Record, announcement).Once(request, form).Send(ProjectionMessages.Refresh(Announcements.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                if (!await cases.WasDoneAsync(address, request, form, cancellation)) return new AnnouncementNumberTaken();
            }
        }
        var stored = (await cases.FindAsync<Announcement>(address, CaseRows.Record, cancellation))!;
        request.SetETag(stored.ETag);
        request.HttpContext.Response.Headers.Location = $"/api/notice-announcements/{id}";
        return Results.Json(stored.Value, PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>Corrects the text of an announcement.</summary>
public sealed class CorrectAnnouncement(Announcements announcements, CaseStore cases, TimeProvider time)
{
    /// <summary>更正公示公告的标题和正文。</summary>
    [Function("CorrectAnnouncement")]
    [Allow(Role.National)]
    [Accepts(typeof(AnnouncementText)), Answers(200, typeof(Announcement), ETag = true), Refuses(typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "notice-announcements/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var text = await request.ReadBodyAsync<AnnouncementText>(cancellation);
        if (await announcements.FindAsync(new AnnouncementId(id), cancellation) is not { } found) return new NothingHere();
        var stored = request.Matching(found);
        var findings = AnnouncementRules.Check(text);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var stamp = request.Stamp(time, "CorrectAnnouncement");
        var write = new CaseWrite(Announcements.AddressOf(stored.Value.Id), stamp)
            .Replace(stored, stored.Value with { Title = text.Title.Trim(), Text = text.Text.Trim(), ChangedAt = stamp.When })
            .Send(ProjectionMessages.Refresh(Announcements.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        var now = (await announcements.FindAsync(stored.Value.Id, cancellation))!;
        request.SetETag(now.ETag);
        return Results.Json(now.Value, PlatformJson.Options);
    }
}

/// <summary>One announcement.</summary>
public sealed class ReadAnnouncement(Announcements announcements)
{
    /// <summary>公示公告正文。</summary>
    [Function("ReadAnnouncement")]
    [Allow(Role.Public)]
    [Answers(200, typeof(Announcement), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notice-announcements/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if (await announcements.FindAsync(new AnnouncementId(id), cancellation) is not { } found) return new NothingHere();
        request.SetETag(found.ETag);
        return Results.Json(found.Value, PlatformJson.Options);
    }
}
