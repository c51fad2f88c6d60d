using System.Globalization;
using System.Text;

namespace PatentFunctions.Cultivation.Library;

/// <summary>入库状态 of an enterprise.</summary>
public enum LibraryState
{
    /// <summary>未入库; never stored.</summary>
    None,

    /// <summary>在库.</summary>
    Member,

    /// <summary>已出库.</summary>
    Removed,
}

/// <summary>What can be done with an enterprise of the library.</summary>
public enum LibraryAct
{
    /// <summary>入库.</summary>
    Enter,

    /// <summary>调整培育级别.</summary>
    SetLevel,

    /// <summary>登记支持措施.</summary>
    RecordMeasure,

    /// <summary>经核查保留.</summary>
    Keep,

    /// <summary>出库.</summary>
    Remove,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record LibraryTransition(LibraryState From, LibraryAct Act, IReadOnlyList<Role> Who, LibraryState To, string Recorded, string Sent);

/// <summary>The enterprise's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
public sealed record LibraryActRefused(LibraryState State, LibraryAct Act) : Conflict(
    "sme-library-act-refused", "当前状态不允许此操作", $"该企业当前为“{LibraryStates.NameOf(State)}”，不能{LibraryStates.NameOf(Act)}；未作任何改动。");

/// <summary>The life of an enterprise in 专利产业化样板企业库 (SME-08) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class LibraryStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<LibraryTransition> Table { get; } =
    [
        new(LibraryState.None, LibraryAct.Enter, [Role.National], LibraryState.Member, "case with the first level, timeline", "sme-library.entered: SMS and mail to the unit"),
        new(LibraryState.Removed, LibraryAct.Enter, [Role.National], LibraryState.Member, "case with the first level, timeline", "sme-library.entered: SMS and mail to the unit"),
        new(LibraryState.Member, LibraryAct.SetLevel, [Role.National], LibraryState.Member, "case, timeline with the reason", "sme-library.level: in-app to the unit"),
        new(LibraryState.Member, LibraryAct.RecordMeasure, [Role.National, Role.Provincial], LibraryState.Member, "case, measure, timeline", "sme-library.measure: in-app to the unit"),
        new(LibraryState.Member, LibraryAct.Keep, [Role.National], LibraryState.Member, "case with the run, timeline with the reason", "—"),
        new(LibraryState.Member, LibraryAct.Remove, [Role.National], LibraryState.Removed, "case with run and reasons, timeline", "sme-library.removed: SMS and mail to the unit"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<LibraryTransition> Find(LibraryState state, LibraryAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new LibraryActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(LibraryState state, LibraryAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static LibraryMember After(this LibraryMember member, LibraryAct act) => member with { State = Find(member.State, act).Value.To };

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(LibraryState state) => state switch
    {
        LibraryState.None => "未入库",
        LibraryState.Member => "在库",
        _ => "已出库",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(LibraryAct act) => act switch
    {
        LibraryAct.Enter => "入库",
        LibraryAct.SetLevel => "调整培育级别",
        LibraryAct.RecordMeasure => "登记支持措施",
        LibraryAct.Keep => "经核查保留",
        _ => "出库",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {string.Join(", ", t.Who)} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}
