using System.Globalization;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Adjustments;

/// <summary>The year's data may still come in.</summary>
/// <param name="LastDay">填报截止日期.</param>
public sealed record AdjustmentTooEarly(DateOnly LastDay) : Conflict("sme-adjustment-too-early", "填报尚未截止", $"该年度数据填报于{ChinaTime.FullDate(LastDay)}截止，截止后方可进行动态调整。");

/// <summary>A run still goes on.</summary>
public sealed record AdjustmentGoesOn() : Conflict("sme-adjustment-running", "动态调整正在进行", "上一次核查或出库办理尚未完成，请待其完成后再发起。");

/// <summary>The library is empty.</summary>
public sealed record LibraryEmpty() : Invalid("sme-library-empty", "样板企业库为空", "当前没有在库企业，无须进行动态调整。");

/// <summary>确认动态调整.</summary>
/// <param name="Keep">Enterprises that stay although they were proposed for removal, each with a reason; all others that were proposed are removed.</param>
public sealed record ConfirmAdjustmentRequest(IReadOnlyList<KeptEnterprise> Keep);

/// <summary>A run as the offices see it.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">Chinese.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="Total">Enterprises looked at.</param>
/// <param name="Keep">拟保留, 家.</param>
/// <param name="Remove">拟出库, 家.</param>
/// <param name="Pending">待定, 家.</param>
/// <param name="ConfirmedAt">When it was confirmed.</param>
/// <param name="Removed">出库, 家.</param>
/// <param name="Rules">The rules it judges by.</param>
public sealed record AdjustmentAnswer(
    int Year, int Number, AdjustmentState State, string StateName, DateTimeOffset OrderedAt, int Total, int Keep, int Remove, int Pending, DateTimeOffset? ConfirmedAt, int Removed, LibraryRules Rules)
{
    internal static AdjustmentAnswer Of(AdjustmentRun run) => new(
        run.Year, run.Number, run.State, AdjustmentStates.NameOf(run.State), run.Ordered.When, run.Total, run.Keep, run.Remove, run.Pending, run.Confirmed?.When, run.Removed, run.Rules);
}

