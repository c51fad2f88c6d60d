using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

/// <summary>
/// Fills the templates of a review. Each kind of review brings its own texts, and each text declares which of these it uses:
/// <c>case</c>, <c>title</c> (also <c>product</c>), <c>unit</c>, <c>subject</c> (unit and title), <c>due</c>, <c>reasons</c>.
/// </summary>
internal static class ReviewMessages
{
    public const string OnHold = "review.on-hold";
    public const string OnHoldWithinUnit = "review.on-hold-within-unit";
    public const string HandedOver = "review.handed-over";

    /// <summary>To whoever handed it in: the unit, or the account where it stays within the unit.</summary>
    public static OutboxMessage ToApplicant(ReviewKind kind, string template, ReviewRound round) =>
        kind.WithinUnit && round.Submitted.Who.Account is { } account ? Notify.Account(template, account, Values(template, round)) : Notify.Unit(template, round.Unit, Values(template, round));

    /// <summary>To all who may decide it.</summary>
    public static OutboxMessage ToReviewers(ReviewKind kind, string template, ReviewRound round) =>
        kind.WithinUnit ? Notify.Unit(template, round.Unit, Values(template, round)) : Notify.Everybody(template, kind.Reviewer, round.Scope, Values(template, round));

    public static (string Name, string Value)[] Values(string template, ReviewRound round)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["case"] = round.Case,
            ["title"] = round.Title,
            ["product"] = round.Title,
            ["unit"] = round.UnitName,
            ["subject"] = round.Title == round.UnitName ? round.Title : $"{round.UnitName}：{round.Title}",
            ["due"] = ChinaTime.FullDate(round.DueOn),
            ["reasons"] = round.Hold?.Reason ?? (round.Decision is { } decision ? ReasonsOf(decision) : ""),
        };
        return [.. TemplateCatalog.Get(template).Parameters.Select(p => (p.Name, all[p.Name]))];
    }

    /// <summary>The reasons of a return on one line each.</summary>
    public static string ReasonsOf(Decision decision)
    {
        var reasons = decision.Reasons.Select(r => r.Note is { Length: > 0 } note ? $"{r.Text}（{note}）" : r.Text);
        return string.Join('\n', decision.Opinion is { } opinion ? reasons.Append(opinion) : reasons);
    }
}
