using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Library;

/// <summary>A measure as the offices see it: no person's name.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="KindName">Its kind.</param>
/// <param name="Title">What was done.</param>
/// <param name="On">Day of the measure.</param>
/// <param name="Amount">支持金额, 万元.</param>
/// <param name="Note">Remark.</param>
/// <param name="Office">Which office recorded it.</param>
/// <param name="RecordedAt">When.</param>
public sealed record MeasureLine(int Number, string KindName, string Title, DateOnly On, decimal? Amount, string? Note, string Office, DateTimeOffset RecordedAt);

/// <summary>样板企业 in detail.</summary>
/// <param name="Enterprise">Its line.</param>
/// <param name="RemovedWhy">出库原因.</param>
/// <param name="Measures">Its support measures, oldest first.</param>
public sealed record LibraryAnswer(LibraryLine Enterprise, string? RemovedWhy, IReadOnlyList<MeasureLine> Measures)
{
    internal static async Task<IResult> AnswerAsync(HttpRequest request, LibraryMembers members, UnitId unit, CancellationToken cancellation, int status = StatusCodes.Status200OK)
    {
        var member = (await members.FindAsync(unit, cancellation))!;
        var measures = await members.MeasuresAsync(unit, cancellation);
        request.SetETag(member.ETag);
        var answer = new LibraryAnswer(
            LibraryLine.Of(member.Value), member.Value.RemovedWhy,
            [.. measures.Select(m => new MeasureLine(m.Number, m.KindName, m.Title, m.On, m.Amount, m.Note, m.Recorded.Who.Office, m.Recorded.When))]);
        return Results.Json(answer, PlatformJson.Options, statusCode: status);
    }
}

/// <summary>?state= is none of the library's.</summary>
public sealed record UnknownLibraryState() : Malformed("sme-library-state-unknown", "筛选条件无效", "state 应为 member（在库）或 removed（已出库）。");

/// <summary>Reads 专利产业化样板企业库.</summary>
public sealed class ReadLibrary(LibraryMembers members, LibraryByProvince library)
{
    /// <summary>样板企业库名单，可按省份、状态、级别和名称筛选；省级部门只看本省。</summary>
    [Function("ListSmeLibrary")]
    [Allow(Role.National, Role.Provincial)]
    [QueryParameter("province", "省级行政区划代码；省级部门只看本省", Pattern = SmeScope.ProvinceForm), QueryParameter("state", "member 在库、removed 已出库；不填为全部", Values = "member,removed"), QueryParameter("level", "培育级别代码"), QueryParameter("q", "企业名称或统一社会信用代码中的文字")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<LibraryLine>)), Refuses(typeof(NothingHere), typeof(UnknownLibraryState))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-library")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        var (level, keyword) = (request.Query["level"].ToString(), request.Query["q"].ToString());
        LibraryState? state = request.Query["state"].ToString() switch { "" => null, "member" => LibraryState.Member, "removed" => LibraryState.Removed, _ => throw new RefusedException(new UnknownLibraryState()) };
        var lines = new List<LibraryLine>();
        await foreach (var line in library.OfAsync(ProvinceOf(request), cancellation))
        {
            if ((state is null || line.State == state) && (level.Length == 0 || line.Level == level)
                && (keyword.Length == 0 || line.UnitName.Contains(keyword, StringComparison.OrdinalIgnoreCase) || line.Uscc.Contains(keyword, StringComparison.OrdinalIgnoreCase)))
                lines.Add(line);
        }
        return Results.Json(page.Slice(lines, l => l.Unit.Value), PlatformJson.Options);
    }

    /// <summary>样板企业详情和支持措施。</summary>
    [Function("ReadSmeLibraryEnterprise")]
    [Allow(Role.National, Role.Provincial)]
    [Answers(200, typeof(LibraryAnswer), ETag = true)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-library/{unit}")] HttpRequest request, string unit, CancellationToken cancellation)
    {
        var member = await members.ForOfficeAsync(unit, request.Caller(), cancellation);
        return await LibraryAnswer.AnswerAsync(request, members, member.Value.Unit, cancellation);
    }

    private static string? ProvinceOf(HttpRequest request) =>
        SmeScope.Province(request.Caller(), request.Query["province"].ToString()).Value;
}
