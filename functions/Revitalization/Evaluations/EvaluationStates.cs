using System.Text;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>评价状态 of a resource in a unit.</summary>
public enum EvaluationState
{
    /// <summary>待评价: experts may evaluate, the unit has not.</summary>
    Waiting,

    /// <summary>已评价: the unit's evaluation is submitted and published to the university.</summary>
    Published,
}

/// <summary>State of one expert's evaluation.</summary>
public enum ExpertEvaluationState
{
    /// <summary>待审核.</summary>
    Submitted,

    /// <summary>已采纳.</summary>
    Accepted,

    /// <summary>已退回.</summary>
    Returned,
}

/// <summary>What can be done with an evaluation.</summary>
public enum EvaluationAct
{
    /// <summary>我要评价: an expert submits stars and comment.</summary>
    Evaluate,

    /// <summary>采纳 an expert's evaluation.</summary>
    Accept,

    /// <summary>退回 an expert's evaluation.</summary>
    Return,

    /// <summary>保存企业自评.</summary>
    SaveOwn,

    /// <summary>提交发布: the unit's own evaluation.</summary>
    Publish,
}

/// <summary>One line of the state machine: of the evaluation and of the expert's part in it.</summary>
/// <param name="From">State of the evaluation before.</param>
/// <param name="Expert">State of the expert's evaluation before; null where there is none, or where none is concerned.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State of the evaluation after.</param>
/// <param name="ExpertTo">State of the expert's evaluation after; null where none is concerned.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record EvaluationTransition(
    EvaluationState From, ExpertEvaluationState? Expert, EvaluationAct Act, Role Who, EvaluationState To, ExpertEvaluationState? ExpertTo, string Recorded, string Sent);

/// <summary>The state does not permit the act.</summary>
/// <param name="State">State of the evaluation.</param>
/// <param name="Expert">State of the expert's evaluation.</param>
/// <param name="Act">What was tried.</param>
public sealed record EvaluationActRefused(EvaluationState State, ExpertEvaluationState? Expert, EvaluationAct Act) : Conflict(
    "evaluation-act-refused", "当前状态不允许此操作", State == EvaluationState.Published
        ? $"企业评价已提交，不能再{EvaluationStates.NameOf(Act)}。"
        : Expert is { } expert ? $"该专家评价当前为“{EvaluationStates.NameOf(expert)}”，不能{EvaluationStates.NameOf(Act)}。" : $"不能{EvaluationStates.NameOf(Act)}。");

/// <summary>
/// The life of an evaluation (EVA-01) as a table: whatever it does not list is refused with 409 and changes nothing. Once the unit's evaluation is
/// published nothing goes on: experts cannot evaluate again.
/// </summary>
public static class EvaluationStates
{
    private const string ToAdmin = "evaluation.expert-submitted: in-app to the unit's administrator";

    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<EvaluationTransition> Table { get; } =
    [
        new(EvaluationState.Waiting, null, EvaluationAct.Evaluate, Role.Expert, EvaluationState.Waiting, ExpertEvaluationState.Submitted, "the expert's stars and comment", ToAdmin),
        new(EvaluationState.Waiting, ExpertEvaluationState.Submitted, EvaluationAct.Evaluate, Role.Expert, EvaluationState.Waiting, ExpertEvaluationState.Submitted, "the same in its place", ToAdmin),
        new(EvaluationState.Waiting, ExpertEvaluationState.Returned, EvaluationAct.Evaluate, Role.Expert, EvaluationState.Waiting, ExpertEvaluationState.Submitted, "the same in its place", ToAdmin),
        new(EvaluationState.Waiting, ExpertEvaluationState.Submitted, EvaluationAct.Accept, Role.UnitAdmin, EvaluationState.Waiting, ExpertEvaluationState.Accepted, "who accepted it", "—"),
        new(EvaluationState.Waiting, ExpertEvaluationState.Submitted, EvaluationAct.Return, Role.UnitAdmin, EvaluationState.Waiting, ExpertEvaluationState.Returned, "the reason", "evaluation.expert-returned: in-app to the expert"),
        new(EvaluationState.Waiting, null, EvaluationAct.SaveOwn, Role.UnitAdmin, EvaluationState.Waiting, null, "draft of the unit's evaluation", "—"),
        new(EvaluationState.Waiting, null, EvaluationAct.Publish, Role.UnitAdmin, EvaluationState.Published, null, "the unit's evaluation, timeline", "evaluation.published: mail and in-app to the university; evaluation.rate"),
    ];

    /// <summary>The line for an act, or the refusal.</summary>
    public static Outcome<EvaluationTransition> Find(EvaluationState state, ExpertEvaluationState? expert, EvaluationAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Expert == expert && t.Act == act) is { } transition ? transition : new EvaluationActRefused(state, expert, act);

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(EvaluationState state) => state == EvaluationState.Waiting ? "待评价" : "已评价";

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(ExpertEvaluationState state) => state switch
    {
        ExpertEvaluationState.Submitted => "待审核",
        ExpertEvaluationState.Accepted => "已采纳",
        _ => "已退回",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(EvaluationAct act) => act switch
    {
        EvaluationAct.Evaluate => "评价",
        EvaluationAct.Accept => "采纳专家评价",
        EvaluationAct.Return => "退回专家评价",
        EvaluationAct.SaveOwn => "修改企业自评",
        _ => "提交企业评价",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | expert's | act | who | next state | expert's | recorded | sent |\n|---|---|---|---|---|---|---|---|\n");
        static string Expert(ExpertEvaluationState? state) => state is { } known ? $"{NameOf(known)} `{known}`" : "—";
        foreach (var t in Table)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {Expert(t.Expert)} | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {Expert(t.ExpertTo)} | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
