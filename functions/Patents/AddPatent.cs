using System.ComponentModel.DataAnnotations;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Patents;

/// <summary>手动新增专利 as typed.</summary>
/// <param name="Number">专利号, with or without ZL or CN and the dot.</param>
/// <param name="Acquisition">专利权获取方式.</param>
/// <param name="AssignedBy">受让方式, where it was assigned.</param>
/// <param name="Title">专利名称, where the registry does not know the patent.</param>
public sealed record ManualPatent(
    [property: MaxLength(40)] string Number, PatentAcquisition? Acquisition, AssignmentKind? AssignedBy = null, [property: MaxLength(500)] string? Title = null);

/// <summary>The patent is on the list already, otherwise than typed.</summary>
public sealed record PatentListed(string Number) : Conflict("patent-listed", "该专利已在列表中", $"专利 {Number} 已在本单位专利信息中，无需重复新增。");

/// <summary>手动新增专利 (PAT-02).</summary>
public sealed class AddPatent(UnitRecords units, UnitPatents patents, IPatentRegistry registry, CaseStore cases, TimeProvider time)
{
    /// <summary>按专利号手动新增专利（原始取得、受让、被许可）；重复提交相同内容得到相同结果。</summary>
    [Function("AddPatent")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(ManualPatent)), Answers(201, typeof(UnitPatentAnswer), Location = true), Answers(200, typeof(UnitPatentAnswer))]
    [Refuses(typeof(UnitNotVerified), typeof(PatentListed), typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patents")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        var typed = await request.ReadBodyAsync<ManualPatent>(cancellation);
        if (await units.VerifiedAsync(unit, cancellation) is null) return new UnitNotVerified();
        var found = PatentNumber.TryParse(typed.Number, out var number, out _) ? await registry.FindAsync(number, cancellation) : null;
        var findings = PatentRules.Check(typed, found);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };

        if (await patents.FindAsync(unit, number!, cancellation) is { } listed) return Again(listed.Value, typed);
        var manual = new UnitPatent(number!, typed.Title?.Trim() ?? "", [], PatentStatus.Valid, typed.Acquisition!.Value, PatentSource.Manual, time.GetUtcNow()) { AssignedBy = typed.AssignedBy };
        var added = found is null ? manual : PatentRules.Imported(manual, found, manual.AddedAt);
        var write = new CaseWrite(PatentTables.Address(unit), request.Stamp(time, "AddPatent"));
        write.Insert(PatentTables.RowOf(added.Number), added).Timeline("patent.added", $"手动新增专利 {added.Number.Granted}");
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // A twin of this request, or the import, was faster.
            return Again((await patents.FindAsync(unit, added.Number, cancellation))!.Value, typed);
        }
        request.HttpContext.Response.Headers.Location = $"/api/patents/{added.Number.Value}";
        return Results.Json(UnitPatentAnswer.Of(added), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Again(UnitPatent listed, ManualPatent typed) =>
        listed.Source == PatentSource.Manual && listed.Acquisition == typed.Acquisition && listed.AssignedBy == typed.AssignedBy
            ? Results.Json(UnitPatentAnswer.Of(listed), PlatformJson.Options)
            : new PatentListed(listed.Number.Granted);
}
