using System.Text;

namespace PatentFunctions.Reviews;

/// <summary>What can be done to a round.</summary>
public enum ReviewAct
{
    /// <summary>领取.</summary>
    Claim,

    /// <summary>放回.</summary>
    Release,

    /// <summary>转交.</summary>
    HandOver,

    /// <summary>挂起.</summary>
    Hold,

    /// <summary>恢复.</summary>
    Resume,

    /// <summary>通过.</summary>
    Approve,

    /// <summary>不通过.</summary>
    Return,

    /// <summary>复核通过.</summary>
    Confirm,

    /// <summary>复核退回.</summary>
    SendBack,

    /// <summary>撤回本人的意见.</summary>
    RollBack,

    /// <summary>终止.</summary>
    End,
}

/// <summary>Who may do it, beyond having the kind's role.</summary>
public enum ReviewParty
{
    /// <summary>Any reviewer.</summary>
    AnyReviewer,

    /// <summary>The reviewer who has claimed it, or any once the claim has lapsed.</summary>
    Claimant,

    /// <summary>The reviewer whose proposal it is.</summary>
    Proposer,

    /// <summary>A reviewer other than the one whose proposal it is.</summary>
    AnotherReviewer,

    /// <summary>The system, where the case has ended otherwise.</summary>
    System,
}

/// <summary>One line of the state table.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">The act.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded besides the audit entry.</param>
/// <param name="Sent">What is sent.</param>
/// <param name="FourEyes">Null: for every kind; true or false: only for kinds with or without four eyes.</param>
public sealed record ReviewTransition(ReviewState From, ReviewAct Act, ReviewParty Who, ReviewState To, string Recorded, string Sent, bool? FourEyes = null);

/// <summary>The state table of the one review: the code, the docs page and the test that walks it all read this.</summary>
public static class ReviewStates
{
    /// <summary>Every legal transition.</summary>
    public static IReadOnlyList<ReviewTransition> Table { get; } =
    [
        new(ReviewState.Waiting, ReviewAct.Claim, ReviewParty.AnyReviewer, ReviewState.Claimed, "claim with its end", "–"),
        new(ReviewState.Claimed, ReviewAct.Claim, ReviewParty.Claimant, ReviewState.Claimed, "claim with its new end", "–"),
        new(ReviewState.Claimed, ReviewAct.Release, ReviewParty.Claimant, ReviewState.Waiting, "–", "–"),
        new(ReviewState.Claimed, ReviewAct.HandOver, ReviewParty.Claimant, ReviewState.Claimed, "claim of the colleague", "in-app note to the colleague"),
        new(ReviewState.Claimed, ReviewAct.Hold, ReviewParty.Claimant, ReviewState.OnHold, "reason, day the clock stopped", "event to the clock; notice to the unit"),
        new(ReviewState.OnHold, ReviewAct.Resume, ReviewParty.AnyReviewer, ReviewState.Claimed, "new due days", "event to the clock"),
        new(ReviewState.Waiting, ReviewAct.Approve, ReviewParty.AnyReviewer, ReviewState.Approved, "decision", "result to the unit; event to the clock", false),
        new(ReviewState.Claimed, ReviewAct.Approve, ReviewParty.Claimant, ReviewState.Approved, "decision", "result to the unit; event to the clock", false),
        new(ReviewState.Waiting, ReviewAct.Approve, ReviewParty.AnyReviewer, ReviewState.Proposed, "proposal", "–", true),
        new(ReviewState.Claimed, ReviewAct.Approve, ReviewParty.Claimant, ReviewState.Proposed, "proposal", "–", true),
        new(ReviewState.Waiting, ReviewAct.Return, ReviewParty.AnyReviewer, ReviewState.Returned, "decision with coded reasons", "result to the unit; event to the clock"),
        new(ReviewState.Claimed, ReviewAct.Return, ReviewParty.Claimant, ReviewState.Returned, "decision with coded reasons", "result to the unit; event to the clock"),
        new(ReviewState.Proposed, ReviewAct.Confirm, ReviewParty.AnotherReviewer, ReviewState.Approved, "who confirmed", "result to the unit; event to the clock", true),
        new(ReviewState.Proposed, ReviewAct.SendBack, ReviewParty.AnotherReviewer, ReviewState.Waiting, "why it was sent back", "–", true),
        new(ReviewState.Proposed, ReviewAct.RollBack, ReviewParty.Proposer, ReviewState.Claimed, "within one hour of the proposal", "–", true),
        new(ReviewState.Waiting, ReviewAct.End, ReviewParty.System, ReviewState.Ended, "why there is nothing left to decide", "event to the clock"),
        new(ReviewState.Claimed, ReviewAct.End, ReviewParty.System, ReviewState.Ended, "why there is nothing left to decide", "event to the clock"),
        new(ReviewState.OnHold, ReviewAct.End, ReviewParty.System, ReviewState.Ended, "why there is nothing left to decide", "event to the clock"),
        new(ReviewState.Proposed, ReviewAct.End, ReviewParty.System, ReviewState.Ended, "why there is nothing left to decide", "event to the clock", true),
    ];

    /// <summary>The line for an act in a state, or null where the act is illegal.</summary>
    public static ReviewTransition? Find(ReviewState from, ReviewAct act, bool fourEyes) =>
        Table.FirstOrDefault(t => t.From == from && t.Act == act && (t.FourEyes ?? fourEyes) == fourEyes);

    /// <summary>The table as Markdown, for the docs page.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent | four eyes |\n|---|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {t.From} | {t.Act} | {t.Who} | {t.To} | {t.Recorded} | {t.Sent} | {(t.FourEyes switch { null => "any", true => "with", _ => "without" })} |\n");
        return text.ToString();
    }
}
