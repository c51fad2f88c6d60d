using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Patents;

/// <summary>A patent on the unit's list, as the unit sees it.</summary>
/// <param name="Number">专利号 with ZL, dot and check digit.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Type">专利类型.</param>
/// <param name="Owners">专利权人.</param>
/// <param name="Status">法律状态.</param>
/// <param name="Acquisition">专利权获取方式.</param>
/// <param name="AssignedBy">受让方式.</param>
/// <param name="Ipc">IPC 分类号.</param>
/// <param name="ApplicationDate">申请日.</param>
/// <param name="GrantDate">授权公告日.</param>
/// <param name="InRegister">False where the registry does not know it.</param>
/// <param name="Removable">True for one added by hand.</param>
public sealed record UnitPatentAnswer(
    string Number, string Title, PatentType Type, IReadOnlyList<string> Owners, PatentStatus Status, PatentAcquisition Acquisition, AssignmentKind? AssignedBy,
    string? Ipc, DateOnly? ApplicationDate, DateOnly? GrantDate, bool InRegister, bool Removable)
{
    internal static UnitPatentAnswer Of(UnitPatent patent) => new(
        patent.Number.Granted, patent.Title, patent.Type, patent.Owners, patent.Status, patent.Acquisition, patent.AssignedBy,
        patent.Ipc, patent.ApplicationDate, patent.GrantDate, patent.InRegister, patent.Source == PatentSource.Manual);
}

/// <summary>A filter or an order that does not exist.</summary>
public sealed record PatentQueryInvalid() : Malformed("patent-query-invalid", "查询条件无效", "请按提示修改查询条件。");

/// <summary>查询条件 of the list (PAT-03): every one given must hold.</summary>
/// <param name="Number">Part of the number, with or without ZL and the dot.</param>
/// <param name="Title">Part of the title.</param>
/// <param name="Type">专利类型.</param>
/// <param name="Owner">Part of an owner's name.</param>
/// <param name="Acquisition">专利权获取方式.</param>
/// <param name="Status">法律状态.</param>
/// <param name="Sort">number, title, type, status, applicationDate or grantDate; with - in front, descending.</param>
public sealed record PatentQuery(string? Number, string? Title, PatentType? Type, string? Owner, PatentAcquisition? Acquisition, PatentStatus? Status, string Sort)
{
    private static readonly Dictionary<string, Comparison<UnitPatent>> Orders = new(StringComparer.Ordinal)
    {
        ["number"] = (a, b) => string.CompareOrdinal(a.Number.Value, b.Number.Value),
        ["title"] = (a, b) => string.CompareOrdinal(a.Title, b.Title),
        ["type"] = (a, b) => a.Type.CompareTo(b.Type),
        ["status"] = (a, b) => a.Status.CompareTo(b.Status),
        ["applicationDate"] = (a, b) => Nullable.Compare(a.ApplicationDate, b.ApplicationDate),
        ["grantDate"] = (a, b) => Nullable.Compare(a.GrantDate, b.GrantDate),
    };

    /// <summary>The patents that meet every condition, in a stable order.</summary>
    public IReadOnlyList<UnitPatent> Apply(IEnumerable<UnitPatent> patents)
    {
        var digits = Number is null ? null : Digits(Number);
        var found = patents.Where(p =>
            (digits is null || Digits(p.Number.Value).Contains(digits, StringComparison.Ordinal))
            && (Title is null || p.Title.Contains(Title, StringComparison.OrdinalIgnoreCase))
            && (Type is null || p.Type == Type)
            && (Owner is null || p.Owners.Any(o => OwnerNames.Normalize(o).Contains(OwnerNames.Normalize(Owner), StringComparison.Ordinal)))
            && (Acquisition is null || p.Acquisition == Acquisition)
            && (Status is null || p.Status == Status)).ToList();
        var descending = Sort.StartsWith('-');
        var order = Orders[Sort.TrimStart('-')];
        found.Sort((a, b) => (descending ? order(b, a) : order(a, b)) is var c && c != 0 ? c : string.CompareOrdinal(a.Number.Value, b.Number.Value));
        return found;
    }

    /// <summary>Reads the query string; the refusal names every condition that does not exist.</summary>
    public static Outcome<PatentQuery> From(IQueryCollection query)
    {
        var findings = new List<Finding>();
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        T? Choice<T>(string name)
            where T : struct, Enum
        {
            if (Text(name) is not { } text) return null;
            if (QueryWord.Find<T>(text) is { } value) return value;
            findings.Add(Finding.Blocks("query.unknown-value", "/" + name, $"“{text}”不是可选的值"));
            return null;
        }

        var sort = Text("sort") ?? "-applicationDate";
        if (sort.Length > 40 || !Orders.ContainsKey(sort.TrimStart('-'))) findings.Add(Finding.Blocks("query.unknown-sort", "/sort", "只能按 number、title、type、status、applicationDate、grantDate 排序"));
        var read = new PatentQuery(Text("number"), Text("title"), Choice<PatentType>("type"), Text("owner"), Choice<PatentAcquisition>("acquisition"), Choice<PatentStatus>("status"), sort);
        return findings.Count == 0 ? read : new PatentQueryInvalid { Findings = findings };
    }

    private static string Digits(string number) => string.Concat(TypedText.Compact(number).ToUpperInvariant().Where(c => char.IsAsciiDigit(c) || c == 'X'));
}

/// <summary>专利信息查询 (PAT-03).</summary>
public sealed class ListPatents(UnitPatents patents)
{
    /// <summary>本单位专利：按条件查询、排序、翻页，并给出总数。</summary>
    [Function("ListPatents")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("number", "专利号或其一部分"), QueryParameter("title", "专利名称关键词"), QueryParameter("type", "invention、utility-model、design", typeof(PatentType)), QueryParameter("owner", "权利人关键词")]
    [QueryParameter("acquisition", "original（原始取得）、assigned（受让）、licensed（被许可）", typeof(PatentAcquisition)), QueryParameter("status", "valid、expired、terminated、invalidated、transferredAway", typeof(PatentStatus))]
    [QueryParameter("sort", "number、title、type、status、applicationDate、grantDate；前加 - 为倒序", Values = "number,-number,title,-title,type,-type,status,-status,applicationDate,-applicationDate,grantDate,-grantDate"), QueryParameter("take", "每页条数，1–200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<UnitPatentAnswer>)), Refuses(typeof(PatentQueryInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patents")] HttpRequest request, CancellationToken cancellation)
    {
        if (!PatentQuery.From(request.Query).TryGet(out var query, out var refusal)) return refusal;
        var page = PageRequest.From(request);
        var found = query.Apply(await patents.AllAsync(request.Caller().RequiredUnit, cancellation));
        var slice = page.Slice(found, p => p.Number.Value);
        return Results.Json(new PageAnswer<UnitPatentAnswer>([.. slice.Items.Select(UnitPatentAnswer.Of)], slice.Continuation, slice.Total), PlatformJson.Options);
    }
}

/// <summary>One patent of the unit.</summary>
public sealed class ReadPatent(UnitPatents patents)
{
    /// <summary>按专利号读取本单位的一件专利。</summary>
    [Function("ReadPatent")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(UnitPatentAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patents/{number}")] HttpRequest request, string number, CancellationToken cancellation) =>
        PatentNumber.TryParse(number, out var parsed, out _) && await patents.FindAsync(request.Caller().RequiredUnit, parsed, cancellation) is { } listed
            ? Results.Json(UnitPatentAnswer.Of(listed.Value), PlatformJson.Options)
            : new NothingHere();
}
