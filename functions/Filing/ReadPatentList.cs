using System.ComponentModel.DataAnnotations;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing;

/// <summary>批量输入 of patent numbers.</summary>
/// <param name="Text">Numbers separated by line ends, commas, 、, semicolons or spaces; at most 20,000 characters.</param>
public sealed record PatentListRequest([property: MaxLength(20_000)] string Text);

/// <summary>One entry of the list.</summary>
/// <param name="Typed">As typed.</param>
/// <param name="Number">专利号 in canonical form; absent where it is none.</param>
/// <param name="Title">专利名称, where it stands on the unit's list.</param>
/// <param name="Type">专利类型.</param>
/// <param name="CanLink">True where it can be linked.</param>
/// <param name="Problem">Why not, Chinese.</param>
public sealed record PatentListEntry(string Typed, string? Number, string? Title, string? Type, bool CanLink, string? Problem);

/// <summary>批量输入 (figure 8): reads a list of numbers and tells which of them can be linked.</summary>
public sealed class ReadPatentList(LinkablePatents patents)
{
    private static readonly char[] Separators = ['\n', '\r', '\t', ' ', '\u3000', ',', '，', '、', ';', '；'];

    /// <summary>批量输入专利号：以换行、逗号、顿号、分号分隔，逐个告知能否关联；不保存。</summary>
    [Function("ReadPatentList")]
    [Allow(Role.UnitAdmin)]
    [Accepts(typeof(PatentListRequest)), Answers(200, typeof(IReadOnlyList<PatentListEntry>)), Refuses(typeof(FieldsInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings/patent-list")] HttpRequest request, CancellationToken cancellation)
    {
        var typed = Split((await request.ReadBodyAsync<PatentListRequest>(cancellation)).Text);
        if (typed.Count > Rules.LinkedPatents.Most)
            return new FieldsInvalid { Findings = [Finding.Blocks("patents.many", "/text", $"一次最多输入{Rules.LinkedPatents.Most}个专利号，现有{typed.Count}个。")] };
        var numbers = typed.Select(t => PatentNumber.TryParse(t, out var n, out _) ? n : null).OfType<PatentNumber>();
        var known = (await patents.FindAsync(request.Caller().RequiredUnit, numbers, cancellation)).ToDictionary(p => p.Number, StringComparer.Ordinal);
        return Results.Json(Judge(typed, known), PlatformJson.Options);
    }

    /// <summary>The entries of a typed list, empty ones left out.</summary>
    internal static IReadOnlyList<string> Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What can be linked.</summary>
    internal static IReadOnlyList<PatentListEntry> Judge(IReadOnlyList<string> typed, IReadOnlyDictionary<string, KnownPatent> known)
    {
        var entries = new List<PatentListEntry>();
        foreach (var text in typed)
        {
            if (!PatentNumber.TryParse(text, out var number, out var problem))
            {
                entries.Add(new PatentListEntry(text, null, null, null, false, problem.Text));
                continue;
            }
            var patent = known.GetValueOrDefault(number.Value);
            var why = entries.Any(e => e.Number == number.Value) ? "重复输入。"
                : patent is null ? "“专利信息管理”中没有此专利，请先添加。"
                : !patent.InForce ? $"法律状态为“{patent.Status}”，不能关联。"
                : null;
            entries.Add(new PatentListEntry(text, number.Value, patent?.Title, patent?.Type, why is null, why));
        }
        return entries;
    }
}
