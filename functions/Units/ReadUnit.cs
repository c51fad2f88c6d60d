using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Units;

/// <summary>单位 as its own administrator sees it, phones whole.</summary>
/// <param name="Id">The unit.</param>
/// <param name="State">实名认证状态.</param>
/// <param name="Change">单位信息变更状态.</param>
/// <param name="Status">Chinese line: whose turn it is and by when.</param>
/// <param name="InForce">The data in force.</param>
/// <param name="Standing">Conditions that are not met for submitting filings (FIL-01).</param>
/// <param name="MissingAssets">Last year's asset information, where it is missing.</param>
/// <param name="Timeline">办理进度, oldest first.</param>
public sealed record UnitAnswer(
    UnitId Id, RealnameState State, UnitChangeState Change, string Status, VerifiedUnit? InForce, IReadOnlyList<Finding> Standing, MissingAssets? MissingAssets, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>The line that tells a unit where it stands, computed from its record and its last round.</summary>
public static class UnitStatus
{
    /// <summary>E.g. 信息已提交，请等待（审核中，预计11月24日前）.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="last">Its last round.</param>
    /// <param name="appeal">The open appeal against that round, if there is one.</param>
    public static string Line(Unit unit, ReviewRound? last, ReviewRound? appeal = null) => unit switch
    {
        _ when appeal is not null => ReviewStatus.Line(appeal),
        { State: RealnameState.UnderReview } => "信息已提交，请等待" + Due(last),
        { State: RealnameState.Returned } => "实名认证未通过，请贵单位按意见修改后重新提交",
        { State: RealnameState.None } => "尚未实名认证，请贵单位填写并提交实名认证信息",
        { Change: UnitChangeState.UnderReview } => "单位信息变更已提交，请等待" + Due(last),
        { Change: UnitChangeState.Returned } => "单位信息变更未通过，原信息继续有效，请贵单位按意见修改后重新提交",
        _ => "已通过实名认证",
    };

    private static string Due(ReviewRound? last) => last is null ? "" : $"（{ReviewStatus.Line(last)}）";
}

/// <summary>Reads the unit.</summary>
public sealed class ReadUnit(UnitDesk desk, UnitRecords units, CaseStore cases, TimeProvider time)
{
    /// <summary>本单位：现行有效信息、实名认证与变更状态、资产信息提醒、办理进度。</summary>
    [Function("ReadUnit")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UnitAnswer), ETagOnceSaved = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me")] HttpRequest request, CancellationToken cancellation)
    {
        var (unit, stored) = await desk.LoadAsync(request.Caller().RequiredUnit, cancellation);
        if (stored is not null) request.SetETag(stored.ETag);
        var rounds = await desk.RoundsAsync(unit.Id, cancellation);
        var last = rounds.Count == 0 ? null : rounds[^1];
        var appeal = last is null ? null : await desk.OpenAppealAsync(last, cancellation);
        var years = await units.AssetYearsAsync(unit.Id, cancellation);
        var today = ChinaTime.Today(time);
        return Results.Json(
            new UnitAnswer(
                unit.Id, unit.State, unit.Change, UnitStatus.Line(unit, last, appeal), unit.InForce,
                UnitStanding.Check(stored?.Value, years, today), AssetInformation.MissingFor(today, years), await cases.TimelineAsync(UnitTables.Address(unit.Id), cancellation)),
            PlatformJson.Options);
    }
}

/// <summary>One round as the unit sees it.</summary>
/// <param name="Kind">realname or unit-change.</param>
/// <param name="Round">Number of the round.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Status">Chinese line: whose turn it is and by when.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Sha256">Hash of its content, as on the receipt.</param>
/// <param name="Warnings">Findings that travelled with it.</param>
/// <param name="Decision">How it ended, each reason at its field.</param>
public sealed record UnitRoundAnswer(string Kind, int Round, ReviewState State, string Status, DateTimeOffset SubmittedAt, string Sha256, IReadOnlyList<Finding> Warnings, DecisionView? Decision);

/// <summary>Lists the rounds of a unit.</summary>
public sealed class ListRealnameRounds(UnitDesk desk)
{
    /// <summary>历次实名认证与单位信息变更的提交、意见和结论，最近的在前。</summary>
    [Function("ListRealnameRounds")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(IReadOnlyList<UnitRoundAnswer>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "units/me/realname/rounds")] HttpRequest request, CancellationToken cancellation)
    {
        var rounds = await desk.RoundsAsync(request.Caller().RequiredUnit, cancellation);
        return Results.Json(rounds.Reverse().Select(Answer).ToList(), PlatformJson.Options);
    }

    private static UnitRoundAnswer Answer(ReviewRound round) => new(
        round.Kind, round.Round, round.State, ReviewStatus.Line(round), round.Submitted.When, round.Sha256, round.Warnings,
        round.IsOpen ? null : DecisionView.Of(round.Decision));
}
