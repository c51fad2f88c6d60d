using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>The bank has a loan of this number already.</summary>
/// <param name="Number">质押贷款报送编号.</param>
public sealed record LoanNumberTaken(string Number) : Conflict("loan-number-taken", "编号已被使用", $"贵行已录入编号为“{Number}”的质押贷款，请核对编号；需要更正的请打开该贷款进行修改。");

/// <summary>Something was built on the loan as it is.</summary>
/// <param name="Why">What, in words that the bank may read.</param>
public sealed record LoanInUse(string Why) : Conflict("loan-in-use", "贷款信息已被引用", $"{Why}，贷款信息暂不能更正。");

/// <summary>
/// Says whether something is built on a loan as it is, so that the bank may no longer correct it. Registered in DI by the areas that build on
/// settled loans.
/// </summary>
public interface ILoanDependents
{
    /// <summary>What is built on it, in words that the bank may read, e.g. 企业已据此申请利息补贴; null where nothing is.</summary>
    Task<string?> WhyAsync(LoanId loan, CancellationToken cancellation);
}

/// <summary>What became of a loan that a bank handed in.</summary>
public enum LoanEntry
{
    /// <summary>New.</summary>
    Recorded,

    /// <summary>On record with other content, which was replaced.</summary>
    Corrected,

    /// <summary>On record as it is.</summary>
    Unchanged,
}

/// <summary>Records and corrects loans: the writes that entry and import share.</summary>
public sealed class LoanDesk(LoanRecords loans, CaseStore cases, IEnumerable<ILoanDependents> dependents)
{
    /// <summary>The bank of the caller; throws the refusal (404) for an account without one.</summary>
    public static string BankOf(Caller caller) => caller.Bank ?? throw new RefusedException(new NothingHere());

    /// <summary>The write that records a new loan; the caller commits it.</summary>
    public async Task<CaseWrite> RecordAsync(ActStamp stamp, LoanForm form, string bank, CancellationToken cancellation)
    {
        var loan = LoanRules.ToRecord(form, bank, stamp.Who.Office, null, stamp.When);
        loan = loan with { Unit = (await loans.HolderAsync(loan.Uscc, cancellation))?.Id };
        var write = new CaseWrite(LoanRecords.AddressOf(loan.Id), stamp)
            .Insert(CaseRows.Record, loan)
            .Timeline("loan.recorded", "贷款银行已录入质押贷款信息");
        if (loan.Unit is { } unit) write.Send(Notify.Unit("loan.recorded", unit, ("bank", loan.BankName), ("number", loan.Number)));
        LoansByBank.RefreshAll(write);
        return write;
    }

    /// <summary>The write that corrects a loan, the refusal, or nothing where the form says what is on record.</summary>
    public async Task<Outcome<CaseWrite?>> CorrectAsync(ActStamp stamp, Stored<LoanRecord> read, LoanForm form, CancellationToken cancellation)
    {
        var loan = read.Value;
        if (LoanRules.CheckCorrection(loan, form) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var next = LoanRules.Corrected(loan, form, stamp.Who.Office, null, stamp.When);
        next = next with { Unit = (await loans.HolderAsync(next.Uscc, cancellation))?.Id };
        if (LoanRules.Changes(loan, next) is not { Count: > 0 } changes) return (CaseWrite?)null;
        if (LoanStates.Refuse(loan.State, LoanAct.Correct) is { } refusal) return refusal;
        foreach (var dependent in dependents)
            if (await dependent.WhyAsync(loan.Id, cancellation) is { } why) return new LoanInUse(why);

        var write = new CaseWrite(LoanRecords.AddressOf(loan.Id), stamp.Because(string.Join('；', changes)))
            .Replace(read, next.After(LoanAct.Correct))
            .Timeline("loan.corrected", "贷款银行已更正贷款信息", string.Join('\n', changes));
        if (next.Unit is { } unit) write.Send(Notify.Unit("loan.corrected", unit, ("bank", next.BankName), ("number", next.Number), ("changes", string.Join('\n', changes))));
        LoansByBank.RefreshAll(write);
        return write;
    }

    /// <summary>Records a loan, or corrects it where the bank has one of that number: once, however often it is handed in.</summary>
    public async Task<Outcome<LoanEntry>> PutAsync(ActStamp stamp, LoanForm form, string bank, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = LoanId.Of(bank, form.Number!.Trim());
        if (await loans.FindAsync(id, cancellation) is not { } existing)
        {
            await cases.CommitAsync(await RecordAsync(stamp, form, bank, cancellation), durable, cancellation);
            return LoanEntry.Recorded;
        }
        var corrected = await CorrectAsync(stamp, existing, form, cancellation);
        if (corrected.Refusal is { } refusal) return refusal;
        if (corrected.Value is not { } write) return LoanEntry.Unchanged;
        await cases.CommitAsync(write, durable, cancellation);
        return LoanEntry.Corrected;
    }
}
