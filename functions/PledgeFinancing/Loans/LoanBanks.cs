using PatentFunctions.Accounts;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>贷款银行 of the platform.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
public sealed record LoanBank(string Code, string Name);

/// <summary>The banks of the platform: those that have an account.</summary>
public sealed class LoanBanks(IRecordStore records)
{
    /// <summary>Every bank, by name.</summary>
    public async Task<IReadOnlyList<LoanBank>> AllAsync(CancellationToken cancellation)
    {
        var (lists, banks, continuation) = (new AccountLists(records), new List<LoanBank>(), (string?)null);
        do
        {
            var page = await lists.OfRoleAsync(Role.Bank, RecordLimits.PageRecords, continuation, cancellation);
            banks.AddRange(page.Records.Select(r => r.As<ListedAccount>().Value).Where(a => a is { Disabled: false, Scope: not null }).Select(a => new LoanBank(a.Scope!, a.Office)));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [.. banks.DistinctBy(b => b.Code).OrderBy(b => b.Name, StringComparer.Ordinal)];
    }
}

/// <summary>贷款银行 to choose from.</summary>
public sealed class ListLoanBanks(LoanBanks banks)
{
    /// <summary>平台上的贷款银行，供反馈缺少的贷款时选择。</summary>
    [Function("ListLoanBanks")]
    [Allow(Role.UnitAdmin, Role.FinanceOfficer)]
    [Answers(200, typeof(IReadOnlyList<LoanBank>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loan-banks")] HttpRequest request, CancellationToken cancellation) =>
        Results.Json(await banks.AllAsync(cancellation), PlatformJson.Options);
}
