using Microsoft.Extensions.Configuration;
using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Loans;

namespace PatentFunctions.SampleData;

/// <summary>Records the pledge loans of the sample units at the first start (data/loans.csv), also of those that are not verified yet.</summary>
internal sealed class SampleLoans(IRecordStore records, LoanRecords loans, Projector projector, IConfiguration configuration, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!SampleDataOptions.From(configuration).Enabled) return;
        using var rows = new CsvRows(EmbeddedData.Open("SampleData/data/loans.csv"));
        foreach (var row in LoanCsv.Read(rows, ChinaTime.Today(time)))
        {
            var (bank, name) = (rows["银行代码"], rows["银行名称"]);
            // A clock that begins before a loan was drawn has no such loan yet.
            if (row.Findings.Count == 0 && await loans.FindAsync(LoanId.Of(bank, row.Form.Number!), cancellationToken) is null) await RecordAsync(row.Form, bank, name, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RecordAsync(LoanForm form, string bank, string bankName, CancellationToken cancellation)
    {
        var loan = LoanRules.ToRecord(form, bank, bankName, null, time.GetUtcNow());
        var write = new CaseWrite(LoanRecords.AddressOf(loan.Id), ActStamp.BySystem(time, "SeedSampleData"))
            .Insert(CaseRows.Record, loan with { Unit = (await loans.HolderAsync(loan.Uscc, cancellation))?.Id })
            .Timeline("loan.recorded", "贷款银行已录入质押贷款信息（样例数据）");
        await records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellation);
        await projector.RefreshAsync(LoansByUnit.ProjectionName, write.Address, cancellation);
        await projector.RefreshAsync(LoansByBank.ProjectionName, write.Address, cancellation);
    }
}
