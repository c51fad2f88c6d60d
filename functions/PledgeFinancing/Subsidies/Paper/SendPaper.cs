using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>登记寄送.</summary>
public sealed record SendPaperRequest
{
    /// <summary>快递公司, required.</summary>
    [MaxLength(50)]
    public string? Carrier { get; init; }

    /// <summary>快递单号, required.</summary>
    [MaxLength(40)]
    public string? TrackingNumber { get; init; }
}

/// <summary>登记收件.</summary>
public sealed record RecordArrivalRequest
{
    /// <summary>收到日期, Asia/Shanghai; today by default.</summary>
    public DateOnly? ArrivedOn { get; init; }
}

/// <summary>Files that the office adds to its opinion about the papers.</summary>
/// <param name="Files">At most ten, of purpose <c>subsidy-paper-opinion</c>.</param>
public sealed record PaperOpinionRequest(IReadOnlyList<FileId> Files);

/// <summary>What is asked of parcels, as pure rules.</summary>
public static class PaperRules
{
    /// <summary>Everything wrong with a sending.</summary>
    public static IReadOnlyList<Finding> Check(SendPaperRequest request)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(request.Carrier)) findings.Add(Finding.Blocks("subsidy.carrier", "/carrier", "请填写快递公司；直接送达的填“直接送达”"));
        if (string.IsNullOrWhiteSpace(request.TrackingNumber)) findings.Add(Finding.Blocks("subsidy.tracking-number", "/trackingNumber", "请填写快递单号；直接送达的填“无”"));
        return findings;
    }

    /// <summary>Everything wrong with a day of arrival.</summary>
    public static IReadOnlyList<Finding> CheckArrival(DateOnly arrivedOn, SubsidyRecord subsidy, DateOnly today) =>
        arrivedOn > today ? [Finding.Blocks("subsidy.arrived-on", "/arrivedOn", "收到日期不能晚于今天")]
        : subsidy.State == SubsidyState.PaperSent && arrivedOn < ChinaTime.DateOf(subsidy.Parcels[^1].SentAt) ? [Finding.Blocks("subsidy.arrived-on", "/arrivedOn", "收到日期不能早于寄送日期")]
        : [];
}