/// <summary>年度动态调整 (SME-08): proposed by a run that explains every enterprise, confirmed by the national office.</summary>
public sealed class AdjustLibrary(CaseStore cases, AdjustmentRuns runs, ReportingNotices notices, LibraryRulesOfYears rules, LibraryByProvince library, TimeProvider time)
{
    /// <summary>发起年度动态调整核查：填报截止后，逐家核查在库企业并说明理由；待确认的上一次核查作废。</summary>
    [Function("StartSmeAdjustment")]
    [Allow(Role.National)]
    [Answers(202, typeof(AdjustmentAnswer), ETag = true, Location = true), Needs(IdempotencyKey = true)]
    [Refuses(typeof(NoReportingNotice), typeof(AdjustmentTooEarly), typeof(AdjustmentGoesOn), typeof(LibraryEmpty))]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-adjustments/{year:int}/runs")] HttpRequest request, int year,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = AdjustmentRun.AddressOf(year);
        if (!await cases.WasDoneAsync(address, request, year, cancellation))
        {
            var notice = (await notices.GetAsync(year, cancellation)).Value;
            if (notice.WindowAt(time.GetUtcNow()) != ReportingWindow.Over) return new AdjustmentTooEarly(notice.LastDay);
            var last = await runs.LastAsync(year, cancellation);
            if (last?.Value.State is AdjustmentState.Computing or AdjustmentState.Confirming) return new AdjustmentGoesOn();
            var members = await library.OfAsync(null, cancellation).Where(l => l.State == LibraryState.Member).Select(l => l.Unit).ToListAsync(cancellation);
            if (members.Count == 0) return new LibraryEmpty();
            try
            {
                await WriteAsync(request, year, last, members, durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // A twin of this request was faster: its run is the answer.
                if (!await cases.WasDoneAsync(address, request, year, cancellation)) throw;
            }
        }
        var run = await runs.OfRequestAsync(year, request.DeriveId("ar"), cancellation);
        request.SetETag(run.ETag);
        request.HttpContext.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/api/sme-adjustments/{year}/runs/{run.Value.Number}");
        return Results.Json(AdjustmentAnswer.Of(run.Value), PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>确认动态调整：拟出库的企业除列明保留的以外一律出库；出库前再次核查，已补齐的保留。</summary>
    [Function("ConfirmSmeAdjustment")]
    [Allow(Role.National)]
    [Accepts(typeof(ConfirmAdjustmentRequest)), Answers(202, typeof(AdjustmentAnswer), ETag = true)]
    [Refuses(typeof(AdjustmentActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-adjustments/{year:int}/runs/{number:int}/confirmation")] HttpRequest request, int year, int number,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<ConfirmAdjustmentRequest>(cancellation);
        if (await FindAsync(year, number, cancellation) is not { } stored) return new NothingHere();
        if (AdjustmentStates.Refuse(stored.Value.State, AdjustmentAct.Confirm) is { } refusal) return refusal;
        var proposed = await runs.FindingsAsync(stored.Value, cancellation).Where(f => f.Verdict == AdjustmentVerdict.Remove).Select(f => f.Unit).ToHashSetAsync(cancellationToken: cancellation);
        if (AdjustmentConfirmation.Check(proposed, body.Keep) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var stamp = request.Stamp(time, "ConfirmSmeAdjustment");
        var next = stored.Value.After(AdjustmentAct.Confirm) with { Confirmed = stamp, Kept = body.Keep };
        var write = new CaseWrite(AdjustmentRun.AddressOf(year), stamp).Replace(request.Matching(stored), next)
            .Send(WorkflowMessages.Start(LibraryRemoval.Name, AdjustmentRun.RemovalInstance(year, number), SlicedRun.InputOf(next.Key, next.Slices)));
        await cases.CommitAsync(write, durable, cancellation);
        var run = (await runs.FindAsync(year, number, cancellation))!;
        request.SetETag(run.ETag);
        return Results.Json(AdjustmentAnswer.Of(run.Value), PlatformJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>一次动态调整的进度和家数。</summary>
    [Function("ReadSmeAdjustment")]
    [Allow(Role.National)]
    [Answers(200, typeof(AdjustmentAnswer), ETag = true)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-adjustments/{year:int}/runs/{number:int}")] HttpRequest request, int year, int number, CancellationToken cancellation)
    {
        if (await FindAsync(year, number, cancellation) is not { } run) return new NothingHere();
        request.SetETag(run.ETag);
        return Results.Json(AdjustmentAnswer.Of(run.Value), PlatformJson.Options);
    }

    /// <summary>一次动态调整逐家的结论和全部理由；省级部门只看本省。</summary>
    [Function("ListSmeAdjustmentFindings")]
    [Allow(Role.National, Role.Provincial)]
    [QueryParameter("verdict", "keep 拟保留、remove 拟出库、pending 待定；不填为全部", typeof(AdjustmentVerdict)), QueryParameter("province", "省级行政区划代码；省级部门只看本省", Pattern = SmeScope.ProvinceForm), QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<AdjustmentFinding>)), Refuses(typeof(UnknownVerdict))]
    public async Task<IResult> FindingsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-adjustments/{year:int}/runs/{number:int}/findings")] HttpRequest request, int year, int number, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var verdict = request.Word<AdjustmentVerdict>("verdict", new UnknownVerdict());
        var province = SmeScope.Province(request.Caller(), request.Query["province"].ToString()).Value;
        if (await FindAsync(year, number, cancellation) is not { } run) return new NothingHere();
        var found = await runs.FindingsAsync(run.Value, cancellation)
            .Where(f => (verdict is null || f.Verdict == verdict) && (province is null || f.Province == province))
            .ToListAsync(cancellation);
        return Results.Json(page.Slice(found, f => f.Unit.Value), PlatformJson.Options);
    }

    private async Task<Stored<AdjustmentRun>?> FindAsync(int year, int number, CancellationToken cancellation) =>
        year is >= ReportingNotices.FirstYear and <= 2100 && number > 0 ? await runs.FindAsync(year, number, cancellation) : null;

    private async Task WriteAsync(
        HttpRequest request, int year, Stored<AdjustmentRun>? last, List<UnitId> members, DurableTaskClient durable, CancellationToken cancellation)
    {
        var set = NewId.Random("s");
        var slices = members.Chunk(AdjustmentRun.SliceSize).ToList();
        var address = AdjustmentRun.AddressOf(year);
        // The slices stand before the run does: a crash in between leaves rows that nothing names.
        var rows = slices.Select((units, i) => (RecordOperation)new InsertRecord(AdjustmentRun.SliceRow(set, i + 1)) { Document = TypedRecords.ToDocument<IReadOnlyList<UnitId>>(units) });
        foreach (var part in rows.Chunk(RecordLimits.BatchOperations))
            await cases.Records.CommitAsync(address.Table, address.Partition, part, cancellation);
        var stamp = request.Stamp(time, "StartSmeAdjustment");
        var number = (last?.Value.Number ?? 0) + 1;
        var inForce = await rules.OfAsync(year, cancellation);
        var run = new AdjustmentRun(year, number, AdjustmentState.Computing, stamp, inForce, members.Count, slices.Count, set) { Request = request.DeriveId("ar") };
        var write = new CaseWrite(address, stamp).Insert(AdjustmentRun.RowOf(number), run).Once(request, year);
        var known = await runs.YearAsync(year, cancellation);
        if (known is null) write.Insert(CaseRows.Record, new AdjustmentYear(year, number));
        else write.Replace(known, known.Value with { Runs = number });
        if (last is { Value.State: AdjustmentState.Proposed }) write.Replace(last, last.Value.After(AdjustmentAct.Supersede));
        write.Send(WorkflowMessages.Start(LibraryAdjustment.Name, AdjustmentRun.ComputeInstance(year, number), SlicedRun.InputOf(run.Key, run.Slices)));
        await cases.CommitAsync(write, durable, cancellation);
    }
}

/// <summary>?verdict= is none.</summary>
public sealed record UnknownVerdict() : Malformed("sme-verdict-unknown", "筛选条件无效", "verdict 应为 keep、remove 或 pending。");

/// <summary>What a confirmation may say, as a pure rule.</summary>
public static class AdjustmentConfirmation
{
    /// <summary>Everything that is wrong with the list of those that are kept.</summary>
    /// <param name="proposed">Enterprises proposed for removal.</param>
    /// <param name="keep">Those that are kept.</param>
    public static IReadOnlyList<Finding> Check(IReadOnlySet<UnitId> proposed, IReadOnlyList<KeptEnterprise> keep)
    {
        var findings = new List<Finding>();
        for (var i = 0; i < keep.Count; i++)
        {
            if (!proposed.Contains(keep[i].Unit)) findings.Add(Finding.Blocks("adjustment.not-proposed", $"/keep/{i}/unit", "该企业不在拟出库之列"));
            else if (keep.Take(i).Any(k => k.Unit == keep[i].Unit)) findings.Add(Finding.Blocks("adjustment.twice", $"/keep/{i}/unit", "该企业重复出现"));
            if (string.IsNullOrWhiteSpace(keep[i].Why)) findings.Add(Finding.Blocks("adjustment.why-missing", $"/keep/{i}/why", "请填写保留理由，企业将会看到"));
        }
        return findings;
    }
}
