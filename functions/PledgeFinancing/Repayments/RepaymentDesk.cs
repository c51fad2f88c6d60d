using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.PledgeFinancing.Repayments;

/// <summary>A loan of the caller's unit and its 还款完成申请 as saved, read together.</summary>
/// <param name="Loan">The loan.</param>
/// <param name="Draft">The draft; null until its first save.</param>
public sealed record RepaymentCase(Stored<LoanRecord> Loan, Stored<RepaymentForm>? Draft)
{
    /// <summary>ETag of the draft; until its first save that of the loan.</summary>
    public string ETag => Draft?.ETag ?? Loan.ETag;

    /// <summary>The form; empty until its first save.</summary>
    public RepaymentForm Form => Draft?.Value ?? new RepaymentForm();

    /// <summary>Throws the refusal (428, 412) unless If-Match names the draft as it is.</summary>
    public void Match(HttpRequest request)
    {
        if (Draft is not null) request.Matching(Draft);
        else request.Matching(Loan);
    }
}

/// <summary>What the acts on a 还款完成申请 share.</summary>
public sealed class RepaymentDesk(LoanRecords loans, CaseStore cases, FileChecks files, TimeProvider time)
{
    /// <summary>A loan of the caller's unit with its draft; throws the refusal (404) for any other.</summary>
    public async Task<RepaymentCase> OwnAsync(string id, Caller caller, CancellationToken cancellation)
    {
        // The draft is read before the loan: a twin of an application that comes in between then shows as its receipt, not as a change by somebody else.
        var own = await loans.OwnAsync(id, caller, cancellation);
        var draft = await cases.FindAsync<RepaymentForm>(LoanRecords.AddressOf(own.Value.Id), RepaymentRounds.DraftRow, cancellation);
        return new RepaymentCase(await loans.OwnAsync(id, caller, cancellation), draft);
    }

    /// <summary>Every finding of an application, its file's among them.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(RepaymentCase repayment, Caller caller, CancellationToken cancellation)
    {
        var file = await files.CheckAsync(FileRecords.OwnerOf(caller), RepaymentRules.FilesOf(repayment.Form), cancellation);
        return [.. RepaymentRules.Check(repayment.Loan.Value, repayment.Form, ChinaTime.Today(time)), .. file.Findings];
    }
}
