using PatentFunctions.Documents.Sheets;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>拨付清单 of a campaign (SUB-07).</summary>
public sealed class ExportSubsidyPayments(SubsidyCampaigns campaigns, SubsidyLists lists, SubsidyRecords subsidies, BankAccounts accounts, CaseStore cases, TimeProvider time)
{
    private sealed record Payment(int Index, SubsidyLine Line, SubsidyRecord Subsidy, string Account);

    private static readonly IReadOnlyList<SheetColumn<Payment>> Columns =
    [
        new("序号", p => p.Index, 6),
        new("申请编号", p => p.Line.Number, 18),
        new("企业名称", p => p.Line.UnitName, 30),
        new("统一社会信用代码", p => p.Subsidy.Content!.Facts.Uscc, 22),
        new("开户行", p => p.Subsidy.Content!.Unit.BankName, 30),
        new("银行账号", p => p.Account, 26),
        new("贷款银行", p => p.Line.BankName, 30),
        new("贷款金额（万元）", p => p.Line.LoanAmount, 16),
        new("实际支付利息（元）", p => p.Line.Interest, 18),
        new("申请补贴金额（元）", p => p.Line.Applied, 18),
        new("核定补贴金额（元）", p => p.Line.Approved, 18),
        new("调整理由", p => p.Subsidy.Grant?.Reason, 24),
        new("实际补贴金额（元）", p => p.Line.Paid, 18),
        new("差额说明", p => p.Subsidy.Payment?.Reason, 24),
        new("状态", p => p.Line.StateName, 10),
        new("拨付日期", p => p.Line.PaidOn, 12),
    ];

    /// <summary>导出拨付清单（xlsx 或 csv）：待拨付和已拨付的申请，含完整银行账号；每次导出均有记录。</summary>
    [Function("ExportSubsidyPayments")]
    [Allow(Role.FinanceOfficer)]
    [QueryParameter("format", "xlsx 或 csv", typeof(SheetFormat), Required = true), QueryParameter("state", "toPay（待拨付）或 paid（已拨付）；不填为全部", Values = "toPay,paid")]
    [Answers(200, MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Answers(200, MediaType = "text/csv")]
    [Refuses(typeof(UnknownExportFormat), typeof(UnknownSubsidyFilter), typeof(NoSubsidyCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subsidy-campaigns/{id}/payments")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (QueryWord.Find<SheetFormat>(request.Query["format"].ToString()) is not { } format) return new UnknownExportFormat();
        SubsidyState[] states = request.Query["state"].ToString() switch
        {
            "" => [SubsidyState.ToPay, SubsidyState.Paid],
            "toPay" => [SubsidyState.ToPay],
            "paid" => [SubsidyState.Paid],
            _ => throw new RefusedException(new UnknownSubsidyFilter("state")),
        };
        var campaign = (await campaigns.GetAsync(new SubsidyCampaignId(id), request.Caller(), cancellation)).Value;
        var payments = new List<Payment>();
        foreach (var line in (await lists.OfCampaignAsync(campaign.Id, cancellation)).Where(l => states.Contains(l.State)))
            if (await subsidies.FindAsync(line.Id, cancellation) is { } stored) payments.Add(new Payment(payments.Count + 1, line, stored.Value, accounts.Open(stored.Value.Account) ?? ""));
        await cases.CommitAsync(new CaseWrite(PersonalDataReads.Of(campaign.Id.Value), request.Stamp(time, "ExportSubsidyPayments")), durable, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var name = $"拨付清单-{campaign.Year}-{ChinaTime.Today(time):yyyyMMdd}{SheetExport.Extension(format)}";
        return Results.Stream(output => SheetExport.WriteAsync(format, output, "拨付清单", Columns, payments.ToAsyncEnumerable(), cancellation), SheetExport.ContentType(format), name);
    }
}