/// <summary>登记寄送 and 登记收件 of the papers (SUB-05).</summary>
public sealed class SendPaper(CaseStore cases, SubsidyRecords subsidies, SubsidyCampaigns campaigns, FileChecks files, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>登记纸质材料的快递公司和单号；收件前可更正。</summary>
    [Function("SendSubsidyPaper")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(SendPaperRequest)), Answers(200, typeof(SubsidyAnswer), ETag = true), Refuses(typeof(SubsidyActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/parcels")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<SendPaperRequest>(cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(stored.Value.State, SubsidyAct.SendPaper) is { } refusal) return refusal;
        request.Matching(stored);
        if (PaperRules.Check(body) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), request.Stamp(time, "SendSubsidyPaper"));
        var parcel = new PaperParcel(body.Carrier!.Trim(), body.TrackingNumber!.Trim(), write.Stamp.When, stored.Value.PapersDue);
        var before = stored.Value.State == SubsidyState.PaperSent ? stored.Value.Parcels.SkipLast(1) : stored.Value.Parcels;
        SubsidyMove.Add(write, stored, SubsidyAct.SendPaper, await calendars.CurrentAsync(cancellation), s => s with { Parcels = [.. before, parcel] });
        write.Timeline("subsidy.paper-sent", $"已寄送纸质材料：{ChangedPapers.Names(parcel.Papers)}（{parcel.Carrier} {parcel.TrackingNumber}）");
        await cases.CommitAsync(write, durable, cancellation);
        return await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
    }

    /// <summary>登记收到纸质材料，进入纸件复审；未登记寄送而直接送达的也可登记。</summary>
    [Function("RecordSubsidyPaperArrival")]
    [Allow(Role.FinanceOfficer)]
    [Accepts(typeof(RecordArrivalRequest)), Answers(200, typeof(SubsidyAnswer), ETag = true), Refuses(typeof(SubsidyActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ArriveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/arrival")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<RecordArrivalRequest>(cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(stored.Value.State, SubsidyAct.RecordArrival) is { } refusal) return refusal;
        request.Matching(stored);
        var today = ChinaTime.Today(time);
        var arrivedOn = body.ArrivedOn ?? today;
        if (PaperRules.CheckArrival(arrivedOn, stored.Value, today) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), request.Stamp(time, "RecordSubsidyPaperArrival"));
        await OpenReviewAsync(write, stored, arrivedOn, cancellation);
        await cases.CommitAsync(write, durable, cancellation);
        return await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
    }

    /// <summary>为本次纸件复审意见附上文件，单位可下载；须在作出复审结论前。</summary>
    [Function("AttachSubsidyPaperOpinion")]
    [Allow(Role.FinanceOfficer)]
    [Accepts(typeof(PaperOpinionRequest)), Answers(200, typeof(SubsidyAnswer), ETag = true), Refuses(typeof(SubsidyActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> AttachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "subsidies/{id}/paper-opinion")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<PaperOpinionRequest>(cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(stored.Value.State, SubsidyAct.FailPaper) is { } refusal) return refusal;
        request.Matching(stored);
        var parcel = stored.Value.Parcels[^1];
        var (before, after) = (parcel.OpinionFiles, body.Files.Distinct().ToList());
        if (after.Count > SubsidyAttachments.Most) return new FieldsInvalid { Findings = [Finding.Blocks("subsidy.files", "/files", $"每类附件最多 {SubsidyAttachments.Most} 个")] };
        var added = after.Select((file, i) => new FileField($"/files/{i}", file, FilePurposes.SubsidyPaperOpinion)).Where(f => !before.Contains(f.File)).ToList();
        if ((await files.CheckAsync(FileRecords.OwnerOf(request.Caller()), added, cancellation)).Findings is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), request.Stamp(time, "AttachSubsidyPaperOpinion"));
        write.Replace(stored, stored.Value with { Parcels = [.. stored.Value.Parcels.SkipLast(1), parcel with { OpinionFiles = after }] });
        if (added.Count > 0) write.Send(FileMessages.Keep(write.Address, [.. added.Select(f => f.File)]));
        if (before.Except(after).ToList() is { Count: > 0 } removed) write.Send(FileMessages.Release(write.Address, removed));
        await cases.CommitAsync(write, durable, cancellation);
        return await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
    }

    private async Task OpenReviewAsync(CaseWrite write, Platform.Storage.Stored<SubsidyRecord> stored, DateOnly arrivedOn, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        var sent = stored.Value.State == SubsidyState.PaperSent;
        var parcel = (sent ? stored.Value.Parcels[^1] : new PaperParcel("直接送达", "无", write.Stamp.When, stored.Value.PapersDue)) with { ArrivedOn = arrivedOn };
        var next = SubsidyMove.Add(write, stored, SubsidyAct.RecordArrival, calendar, s => s with
        {
            Parcels = [.. sent ? s.Parcels.SkipLast(1) : s.Parcels, parcel],
            PapersDue = [],
            PaperRound = s.PaperRound + 1,
        });
        write
            .Timeline("subsidy.paper-arrived", $"已于{ChinaTime.FullDate(arrivedOn)}收到纸质材料")
            .Send(Notify.Unit("subsidy.paper-arrived", next.Unit, ("number", next.Number), ("day", ChinaTime.FullDate(arrivedOn))));
        var submission = new Submission(
            $"{next.Number} 纸件（{ChangedPapers.Names(parcel.Papers)}）", next.Unit, next.UnitName, JsonSerializer.SerializeToElement(next.Content, PlatformJson.Stored), []);
        ReviewSubmission.Open(write, SubsidyPaperReviewKind.Kind, next.PaperRound, submission, calendar);
    }
}
