using System.ComponentModel.DataAnnotations;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Library;

/// <summary>调整培育级别.</summary>
/// <param name="Level">Code of a level of the year's rules.</param>
/// <param name="Why">Reason; the enterprise reads it.</param>
public sealed record LevelRequest(string Level, [property: MaxLength(500)] string? Why);

/// <summary>登记支持措施.</summary>
/// <param name="Kind">Code of a kind of the year's rules.</param>
/// <param name="Title">What was done.</param>
/// <param name="On">Day of the measure; not in the future.</param>
/// <param name="Amount">支持金额, 万元; two decimals.</param>
/// <param name="Note">Remark that the enterprise may read.</param>
public sealed record MeasureRequest(string Kind, [property: MaxLength(100)] string? Title, DateOnly On, decimal? Amount = null, [property: MaxLength(1000)] string? Note = null);

/// <summary>What the offices do for an enterprise of the library (SME-08).</summary>
public sealed class SupportEnterprises(CaseStore cases, LibraryMembers members, LibraryRulesOfYears rules, TimeProvider time)
{
    /// <summary>调整在库企业的培育级别，须写明理由。</summary>
    [Function("SetSmeLevel")]
    [Allow(Role.National)]
    [Accepts(typeof(LevelRequest)), Answers(200, typeof(LibraryAnswer), ETag = true), Refuses(typeof(LibraryActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> SetLevelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "sme-library/{unit}/level")] HttpRequest request, string unit,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<LevelRequest>(cancellation);
        var stored = await members.ForOfficeAsync(unit, request.Caller(), cancellation);
        if (LibraryStates.Refuse(stored.Value.State, LibraryAct.SetLevel) is { } refusal) return refusal;
        if (!LibrarySupport.Level(await rules.OfAsync(ChinaTime.Today(time).Year, cancellation), stored.Value, body).TryGet(out var level, out var invalid)) return invalid;
        var write = new CaseWrite(LibraryMembers.AddressOf(stored.Value.Unit), request.Stamp(time, "SetSmeLevel", body.Why!.Trim()))
            .Replace(request.Matching(stored), stored.Value.After(LibraryAct.SetLevel) with { Level = level.Code, LevelName = level.Name })
            .Timeline("sme-library.level", $"培育级别由“{stored.Value.LevelName}”调整为“{level.Name}”", body.Why.Trim())
            .Send(Notify.Unit("sme-library.level", stored.Value.Unit, ("level", level.Name), ("why", body.Why.Trim())))
            .Send(ProjectionMessages.Refresh(LibraryByProvince.ProjectionName));
        await cases.CommitAsync(write, durable, cancellation);
        return await LibraryAnswer.AnswerAsync(request, members, stored.Value.Unit, cancellation);
    }

    /// <summary>登记对在库企业的支持措施；省级部门只登记本省企业的。</summary>
    [Function("RecordSmeMeasure")]
    [Allow(Role.National, Role.Provincial)]
    [Accepts(typeof(MeasureRequest)), Answers(201, typeof(LibraryAnswer), ETag = true), Refuses(typeof(LibraryActRefused), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RecordMeasureAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sme-library/{unit}/measures")] HttpRequest request, string unit,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<MeasureRequest>(cancellation);
        var address = LibraryMembers.AddressOf(new UnitId(unit));
        while (true)
        {
            var stored = await members.ForOfficeAsync(unit, request.Caller(), cancellation);
            if (await cases.WasDoneAsync(address, request, body, cancellation)) break;
            if (LibraryStates.Refuse(stored.Value.State, LibraryAct.RecordMeasure) is { } refusal) return refusal;
            var stamp = request.Stamp(time, "RecordSmeMeasure");
            if (!LibrarySupport.Measure(await rules.OfAsync(ChinaTime.Today(time).Year, cancellation), stored.Value, body, stamp).TryGet(out var measure, out var invalid)) return invalid;
            var write = new CaseWrite(address, stamp)
                .Replace(stored, stored.Value.After(LibraryAct.RecordMeasure) with { Measures = measure.Number })
                .Insert(SupportMeasure.RowOf(measure.Number), measure)
                .Once(request, body)
                .Timeline("sme-library.measure", $"支持措施（{measure.KindName}）：{measure.Title}", measure.Note)
                .Send(Notify.Unit("sme-library.measure", stored.Value.Unit, ("kind", measure.KindName), ("title", measure.Title), ("office", stamp.Who.Office)))
                .Send(ProjectionMessages.Refresh(LibraryByProvince.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                break;
            }
            catch (StoreConflictException)
            {
                // A colleague wrote to the enterprise at the same moment: number the measure anew.
            }
        }
        return await LibraryAnswer.AnswerAsync(request, members, new UnitId(unit), cancellation, StatusCodes.Status201Created);
    }
}

/// <summary>Levels and measures as pure rules.</summary>
public static class LibrarySupport
{
    /// <summary>The level asked for, or everything that is wrong.</summary>
    public static Outcome<LibraryLevel> Level(LibraryRules rules, LibraryMember member, LevelRequest request)
    {
        var level = rules.Levels.FirstOrDefault(l => l.Code == request.Level);
        var findings = new List<Finding>();
        if (level is null) findings.Add(Finding.Blocks("library.level-unknown", "/level", $"培育级别应为{string.Join('、', rules.Levels.Select(l => $"{l.Code}（{l.Name}）"))}之一"));
        else if (level.Code == member.Level) findings.Add(Finding.Blocks("library.level-same", "/level", $"该企业已是“{level.Name}”"));
        if (string.IsNullOrWhiteSpace(request.Why)) findings.Add(Finding.Blocks("library.why-missing", "/why", "请填写调整理由，企业将会看到"));
        return findings.Count > 0 ? new FieldsInvalid { Findings = findings } : level!;
    }

    /// <summary>The measure as it is recorded, or everything that is wrong.</summary>
    public static Outcome<SupportMeasure> Measure(LibraryRules rules, LibraryMember member, MeasureRequest request, ActStamp stamp)
    {
        var kind = rules.Measures.FirstOrDefault(m => m.Code == request.Kind);
        var findings = new List<Finding>();
        if (kind is null) findings.Add(Finding.Blocks("library.measure-unknown", "/kind", $"支持措施类别应为{string.Join('、', rules.Measures.Select(m => $"{m.Code}（{m.Name}）"))}之一"));
        if (string.IsNullOrWhiteSpace(request.Title)) findings.Add(Finding.Blocks("library.measure-title-missing", "/title", "请填写支持措施"));
        if (request.On > ChinaTime.DateOf(stamp.When)) findings.Add(Finding.Blocks("library.measure-in-future", "/on", "支持措施的日期不能晚于今天"));
        if (request.Amount is { } amount && (amount < 0 || amount > 1_000_000_000m || decimal.Round(amount, 2) != amount))
            findings.Add(Finding.Blocks("library.measure-amount", "/amount", "支持金额（万元）应为不小于 0 的数，最多两位小数"));
        if (findings.Count > 0) return new FieldsInvalid { Findings = findings };
        return new SupportMeasure(member.Measures + 1, kind!.Code, kind.Name, request.Title!.Trim(), request.On, request.Amount, string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), stamp);
    }
}
