using System.ComponentModel.DataAnnotations;
using PatentFunctions.Files;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>答辩意见 of the unit to one objection, row <c>defence-0001</c>.</summary>
/// <param name="Statements">What it said, oldest first.</param>
public sealed record ObjectionDefence(IReadOnlyList<DefenceStatement> Statements)
{
    /// <summary>Most statements to one objection.</summary>
    public const int MostStatements = 5;
}

/// <summary>One statement.</summary>
/// <param name="At">When.</param>
/// <param name="Text">Text.</param>
/// <param name="Files">答辩证明材料.</param>
public sealed record DefenceStatement(DateTimeOffset At, string Text, IReadOnlyList<FileId> Files);

/// <summary>异议 as the unit that is objected to sees it: what is said, never who says it.</summary>
/// <param name="Objection">1, 2, 3 … of the product.</param>
/// <param name="FiledAt">When it was received.</param>
/// <param name="Grounds">异议理由.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Status">Chinese line.</param>
/// <param name="DueOn">Last day of the term, while it is under review.</param>
/// <param name="Outcome">How it was decided.</param>
/// <param name="Statements">The unit's own statements.</param>
public sealed record UnitObjection(
    int Objection, DateTimeOffset FiledAt, string Grounds, ObjectionState State, string Status, DateOnly? DueOn, ObjectionOutcome? Outcome, IReadOnlyList<DefenceStatement> Statements)
{
    internal static UnitObjection Of(ObjectionCase found, ObjectionDefence? defence) => new(
        found.Objection.Index, found.Objection.FiledAt, found.Objection.Grounds, found.State, found.Status,
        found.State == ObjectionState.UnderReview ? found.Round.DueOn : null, found.Outcome, defence?.Statements ?? []);
}

/// <summary>查看异议 by the unit.</summary>
public sealed class ListUnitObjections(RecognitionRecords recognitions, ObjectionRecords objections)
{
    /// <summary>本单位公示产品收到的异议：异议理由、进度、结果和本单位的说明；不显示异议提出人。</summary>
    [Function("ListUnitObjections")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(IReadOnlyList<UnitObjection>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}/objections")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var recognition = (await recognitions.OwnAsync(id, request.Caller(), cancellation)).Value.Id;
        var answer = new List<UnitObjection>();
        foreach (var objection in await objections.AllAsync(recognition, cancellation))
        {
            var round = await objections.RoundAsync(recognition, objection.Value.Index, cancellation);
            answer.Add(UnitObjection.Of(new ObjectionCase(objection.Value, round.Value), (await objections.DefenceAsync(recognition, objection.Value.Index, cancellation))?.Value));
        }
        return Results.Json<IReadOnlyList<UnitObjection>>(answer, PlatformJson.Options);
    }
}

/// <summary>答辩意见 as written.</summary>
/// <param name="Text">1 to 3,000 characters.</param>
/// <param name="Files">Up to 10 files (purpose objection-defence).</param>
public sealed record DefenceForm([property: MaxLength(10_000)] string? Text, IReadOnlyList<FileId>? Files);

/// <summary>The unit has said enough to one objection.</summary>
public sealed record DefenceUsedUp() : Conflict("objection-statements-used-up", "说明次数已用完", $"对每件异议最多提交 {ObjectionDefence.MostStatements} 次说明。");

/// <summary>提交答辩意见 (REC-04): the unit is heard before the objection is decided.</summary>
public sealed class DefendProduct(CaseStore cases, RecognitionRecords recognitions, ObjectionRecords objections, FileChecks files, TimeProvider time)
{
    private const int MostText = 3_000;
    private const int MostFiles = 10;

    /// <summary>就一件审核中的异议提交说明和证明材料；审核员可以看到。重复提交只受理一次。</summary>
    [Function("DefendProduct")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(DefenceForm)), Answers(201, typeof(UnitObjection)), Refuses(typeof(FieldsInvalid), typeof(ReviewActNotPossible), typeof(DefenceUsedUp), typeof(IdempotencyKeyReused)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recognitions/{id}/objections/{objection:int}/statements")] HttpRequest request, string id, int objection,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var recognition = (await recognitions.OwnAsync(id, request.Caller(), cancellation)).Value;
        if (await objections.FindAsync(recognition.Id, objection, cancellation) is not { } found) return new NothingHere();
        var form = await request.ReadBodyAsync<DefenceForm>(cancellation);
        var (address, body) = (RecognitionRecords.AddressOf(recognition.Id), new SubmittedDefence(objection, form));
        if (await cases.WasDoneAsync(address, request, body, cancellation)) return await AnswerAsync(recognition.Id, found.Value, cancellation);
        var round = await objections.RoundAsync(recognition.Id, objection, cancellation);
        if (!round.Value.IsOpen) return new ReviewActNotPossible(new ObjectionCase(found.Value, round.Value).Status);
        var defence = await objections.DefenceAsync(recognition.Id, objection, cancellation);
        if (defence?.Value.Statements.Count >= ObjectionDefence.MostStatements) return new DefenceUsedUp();
        var attached = await files.CheckAsync(recognition.Unit.Value, (form.Files ?? []).Take(MostFiles).Select((f, i) => new FileField($"/files/{i}", f, FilePurposes.ObjectionDefence)), cancellation);
        List<Finding> findings = [.. Check(form), .. attached.Findings];
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

        var stamp = request.Stamp(time, "DefendProduct");
        var next = new ObjectionDefence([.. defence?.Value.Statements ?? [], new DefenceStatement(stamp.When, form.Text!.Trim(), form.Files ?? [])]);
        // The round is written again as it is: an officer who read it before the statement meets a new ETag and reads both.
        var write = new CaseWrite(address, stamp).Replace(round, round.Value);
        write = defence is null ? write.Insert(ObjectionRecords.DefenceRow(objection), next) : write.Replace(defence, next);
        write.Once(request, body).Timeline("objection.defended", "已提交对异议的说明");
        if (form.Files is { Count: > 0 } kept) write.Send(FileMessages.Keep(address, kept));
        if (round.Value.Claim?.By.Account is { } reviewer)
            write.Send(Notify.Account(ObjectionMessages.StatementReceived, reviewer, ("product", recognition.Product), ("number", found.Value.Number)));
        await cases.CommitAsync(write, durable, cancellation);
        return await AnswerAsync(recognition.Id, found.Value, cancellation);
    }

    private static IEnumerable<Finding> Check(DefenceForm form)
    {
        var text = form.Text?.Trim() ?? "";
        if (text.Length == 0) yield return Finding.Blocks("objection.statement-text-missing", "/text", "请填写说明。");
        if (text.Length > MostText) yield return Finding.Blocks("objection.statement-text-long", "/text", $"说明不得超过 {MostText} 个字，更多内容请作为附件上传。");
        if (form.Files?.Count > MostFiles) yield return Finding.Blocks("objection.statement-files-many", "/files", $"证明材料最多 {MostFiles} 个文件。");
    }

    private async Task<IResult> AnswerAsync(RecognitionId recognition, Objection objection, CancellationToken cancellation)
    {
        var round = await objections.RoundAsync(recognition, objection.Index, cancellation);
        var defence = await objections.DefenceAsync(recognition, objection.Index, cancellation);
        return Results.Json(UnitObjection.Of(new ObjectionCase(objection, round.Value), defence?.Value), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private sealed record SubmittedDefence(int Objection, DefenceForm Form);
}
