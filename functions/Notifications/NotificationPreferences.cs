using System.Text.Json;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Notifications;

/// <summary>通知设置 (ACC-12): which optional kinds an account does not want on which channel.</summary>
public static class NotificationPreferences
{
    /// <summary>The text that stands for a kind on a channel in <see cref="Contact.Refused"/>, e.g. <c>reminder:sms</c>.</summary>
    public static string Key(NotificationKind kind, NotificationChannel channel) =>
        JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) + ":" + JsonNamingPolicy.CamelCase.ConvertName(channel.ToString());

    /// <summary>Every text that may be switched off; mandatory kinds are not among them.</summary>
    public static IReadOnlyList<string> Optional { get; } =
    [
        .. from kind in Enum.GetValues<NotificationKind>()
           where !NotificationTemplate.IsMandatoryKind(kind)
           from channel in Enum.GetValues<NotificationChannel>()
           select Key(kind, channel),
    ];
}
