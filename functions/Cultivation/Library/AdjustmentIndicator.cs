using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.Library;

/// <summary>动态调整指标: a figure of a year's data that a criterion can name. Figures of one year are of the year before 上报年度.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Unit">单位.</param>
/// <param name="Official">True where it is an official figure: a unit cannot be blamed where it is missing.</param>
/// <param name="Of">Its value; null where the data do not have it.</param>
public sealed record AdjustmentIndicator(string Code, string Name, string Unit, bool Official, Func<ReportContent, decimal?> Of)
{
    /// <summary>Every indicator.</summary>
    public static IReadOnlyList<AdjustmentIndicator> All { get; } =
    [
        new("revenue", "年营业收入", "万元", false, c => c.Values.Number("revenue", c.Year - 1)),
        new("revenueGrowth", "年营业收入增长率", "%", false, c => Percent(c.Values.Number("revenue", c.Year - 1) - c.Values.Number("revenue", c.Year - 2), c.Values.Number("revenue", c.Year - 2))),
        new("profit", "年利润", "万元", false, c => c.Values.Number("profit", c.Year - 1)),
        new("rdInvestment", "科研投入", "万元", false, c => c.Values.Number("rdInvestment", c.Year - 1)),
        new("rdShare", "科研投入占营业收入比重", "%", false, c => Percent(c.Values.Number("rdInvestment", c.Year - 1), c.Values.Number("revenue", c.Year - 1))),
        new("ipInvestment", "知识产权投入", "万元", false, c => c.Values.Number("ipInvestment", c.Year - 1)),
        new("employees", "职工总数", "人", false, c => c.Values.Number("employees")),
        new("researcherShare", "科研人员占比", "%", false, c => Percent(c.Values.Number("researchers"), c.Values.Number("employees"))),
        new("licencesOut", "专利许可数量", "件", false, c => c.Values.Number("licencesOut", c.Year - 1)),
        new("validInventions", "有效发明专利数量", "件", true, c => OfficialNumber(c, "validInventions")),
        new("filedProducts", "备案的专利产品数量", "件", true, c => OfficialNumber(c, "filedProducts")),
        new("intensiveProducts", "认定的专利密集型产品数量", "件", true, c => OfficialNumber(c, "intensiveProducts")),
    ];

    /// <summary>The indicator of a code, or null.</summary>
    public static AdjustmentIndicator? Find(string code) => All.FirstOrDefault(i => i.Code == code);

    /// <summary>A number among the official figures; null where the source knows nothing.</summary>
    internal static decimal? OfficialNumber(ReportContent content, string field) => ReportValues.NumberOf(content.Official.GetValueOrDefault(field)?.Value);

    private static decimal? Percent(decimal? part, decimal? whole) => part is null || whole is null or 0 ? null : Math.Round(100m * part.Value / whole.Value, 2, MidpointRounding.AwayFromZero);
}
