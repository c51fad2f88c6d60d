using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Patents;

/// <summary>Only patents added by hand can be removed.</summary>
public sealed record PatentNotManual() : Conflict("patent-not-manual", "自动导入的专利不能删除", "只有手动新增的专利可以删除；自动导入的专利以专利登记信息为准。");

/// <summary>A live filing links the patent.</summary>
public sealed record PatentLinked(string Products) : Conflict("patent-linked", "该专利已关联产品", $"该专利已关联备案产品“{Products}”，不能删除；请先在产品备案信息中移除。");

/// <summary>删除手动新增的专利 (PAT-02).</summary>
public sealed class RemovePatent(UnitPatents patents, IEnumerable<ILivePatentLinks> links, CaseStore cases, TimeProvider time)
{
    /// <summary>删除手动新增的专利；已关联审核中或已备案产品的不能删除。</summary>
    [Function("RemovePatent")]
    [Allow(Role.UnitAdmin)]
    [Answers(204), Refuses(typeof(PatentNotManual), typeof(PatentLinked))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "patents/{number}")] HttpRequest request, string number,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var unit = request.Caller().RequiredUnit;
        if (!PatentNumber.TryParse(number, out var parsed, out _) || await patents.FindAsync(unit, parsed, cancellation) is not { } listed) return new NothingHere();
        if (listed.Value.Source != PatentSource.Manual) return new PatentNotManual();
        foreach (var source in links)
        {
            var linking = (await source.ProductsAsync(unit, cancellation)).Where(p => p.Patents.Contains(parsed)).Select(p => p.Product).ToList();
            if (linking.Count > 0) return new PatentLinked(string.Join("”“", linking));
        }
        var write = new CaseWrite(PatentTables.Address(unit), request.Stamp(time, "RemovePatent"));
        write.Delete(listed).Timeline("patent.removed", $"删除手动新增的专利 {parsed.Granted}");
        await cases.CommitAsync(write, durable, cancellation);
        return Results.NoContent();
    }
}
