using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>One row of the statistics.</summary>
/// <param name="Key">Bank, year or size; 合计 for all.</param>
/// <param name="Applications">Applications submitted.</param>
/// <param name="Units">Units that applied.</param>
/// <param name="Loans">贷款金额 of the applications that stand, 万元.</param>
/// <param name="Interest">实际支付利息 of them, 元.</param>
/// <param name="Applied">申请补贴金额 of them, 元.</param>
/// <param name="Approved">核定补贴金额, 元.</param>
/// <param name="Paid">实际补贴金额, 元.</param>
/// <param name="PaidApplications">Applications that were paid.</param>
public sealed record SubsidyCount(string Key, int Applications, int Units, decimal Loans, decimal Interest, decimal Applied, decimal Approved, decimal Paid, int PaidApplications);

/// <summary>补贴统计.</summary>
/// <param name="By">What the rows are by: bank, year or size.</param>
/// <param name="Rows">The rows, in order of their keys.</param>
/// <param name="Total">All of them.</param>
public sealed record SubsidyStatisticsAnswer(string By, IReadOnlyList<SubsidyCount> Rows, SubsidyCount Total);

/// <summary>?by= is nothing to count by.</summary>
public sealed record UnknownSubsidyStatistics() : Malformed("subsidy-statistics-unknown", "统计维度无效", "by 应为 bank（贷款银行）、year（申报年度）或 size（企业规模）。");

/// <summary>What is counted, as pure rules: an application that was withdrawn, refused or closed counts as an application, but its money does not.</summary>
public static class SubsidyStatisticsRules
{
    /// <summary>Counts lines by a key.</summary>
    public static SubsidyStatisticsAnswer Count(string by, IReadOnlyCollection<SubsidyLine> lines, Func<SubsidyLine, string> key) => new(
        by,
        [.. lines.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Sum(g.Key, [.. g]))],
        Sum("合计", lines));

    /// <summary>The key of a dimension, or null for one that there is not.</summary>
    public static Func<SubsidyLine, string>? KeyOf(string by) => by switch
    {
        "bank" => l => l.BankName,
        "year" => l => l.Year.ToString(CultureInfo.InvariantCulture),
        "size" => l => NameOf(l.Size),
        _ => null,
    };

    /// <summary>Chinese name of 企业规模.</summary>
    public static string NameOf(EnterpriseSize? size) => size switch
    {
        EnterpriseSize.Large => "大型企业",
        EnterpriseSize.Medium => "中型企业",
        EnterpriseSize.Small => "小型企业",
        EnterpriseSize.Micro => "微型企业",
        _ => "未填写",
    };

    private static SubsidyCount Sum(string key, IReadOnlyCollection<SubsidyLine> lines)
    {
        var standing = lines.Where(l => SubsidyStates.HoldsClaims(l.State)).ToList();
        return new SubsidyCount(
            key, lines.Count, lines.Select(l => l.Unit).Distinct().Count(), standing.Sum(l => l.LoanAmount), standing.Sum(l => l.Interest), standing.Sum(l => l.Applied),
            standing.Sum(l => l.Approved ?? 0), standing.Sum(l => l.Paid ?? 0), standing.Count(l => l.Paid is not null));
    }
}

/// <summary>补贴统计 by bank, year and size (SUB-09).</summary>
public sealed class ReadSubsidyStatistics(SubsidyCampaigns campaigns, SubsidyLists lists, TimeProvider time)
{
    private static readonly IReadOnlyList<SheetColumn<SubsidyCount>> Columns =
    [
        new("统计项", c => c.Key, 32),
        new("申请数", c => c.Applications),
        new("企业数", c => c.Units),
        new("贷款金额（万元）", c => c.Loans, 18),
        new("实际支付利息（元）", c => c.Interest, 20),
        new("申请补贴金额（元）", c => c.Applied, 20),
        new("核定补贴金额（元）", c => c.Approved, 20),
        new("实际补贴金额（元）", c => c.Paid, 20),
        new("已拨付申请数", c => c.PaidApplications),
    ];

    /// <summary>补贴统计：申请、贷款、利息和申请、核定、实际补贴金额，按贷款银行、申报年度或企业规模；可导出 CSV 或 Excel。</summary>
    [Function("ReadSubsidyStatistics")]
    [Allow(Role.FinanceOfficer)]
    [QueryParameter("by", "bank（贷款银行）、year（申报年度）或 size（企业规模）", Values = "bank,year,size", Required = true), QueryParameter("campaign", "仅统计一项政策申报；不填为全部")]
    [QueryParameter("format", "csv 或 xlsx；不填为 JSON", typeof(SheetFormat))]
    [Answers(200, typeof(SubsidyStatisticsAnswer))]
    [Answers(200, MediaType = "text/csv"), Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [Refuses(typeof(UnknownSubsidyStatistics), typeof(UnknownExportFormat), typeof(NoSubsidyCampaign))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidy-statistics")] HttpRequest request, CancellationToken cancellation)
    {
        var by = request.Query["by"].ToString();
        if (SubsidyStatisticsRules.KeyOf(by) is not { } key) return new UnknownSubsidyStatistics();
        var asked = request.Query["campaign"].ToString();
        IReadOnlyList<SubsidyCampaign> counted = asked.Length == 0
            ? await campaigns.AllAsync(request.Caller(), cancellation)
            : [(await campaigns.GetAsync(new SubsidyCampaignId(asked), request.Caller(), cancellation)).Value];
        var lines = new List<SubsidyLine>();
        foreach (var campaign in counted) lines.AddRange(await lists.OfCampaignAsync(campaign.Id, cancellation));
        var answer = SubsidyStatisticsRules.Count(by, lines, key);
        if (request.Word<SheetFormat>("format", new UnknownExportFormat()) is not { } format) return Results.Json(answer, PlatformJson.Options);
        var rows = answer.Rows.Append(answer.Total).ToAsyncEnumerable();
        var name = $"补贴统计-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, "补贴统计", Columns, rows, cancellation), SheetExport.ContentType(format), name);
    }
}
