using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>核定金额.</summary>
public sealed record ProposeAmountRequest
{
    /// <summary>核定补贴金额, 元; the campaign's standard by default.</summary>
    public decimal? Amount { get; init; }

    /// <summary>调整理由: required where the amount is another than the standard's.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>登记拨付.</summary>
public sealed record RecordPaymentRequest
{
    /// <summary>拨付日期, Asia/Shanghai, required.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>实际补贴金额, 元; what was approved by default.</summary>
    public decimal? Amount { get; init; }

    /// <summary>差额说明: required where the amount is another than what was approved.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>What is asked of amounts, as pure rules: 申请, 核定 and 实际补贴金额 are kept apart, each with a reason where it is another.</summary>
public static class PaymentRules
{
    /// <summary>Everything wrong with a proposal.</summary>
    /// <param name="amount">核定补贴金额, 元.</param>
    /// <param name="reason">Why it is another than the standard's.</param>
    /// <param name="calculation">补贴金额测算 of the application.</param>
    public static IReadOnlyList<Finding> CheckProposal(decimal amount, string? reason, SubsidyCalculation calculation)
    {
        var findings = Amounts(amount, calculation.Applied, "核定补贴金额", "申请补贴金额");
        if (amount != calculation.Granted && string.IsNullOrWhiteSpace(reason))
            findings.Add(Finding.Blocks("subsidy.grant-reason", "/reason", $"核定金额与按补贴标准测算的 {SubsidyAmount.Yuan(calculation.Granted)} 元不一致，请填写调整理由"));
        return findings;
    }

    /// <summary>Everything wrong with a payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="grant">核定补贴金额.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> CheckPayment(RecordPaymentRequest payment, SubsidyGrant grant, DateOnly today)
    {
        var amount = payment.Amount ?? grant.Amount;
        var findings = Amounts(amount, grant.Amount, "实际补贴金额", "核定补贴金额");
        if (amount != grant.Amount && string.IsNullOrWhiteSpace(payment.Reason)) findings.Add(Finding.Blocks("subsidy.payment-reason", "/reason", "实际补贴金额与核定金额不一致，请说明原因"));
        if (payment.PaidOn is not { } day) findings.Add(Finding.Blocks("subsidy.paid-on", "/paidOn", "请填写拨付日期"));
        else if (day > today) findings.Add(Finding.Blocks("subsidy.paid-on", "/paidOn", "拨付日期不能晚于今天"));
        else if (day < ChinaTime.DateOf(grant.ProposedAt)) findings.Add(Finding.Blocks("subsidy.paid-on", "/paidOn", "拨付日期不能早于核定日期"));
        return findings;
    }

