using PatentFunctions.Platform.Audit;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Operations;

/// <summary>审计链校验结果.</summary>
/// <param name="Table">Table of the case.</param>
/// <param name="Id">The case.</param>
/// <param name="Entries">How many entries the chain should have.</param>
/// <param name="Intact">True where nothing was changed, removed or inserted.</param>
/// <param name="Faults">What was found.</param>
public sealed record AuditAnswer(string Table, string Id, long Entries, bool Intact, IReadOnlyList<AuditFault> Faults);

/// <summary>校验审计链 (COM-04): finds a changed, removed or inserted entry.</summary>
public sealed class VerifyAudit(CaseStore cases)
{
    /// <summary>Checks the chain of one case.</summary>
    [Function("VerifyAudit")]
    [Allow(Role.Operator)]
    [Answers(200, typeof(AuditAnswer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/audit/{table}/{id}")] HttpRequest request,
        string table,
        string id,
        CancellationToken cancellation)
    {
        if (!RecordLimits.IsTable(table) || !RecordLimits.IsKey(id)) return new NothingHere();
        var address = new CaseAddress(table, id);
        if (await cases.FindAsync<CaseHead>(address, CaseRows.Head, cancellation) is not { } head) return new NothingHere();
        var faults = await cases.VerifyAuditAsync(address, cancellation);
        return Results.Json(new AuditAnswer(table, id, head.Value.Audit, faults.Count == 0, faults), PlatformJson.Options);
    }
}
