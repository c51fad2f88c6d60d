using System.ComponentModel.DataAnnotations;
using PatentFunctions.Calendar;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;

namespace PatentFunctions.Recognition.Supplements;

/// <summary>要求补充材料.</summary>
public sealed record SupplementParameters
{
    /// <summary>What the unit is asked for; the three texts of the form by default.</summary>
    [MaxLength(500)]
    public string? What { get; init; }

    /// <summary>Last day, Asia/Shanghai; by default the campaign's term from today.</summary>
    public DateOnly? DueOn { get; init; }
}

/// <summary>延长补充期限.</summary>
public sealed record ExtensionParameters
{
    /// <summary>The new last day, Asia/Shanghai.</summary>
    public required DateOnly DueOn { get; init; }
}

/// <summary>The new last day is none that extends the term.</summary>
/// <param name="DueOn">The present last day.</param>
[RefusedBy("ActOnRecognition")]
public sealed record NotAnExtension(DateOnly DueOn) : Conflict("recognition-not-an-extension", "不是延长", $"新的截止日期须晚于原截止日期（{ChinaTime.FullDate(DueOn)}）和今天。");

/// <summary>要求补充材料: mail and SMS to the unit, and a clock.</summary>
internal sealed class RequestSupplement(CampaignRecords campaigns, CalendarInForce calendars, TimeProvider time) : IBatchAct<SupplementParameters>
{
    private const string Usual = "专利保护强度、专利价值贡献、产品竞争力对专利依赖度的说明";

    public string Name => "request-supplement";

    public string Title => RecognitionStates.NameOf(RecognitionAct.RequestSupplement);

    public IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order)
    {
        if (order.Parameters is null) return [];
        if (order.Shape<SupplementParameters>() is { Count: > 0 } shape) return shape;
        return order.Read<SupplementParameters>().DueOn is { } due && due <= ChinaTime.Today(time) ? [Finding.Blocks("supplement.due", "/parameters/dueOn", "截止日期应晚于今天")] : [];
    }

    public async Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.RequestSupplement) is { } refusal) return refusal;
        var given = order.Parameters is null ? new SupplementParameters() : order.Read<SupplementParameters>();
        var campaign = (await campaigns.GetAsync(recognition.Value.Year, cancellation)).Value;
        var due = given.DueOn ?? (await calendars.CurrentAsync(cancellation)).AddWorkingDays(ChinaTime.DateOf(write.Stamp.When), campaign.SupplementDays).Date;
        var request = new SupplementRequest(write.Stamp.When, due, string.IsNullOrWhiteSpace(given.What) ? Usual : given.What.Trim());
        var next = recognition.Value.After(RecognitionAct.RequestSupplement, write.Stamp, order.Why) with { Supplement = request };
        write.Insert(SupplementForm.Row, new SupplementForm()).Replace(recognition, next);
        Asking.Add(write, next, $"请于{ChinaTime.FullDate(due)}前补充材料");
        return null;
    }
}

/// <summary>延长补充期限, also of one that is overdue.</summary>
internal sealed class ExtendSupplement : IBatchAct<ExtensionParameters>
{
    public string Name => "extend-supplement";

    public string Title => RecognitionStates.NameOf(RecognitionAct.ExtendSupplement);

    public IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order) => order.Shape<ExtensionParameters>();

    public Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.ExtendSupplement) is { } refusal) return Task.FromResult<Refusal?>(refusal);
        var (before, due) = (recognition.Value.Supplement!, order.Read<ExtensionParameters>().DueOn);
        if (due <= before.DueOn || due <= ChinaTime.DateOf(write.Stamp.When)) return Task.FromResult<Refusal?>(new NotAnExtension(before.DueOn));
        var next = recognition.Value.After(RecognitionAct.ExtendSupplement, write.Stamp, order.Why) with { Supplement = before with { RequestedAt = write.Stamp.When, DueOn = due, Reminders = 0 } };
        write.Replace(recognition, next).Send(SupplementDeadline.Wake(next.Id, before.DueOn, "extended"));
        Asking.Add(write, next, $"补充材料期限延长至{ChinaTime.FullDate(due)}");
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>Asks the unit: timeline, mail and SMS, the clock of the term.</summary>
internal static class Asking
{
    public static void Add(CaseWrite write, RecognitionRecord recognition, string text)
    {
        var (what, due) = (recognition.Supplement!.What, recognition.Supplement.DueOn);
        write.Timeline("recognition.supplement-requested", text, what)
            .Send(Notify.Unit("recognition.supplement-requested", recognition.Unit, ("product", recognition.Product), ("due", ChinaTime.FullDate(due)), ("what", what)))
            .Send(SupplementDeadline.Start(recognition.Id, due));
    }
}
