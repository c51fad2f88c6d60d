using System.ComponentModel.DataAnnotations;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>
/// 专家信息 as the expert fills it in (EXP-01; manual 二). Wherever it is kept or shown the ID number is masked; the number itself lies encrypted
/// beside it.
/// </summary>
public sealed record PoolProfile
{
    /// <summary>姓名.</summary>
    [MaxLength(50)]
    public string? Name { get; init; }

    /// <summary>身份证号: typed whole, kept and shown masked; left out or sent back masked it stays what is on file.</summary>
    [MaxLength(30)]
    public string? IdNumber { get; init; }

    /// <summary>职务.</summary>
    [MaxLength(50)]
    public string? Post { get; init; }

    /// <summary>所属领域.</summary>
    [MaxLength(100)]
    public string? Field { get; init; }

    /// <summary>战略性新兴产业: codes of the classification of 2018, at any level.</summary>
    public IReadOnlyList<string>? StrategicIndustries { get; init; }

    /// <summary>国民经济行业: codes of GB/T 4754-2017, at any level.</summary>
    public IReadOnlyList<string>? Industries { get; init; }

    /// <summary>技术关键词.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>个人简历.</summary>
    [MaxLength(PoolProfileRules.LongestResume)]
    public string? Resume { get; init; }
}

/// <summary>What a profile needs before the expert can apply, as pure rules.</summary>
public static class PoolProfileRules
{
    /// <summary>Characters of the résumé at most.</summary>
    public const int LongestResume = 3000;

    /// <summary>Industries of each classification at most.</summary>
    public const int MostIndustries = 10;

    /// <summary>Technical keywords at most.</summary>
    public const int MostKeywords = 20;

    private const string Clause = "盘活行动操作手册 二、推荐技术专家";

    /// <summary>Every finding.</summary>
    /// <param name="profile">The profile, its ID number as typed or masked.</param>
    /// <param name="onFile">The masked ID number on file; null where there is none.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(PoolProfile profile, string? onFile, DateOnly today) =>
    [
        .. Required(profile.Name, "name", "姓名"),
        .. CheckIdNumber(profile.IdNumber, onFile, today),
        .. Required(profile.Post, "post", "职务"),
        .. Required(profile.Field, "field", "所属领域"),
        .. CheckFields(profile),
        .. Required(profile.Resume, "resume", "个人简历"),
    ];

    /// <summary>Findings of what the unit's administrator may manage too: industries and keywords.</summary>
    public static IReadOnlyList<Finding> CheckFields(PoolProfile profile)
    {
        var findings = new List<Finding>();
        if (profile.StrategicIndustries is null or [] && profile.Industries is null or [])
            findings.Add(Blocks("expert-profile.industries-missing", "/industries", "请至少选择一个战略性新兴产业或国民经济行业，系统据此推送待评价专利。"));
        findings.AddRange(Codes(profile.StrategicIndustries, CatalogIds.Strategic2018, "/strategicIndustries", "战略性新兴产业"));
        findings.AddRange(Codes(profile.Industries, CatalogIds.NationalEconomy, "/industries", "国民经济行业"));
        var keywords = profile.Keywords ?? [];
        if (keywords.Count == 0) findings.Add(Blocks("expert-profile.keywords-missing", "/keywords", "请填写技术关键词。"));
        if (keywords.Count > MostKeywords) findings.Add(Blocks("expert-profile.keywords-many", "/keywords", $"技术关键词最多{MostKeywords}个。"));
        for (var i = 0; i < keywords.Count; i++)
        {
            if (keywords[i].Trim().Length is < 2 or > 30) findings.Add(Blocks("expert-profile.keyword-length", At("/keywords", i), "技术关键词应为2至30个字。"));
            else if (keywords.Take(i).Any(k => k.Trim() == keywords[i].Trim())) findings.Add(Blocks("expert-profile.keyword-twice", At("/keywords", i), $"技术关键词“{keywords[i].Trim()}”重复。"));
        }
        return findings;
    }

    /// <summary>What is wrong with an ID number that was typed; nothing where it stays what is on file.</summary>
    public static IEnumerable<Finding> CheckIdNumber(string? typed, string? onFile, DateOnly today)
    {
        if (onFile is not null && IsOnFile(typed, onFile)) yield break;
        if (!ResidentIdNumber.TryParse(typed, out var number, out var problem)) yield return Blocks(problem.Code, "/idNumber", problem.Text);
        else if (number.BirthDate > today) yield return Blocks("resident-id.birth-date", "/idNumber", "身份证号码第7至14位不是有效的出生日期。");
    }

    /// <summary>True where the number on file is meant: left out, or sent back as it was shown.</summary>
    public static bool IsOnFile(string? typed, string? onFile) => string.IsNullOrWhiteSpace(typed) || typed == onFile;

    private static IEnumerable<Finding> Codes(IReadOnlyList<string>? codes, string catalog, string pointer, string label)
    {
        if (codes is null) yield break;
        if (codes.Count > MostIndustries) yield return Blocks("expert-profile.industries-many", pointer, $"{label}最多选择{MostIndustries}个。");
        for (var i = 0; i < codes.Count; i++)
        {
            if (CatalogRegistry.BuiltIn.Get(catalog).Find(codes[i]) is null) yield return Blocks("expert-profile.industry-unknown", At(pointer, i), $"{label}中没有代码“{codes[i]}”。");
            else if (codes.Take(i).Contains(codes[i])) yield return Blocks("expert-profile.industry-twice", At(pointer, i), $"{label}“{codes[i]}”重复。");
        }
    }

    private static IEnumerable<Finding> Required(string? text, string field, string label)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return Blocks($"expert-profile.{field}-missing", "/" + field, $"请填写{label}。");
    }

    private static string At(string pointer, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{index}");

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };
}
