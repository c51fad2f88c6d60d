using System.Text;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>What can be done with a resource.</summary>
public enum ResourceAct
{
    /// <summary>登记入库.</summary>
    Register,

    /// <summary>修改.</summary>
    Edit,

    /// <summary>暂停.</summary>
    Suspend,

    /// <summary>恢复.</summary>
    Resume,

    /// <summary>移出.</summary>
    Remove,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before; null where there is nothing yet.</param>
/// <param name="Act">What is done.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Index">What becomes of it in 专利转化资源库.</param>
public sealed record ResourceTransition(ResourceState? From, ResourceAct Act, ResourceState To, string Recorded, string Index);

/// <summary>The resource's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
public sealed record ResourceActRefused(ResourceState State, ResourceAct Act) : Conflict(
    "resource-act-refused", "当前状态不允许此操作", $"该专利转化资源当前为“{ResourceStates.NameOf(State)}”，不能{ResourceStates.NameOf(Act)}。");

/// <summary>The life of a resource as a table: whatever it does not list is refused with 409 and changes nothing. The README of the area prints it.</summary>
public static class ResourceStates
{
    /// <summary>Every permitted act; all of them are the university's.</summary>
    public static IReadOnlyList<ResourceTransition> Table { get; } =
    [
        new(null, ResourceAct.Register, ResourceState.Offered, "case, timeline", "added"),
        new(ResourceState.Offered, ResourceAct.Edit, ResourceState.Offered, "case, timeline", "replaced, its place in the order stays"),
        new(ResourceState.Offered, ResourceAct.Suspend, ResourceState.Suspended, "case, timeline", "taken out"),
        new(ResourceState.Offered, ResourceAct.Remove, ResourceState.Removed, "case, timeline", "taken out"),
        new(ResourceState.Suspended, ResourceAct.Edit, ResourceState.Suspended, "case, timeline", "—"),
        new(ResourceState.Suspended, ResourceAct.Resume, ResourceState.Offered, "case, timeline", "added, where it stood"),
        new(ResourceState.Suspended, ResourceAct.Remove, ResourceState.Removed, "case, timeline", "—"),
        new(ResourceState.Removed, ResourceAct.Register, ResourceState.Offered, "case with a new 登记入库时间, timeline", "added as new"),
    ];

    /// <summary>The state after an act, or the refusal.</summary>
    public static Outcome<ResourceState> After(ResourceState state, ResourceAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition.To : new ResourceActRefused(state, act);

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(ResourceState state) => state switch
    {
        ResourceState.Offered => "可转化",
        ResourceState.Suspended => "暂停",
        _ => "已移出",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(ResourceAct act) => act switch
    {
        ResourceAct.Register => "登记入库",
        ResourceAct.Edit => "修改",
        ResourceAct.Suspend => "暂停",
        ResourceAct.Resume => "恢复",
        _ => "移出",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | next state | recorded | index |\n|---|---|---|---|---|\n");
        foreach (var t in Table)
        {
            var from = t.From is { } state ? $"{NameOf(state)} `{state}`" : "(none)";
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {from} | {NameOf(t.Act)} `{t.Act}` | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Index} |\n");
        }
        return text.ToString();
    }
}
