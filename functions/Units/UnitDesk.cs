using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Units;

/// <summary>Nothing was saved that could be submitted.</summary>
public sealed record NoUnitDraft() : Conflict("unit-draft-missing", "没有可提交的内容", "请先填写并保存单位信息，再提交。");

/// <summary>The realname form is locked while an examiner looks at it.</summary>
public sealed record RealnameUnderReview() : Conflict("realname-under-review", "信息已提交，请等待", "实名认证信息正在审核，审核期间不能修改或重复提交。");

/// <summary>The realname review is passed; the data changes by 变更单位信息 only.</summary>
public sealed record RealnameApproved() : Conflict("realname-approved", "已通过实名认证", "单位已通过实名认证，如需修改请使用“变更单位信息”。");

/// <summary>Only a verified unit may do this.</summary>
public sealed record UnitNotVerified() : Conflict("unit-not-verified", "尚未通过实名认证", "请先完成单位实名认证，通过后再进行此操作。");

/// <summary>The change form is locked while an examiner looks at it.</summary>
public sealed record UnitChangeUnderReview() : Conflict("unit-change-under-review", "变更信息已提交，请等待", "单位信息变更正在审核，审核期间不能修改或重复提交；原信息继续有效。");

/// <summary>A form as the unit sees it.</summary>
/// <typeparam name="T">The form.</typeparam>
/// <param name="Form">The form as saved, or pre-filled where nothing was saved.</param>
/// <param name="Saved">False while the form is only pre-filled: the first PUT needs no If-Match.</param>
/// <param name="Editable">False while it is under review.</param>
/// <param name="Reasons">Reasons of the last return, each at its field.</param>
public sealed record UnitFormAnswer<T>(T Form, bool Saved, bool Editable, IReadOnlyList<GivenReason> Reasons);

/// <summary>What a check found; nothing was submitted.</summary>
/// <param name="MaySubmit">True where nothing blocks.</param>
/// <param name="Findings">Everything found.</param>
public sealed record UnitCheckAnswer(bool MaySubmit, IReadOnlyList<Finding> Findings);

/// <summary>What the acts on the two forms of a unit share: read, save with ETag, submit as a round of review.</summary>
public sealed class UnitDesk(UnitRecords units, CaseStore cases, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>The unit; one that has filled in nothing yet is new.</summary>
    public async Task<(Unit Unit, Stored<Unit>? Stored)> LoadAsync(UnitId unit, CancellationToken cancellation)
    {
        var stored = await units.FindAsync(unit, cancellation);
        return (stored?.Value ?? new Unit(unit), stored);
    }

    /// <summary>A form as it is saved, or null.</summary>
    public Task<Stored<T>?> FindFormAsync<T>(UnitId unit, string row, CancellationToken cancellation) =>
        cases.FindAsync<T>(UnitTables.Address(unit), row, cancellation);

    /// <summary>The rounds of a unit's two kinds of review, oldest first; appeals against them are not among them.</summary>
    public async Task<IReadOnlyList<ReviewRound>> RoundsAsync(UnitId unit, CancellationToken cancellation)
    {
        var rounds = new List<ReviewRound>();
        await foreach (var round in cases.RowsAsync<ReviewRound>(UnitTables.Address(unit), ReviewRound.RowPrefix, cancellation))
            if (round.Value.Kind == UnitReviews.Realname.Code || round.Value.Kind == UnitReviews.Change.Code) rounds.Add(round.Value);
        return [.. rounds.OrderBy(r => r.Round)];
    }

    /// <summary>The appeal against a round (COM-18), while it is undecided.</summary>
    public async Task<ReviewRound?> OpenAppealAsync(ReviewRound round, CancellationToken cancellation) =>
        await cases.FindAsync<ReviewRound>(UnitTables.Address(round.Unit), ReviewRound.RowOf(AppealKind.CodeOf(round.Kind), round.Round), cancellation) is { Value.IsOpen: true } appeal ? appeal.Value : null;

    /// <summary>Answers a form with its ETag and the reasons of the last return.</summary>
    public async Task<IResult> AnswerAsync<T>(HttpRequest request, UnitId unit, ReviewKind kind, Stored<T>? stored, T prefilled, bool editable, CancellationToken cancellation)
    {
        if (stored is not null) request.SetETag(stored.ETag);
        var last = (await RoundsAsync(unit, cancellation)).LastOrDefault(r => r.Kind == kind.Code);
        var reasons = last is { State: ReviewState.Returned, Decision: { } decision } ? decision.Reasons : [];
        return Results.Json(new UnitFormAnswer<T>(stored is null ? prefilled : stored.Value, stored is not null, editable, reasons), PlatformJson.Options);
    }

    /// <summary>Saves a form as it is, however incomplete; the first save needs no If-Match, every later one does.</summary>
    public async Task<IResult> SaveAsync<T>(HttpRequest request, string act, string row, T form, Stored<Unit>? unit, UnitId id, ReviewKind kind, DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = await FindFormAsync<T>(id, row, cancellation);
        if (stored is not null) request.Matching(stored);
        else if (request.Headers.IfMatch.Count > 0) return new RecordChanged();
        var write = new CaseWrite(UnitTables.Address(id), request.Stamp(time, act));
        if (unit is null) write.Insert(CaseRows.Record, new Unit(id));
        if (stored is null) write.Insert(row, form);
        else write.Replace(stored, form);
        await cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(request, id, kind, await FindFormAsync<T>(id, row, cancellation), form, true, cancellation);
    }

    /// <summary>Hands a form in: the unit's new state, the round and what keeps the files, in one write.</summary>
    /// <param name="request">The request, for the stamp.</param>
    /// <param name="act">Name of the act.</param>
    /// <param name="kind">Kind of review.</param>
    /// <param name="form">The form, matched with If-Match.</param>
    /// <param name="unit">The unit as read.</param>
    /// <param name="next">The unit's new state; rounds and attempts are counted here.</param>
    /// <param name="warnings">What travels to the examiner.</param>
    /// <param name="files">Files that the form refers to.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<Receipt> SubmitAsync<T>(
        HttpRequest request, string act, ReviewKind kind, Stored<T> form, Stored<Unit> unit, Unit next, IReadOnlyList<Finding> warnings, IEnumerable<FileId?> files,
        DurableTaskClient durable, CancellationToken cancellation)
        where T : UnitForm
    {
        var id = unit.Value.Id;
        var write = new CaseWrite(UnitTables.Address(id), request.Stamp(time, act));
        next = next with { Rounds = unit.Value.Rounds + 1, Attempts = unit.Value.Attempts + 1 };
        var name = form.Value.Name!.Trim();
        var submission = new Submission(name, id, unit.Value.InForce?.Name ?? name, JsonSerializer.SerializeToElement(form.Value, PlatformJson.Stored), warnings);
        write.Replace(unit, next);
        write.Replace(form, form.Value);
        var receipt = ReviewSubmission.Open(write, kind, next.Rounds, submission, await calendars.CurrentAsync(cancellation), next.Attempts);
        write.Send(FileMessages.Keep(write.Address, [.. files.OfType<FileId>().Distinct()]));
        await cases.CommitAsync(write, durable, cancellation);
        return receipt;
    }
}
