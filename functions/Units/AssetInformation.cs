namespace PatentFunctions.Units;

/// <summary>Last year's asset information is missing.</summary>
/// <param name="Year">The year it is missing for.</param>
/// <param name="Blocks">True from 1 May on: filings, updates and recognition are refused.</param>
public sealed record MissingAssets(int Year, bool Blocks);

/// <summary>Filings, updates and recognition are refused without last year's asset information (UNI-09).</summary>
/// <param name="Year">The year that is missing.</param>
public sealed record AssetInformationMissing(int Year) : Conflict(
    "asset-information-missing",
    "未完成资产信息维护",
    $"{Year}年度未完成资产信息维护。每年5月1日后，单位必须更新上一年度资产信息，方可提交产品备案、备案信息更新和参与专利密集型产品认定；已填写的内容可继续保存为草稿。");

/// <summary>
/// 资产信息 (UNI-08, UNI-09; manual 三（一） and 八（二）): what a year's figures must hold, and from when on missing ones block.
/// </summary>
public static class AssetInformation
{
    /// <summary>First day on which last year's figures can no longer be put off: 5月1日.</summary>
    public static readonly (int Month, int Day) BlocksFrom = (5, 1);

    private const string Clause = "操作手册 三（一）资产信息";
    private const decimal Largest = 100_000_000_000m;

    /// <summary>The year whose figures are due on a day: the year before.</summary>
    public static int YearDue(DateOnly today) => today.Year - 1;

    /// <summary>延后填写: whether last year's figures can still be put off on a day, until 30 April.</summary>
    public static bool MayBePutOff(DateOnly today) => today < new DateOnly(today.Year, BlocksFrom.Month, BlocksFrom.Day);

    /// <summary>Which year is missing and whether that blocks; null where last year's figures are there.</summary>
    /// <param name="today">Today in Asia/Shanghai.</param>
    /// <param name="assets">The years whose figures are there.</param>
    public static MissingAssets? MissingFor(DateOnly today, IReadOnlyCollection<int> assets) =>
        assets.Contains(YearDue(today)) ? null : new MissingAssets(YearDue(today), !MayBePutOff(today));

    /// <summary>Everything wrong with a year's figures.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="pointer">JSON pointer of the figures; empty where they are the whole body.</param>
    public static IReadOnlyList<Finding> Check(AssetFigures figures, string pointer = "")
    {
        var findings = new List<Finding>();
        void Amount(decimal? value, string field, string name, bool required = false, bool mayBeNegative = false)
        {
            var at = $"{pointer}/{field}";
            if (value is not { } amount)
            {
                if (required) findings.Add(Finding.Blocks("assets.missing", at, $"请填写{name}（万元）") with { Clause = Clause });
            }
            else if (amount < 0 && !mayBeNegative) findings.Add(Finding.Blocks("assets.negative", at, $"{name}不能为负数") with { Clause = Clause });
            else if (Math.Abs(amount) > Largest) findings.Add(Finding.Blocks("assets.too-large", at, $"{name}过大，请核对单位是否为万元"));
            else if (amount.Scale > 6 && decimal.Round(amount, 6) != amount) findings.Add(Finding.Blocks("assets.too-precise", at, $"{name}最多保留6位小数（即精确到分）"));
        }

        Amount(figures.TotalCost, "totalCost", "单位年度总成本", required: true);
        Amount(figures.IpInvestment, "ipInvestment", "单位年度知识产权总投入", required: true);
        Amount(figures.NetProfit, "netProfit", "单位年度净利润", required: true, mayBeNegative: true);
        Amount(figures.Revenue, "revenue", "单位年度营业收入总额", required: true);
        Amount(figures.TotalProductSales, "totalProductSales", "单位年度所有产品总销售额", required: true);
        if (figures.ProfitStatement is null) findings.Add(Finding.Blocks("assets.missing", pointer + "/profitStatement", "请上传单位利润表") with { Clause = Clause });
        Amount(figures.FixedAssets, "fixedAssets", "单位年度固定资产总额");
        Amount(figures.TotalOutputValue, "totalOutputValue", "单位年度所有产品总产值");
        Amount(figures.SellingExpenses, "sellingExpenses", "单位年度总销售费用");
        Amount(figures.AdministrativeExpenses, "administrativeExpenses", "单位年度总管理费用");
        Amount(figures.FinancialExpenses, "financialExpenses", "单位年度总财务费用");
        Amount(figures.PatentAssets, "patentAssets", "单位专利资产金额");
        Amount(figures.TotalAssets, "totalAssets", "单位总资产金额");
        if (figures.Employees is < 0) findings.Add(Finding.Blocks("assets.negative", pointer + "/employees", "单位年度员工人数不能为负数") with { Clause = Clause });
        else if (figures.Employees is > 10_000_000) findings.Add(Finding.Blocks("assets.too-large", pointer + "/employees", "单位年度员工人数过大，请核对"));

        void Within(decimal? part, decimal? whole, string field, string text)
        {
            if (part > whole) findings.Add(Finding.Warns("assets.implausible", $"{pointer}/{field}", text));
        }

        Within(figures.FixedAssets, figures.TotalAssets, "fixedAssets", "固定资产总额大于总资产金额，请核对");
        Within(figures.PatentAssets, figures.TotalAssets, "patentAssets", "专利资产金额大于总资产金额，请核对");
        Within(figures.NetProfit, figures.Revenue, "netProfit", "净利润大于营业收入，请核对金额单位");
        return findings;
    }

    /// <summary>Everything wrong with a year whose figures are to be filled in: it must be over.</summary>
    public static IReadOnlyList<Finding> CheckYear(int year, DateOnly today, string pointer) =>
        year > YearDue(today) ? [Finding.Blocks("assets.year-not-over", pointer, $"{year}年度尚未结束，请填写截至上一年度年底的数据")]
        : year < YearDue(today) - 10 ? [Finding.Blocks("assets.year-too-old", pointer, "只能填写最近十年的资产信息")]
        : [];
}
