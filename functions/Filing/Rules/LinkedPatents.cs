using System.Globalization;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Filing.Rules;

/// <summary>关联专利: what a submission needs of the second step (FIL-06; manual 五（一）2 and annex 九).</summary>
public static class LinkedPatents
{
    /// <summary>Patents of one filing at most; keeps a submission within one record.</summary>
    public const int Most = 500;

    private const string Clause = "操作手册五（一）2";

    /// <summary>Every finding.</summary>
    /// <param name="form">The step.</param>
    /// <param name="known">The unit's patents.</param>
    public static IEnumerable<Finding> Check(PatentsForm form, IReadOnlyList<KnownPatent> known)
    {
        var links = form.Links ?? [];
        if (links.Count == 0)
            yield return Blocks("patents.missing", "/patents/links", "请关联专利：至少关联一件核心专利。");
        if (links.Count > Most)
            yield return Blocks("patents.many", "/patents/links", $"一件产品最多关联{Most}件专利，现有{links.Count}件。");
        if (form.Publish is null)
            yield return Blocks("patents.publish-missing", "/patents/publish", "请选择已关联的专利在备案阶段是否对外公开。");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(links.Count, Most); i++)
        {
            foreach (var finding in CheckLink(links[i], string.Create(CultureInfo.InvariantCulture, $"/patents/links/{i}"), known, seen)) yield return finding;
        }
        if (links.Count > 0)
        {
            foreach (var finding in CheckCore(links)) yield return finding;
        }
    }

    /// <summary>The numbers of a form in canonical form, each once; what is none is left out.</summary>
    public static IReadOnlyList<PatentNumber> NumbersOf(PatentsForm form) => [.. (form.Links ?? []).Take(Most).Select(NumberOf).OfType<PatentNumber>().Distinct()];

    /// <summary>专利号 of a link in canonical form; null where it is none.</summary>
    public static PatentNumber? NumberOf(PatentLink link) => PatentNumber.TryParse(link.Number, out var number, out _) ? number : null;

    private static IEnumerable<Finding> CheckLink(PatentLink link, string pointer, IReadOnlyList<KnownPatent> known, HashSet<string> seen)
    {
        if (!PatentNumber.TryParse(link.Number, out var number, out var problem))
            yield return Blocks(problem.Code, pointer + "/number", problem.Text);
        else if (!seen.Add(number.Value))
            yield return Blocks("patents.twice", pointer + "/number", $"专利{number.Granted}重复关联。");
        else if (known.FirstOrDefault(p => p.Number == number.Value) is not { } patent)
            yield return Blocks("patents.not-in-list", pointer + "/number", $"“专利信息管理”中没有专利{number.Granted}，请先添加后再关联。");
        else if (!patent.InForce)
            yield return Blocks("patents.not-in-force", pointer + "/number", $"专利{number.Granted}的法律状态为“{patent.Status}”；产品备案的专利应当是维持有效的中国发明、实用新型或外观设计专利。");
        if (link.Weight is null)
            yield return Blocks("patents.weight-missing", pointer + "/weight", "请标记核心专利或其他专利。");
        if (link.Disputed && string.IsNullOrWhiteSpace(link.DisputeCase))
            yield return Blocks("patents.case-missing", pointer + "/disputeCase", "涉诉专利应注明“专利权无效宣告程序”的案件编号。");
        if (!link.Disputed && !string.IsNullOrWhiteSpace(link.DisputeCase))
            yield return Blocks("patents.case-unused", pointer + "/disputeCase", "填写了案件编号，请勾选“涉诉专利”或删除案件编号。");
        if (link.Weight == PatentWeight.Core && (link.ContributionRate is null or <= 0 or > 100 || link.ContributionRate.Value.Scale > 4))
            yield return Blocks("patents.rate", pointer + "/contributionRate", "请填写核心专利的贡献率（%），应大于0且不超过100，最多4位小数。");
        if (link.Weight == PatentWeight.Other && link.ContributionRate is not (null or 0))
            yield return Blocks("patents.rate-of-other", pointer + "/contributionRate", "贡献率只填写核心专利的，其他专利不填写。");
    }

    private static IEnumerable<Finding> CheckCore(IReadOnlyList<PatentLink> links)
    {
        var core = links.Where(l => l.Weight == PatentWeight.Core).ToList();
        if (core.Count == 0)
        {
            yield return Blocks("patents.no-core", "/patents/links", "请至少标记一件核心专利。");
            yield break;
        }
        var sum = core.Sum(l => Math.Clamp(l.ContributionRate ?? 0, -1_000_000m, 1_000_000m));
        if (sum != 100)
            yield return Blocks("patents.rates-sum", "/patents/links", string.Create(CultureInfo.InvariantCulture, $"所有核心专利的贡献率之和应为100%，现为{sum:0.####}%。"));
    }

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };
}
