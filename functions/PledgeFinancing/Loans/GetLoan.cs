using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.PledgeFinancing.Repayments;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>质押贷款 as both sides see it.</summary>
/// <param name="Loan">The loan in short.</param>
/// <param name="Status">办理状态: whose turn it is and by when.</param>
/// <param name="Pledged">用于质押的知识产权.</param>
/// <param name="PatentRegistrations">专利权质押登记号; empty reads 无.</param>
/// <param name="TradeMarkRegistrations">商标权质押登记号; empty reads 无.</param>
/// <param name="Rounds">Every 还款完成申请 with its outcome, oldest first.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record LoanAnswer(
    LoanLine Loan,
    string Status,
    IReadOnlyList<PledgedProperty> Pledged,
    IReadOnlyList<string> PatentRegistrations,
    IReadOnlyList<string> TradeMarkRegistrations,
    IReadOnlyList<RoundSummary> Rounds,
    IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>评估金额, 万元.</summary>
    public decimal? Appraised { get; init; }

    /// <summary>评估机构.</summary>
    public string? Appraiser { get; init; }

    /// <summary>担保机构.</summary>
    public string? Guarantor { get; init; }

    /// <summary>保险机构.</summary>
    public string? Insurer { get; init; }

    /// <summary>When the bank last corrected it.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>The answer about a loan.</summary>
    internal static async Task<LoanAnswer> OfAsync(LoanRecord loan, CaseStore cases, CancellationToken cancellation)
    {
        var address = LoanRecords.AddressOf(loan.Id);
        var rounds = await RepaymentRounds.AllAsync(cases, loan.Id, cancellation);
        return new LoanAnswer(
            LoanLine.Of(loan), LoanStatus.Line(loan, rounds.Count == 0 ? null : rounds[^1]), loan.Pledged, Registrations(loan, PledgedKind.Patent), Registrations(loan, PledgedKind.TradeMark),
            [.. rounds.Select(RepaymentRounds.Summary)], await cases.TimelineAsync(address, cancellation))
        {
            Appraised = loan.Appraised,
            Appraiser = loan.Appraiser,
            Guarantor = loan.Guarantor,
            Insurer = loan.Insurer,
            CorrectedAt = loan.CorrectedAt,
        };
    }

    private static List<string> Registrations(LoanRecord loan, PledgedKind kind) => [.. loan.Pledged.Where(p => p.Kind == kind).Select(p => p.RegistrationNumber).Distinct()];
}

/// <summary>质押贷款 as the bank and the finance-officer see it.</summary>
/// <param name="Loan">As the unit sees it.</param>
/// <param name="UnitIsVerified">Whether a verified unit holds the USCC, so that it can see the loan and apply.</param>
/// <param name="VerifiedName">The verified name of that unit, which may be another than on the loan (更名).</param>
public sealed record BankLoanAnswer(LoanAnswer Loan, bool UnitIsVerified, string? VerifiedName)
{
    internal static async Task<BankLoanAnswer> OfAsync(LoanRecord loan, LoanRecords loans, CaseStore cases, CancellationToken cancellation)
    {
        var unit = await loans.HolderAsync(loan.Uscc, cancellation);
        return new BankLoanAnswer(await LoanAnswer.OfAsync(loan, cases, cancellation), unit is not null, unit?.Name);
    }
}

/// <summary>办理状态 of a loan (COM-03).</summary>
public static class LoanStatus
{
    /// <summary>E.g. 待银行确认，预计11月27日前.</summary>
    public static string Line(LoanRecord loan, ReviewRound? last) => loan.State switch
    {
        LoanState.AwaitingBank when last is { IsOpen: true } => $"还款完成申请待银行确认，预计{ChinaTime.MonthDay(last.DueOn)}前",
        LoanState.Repaying when last is { State: ReviewState.Returned } => "还款完成申请被银行退回，请贵单位按意见修改后重新提交",
        LoanState.Repaying when loan.Confirmed is { } so => $"还款中，银行已确认截至{ChinaTime.FullDate(so.RepaidOn)}的还款情况",
        LoanState.Repaying => $"还款中，{ChinaTime.FullDate(loan.DueOn)}到期",
        LoanState.Settled => $"已结清，实际还款日{ChinaTime.FullDate(loan.Confirmed!.RepaidOn)}",
        _ => LoanStates.NameOf(loan.State),
    };
}

/// <summary>查看详情 for the unit.</summary>
public sealed class GetLoan(LoanRecords loans, CaseStore cases)
{
    /// <summary>查看本单位的一笔质押贷款。</summary>
    [Function("GetLoan")]
    [Allow(Role.UnitAdmin)]
    [Answers(200, typeof(LoanAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loans/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var loan = await loans.OwnAsync(id, request.Caller(), cancellation);
        request.SetETag(loan.ETag);
        return Results.Json(await LoanAnswer.OfAsync(loan.Value, cases, cancellation), PlatformJson.Options);
    }
}

/// <summary>查看详情 for the bank and the finance-officer.</summary>
public sealed class GetBankLoan(LoanRecords loans, CaseStore cases)
{
    /// <summary>查看一笔质押贷款：银行只能查看本行的贷款，融资服务平台审核员可查看全部。</summary>
    [Function("GetBankLoan")]
    [Allow(Role.Bank, Role.FinanceOfficer)]
    [Answers(200, typeof(BankLoanAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bank-loans/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var loan = await loans.OfBankAsync(id, request.Caller(), cancellation);
        request.SetETag(loan.ETag);
        return Results.Json(await BankLoanAnswer.OfAsync(loan.Value, loans, cases, cancellation), PlatformJson.Options);
    }
}
