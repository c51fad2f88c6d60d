using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Reports;

namespace PatentFunctions.Cultivation.Statistics;

/// <summary>The figures of a report that are added up in statistics: of the year before 上报年度, where they are of one year.</summary>
/// <param name="Employees">职工总数, 人.</param>
/// <param name="Researchers">科研人员数量, 人.</param>
/// <param name="Revenue">年营业收入, 万元.</param>
/// <param name="Profit">年利润, 万元.</param>
/// <param name="RdInvestment">科研投入, 万元.</param>
/// <param name="IpInvestment">知识产权投入, 万元.</param>
/// <param name="LicencesOut">专利许可数量, 件.</param>
/// <param name="LicencesOutAmount">专利许可总金额, 万元.</param>
/// <param name="ValidInventions">有效发明专利数量, 件, official.</param>
/// <param name="FiledProducts">备案的专利产品数量, 件, official.</param>
public sealed record ReportFigures(
    decimal? Employees, decimal? Researchers, decimal? Revenue, decimal? Profit, decimal? RdInvestment, decimal? IpInvestment,
    decimal? LicencesOut, decimal? LicencesOutAmount, decimal? ValidInventions, decimal? FiledProducts)
{
    /// <summary>The figures of what was submitted.</summary>
    public static ReportFigures Of(ReportContent content)
    {
        var (values, year) = (content.Values, content.Year - 1);
        return new ReportFigures(
            values.Number("employees"), values.Number("researchers"),
            values.Number("revenue", year), values.Number("profit", year), values.Number("rdInvestment", year), values.Number("ipInvestment", year),
            values.Number("licencesOut", year), values.Number("licencesOutAmount", year),
            AdjustmentIndicator.OfficialNumber(content, "validInventions"), AdjustmentIndicator.OfficialNumber(content, "filedProducts"));
    }
}
