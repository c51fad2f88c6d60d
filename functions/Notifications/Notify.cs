using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Notifications;

/// <summary>Whom a notification is for; exactly one member is set.</summary>
/// <param name="Unit">The administrators of a unit.</param>
/// <param name="Account">One account.</param>
/// <param name="Role">Everybody in a role, e.g. all examiners.</param>
/// <param name="Phone">Somebody without an account.</param>
/// <param name="Mail">Somebody without an account.</param>
/// <param name="Scope">Narrows a role: province code or bank code.</param>
public sealed record Recipient(UnitId? Unit = null, AccountId? Account = null, Role? Role = null, string? Phone = null, string? Mail = null, string? Scope = null);

/// <summary>What a case asks the notifications to send: a template, its parameters and whom it is for.</summary>
/// <param name="Template">Code of the template.</param>
/// <param name="To">Whom.</param>
/// <param name="Values">Named parameters of the template.</param>
public sealed record NotificationRequest(string Template, Recipient To, IReadOnlyDictionary<string, string> Values);

/// <summary>
/// Messages that notify (通知). Templates decide text and channels (短信, 邮件, 站内信); the recipient's preferences decide which of the optional
/// channels are used. One message reaches one recipient once.
/// </summary>
public static class Notify
{
    /// <summary>Kind of these messages.</summary>
    public const string Kind = "notify";

    /// <summary>To the administrators of a unit.</summary>
    public static OutboxMessage Unit(string template, UnitId unit, params (string Name, string Value)[] values) => Of(template, new Recipient(Unit: unit), values);

    /// <summary>To one account.</summary>
    public static OutboxMessage Account(string template, AccountId account, params (string Name, string Value)[] values) => Of(template, new Recipient(Account: account), values);

    /// <summary>To everybody in a role, within a province or bank where one is given.</summary>
    public static OutboxMessage Everybody(string template, Role role, string? scope, params (string Name, string Value)[] values) => Of(template, new Recipient(Role: role, Scope: scope), values);

    /// <summary>To a phone that belongs to no account yet, e.g. a code at registration.</summary>
    public static OutboxMessage Phone(string template, string phone, params (string Name, string Value)[] values) => Of(template, new Recipient(Phone: phone), values);

    /// <summary>To a mail address that belongs to no account.</summary>
    public static OutboxMessage Mail(string template, string mail, params (string Name, string Value)[] values) => Of(template, new Recipient(Mail: mail), values);

    // Checked here, before the act is written: a wrong call must not become a message that can never be sent.
    private static OutboxMessage Of(string template, Recipient to, (string Name, string Value)[] values)
    {
        var named = values.ToDictionary(v => v.Name, v => v.Value);
        TemplateCatalog.Get(template).Check(named);
        return OutboxMessage.Of(Kind, new NotificationRequest(template, to, named));
    }
}
