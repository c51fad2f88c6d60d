using System.Text;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Filing.Updates;

/// <summary>更新状态 of a filing in one year.</summary>
public enum UpdateState
{
    /// <summary>未更新: not submitted yet; there may be a draft.</summary>
    NotUpdated,

    /// <summary>审核中.</summary>
    UnderReview,

    /// <summary>不通过.</summary>
    Returned,

    /// <summary>已更新.</summary>
    Updated,
}

/// <summary>What can be done with an update.</summary>
public enum UpdateAct
{
    /// <summary>保存.</summary>
    SaveDraft,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>审核通过.</summary>
    Approve,

    /// <summary>审核不通过.</summary>
    Return,

    /// <summary>复核成立: an appeal against the return was upheld.</summary>
    Uphold,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record UpdateTransition(UpdateState From, UpdateAct Act, Role Who, UpdateState To, string Recorded, string Sent);

/// <summary>The update's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
[RefusedBy("ApproveReview", "ReturnReview")]
public sealed record UpdateActRefused(UpdateState State, UpdateAct Act) : Conflict(
    "filing-update-act-refused", "当前状态不允许此操作", $"该产品的备案信息更新当前为“{UpdateStates.NameOf(State)}”，不能{UpdateStates.NameOf(Act)}。");

/// <summary>The life of one year's update (UPD-01) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class UpdateStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<UpdateTransition> Table { get; } =
    [
        new(UpdateState.NotUpdated, UpdateAct.SaveDraft, Role.UnitAdmin, UpdateState.NotUpdated, "update, draft", "—"),
        new(UpdateState.NotUpdated, UpdateAct.Submit, Role.UnitAdmin, UpdateState.UnderReview, "filing's claim, update, round, timeline", "start of FilingUpdateReview"),
        new(UpdateState.UnderReview, UpdateAct.Approve, Role.Examiner, UpdateState.Updated, "filing with content and update year, update, round, timeline", "filing-update.approved: SMS to the unit"),
        new(UpdateState.UnderReview, UpdateAct.Return, Role.Examiner, UpdateState.Returned, "update, round with reasons, timeline", "filing-update.returned: SMS and mail to the unit"),
        new(UpdateState.Returned, UpdateAct.SaveDraft, Role.UnitAdmin, UpdateState.Returned, "draft", "—"),
        new(UpdateState.Returned, UpdateAct.Submit, Role.UnitAdmin, UpdateState.UnderReview, "filing's claim, update, next round, timeline", "start of FilingUpdateReview"),
        new(UpdateState.Returned, UpdateAct.Uphold, Role.Examiner, UpdateState.Updated, "as Approve", "by the appeal"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<UpdateTransition> Find(UpdateState state, UpdateAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new UpdateActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(UpdateState state, UpdateAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static UpdateRecord After(this UpdateRecord update, UpdateAct act) => update with { State = Find(update.State, act).Value.To };

    /// <summary>Chinese name of a state, as lists show it.</summary>
    public static string NameOf(UpdateState state) => state switch
    {
        UpdateState.NotUpdated => "未更新",
        UpdateState.UnderReview => "审核中",
        UpdateState.Returned => "不通过",
        _ => "已更新",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(UpdateAct act) => act switch
    {
        UpdateAct.SaveDraft => "修改",
        UpdateAct.Submit => "提交",
        UpdateAct.Approve => "审核通过",
        UpdateAct.Return => "审核不通过",
        _ => "复核成立",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
