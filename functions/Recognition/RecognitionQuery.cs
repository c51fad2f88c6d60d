using System.Globalization;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition;

/// <summary>?state= or a score of the list is none.</summary>
/// <param name="Parameter">Which parameter.</param>
public sealed record RecognitionQueryInvalid(string Parameter) : Malformed("recognition-query-invalid", "筛选条件无效", $"筛选条件“{Parameter}”无效：state 应为认定状态（如 eligible、screened），minScore、maxScore 应为 0 至 100 的数字。");

/// <summary>Which products of a campaign: every condition that is given must hold.</summary>
public sealed record RecognitionQuery
{
    /// <summary>认定状态, any of them.</summary>
    public IReadOnlyList<RecognitionState>? States { get; init; }

    /// <summary>GB/T 2260 code of the province.</summary>
    public string? Province { get; init; }

    /// <summary>GB/T 4754-2017: two to four digits; the class and everything below it.</summary>
    public string? Industry { get; init; }

    /// <summary>Text in 产品名称, 规格型号, 单位名称 or 备案号.</summary>
    public string? Keyword { get; init; }

    /// <summary>初筛总分 from this on, included.</summary>
    public decimal? MinScore { get; init; }

    /// <summary>初筛总分 below this, excluded.</summary>
    public decimal? BelowScore { get; init; }

    /// <summary>Reads ?state=, province, industry, q, minScore and belowScore.</summary>
    public static RecognitionQuery From(HttpRequest request)
    {
        var query = request.Query;
        List<RecognitionState>? states = null;
        if (query["state"].ToString() is { Length: > 0 } asked)
        {
            states = [];
            foreach (var name in asked.Split(','))
                states.Add(QueryWord.Find<RecognitionState>(name) ?? throw new RefusedException(new RecognitionQueryInvalid("state")));
        }
        return new RecognitionQuery
        {
            States = states,
            Province = Text(query["province"]),
            Industry = Text(query["industry"]),
            Keyword = Text(query["q"]),
            MinScore = Score(query["minScore"], "minScore"),
            BelowScore = Score(query["belowScore"], "belowScore"),
        };
    }

    /// <summary>What the store can check.</summary>
    internal RecordFilter? Filter()
    {
        var filters = new List<RecordFilter>();
        if (States is { } states) filters.Add(RecognitionsByCampaign.InState(states));
        if (Province is { } province) filters.Add(RecordFilter.Equal("Province", province));
        if (MinScore is { } min) filters.Add(RecordFilter.Where("Score", Comparison.GreaterOrEqual, (double)min));
        if (BelowScore is { } below) filters.Add(RecordFilter.Where("Score", Comparison.Less, (double)below));
        return filters.Count == 0 ? null : RecordFilter.All(filters);
    }

    /// <summary>What is left to check.</summary>
    internal bool Matches(RecognitionLine line) =>
        (Industry is null || line.Industry?.StartsWith(Industry, StringComparison.Ordinal) == true)
        && (Keyword is null || DoubleFiling.Normal($"{line.Product}\n{line.Model}\n{line.UnitName}\n{line.FilingNumber}").Contains(DoubleFiling.Normal(Keyword), StringComparison.Ordinal));

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static decimal? Score(string? value, string name) =>
        string.IsNullOrEmpty(value) ? null
        : decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) ? score
        : throw new RefusedException(new RecognitionQueryInvalid(name));
}
