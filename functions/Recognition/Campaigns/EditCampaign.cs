using System.Globalization;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Campaigns;

/// <summary>A new campaign.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="Form">What is decided; what is left out takes its default.</param>
public sealed record CreateCampaignRequest(int Year, CampaignForm? Form = null);

/// <summary>The year has a campaign.</summary>
/// <param name="Year">认定年度.</param>
public sealed record CampaignExists(int Year) : Conflict("recognition-campaign-exists", "该年度认定工作已存在", $"{Year}年度专利密集型产品认定工作已经建立，请直接修改。");

/// <summary>A run still goes on.</summary>
public sealed record EntryRunGoesOn() : Conflict("recognition-entry-running", "认定条件核查正在进行", "上一次认定条件核查尚未完成，请待其完成后再发起。");

/// <summary>新建、修改、启动和截止年度认定工作 (REC-01).</summary>
public sealed class EditCampaign(CaseStore cases, CampaignRecords campaigns, FilingNumbers numbers, TimeProvider time)
{
    /// <summary>新建年度认定工作：未填写的内容取默认值（截止日期为当年9月15日，数据年度为上一年）。</summary>
    [Function("CreateRecognitionCampaign")]
    [Allow(Role.National)]
    [Accepts(typeof(CreateCampaignRequest)), Answers(201, typeof(CampaignAnswer), ETag = true)]
    [Refuses(typeof(CampaignExists), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognition-campaigns")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<CreateCampaignRequest>(cancellation);
        if (body.Year is < CampaignRules.FirstYear or > 2100)
            return new FieldsInvalid { Findings = [Finding.Blocks("campaign.year", "/year", $"认定年度应在 {CampaignRules.FirstYear} 至 2100 之间")] };
        var campaign = CampaignRules.Of(body.Year, body.Form ?? new CampaignForm());
        if (CampaignRules.Check(campaign) is { Count: > 0 } findings) return new FieldsInvalid { Findings = [.. findings.Select(f => f with { Pointer = "/form" + f.Pointer })] };
        var address = CampaignRecords.AddressOf(body.Year);
        if (!await cases.WasDoneAsync(address, request, body, cancellation))
        {
            var write = new CaseWrite(address, request.Stamp(time, "CreateRecognitionCampaign")).Insert(CaseRows.Record, campaign).Once(request, body).Timeline("campaign.created", "已建立");
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                if (!await cases.WasDoneAsync(address, request, body, cancellation)) return new CampaignExists(body.Year);
            }
        }
        return await AnswerAsync(request, body.Year, StatusCodes.Status201Created, cancellation);
    }

    /// <summary>修改年度认定工作：启动后认定条件不能再改，截止后不能修改。</summary>
    [Function("EditRecognitionCampaign")]
    [Allow(Role.National)]
    [Accepts(typeof(CampaignForm)), Answers(200, typeof(CampaignAnswer), ETag = true)]
    [Refuses(typeof(NoCampaign), typeof(CampaignActRefused), typeof(CampaignTermsFixed), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "recognition-campaigns/{year:int}")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<CampaignForm>(cancellation);
        var stored = request.Matching(await campaigns.GetAsync(year, cancellation));
        if (!CampaignRules.Edit(stored.Value, form).TryGet(out var next, out var refusal)) return refusal;
        await cases.CommitAsync(new CaseWrite(CampaignRecords.AddressOf(year), request.Stamp(time, "EditRecognitionCampaign")).Replace(stored, next).Timeline("campaign.edited", "已修改"), durable, cancellation);
        return await AnswerAsync(request, year, StatusCodes.Status200OK, cancellation);
    }

    /// <summary>启动年度认定工作，并对全部已备案产品核查认定条件；已启动的，再次核查（已进入的产品不受影响）。</summary>
    [Function("OpenRecognitionCampaign")]
    [Allow(Role.National)]
    [Answers(202, typeof(CampaignAnswer), ETag = true, Location = true), Refuses(typeof(NoCampaign), typeof(CampaignActRefused), typeof(EntryRunGoesOn)), Needs(IfMatch = true)]
    public async Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognition-campaigns/{year:int}/entry-runs")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = request.Matching(await campaigns.GetAsync(year, cancellation));
        var campaign = stored.Value;
        if (campaign.State == CampaignState.Closed) return new CampaignActRefused(campaign.State);
        var address = CampaignRecords.AddressOf(year);
        if (campaign.Runs > 0 && (await cases.FindAsync<EntryRun>(address, EntryRun.RowOf(campaign.Runs), cancellation))!.Value.FinishedAt is null) return new EntryRunGoesOn();
        var stamp = request.Stamp(time, "OpenRecognitionCampaign");
        var years = new List<NumberedYear>();
        for (var filed = CampaignRules.FirstYear; filed <= year; filed++)
            if (await numbers.LastAsync(filed, cancellation) is > 0 and var last) years.Add(new NumberedYear(filed, last));
        var run = EntryRun.Of(campaign.Runs + 1, stamp, years);
        var write = new CaseWrite(address, stamp)
            .Replace(stored, campaign with { State = CampaignState.Open, OpenedAt = campaign.OpenedAt ?? stamp.When, Runs = run.Number })
            .Insert(EntryRun.RowOf(run.Number), run)
            .Timeline("campaign.entry-started", run.Number == 1 ? "已启动，开始核查认定条件" : $"开始第 {run.Number} 次认定条件核查")
            .Send(WorkflowMessages.Start(RecognitionEntry.Name, EntryRun.InstanceId(year, run.Number), SlicedRun.InputOf(EntryRun.KeyOf(year, run.Number), run.Slices)));
        await cases.CommitAsync(write, durable, cancellation);
        request.HttpContext.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/api/recognition-campaigns/{year}/entry-runs/{run.Number}");
        return await AnswerAsync(request, year, StatusCodes.Status202Accepted, cancellation);
    }

    /// <summary>截止年度认定工作：不再有产品进入；已进入的产品继续办理。</summary>
    [Function("CloseRecognitionCampaign")]
    [Allow(Role.National)]
    [Answers(200, typeof(CampaignAnswer), ETag = true), Refuses(typeof(NoCampaign), typeof(CampaignActRefused), typeof(EntryRunGoesOn)), Needs(IfMatch = true)]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognition-campaigns/{year:int}/closing")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = request.Matching(await campaigns.GetAsync(year, cancellation));
        if (stored.Value.State != CampaignState.Open) return new CampaignActRefused(stored.Value.State);
        var address = CampaignRecords.AddressOf(year);
        if ((await cases.FindAsync<EntryRun>(address, EntryRun.RowOf(stored.Value.Runs), cancellation))!.Value.FinishedAt is null) return new EntryRunGoesOn();
        var stamp = request.Stamp(time, "CloseRecognitionCampaign");
        await cases.CommitAsync(new CaseWrite(address, stamp).Replace(stored, stored.Value with { State = CampaignState.Closed, ClosedAt = stamp.When }).Timeline("campaign.closed", "已截止"), durable, cancellation);
        return await AnswerAsync(request, year, StatusCodes.Status200OK, cancellation);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, int year, int status, CancellationToken cancellation)
    {
        var now = await campaigns.GetAsync(year, cancellation);
        request.SetETag(now.ETag);
        return Results.Json(CampaignAnswer.Of(now.Value), PlatformJson.Options, statusCode: status);
    }
}
