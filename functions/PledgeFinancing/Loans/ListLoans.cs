using System.Globalization;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>A filter of a list of loans cannot be read.</summary>
/// <param name="What">What is wrong, Chinese.</param>
public sealed record LoanFilterInvalid(string What) : Malformed("loan-filter-invalid", "筛选条件无效", What);

/// <summary>What a list of loans is narrowed by.</summary>
/// <param name="State">贷款状态.</param>
/// <param name="DueFrom">到期时间 from this day.</param>
/// <param name="DueTo">到期时间 up to this day, included.</param>
/// <param name="Year">Year of 放款日期.</param>
/// <param name="Keyword">Text in number, unit, USCC, contract, product or bank.</param>
public sealed record LoanFilter(LoanState? State, DateOnly? DueFrom, DateOnly? DueTo, int? Year, string Keyword)
{
    /// <summary>The words of the states, for the OpenAPI document.</summary>
    internal const string StateWords = "repaying,awaiting-bank,settled,defaulted";

    private static readonly (string Code, LoanState State)[] States =
        [("repaying", LoanState.Repaying), ("awaiting-bank", LoanState.AwaitingBank), ("settled", LoanState.Settled), ("defaulted", LoanState.Defaulted)];

    /// <summary>The filter of a request; throws the refusal (400) where it cannot be read.</summary>
    public static LoanFilter From(HttpRequest request)
    {
        LoanState? state = null;
        if (request.Query["state"].ToString() is { Length: > 0 } code)
            state = States.FirstOrDefault(s => s.Code == code) is { Code: not null } found ? found.State : throw Invalid($"state 应为下列之一：{string.Join('、', States.Select(s => s.Code))}。");
        var (from, to) = (Day(request, "dueFrom"), Day(request, "dueTo"));
        if (from > to) throw Invalid("dueFrom 不得晚于 dueTo。");
        int? year = null;
        if (request.Query["year"].ToString() is { Length: > 0 } text)
            year = text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : throw Invalid("year 应为四位数字的年份。");
        return new LoanFilter(state, from, to, year, request.Query["q"].ToString().Trim());
    }

    /// <summary>True where a line is wanted.</summary>
    public bool Takes(LoanLine line) =>
        (State is null || line.State == State) && (DueFrom is null || line.DueOn >= DueFrom) && (DueTo is null || line.DueOn <= DueTo) && (Year is null || line.DrawnOn.Year == Year)
        && (Keyword.Length == 0 || $"{line.Number}\n{line.UnitName}\n{line.Uscc}\n{line.Contract}\n{line.Product}\n{line.BankName}".Contains(Keyword, StringComparison.OrdinalIgnoreCase));

    private static DateOnly? Day(HttpRequest request, string name)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Invalid($"{name} 应为 yyyy-MM-dd。");
    }

    private static RefusedException Invalid(string what) => new(new LoanFilterInvalid(what));
}

/// <summary>质押融资待还款.</summary>
public sealed class ListLoans(LoansByUnit list)
{
    /// <summary>本单位的质押贷款（质押融资待还款）：可按到期时间、状态筛选，新的在前。</summary>
    [Function("ListLoans")]
    [Allow(Role.UnitAdmin)]
    [QueryParameter("dueFrom", "到期时间起，yyyy-MM-dd", typeof(DateOnly)), QueryParameter("dueTo", "到期时间止（含），yyyy-MM-dd", typeof(DateOnly))]
    [QueryParameter("state", "repaying 还款中、awaiting-bank 待银行确认、settled 已结清、defaulted 违约；不填为全部", Values = LoanFilter.StateWords)]
    [QueryParameter("year", "放款年度", typeof(int)), QueryParameter("q", "编号、合同编号、融资产品或银行名称中的文字")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<LoanLine>)), Refuses(typeof(LoanFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loans")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, filter) = (PageRequest.From(request), LoanFilter.From(request));
        var lines = (await list.OfAsync(request.Caller().RequiredUnit, cancellation)).Where(filter.Takes).ToList();
        return Results.Json(page.Slice(lines, LoanLine.RowOf, (l, row) => string.CompareOrdinal(LoanLine.RowOf(l), row) > 0), PlatformJson.Options);
    }
}

/// <summary>银行的质押贷款.</summary>
public sealed class ListBankLoans(LoansByBank list)
{
    /// <summary>银行查看本行的质押贷款，融资服务平台审核员查看全部：可按状态、到期时间、放款年度和关键词筛选，给出总数。</summary>
    [Function("ListBankLoans")]
    [Allow(Role.Bank, Role.FinanceOfficer)]
    [QueryParameter("dueFrom", "到期时间起，yyyy-MM-dd", typeof(DateOnly)), QueryParameter("dueTo", "到期时间止（含），yyyy-MM-dd", typeof(DateOnly))]
    [QueryParameter("state", "repaying 还款中、awaiting-bank 待银行确认、settled 已结清、defaulted 违约；不填为全部", Values = LoanFilter.StateWords)]
    [QueryParameter("year", "放款年度", typeof(int)), QueryParameter("q", "编号、企业名称、统一社会信用代码、合同编号或融资产品中的文字")]
    [QueryParameter("bank", "银行代码，仅融资服务平台审核员可选")]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<LoanLine>)), Refuses(typeof(LoanFilterInvalid))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bank-loans")] HttpRequest request, CancellationToken cancellation)
    {
        var (page, filter) = (PageRequest.From(request), LoanFilter.From(request));
        var lines = await list.OfAsync(BankScope.Of(request), cancellation).Where(filter.Takes).ToListAsync(cancellation);
        return Results.Json(page.Slice(lines, Key, (l, key) => string.CompareOrdinal(Key(l), key) > 0), PlatformJson.Options);
    }

    // Banks stand one after the other, so that their lines have one order.
    private static string Key(LoanLine line) => $"{line.Bank}-{LoanLine.RowOf(line)}";
}

/// <summary>Whose loans the caller may look at.</summary>
internal static class BankScope
{
    /// <summary>The caller's own bank; for the finance-officer the one asked for by <c>?bank=</c>, null for all.</summary>
    public static string? Of(HttpRequest request)
    {
        var caller = request.Caller();
        if (caller.Role == Role.Bank) return LoanDesk.BankOf(caller);
        return request.Query["bank"].ToString() is { Length: > 0 } bank ? Platform.Storage.RecordLimits.IsKey(bank) ? bank : throw new RefusedException(new LoanFilterInvalid("bank 应为银行代码。")) : null;
    }
}
