namespace PatentFunctions.Recognition.Certificates;

/// <summary>What is due of a certificate at an instant.</summary>
/// <param name="Act">到期提醒 or 认定到期; null where nothing is.</param>
/// <param name="NextAt">When something falls due next; null after the end.</param>
public sealed record ValidityStep(RecognitionAct? Act, DateTimeOffset? NextAt);

/// <summary>The dates of a certificate as pure rules (REC-05).</summary>
public static class ValidityTerms
{
    /// <summary>Days before the last day on which the unit is reminded.</summary>
    public const int RemindDaysBefore = 30;

    private static readonly TimeOnly RemindAt = new(9, 0);

    /// <summary>The instant of the reminder.</summary>
    public static DateTimeOffset ReminderOf(CertificateFacts facts) => ChinaTime.At(facts.ValidUntil.AddDays(-RemindDaysBefore), RemindAt);

    /// <summary>What is due now. A look that comes after the last day reminds nobody any more.</summary>
    public static ValidityStep Due(RecognitionRecord recognition, DateTimeOffset now)
    {
        if (recognition is not { State: RecognitionState.Recognized, Certificate.Facts: { } facts }) return new ValidityStep(null, null);
        var end = ChinaTime.EndOfDay(facts.ValidUntil);
        if (now >= end) return new ValidityStep(RecognitionAct.Expire, null);
        if (recognition.Steps.Any(s => s.Act == RecognitionAct.RemindExpiry)) return new ValidityStep(null, end);
        return now >= ReminderOf(facts) ? new ValidityStep(RecognitionAct.RemindExpiry, end) : new ValidityStep(null, ReminderOf(facts));
    }
}
