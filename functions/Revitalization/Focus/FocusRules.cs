using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>Rules of 关注领域设置 (FOC-01).</summary>
public static class FocusRules
{
    /// <summary>Entries of each list at most.</summary>
    public const int MostEntries = 20;

    private const int ShortestWord = 2;
    private const int LongestWord = 20;

    /// <summary>Everything that is wrong with the settings.</summary>
    public static IReadOnlyList<Finding> Check(FocusForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        List<Finding> findings =
        [
            .. Codes(form.StrategicIndustries, StrategicIndustries.Edition2018.Catalog, "/strategicIndustries", "战略性新兴产业分类（2018）"),
            .. Codes(form.Industries, NationalEconomyIndustries.Catalog, "/industries", "国民经济行业分类"),
            .. Words(form.Keywords, "/keywords", "关键词"),
            .. Words(form.Excluded, "/excluded", "排除词"),
        ];
        if (form.Ways.Distinct().Count() < form.Ways.Count) findings.Add(Finding.Blocks("focus.repeated", "/ways", "合作方式不能重复"));
        var asked = form.Keywords.Select(ResourceText.Fold).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < form.Excluded.Count; i++)
            if (asked.Contains(ResourceText.Fold(form.Excluded[i]))) findings.Add(Finding.Blocks("focus.contradiction", At("/excluded", i), $"“{form.Excluded[i]}”既是关键词又是排除词"));
        if (form.StrategicIndustries.Count + form.Industries.Count + form.Keywords.Count == 0)
            findings.Add(Finding.Blocks("focus.empty", "", "请至少选择一个战略性新兴产业或国民经济行业，或填写一个关键词"));
        return findings;
    }

    private static IEnumerable<Finding> Codes(IReadOnlyList<string> codes, Catalog catalog, string pointer, string title)
    {
        if (codes.Count > MostEntries) yield return TooMany(pointer);
        for (var i = 0; i < codes.Count; i++)
        {
            if (catalog.Find(codes[i]) is not { } entry)
            {
                yield return Finding.Blocks("focus.unknown-code", At(pointer, i), $"“{codes[i]}”不是{title}的代码");
                continue;
            }
            if (codes.Take(i).Contains(codes[i])) yield return Finding.Blocks("focus.repeated", At(pointer, i), $"“{entry.Name}”重复选择");
            else if (codes.FirstOrDefault(c => c != codes[i] && entry.IsBelow(c)) is { } above)
                yield return Finding.Warns("focus.covered", At(pointer, i), $"“{entry.Name}”已包含在所选的“{catalog.Find(above)!.Name}”中");
        }
    }

    private static IEnumerable<Finding> Words(IReadOnlyList<string> words, string pointer, string title)
    {
        if (words.Count > MostEntries) yield return TooMany(pointer);
        var folded = words.Select(ResourceText.Fold).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (folded[i].Length < ShortestWord || words[i].Length > LongestWord)
                yield return Finding.Blocks("focus.word-length", At(pointer, i), string.Create(CultureInfo.InvariantCulture, $"{title}应为{ShortestWord}至{LongestWord}个字，不计标点"));
            else if (folded.Take(i).Contains(folded[i])) yield return Finding.Blocks("focus.repeated", At(pointer, i), $"{title}“{words[i]}”重复");
        }
    }

    private static Finding TooMany(string pointer) => Finding.Blocks("focus.too-many", pointer, string.Create(CultureInfo.InvariantCulture, $"不超过{MostEntries}项"));

    private static string At(string pointer, int i) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");

    private static bool IsBelow(this CatalogEntry entry, string code)
    {
        for (var level = entry.Level - 1; level > 0; level--)
            if (entry.AtLevel(level)?.Code == code) return true;
        return false;
    }
}
