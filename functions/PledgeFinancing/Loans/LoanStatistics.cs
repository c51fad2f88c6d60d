using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>质押贷款统计, one line: a bank, a year of 放款日期, an enterprise size (SUB-09).</summary>
/// <param name="Bank">Code of the bank; null in the sum of all.</param>
/// <param name="BankName">贷款银行.</param>
/// <param name="Year">Year of 放款日期; null in the sum of all.</param>
/// <param name="Size">Code of 企业规模; null where it is not known, and in the sum of all.</param>
/// <param name="SizeName">企业规模, Chinese.</param>
/// <param name="Units">Borrowers, by USCC.</param>
/// <param name="Loans">Loans.</param>
/// <param name="Amount">贷款金额, 万元.</param>
/// <param name="Drawn">已放款金额, 万元.</param>
/// <param name="Settled">已结清的贷款.</param>
/// <param name="Defaulted">违约的贷款.</param>
/// <param name="Repaid">银行已确认的还款本金, 万元.</param>
/// <param name="Interest">银行已确认的支付利息, 元.</param>
public sealed record LoanFigures(
    string? Bank, string? BankName, int? Year, string? Size, string SizeName, int Units, int Loans, decimal Amount, decimal Drawn, int Settled, int Defaulted, decimal Repaid, decimal Interest);

/// <summary>质押贷款统计.</summary>
/// <param name="Lines">By bank, year and size.</param>
/// <param name="Total">All of it.</param>
public sealed record LoanStatisticsAnswer(IReadOnlyList<LoanFigures> Lines, LoanFigures Total);

/// <summary>Counts loans; the size of a borrower is the one that its unit is verified with.</summary>
public sealed class LoanStatistics(LoansByBank list, LoanRecords loans)
{
    /// <summary>What a size is called that nobody has stated: the borrower is no verified enterprise.</summary>
    public const string UnknownSize = "未登记";

    /// <summary>The figures of a bank, or of all.</summary>
    /// <param name="bank">Code of the bank; null for all.</param>
    /// <param name="filter">What is counted.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<LoanStatisticsAnswer> OfAsync(string? bank, LoanFilter filter, CancellationToken cancellation)
    {
        var sizes = new Dictionary<string, EnterpriseSize?>(StringComparer.Ordinal);
        var counted = new List<(LoanLine Loan, EnterpriseSize? Size)>();
        await foreach (var line in list.OfAsync(bank, cancellation))
        {
            if (!filter.Takes(line)) continue;
            if (!sizes.TryGetValue(line.Uscc, out var size)) sizes[line.Uscc] = size = (await loans.HolderAsync(line.Uscc, cancellation))?.EnterpriseSize;
            counted.Add((line, size));
        }
        return Count(counted);
    }

    /// <summary>The figures of loans with the sizes of their borrowers.</summary>
    public static LoanStatisticsAnswer Count(IReadOnlyList<(LoanLine Loan, EnterpriseSize? Size)> loans)
    {
        var lines = loans.GroupBy(l => (l.Loan.Bank, l.Loan.DrawnOn.Year, l.Size))
            .OrderBy(g => g.Key.Bank, StringComparer.Ordinal).ThenBy(g => g.Key.Year).ThenBy(g => g.Key.Size is { } size ? (int)size : int.MaxValue)
            .Select(g => Sum([.. g.Select(l => l.Loan)], g.Key.Bank, g.First().Loan.BankName, g.Key.Year, g.Key.Size, NameOf(g.Key.Size)));
        return new LoanStatisticsAnswer([.. lines], Sum([.. loans.Select(l => l.Loan)], null, null, null, null, "合计"));
    }

