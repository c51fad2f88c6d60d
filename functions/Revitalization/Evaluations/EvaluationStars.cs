using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>What a number of stars means.</summary>
/// <param name="Stars">1 to 5.</param>
/// <param name="Meaning">Chinese text of the manual.</param>
public sealed record StarMeaning(int Stars, string Meaning);

/// <summary>专利评分 and 评价意见, of an expert or of the unit.</summary>
/// <param name="Stars">1 to 5.</param>
/// <param name="Comment">评价意见.</param>
public sealed record StarsForm(int? Stars, [property: MaxLength(EvaluationStars.LongestComment)] string? Comment);

/// <summary>专利评分: one to five stars, each with the meaning that the manual gives it (三、专利转化评价库).</summary>
public static class EvaluationStars
{
    /// <summary>Characters of a comment at most.</summary>
    public const int LongestComment = 1000;

    /// <summary>What an evaluator is asked, before the stars.</summary>
    public const string Question = "请您从本单位的实际角度出发，对该专利的潜在价值和产业化前景进行五星评价";

    private const string Clause = "盘活行动操作手册 三、专利转化评价库";

    /// <summary>The stars, five first, as the manual lists them.</summary>
    public static IReadOnlyList<StarMeaning> All { get; } =
    [
        new(5, "专利技术成熟度高，可直接用于产业"),
        new(4, "具有较高的潜在价值和产业化前景"),
        new(3, "具有一定的潜在价值和产业化前景"),
        new(2, "潜在价值低，产业化前景不明确"),
        new(1, "无潜在价值和产业化前景"),
    ];

    /// <summary>Every finding of an evaluation that is handed in.</summary>
    public static IReadOnlyList<Finding> Check(StarsForm form)
    {
        var findings = new List<Finding>();
        if (form.Stars is not (>= 1 and <= 5)) findings.Add(Finding.Blocks("evaluation.stars", "/stars", "请按1至5星评分。") with { Clause = Clause });
        if (string.IsNullOrWhiteSpace(form.Comment)) findings.Add(Finding.Blocks("evaluation.comment-missing", "/comment", "请填写评价意见。") with { Clause = Clause });
        return findings;
    }

    /// <summary>Average of stars, two decimals, halves away from zero; null of none.</summary>
    public static decimal? Average(IReadOnlyCollection<int> stars) => stars.Count == 0 ? null : decimal.Round((decimal)stars.Sum() / stars.Count, 2, MidpointRounding.AwayFromZero);
}
