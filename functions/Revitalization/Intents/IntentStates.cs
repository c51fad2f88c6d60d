using System.Text;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>意向状态.</summary>
public enum IntentState
{
    /// <summary>已发送.</summary>
    Sent,

    /// <summary>已读: the university has opened it.</summary>
    Read,

    /// <summary>已答复.</summary>
    Answered,

    /// <summary>洽谈中.</summary>
    InTalks,

    /// <summary>已达成.</summary>
    Agreed,

    /// <summary>已关闭.</summary>
    Closed,
}

/// <summary>What can be done with an intent.</summary>
public enum IntentAct
{
    /// <summary>标为已读.</summary>
    Read,

    /// <summary>答复.</summary>
    Answer,

    /// <summary>进入洽谈.</summary>
    StartTalks,

    /// <summary>达成合作.</summary>
    Agree,

    /// <summary>关闭.</summary>
    Close,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record IntentTransition(IntentState From, IntentAct Act, IReadOnlyList<Role> Who, IntentState To, string Recorded, string Sent);

/// <summary>The intent's state does not permit the act to the caller.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
public sealed record IntentActRefused(IntentState State, IntentAct Act) : Conflict(
    "intent-act-refused", "当前状态不允许此操作", $"该合作意向当前为“{IntentStates.NameOf(State)}”，不能{IntentStates.NameOf(Act)}。");

/// <summary>The life of an intent (INT-01) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class IntentStates
{
    private static readonly Role[] University = [Role.University];
    private static readonly Role[] Both = [Role.UnitAdmin, Role.University];

    private const string Answered = "intent.answered: SMS and mail to the unit; event to the clock";
    private const string Moved = "intent.moved: in-app to the other side";

    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<IntentTransition> Table { get; } =
    [
        new(IntentState.Sent, IntentAct.Read, University, IntentState.Read, "when it was read, timeline", "—"),
        new(IntentState.Sent, IntentAct.Answer, University, IntentState.Answered, "answer, timeline", Answered),
        new(IntentState.Sent, IntentAct.Close, Both, IntentState.Closed, "reason, timeline; the unit may send another", Moved + "; event to the clock"),
        new(IntentState.Read, IntentAct.Answer, University, IntentState.Answered, "answer, timeline", Answered),
        new(IntentState.Read, IntentAct.Close, Both, IntentState.Closed, "reason, timeline; the unit may send another", Moved + "; event to the clock"),
        new(IntentState.Answered, IntentAct.Answer, University, IntentState.Answered, "further answer, timeline", "intent.answered: SMS and mail to the unit"),
        new(IntentState.Answered, IntentAct.StartTalks, Both, IntentState.InTalks, "timeline", Moved),
        new(IntentState.Answered, IntentAct.Close, Both, IntentState.Closed, "reason, timeline; the unit may send another", Moved),
        new(IntentState.InTalks, IntentAct.Answer, University, IntentState.InTalks, "further answer, timeline", "intent.answered: SMS and mail to the unit"),
        new(IntentState.InTalks, IntentAct.Agree, Both, IntentState.Agreed, "timeline; the unit may send another", Moved),
        new(IntentState.InTalks, IntentAct.Close, Both, IntentState.Closed, "reason, timeline; the unit may send another", Moved),
    ];

    /// <summary>The line for an act of a role in a state, or the refusal.</summary>
    public static Outcome<IntentTransition> Find(IntentState state, IntentAct act, Role who) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act && t.Who.Contains(who)) is { } transition ? transition : new IntentActRefused(state, act);

    /// <summary>True while the unit may send no other about the same resource.</summary>
    public static bool IsOpen(IntentState state) => state is not (IntentState.Agreed or IntentState.Closed);

    /// <summary>True while the university owes an answer.</summary>
    public static bool IsUnanswered(IntentState state) => state is IntentState.Sent or IntentState.Read;

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(IntentState state) => state switch
    {
        IntentState.Sent => "已发送",
        IntentState.Read => "已读",
        IntentState.Answered => "已答复",
        IntentState.InTalks => "洽谈中",
        IntentState.Agreed => "已达成",
        _ => "已关闭",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(IntentAct act) => act switch
    {
        IntentAct.Read => "标为已读",
        IntentAct.Answer => "答复",
        IntentAct.StartTalks => "进入洽谈",
        IntentAct.Agree => "达成合作",
        _ => "关闭",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
        {
            var who = string.Join(", ", t.Who);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        }
        return text.ToString();
    }
}
