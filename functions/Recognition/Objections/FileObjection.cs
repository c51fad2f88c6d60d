using System.Security.Cryptography;
using System.Text.Json;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Identifiers;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>异议回执.</summary>
/// <param name="Number">异议编号.</param>
/// <param name="Secret">查询码: with the number it opens the objection; it is in this answer only.</param>
/// <param name="Product">产品名称.</param>
/// <param name="FiledAt">When it was received.</param>
/// <param name="Sha256">Hash of what was submitted, hex.</param>
/// <param name="Status">Chinese line: whose turn it is and by when.</param>
public sealed record ObjectionReceipt(string Number, string Secret, string Product, DateTimeOffset FiledAt, string Sha256, string Status);

/// <summary>提出异议 (REC-04): by a unit or a person without an account, while the product is in public notice.</summary>
public sealed class FileObjection(
    CaseStore cases, RecognitionRecords recognitions, ObjectionRecords objections, ObjectorSessions sessions, ObjectionLimits limits, FileChecks files, CalendarInForce calendars, TimeProvider time)
{
    private const int Attempts = 5;
    private const string SecretAlphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>
    /// 对公示中的产品提出异议：单位须上传加盖公章的异议书并提供联系人和邮箱，个人须填写真实姓名并上传身份证明和邮箱；须先验证手机号。
    /// 审核期间该产品不予认定。重复提交只受理一次，给出同一回执。
    /// </summary>
    [Function("FileObjection")]
    [Allow(Role.Public)]
    [Accepts(typeof(ObjectionForm)), Answers(201, typeof(ObjectionReceipt), Location = true), Needs(IdempotencyKey = true)]
    [RequestHeader(ObjectorSessions.Header, ObjectorSessions.HeaderIs, ObjectorSessions.HeaderLooksLike, Required = true)]
    [Refuses(typeof(ObjectorSessionRequired), typeof(FieldsInvalid), typeof(NoticeOver), typeof(ObjectionOpenAlready), typeof(ObjectionsUsedUp), typeof(IdempotencyKeyReused))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/notices/{id}/objections")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        // Whoever is signed in files as the public all the same: nothing leads from the objection to an account.
        var stamp = request.Stamp(time, "FileObjection") with { Who = Actor.Public };
        if (sessions.Of(request) is not { } session) return new ObjectorSessionRequired();
        var form = await request.ReadBodyAsync<ObjectionForm>(cancellation);
        var body = new SubmittedObjection(form, session.Phone);
        var calendar = await calendars.CurrentAsync(cancellation);
        var counted = false;
        for (var attempt = 1; ; attempt++)
        {
            var recognition = await recognitions.AnyAsync(id, cancellation);
            if (recognition.Value.Notice is null) return new NothingHere();
            var done = await cases.WasDoneAsync(RecognitionRecords.AddressOf(recognition.Value.Id), request, body, cancellation);
            // Read after the question: what the same request did a moment ago is among them.
            var present = await objections.AllAsync(recognition.Value.Id, cancellation);
            if (done) return await AnswerAsync(request, recognition.Value, present, cancellation);
            if (ObjectionRules.RefuseOutsideNotice(recognition.Value, calendar, stamp.When) is { } over) return over;
            var attached = await files.CheckAsync(session.Id, ObjectionRules.Files(form), cancellation);
            List<Finding> findings = [.. ObjectionRules.Check(form, session.Phone), .. attached.Findings];
            if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
            if (await HasOpenAsync(recognition.Value.Id, present, session.Phone, cancellation)) return new ObjectionOpenAlready();
            if (!counted && await limits.CountObjectionAsync(session.Phone, stamp.When, cancellation) is { } tooMany) return tooMany;
            counted = true;
            var write = Write(request, stamp, recognition, present, form, session, attached, calendar);
            try
            {
                await cases.CommitAsync(write.Once(request, body), durable, cancellation);
                return await AnswerAsync(request, recognition.Value, await objections.AllAsync(recognition.Value.Id, cancellation), cancellation);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another objection, a decision or the end of the notice was faster: everything is looked at again.
            }
        }
    }

    private CaseWrite Write(
        HttpRequest request, ActStamp stamp, Stored<RecognitionRecord> recognition, IReadOnlyList<Stored<Objection>> present, ObjectionForm form, ObjectorSession session, CheckedFiles attached, WorkingDayCalendar calendar)
    {
        var index = present.Count == 0 ? 1 : present[^1].Value.Index + 1;
        var id = request.DeriveId("ob");
        var by = form.By!.Value;
        FileId proof = (by == ObjectorKind.Unit ? form.Statement : form.IdentityProof)!.Value;
        var objection = new Objection(index, id, Objection.NumberOf(id, stamp.When), by, form.Grounds!.Trim(), proof, form.Evidence!, stamp.When);
        var objector = new Objector(form.Name!.Trim(), form.Contact?.Trim(), session.Phone, RegistrationRules.Checked<EmailAddress>(form.Mail).Value, RandomNumberGenerator.GetString(SecretAlphabet, 24));
        var next = recognition.Value.After(RecognitionAct.FileObjection, stamp) with { OpenObjections = recognition.Value.OpenObjections + 1 };
        var content = new ObjectionContent(
            objection.Number, by, objection.Grounds, [.. ((FileId[])[proof, .. objection.Evidence]).Select(f => attached.Files[f].Sha256)], next.FilingNumber, next.Notice!.EndsOn);

        var write = new CaseWrite(RecognitionRecords.AddressOf(next.Id), stamp)
            .Replace(recognition, next)
            .Insert(ObjectionRecords.FactsRow(index), objection)
            .Insert(ObjectionRecords.ObjectorRow(index), objections.Seal(objector));
        var submission = new Submission(next.Product, next.Unit, next.UnitName, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), []) { Excluded = ObjectionReviewKind.Abstaining(next) };
        ReviewSubmission.Open(write, ObjectionReviewKind.Kind, index, submission, calendar, attempt: 1);
        var due = ChinaTime.FullDate(calendar.AddWorkingDays(ChinaTime.DateOf(stamp.When), ObjectionReviewKind.Kind.TermDays).Date);
        ObjectionMessages.Tell(write, objector, ObjectionMessages.Received, next, objection, ("due", due));
        write.Send(Notify.Unit(ObjectionMessages.UnitNotified, next.Unit, ("product", next.Product), ("due", due)))
            .Send(FileMessages.Keep(write.Address, [proof, .. objection.Evidence]))
            .Send(ProjectionMessages.Refresh(ObjectionNumbers.ProjectionName))
            .Send(PublicNotice.Look(next.Id, nameof(RecognitionAct.FileObjection)));
        return RecognitionProjections.RefreshAll(write);
    }

    private async Task<bool> HasOpenAsync(RecognitionId recognition, IReadOnlyList<Stored<Objection>> present, string phone, CancellationToken cancellation)
    {
        foreach (var objection in present)
        {
            if (!(await objections.RoundAsync(recognition, objection.Value.Index, cancellation)).Value.IsOpen) continue;
            if ((await objections.ObjectorAsync(recognition, objection.Value.Index, cancellation)).Phone == phone) return true;
        }
        return false;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, RecognitionRecord recognition, IReadOnlyList<Stored<Objection>> present, CancellationToken cancellation)
    {
        var id = request.DeriveId("ob");
        var objection = present.Single(o => o.Value.Id == id).Value;
        var round = (await objections.RoundAsync(recognition.Id, objection.Index, cancellation)).Value;
        var objector = await objections.ObjectorAsync(recognition.Id, objection.Index, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers.Location = $"/api/public/objections/{objection.Number}";
        var receipt = new ObjectionReceipt(objection.Number, objector.Secret, recognition.Product, objection.FiledAt, round.Sha256, new ObjectionCase(objection, round).Status);
        return Results.Json(receipt, PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private sealed record SubmittedObjection(ObjectionForm Form, string Phone);
}
