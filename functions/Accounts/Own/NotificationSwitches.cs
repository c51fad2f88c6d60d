using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Accounts;

/// <summary>One switch: a kind of notification on a channel.</summary>
/// <param name="Kind">审核结果, 账号安全, 到期提醒, 每周推送 or 通知公告.</param>
/// <param name="Channel">短信, 邮件 or 站内信.</param>
/// <param name="On">Whether it is sent.</param>
public sealed record NotificationSwitch(NotificationKind Kind, NotificationChannel Channel, bool On)
{
    /// <summary>How it is kept and looked up when sending: <c>reminder:sms</c>.</summary>
    internal string Key => NotificationPreferences.Key(Kind, Channel);
}

/// <summary>通知偏好 (ACC-12): every kind on every channel can be switched off but results and security.</summary>
internal static class NotificationSwitches
{
    /// <summary>All switches as an account has set them.</summary>
    public static IReadOnlyList<NotificationSwitch> Of(IReadOnlyList<string> refused) =>
    [
        .. from kind in Enum.GetValues<NotificationKind>()
           from channel in Enum.GetValues<NotificationChannel>()
           let whole = new NotificationSwitch(kind, channel, true)
           select whole with { On = !refused.Contains(whole.Key) },
    ];

    /// <summary>What is wrong with switches as sent.</summary>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<NotificationSwitch> switches)
    {
        var findings = new List<Finding>();
        for (var i = 0; i < switches.Count; i++)
        {
            var at = $"/switches/{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            if (NotificationTemplate.IsMandatoryKind(switches[i].Kind) && !switches[i].On)
                findings.Add(Finding.Blocks("switch.mandatory", at + "/on", "审核结果和账号安全类通知不能关闭。"));
            if (switches.Take(i).Any(s => s.Key == switches[i].Key))
                findings.Add(Finding.Blocks("switch.repeated", at, "同一类通知的同一渠道只能设置一次。"));
        }
        return findings;
    }

    /// <summary>What is refused after the switches that were sent; the others stay.</summary>
    public static IReadOnlyList<string> Apply(IReadOnlyList<string> refused, IReadOnlyList<NotificationSwitch> switches) =>
        [.. refused.Except(switches.Select(s => s.Key)).Concat(switches.Where(s => !s.On).Select(s => s.Key)).Order(StringComparer.Ordinal)];
}
