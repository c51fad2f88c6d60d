using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>异议案卷: everything of an objection, who objects among it, for the officer who decides it.</summary>
/// <param name="Number">异议编号.</param>
/// <param name="Recognition">The product in its campaign.</param>
/// <param name="Product">产品名称.</param>
/// <param name="UnitName">被异议单位.</param>
/// <param name="By">A unit or a person.</param>
/// <param name="Name">单位名称 or 真实姓名.</param>
/// <param name="Contact">联系人.</param>
/// <param name="Phone">联系电话.</param>
/// <param name="Mail">电子邮箱.</param>
/// <param name="Grounds">异议理由.</param>
/// <param name="FiledAt">When it was received.</param>
/// <param name="Files">异议书 or 身份证明, then the evidence.</param>
/// <param name="Statements">What the unit says to it.</param>
public sealed record ObjectionDossier(
    string Number, RecognitionId Recognition, string Product, string UnitName, ObjectorKind By, string Name, string? Contact, string Phone, string Mail,
    string Grounds, DateTimeOffset FiledAt, IReadOnlyList<FileAnswer> Files, IReadOnlyList<DossierStatement> Statements);

/// <summary>One statement of the unit.</summary>
/// <param name="At">When.</param>
/// <param name="Text">Text.</param>
/// <param name="Files">答辩证明材料.</param>
public sealed record DossierStatement(DateTimeOffset At, string Text, IReadOnlyList<FileAnswer> Files);

/// <summary>Only who has taken the objection may read who objects.</summary>
public sealed record ObjectionNotTaken() : Conflict("objection-not-taken", "请先领取", "异议提出人的身份和材料只供审核该异议的审核员查看，请先领取该异议；待复核的异议可由复核人查看。");

/// <summary>查看异议案卷 (REC-04): each look at who objects and at each sealed file is recorded (ACC-13).</summary>
public sealed class ReadObjection(CaseStore cases, RecognitionRecords recognitions, ObjectionRecords objections, IFileContents contents, TimeProvider time)
{
    /// <summary>异议提出人、理由、材料清单和被异议单位的说明；仅供审核该异议的审核员，查看留痕，参与过该产品认定的审核员须回避。</summary>
    [Function("ReadObjection")]
    [Allow(Role.Examiner)]
    [Answers(200, typeof(ObjectionDossier)), Refuses(typeof(ObjectionNotTaken), typeof(MustAbstain))]
    public async Task<IResult> DossierAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}/objections/{objection:int}")] HttpRequest request, string id, int objection,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (recognition, facts) = await FindAsync(id, objection, cancellation);
        if (await RefuseAsync(request, recognition.Id, objection, cancellation) is { } refusal) return refusal;
        await RecordAsync(request, recognition.Id, "ReadObjection", $"异议 {facts.Number}", durable, cancellation);
        var objector = await objections.ObjectorAsync(recognition.Id, objection, cancellation);
        var statements = new List<DossierStatement>();
        foreach (var statement in (await objections.DefenceAsync(recognition.Id, objection, cancellation))?.Value.Statements ?? [])
            statements.Add(new DossierStatement(statement.At, statement.Text, await FilesAsync(statement.Files, cancellation)));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new ObjectionDossier(
                facts.Number, recognition.Id, recognition.Product, recognition.UnitName, facts.By, objector.Name, objector.Contact, objector.Phone, objector.Mail,
                facts.Grounds, facts.FiledAt, await FilesAsync([facts.Proof, .. facts.Evidence], cancellation), statements),
            PlatformJson.Options);
    }

    /// <summary>异议材料或被异议单位的答辩材料；仅供审核该异议的审核员，查看留痕。</summary>
    [Function("ReadObjectionFile")]
    [Allow(Role.Examiner)]
    [Answers(200, MediaType = FileKinds.MediaTypes, ETag = true), Answers(206, MediaType = FileKinds.MediaTypes, ETag = true), Answers(304, ETag = true)]
    [Refuses(typeof(ObjectionNotTaken), typeof(MustAbstain), typeof(FileInfected), typeof(FileNotScanned))]
    public async Task<IResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognitions/{id}/objections/{objection:int}/files/{file}")] HttpRequest request, string id, int objection, string file,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (recognition, facts) = await FindAsync(id, objection, cancellation);
        var defence = await objections.DefenceAsync(recognition.Id, objection, cancellation);
        var named = new FileId(file);
        if (facts.Proof != named && !facts.Evidence.Contains(named) && defence?.Value.Statements.Any(s => s.Files.Contains(named)) != true) return new NothingHere();
        if (await RefuseAsync(request, recognition.Id, objection, cancellation) is { } refusal) return refusal;
        if (await FileRecords.FindAsync(cases.Records, named, cancellation) is not { } stored) return new NothingHere();
        if (stored.Value.Scan == ScanState.Infected) return new FileInfected();
        if (stored.Value.Scan == ScanState.Pending) return new FileNotScanned();
        await RecordAsync(request, recognition.Id, "ReadObjectionFile", $"异议 {facts.Number}，附件 {file}", durable, cancellation);
        var answer = await FileContentAnswer.OpenAsync(request, contents, stored.Value, cancellation);
        // Each look is recorded, so none may come from a cache.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return answer;
    }

    private async Task<(RecognitionRecord Recognition, Objection Facts)> FindAsync(string id, int objection, CancellationToken cancellation)
    {
        var recognition = (await recognitions.AnyAsync(id, cancellation)).Value;
        return await objections.FindAsync(recognition.Id, objection, cancellation) is { } found ? (recognition, found.Value) : throw new RefusedException(new NothingHere());
    }

    private async Task<Refusal?> RefuseAsync(HttpRequest request, RecognitionId recognition, int objection, CancellationToken cancellation) =>
        RefuseReading((await objections.RoundAsync(recognition, objection, cancellation)).Value, request.Caller().Account, time.GetUtcNow());

    /// <summary>Who objects is for the officer who has taken the objection, for whoever confirms a proposal, and for those who decided it.</summary>
    internal static Refusal? RefuseReading(ReviewRound round, AccountId reader, DateTimeOffset now)
    {
        if (round.Excluded.Contains(reader)) return new MustAbstain();
        var deciding = round.State == ReviewState.Proposed
            || (round.Claim is { } claim && claim.By.Account == reader && claim.Until > now)
            || (round.State == ReviewState.OnHold && round.Hold?.By.Account == reader)
            || round.Decision?.By.Account == reader || round.Decision?.ConfirmedBy?.Account == reader;
        return deciding ? null : new ObjectionNotTaken();
    }

    private Task RecordAsync(HttpRequest request, RecognitionId recognition, string act, string what, DurableTaskClient durable, CancellationToken cancellation) =>
        cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(recognition.Value), request.Stamp(time, act, what)), durable, cancellation);

    private async Task<IReadOnlyList<FileAnswer>> FilesAsync(IReadOnlyList<FileId> ids, CancellationToken cancellation)
    {
        var answers = new List<FileAnswer>();
        foreach (var id in ids)
            if (await FileRecords.FindAsync(cases.Records, id, cancellation) is { } file) answers.Add(FileAnswer.Of(file.Value));
        return answers;
    }
}
