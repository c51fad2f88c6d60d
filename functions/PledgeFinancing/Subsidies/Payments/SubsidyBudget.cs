using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>预算 of a campaign, row <c>budget</c> of its partition.</summary>
/// <param name="Total">预算总额, 元.</param>
/// <param name="Committed">已核定: what the claims beside it add up to, 元.</param>
public sealed record SubsidyBudget(decimal Total, decimal Committed)
{
    /// <summary>Row of the budget.</summary>
    public const string Row = "budget";

    /// <summary>Prefix of the rows of claims.</summary>
    public const string ClaimRows = "payment-";
}

/// <summary>A claim on the budget, row <c>payment-{application}</c> of the campaign's partition.</summary>
/// <param name="Subsidy">The application.</param>
/// <param name="Unit">企业.</param>
/// <param name="Round">Round of 补贴金额复核 that set it: what is still told of an earlier one changes nothing.</param>
/// <param name="Amount">元; zero once it was given back.</param>
/// <param name="At">When it was last set.</param>
public sealed record BudgetClaim(SubsidyId Subsidy, UnitId Unit, int Round, decimal Amount, DateTimeOffset At);

/// <summary>The budget does not suffice.</summary>
/// <param name="Amount">元 asked for.</param>
/// <param name="Left">元 left.</param>
[RefusedBy("ConfirmReview")]
public sealed record SubsidyBudgetExceeded(decimal Amount, decimal Left) : Conflict(
    "subsidy-budget-exceeded", "预算不足", $"核定金额 {SubsidyAmount.Yuan(Amount)} 元超过本批剩余预算 {SubsidyAmount.Yuan(Left)} 元；未作任何改动。");

/// <summary>The unit's cap does not suffice.</summary>
/// <param name="Amount">元 asked for.</param>
/// <param name="Left">元 left.</param>
[RefusedBy("ConfirmReview")]
public sealed record SubsidyCapExceeded(decimal Amount, decimal Left) : Conflict(
    "subsidy-cap-exceeded", "超过单个企业补贴上限", $"核定金额 {SubsidyAmount.Yuan(Amount)} 元超过该企业在本批中的剩余额度 {SubsidyAmount.Yuan(Left)} 元；未作任何改动。");

/// <summary>
/// Keeps promises within the campaign's budget and the unit's cap, however many are confirmed at once: budget and claim are one batch of the
/// campaign's partition, and every promise meets the budget row. A claim belongs to its application, so that a repeated promise changes nothing.
/// </summary>
public sealed class SubsidyBudgets(CaseStore cases, SubsidyCampaigns campaigns, TimeProvider time)
{
    /// <summary>The budget of a campaign.</summary>
    public async Task<Stored<SubsidyBudget>> GetAsync(SubsidyCampaignId campaign, CancellationToken cancellation) =>
        await cases.FindAsync<SubsidyBudget>(SubsidyCampaigns.AddressOf(campaign), SubsidyBudget.Row, cancellation) ?? throw new RefusedException(new NoSubsidyCampaign());

    /// <summary>Every claim on a campaign's budget.</summary>
    public async Task<IReadOnlyList<BudgetClaim>> ClaimsAsync(SubsidyCampaignId campaign, CancellationToken cancellation)
    {
        var claims = new List<BudgetClaim>();
        await foreach (var claim in cases.RowsAsync<BudgetClaim>(SubsidyCampaigns.AddressOf(campaign), SubsidyBudget.ClaimRows, cancellation)) claims.Add(claim.Value);
        return claims;
    }

    /// <summary>Sets what an application takes of the budget in its present round; zero gives it back.</summary>
    /// <returns>The refusal where budget or cap do not suffice; null on success.</returns>
    public async Task<Refusal?> SetAsync(SubsidyRecord subsidy, decimal amount, CancellationToken cancellation)
    {
        var address = SubsidyCampaigns.AddressOf(subsidy.Campaign);
        var row = SubsidyBudget.ClaimRows + subsidy.Id.Value;
        while (true)
        {
            // The budget row first: whoever writes between this read and the batch is met by it.
            var budget = await GetAsync(subsidy.Campaign, cancellation);
            var claim = await cases.FindAsync<BudgetClaim>(address, row, cancellation);
            if (claim is null ? amount == 0 : claim.Value.Round > subsidy.PaymentRound || claim.Value.Amount == amount) return null;
            var more = amount - (claim?.Value.Amount ?? 0);
            var left = budget.Value.Total - budget.Value.Committed;
            if (more > left) return new SubsidyBudgetExceeded(amount, amount - more + left);
            if (more > 0 && await CapAsync(subsidy, amount, cancellation) is { } capped) return capped;
            var document = TypedRecords.ToDocument(new BudgetClaim(subsidy.Id, subsidy.Unit, subsidy.PaymentRound, amount, time.GetUtcNow()));
            RecordOperation[] batch =
            [
                new ReplaceRecord(SubsidyBudget.Row, budget.ETag) { Document = TypedRecords.ToDocument(budget.Value with { Committed = budget.Value.Committed + more }) },
                claim is null ? new InsertRecord(row) { Document = document } : new ReplaceRecord(row, claim.ETag) { Document = document },
            ];
            try
            {
                await cases.Records.CommitAsync(address.Table, address.Partition, batch, cancellation);
                return null;
            }
            catch (StoreConflictException)
            {
                // Another promise was faster: look at what it left.
            }
        }
    }

    private async Task<Refusal?> CapAsync(SubsidyRecord subsidy, decimal amount, CancellationToken cancellation)
    {
        if ((await campaigns.FindAsync(subsidy.Campaign, cancellation))!.Value.Terms.CapPerUnit is not { } cap) return null;
        var others = (await ClaimsAsync(subsidy.Campaign, cancellation)).Where(c => c.Unit == subsidy.Unit && c.Subsidy != subsidy.Id).Sum(c => c.Amount);
        return others + amount > cap ? new SubsidyCapExceeded(amount, cap - others) : null;
    }
}

/// <summary>Brings an application's claim on the budget in line with its record: a smaller payment, or a confirmation that did not come to be, gives back.</summary>
public sealed class SettleBudget(SubsidyRecords subsidies, SubsidyBudgets budgets) : IOutboxHandler
{
    private const string Message = "subsidy.budget";

    /// <inheritdoc />
    public string Kind => Message;

    /// <summary>The message; sent with the write that changes what an application takes.</summary>
    public static OutboxMessage Of(SubsidyId subsidy) => OutboxMessage.Of(Message, subsidy);

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await subsidies.FindAsync(delivery.Read<SubsidyId>(), cancellation) is { } stored) await RunAsync(stored.Value, cancellation);
    }

    /// <summary>Settles the claim of an application.</summary>
    /// <returns>False where it is left alone.</returns>
    internal async Task<bool> RunAsync(SubsidyRecord subsidy, CancellationToken cancellation)
    {
        // While a proposal is being confirmed its claim may stand before its record does.
        if (subsidy.State == SubsidyState.PaymentProposed) return false;
        var amount = subsidy.Payment?.Amount ?? (SubsidyStates.TakesBudget(subsidy.State) ? subsidy.Grant!.Amount : 0);
        if (await budgets.SetAsync(subsidy, amount, cancellation) is { } refusal) throw new InvalidOperationException($"{subsidy.Id}: {refusal.Code}");
        return true;
    }
}