    private static LoanFigures Sum(IReadOnlyList<LoanLine> loans, string? bank, string? bankName, int? year, EnterpriseSize? size, string sizeName) => new(
        bank, bankName, year, size is { } known ? EnterpriseSizes.CodeOf(known) : null, sizeName, loans.Select(l => l.Uscc).Distinct().Count(), loans.Count,
        loans.Sum(l => l.Amount), loans.Sum(l => l.Drawn), loans.Count(l => l.State == LoanState.Settled), loans.Count(l => l.State == LoanState.Defaulted),
        loans.Sum(l => l.Confirmed?.Principal ?? 0m), loans.Sum(l => l.Confirmed?.Interest ?? 0m));

    private static string NameOf(EnterpriseSize? size) => size switch
    {
        EnterpriseSize.Large => "大型",
        EnterpriseSize.Medium => "中型",
        EnterpriseSize.Small => "小型",
        EnterpriseSize.Micro => "微型",
        _ => UnknownSize,
    };
}

/// <summary>质押贷款统计 to read.</summary>
public sealed class ReadLoanStatistics(LoanStatistics statistics)
{
    /// <summary>质押贷款统计：按银行、放款年度、企业规模统计笔数、金额和利息；银行只统计本行。</summary>
    [Function("ReadLoanStatistics")]
    [Allow(Role.FinanceOfficer, Role.Bank)]
    [QueryParameter("bank", "银行代码，仅融资服务平台审核员可选"), QueryParameter("year", "放款年度", typeof(int)), QueryParameter("state", "同贷款列表", Values = LoanFilter.StateWords)]
    [QueryParameter("dueFrom", "同贷款列表", typeof(DateOnly)), QueryParameter("dueTo", "同贷款列表", typeof(DateOnly)), QueryParameter("q", "同贷款列表")]
    [Answers(200, typeof(LoanStatisticsAnswer)), Refuses(typeof(LoanFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loan-statistics")] HttpRequest request, CancellationToken cancellation) =>
        Results.Json(await statistics.OfAsync(BankScope.Of(request), LoanFilter.From(request), cancellation), PlatformJson.Options);
}

/// <summary>质押贷款统计 to take away.</summary>
public sealed class ExportLoanStatistics(LoanStatistics statistics, TimeProvider time)
{
    private static readonly IReadOnlyList<SheetColumn<LoanFigures>> Columns =
    [
        new("贷款银行", f => f.BankName ?? "合计", 28),
        new("放款年度", f => f.Year?.ToString(CultureInfo.InvariantCulture)),
        new("企业规模", f => f.Bank is null ? null : f.SizeName),
        new("企业数", f => f.Units),
        new("贷款笔数", f => f.Loans),
        new("贷款金额（万元）", f => f.Amount, 20),
        new("已放款金额（万元）", f => f.Drawn, 20),
        new("已结清笔数", f => f.Settled),
        new("违约笔数", f => f.Defaulted),
        new("已确认还款本金（万元）", f => f.Repaid, 24),
        new("已确认支付利息（元）", f => f.Interest, 24),
    ];

    /// <summary>导出质押贷款统计为 Excel 或 CSV，筛选条件与统计相同，末行为合计。</summary>
    [Function("ExportLoanStatistics")]
    [Allow(Role.FinanceOfficer, Role.Bank)]
    [QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true), QueryParameter("bank", "同统计"), QueryParameter("year", "同统计", typeof(int)), QueryParameter("state", "同统计", Values = LoanFilter.StateWords)]
    [QueryParameter("dueFrom", "同统计", typeof(DateOnly)), QueryParameter("dueTo", "同统计", typeof(DateOnly)), QueryParameter("q", "同统计")]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv")]
    [Refuses(typeof(UnknownExportFormat), typeof(LoanFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loan-statistics/export")] HttpRequest request, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        var figures = await statistics.OfAsync(BankScope.Of(request), LoanFilter.From(request), cancellation);
        var rows = figures.Lines.Append(figures.Total).ToAsyncEnumerable();
        var name = $"质押贷款统计-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, "质押贷款统计", Columns, rows, cancellation), SheetExport.ContentType(format), name);
    }
}
