using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PublicSite;

/// <summary>One product behind a figure.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Number">备案号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">状态, Chinese.</param>
/// <param name="FilingYear">备案年度.</param>
public sealed record CountedFiling(FilingId Filing, string Number, string Product, string UnitName, PublicState State, string StateName, int FilingYear)
{
    /// <summary>规格型号.</summary>
    public string? Model { get; init; }

    /// <summary>Name of the unit's province.</summary>
    public string? Province { get; init; }

    /// <summary>Name of 产品所属行业.</summary>
    public string? Industry { get; init; }

    /// <summary>Name of 产品分类.</summary>
    public string? Category { get; init; }

    /// <summary>Name of the group of 专利密集型产业.</summary>
    public string? PatentIntensive { get; init; }

    /// <summary>Years it was updated for.</summary>
    public IReadOnlyList<int> Updates { get; init; } = [];

    /// <summary>认定年度.</summary>
    public IReadOnlyList<int> Recognitions { get; init; } = [];

    /// <summary>撤销日期, Asia/Shanghai.</summary>
    public DateOnly? EndedOn { get; init; }

    internal static CountedFiling Of(PublicEntry entry)
    {
        var shown = entry.Public;
        return new CountedFiling(entry.Filing, shown.Number, shown.Product, shown.UnitName, shown.State, shown.StateName, shown.FilingYear)
        {
            Model = shown.Model,
            Province = shown.Province,
            Industry = shown.Industry,
            Category = shown.Category,
            PatentIntensive = shown.PatentIntensive,
            Updates = entry.Facts.Updated,
            Recognitions = entry.Facts.Recognized,
            EndedOn = shown.EndedOn,
        };
    }
}

/// <summary>The list behind each figure of the statistics (PUB-02).</summary>
public sealed class ListCountedFilings(PublicSearch search)
{
    /// <summary>统计数字的清单：与统计相同的条件，恰好是该数字所计的产品，备案号新的在前。</summary>
    [Function("ListCountedFilings")]
    [Allow(Role.National, Role.Provincial, Role.Examiner)]
    [QueryParameter("measure", "filed 备案（不填即是）、updated 更新、recognized 认定、withdrawn 单位撤销备案、revoked 平台撤销备案", Values = "filed,updated,recognized,withdrawn,revoked"), QueryParameter("year", "同统计", typeof(int)), QueryParameter("by", "同统计，与 value 一起", Values = "province,section,division,class,intensive,sector,category,state"), QueryParameter("value", "该分列的代码")]
    [QueryParameter("state", "同产品查询", typeof(PublicState)), QueryParameter("category", "同产品查询"), QueryParameter("industry", "同产品查询"), QueryParameter("intensive", "同产品查询")]
    [QueryParameter("filingYear", "备案年度", typeof(int)), QueryParameter("updateYear", "更新年度", typeof(int)), QueryParameter("recognitionYear", "认定年度", typeof(int)), QueryParameter("province", "省级行政区划代码；省级部门只看本省", Pattern = "^[0-9]{2}([0-9]{4})?$")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<CountedFiling>)), Refuses(typeof(BadFilter), typeof(OtherProvince))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statistics/filings")] HttpRequest request, CancellationToken cancellation)
    {
        var page = PageRequest.From(request);
        if (page.Continuation is not null && !FilingNumbers.TryParse(page.Continuation, out _, out _)) return new BadContinuation();
        var scope = StatisticsScope.From(request);
        if (scope.Refusal is { } refusal) return refusal;
        var (name, by, value) = (request.Query["measure"].ToString(), request.Query["by"].ToString(), request.Query["value"].ToString());
        if (Measure.All.FirstOrDefault(m => m.Code == (name.Length == 0 ? "filed" : name)) is not { } measure) return new BadFilter("measure", "应为" + string.Join('、', Measure.All.Select(m => m.Code)) + "之一。");
        var dimension = Dimension.All.FirstOrDefault(d => d.Code == by);
        if (by.Length > 0 && (dimension is null || value.Length == 0)) return new BadFilter("by", "应与 value 一起，为" + string.Join('、', Dimension.All.Select(d => d.Code)) + "之一。");
        var conditions = new List<Condition> { measure.ConditionOf(scope.Value.Year).Value, scope.Value.Filter.ToCondition().Value };
        if (dimension is not null) conditions.Add(dimension.ConditionOf(value));
        var found = await search.FindAsync(Condition.All(conditions), page.Take, page.Continuation, cancellation);
        return Results.Json(new PageAnswer<CountedFiling>([.. found.Items.Select(CountedFiling.Of)], PageRequest.Token(found.Next), found.Total), PlatformJson.Options);
    }
}