    private static List<Finding> Amounts(decimal amount, decimal most, string name, string mostName) =>
        amount <= 0 ? [Finding.Blocks("subsidy.amount", "/amount", $"{name}应大于 0")]
        : decimal.Round(amount, 2) != amount ? [Finding.Blocks("subsidy.amount", "/amount", $"{name}最多保留两位小数")]
        : amount > most ? [Finding.Blocks("subsidy.amount", "/amount", $"{name}不能大于{mostName} {SubsidyAmount.Yuan(most)} 元")]
        : [];
}

/// <summary>核定金额: the first of two officers (SUB-07).</summary>
public sealed class ProposeSubsidyAmount(CaseStore cases, SubsidyRecords subsidies, SubsidyCampaigns campaigns, SubsidyBudgets budgets, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>提出核定补贴金额：不填金额即按补贴标准；由另一名审核员复核（reviews/subsidy-payment/{id}/confirm）后生效，届时占用预算。</summary>
    [Function("ProposeSubsidyAmount")]
    [Allow(Role.FinanceOfficer)]
    [Accepts(typeof(ProposeAmountRequest)), Answers(200, typeof(Receipt)), Refuses(typeof(SubsidyActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/payment-proposal")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<ProposeAmountRequest>(cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(stored.Value.State, SubsidyAct.ProposeAmount) is { } refusal) return refusal;
        request.Matching(stored);
        var content = stored.Value.Content!;
        var amount = body.Amount ?? content.Amount.Granted;
        if (PaymentRules.CheckProposal(amount, body.Reason, content.Amount) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var budget = (await budgets.GetAsync(stored.Value.Campaign, cancellation)).Value;
        var left = budget.Total - budget.Committed;
        var reason = amount == content.Amount.Granted || string.IsNullOrWhiteSpace(body.Reason) ? null : body.Reason.Trim();

        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), request.Stamp(time, "ProposeSubsidyAmount", reason));
        var calendar = await calendars.CurrentAsync(cancellation);
        var next = SubsidyMove.Add(write, stored, SubsidyAct.ProposeAmount, calendar, s => s with
        {
            Grant = new SubsidyGrant(amount, reason, write.Stamp.Who, write.Stamp.When),
            PaymentRound = s.PaymentRound + 1,
        });
        var proposed = new SubsidyPaymentCase(next.Number, content.Amount.Applied, content.Amount.Granted, amount, reason, content.Amount.Lines, content.Unit.BankName, next.Account?.Masked, left);
        var submission = new Submission($"{next.Number} 核定 {SubsidyAmount.Yuan(amount)} 元", next.Unit, next.UnitName, JsonSerializer.SerializeToElement(proposed, PlatformJson.Stored), Warnings(amount, left))
        {
            Proposal = new Decision(true, write.Stamp.Who, write.Stamp.When, reason, []),
        };
        var receipt = ReviewSubmission.Open(write, SubsidyPaymentReviewKind.Kind, next.PaymentRound, submission, calendar);
        await cases.CommitAsync(write, durable, cancellation);
        return Results.Json(receipt, PlatformJson.Options);
    }

    /// <summary>登记已拨付：拨付日期和实际补贴金额；少于核定金额的说明原因，差额退回预算。</summary>
    [Function("RecordSubsidyPayment")]
    [Allow(Role.FinanceOfficer)]
    [Accepts(typeof(RecordPaymentRequest)), Answers(200, typeof(SubsidyAnswer), ETag = true), Refuses(typeof(SubsidyActRefused), typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> PaidAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subsidies/{id}/payment")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var body = await request.ReadBodyAsync<RecordPaymentRequest>(cancellation);
        var stored = await subsidies.GetAsync(id, request.Caller(), cancellation);
        if (SubsidyStates.Refuse(stored.Value.State, SubsidyAct.RecordPayment) is { } refusal) return refusal;
        request.Matching(stored);
        var grant = stored.Value.Grant!;
        if (PaymentRules.CheckPayment(body, grant, ChinaTime.Today(time)) is { Count: > 0 } findings) return new FieldsInvalid { Findings = findings };
        var amount = body.Amount ?? grant.Amount;
        var payment = new SubsidyPayment(amount, body.PaidOn!.Value, amount == grant.Amount || string.IsNullOrWhiteSpace(body.Reason) ? null : body.Reason.Trim());
        var write = new CaseWrite(SubsidyRecords.AddressOf(stored.Value.Id), request.Stamp(time, "RecordSubsidyPayment", payment.Reason));
        var next = SubsidyMove.Add(write, stored, SubsidyAct.RecordPayment, await calendars.CurrentAsync(cancellation), s => s with { Payment = payment });
        write
            .Timeline("subsidy.paid", $"已于{ChinaTime.FullDate(payment.PaidOn)}拨付补贴 {SubsidyAmount.Yuan(amount)} 元", payment.Reason)
            .Send(Notify.Unit("subsidy.paid", next.Unit, ("number", next.Number), ("amount", SubsidyAmount.Yuan(amount)), ("day", ChinaTime.FullDate(payment.PaidOn))))
            .Send(SettleBudget.Of(next.Id));
        await cases.CommitAsync(write, durable, cancellation);
        return await SubsidyAnswer.ReadAsync(request, subsidies, cases, campaigns, id, cancellation);
    }

    private static IReadOnlyList<Finding> Warnings(decimal amount, decimal left) =>
        amount <= left ? [] : [Finding.Warns("subsidy.budget-short", "/amount", $"核定金额超过本批剩余预算 {SubsidyAmount.Yuan(left)} 元，复核时将不能通过")];
}
