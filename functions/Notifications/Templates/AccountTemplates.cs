namespace PatentFunctions.Notifications.Templates;

/// <summary>账号: codes and security notices (ACC-04, ACC-05, ACC-07, ACC-08).</summary>
public static class AccountTemplates
{
    private static readonly TemplateParameter When = new("time", "2026年11月27日 09:05");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("account.sms-code", NotificationKind.Security)
        {
            Title = "短信验证码",
            Urgent = true,
            UsefulFor = TimeSpan.FromMinutes(5),
            Parameters = [new("code", "482913") { Secret = true }],
            Sms = "您的验证码为{code}，5分钟内有效。请勿告知他人；如非本人操作，请忽略本短信。",
        },
        new("account.phone-registered", NotificationKind.Security)
        {
            Title = "手机号已注册",
            Urgent = true,
            Sms = "您的手机号已注册账号，无需重复注册或绑定；如忘记密码，请使用“忘记密码”重置。如非本人操作，请忽略本短信。",
        },
        new("account.phone-unknown", NotificationKind.Security)
        {
            Title = "手机号未注册",
            Urgent = true,
            Sms = "您的手机号尚未注册账号，无法重置密码，请先注册。如非本人操作，请忽略本短信。",
        },
        new("account.phone-bound", NotificationKind.Security)
        {
            Title = "手机号已绑定",
            Urgent = true,
            Parameters = [When],
            Sms = "您的手机号已于{time}绑定账号。如非本人操作，请立即联系平台。",
            InApp = "手机号已于{time}绑定本账号。",
        },
        new("account.password-changed", NotificationKind.Security)
        {
            Title = "密码已修改",
            Urgent = true,
            Parameters = [When],
            Sms = "您的账号密码已于{time}修改，其他设备上的登录已全部退出。如非本人操作，请立即重置密码并联系平台。",
            MailSubject = "账号密码已修改",
            MailText = "您好：\n\n您的账号密码已于{time}修改，其他设备上的登录已全部退出。\n\n如非本人操作，请立即通过“忘记密码”重置密码，并联系平台。",
            InApp = "账号密码已于{time}修改，其他设备上的登录已全部退出。",
        },
        new("account.sessions-ended", NotificationKind.Security)
        {
            Title = "登录已退出",
            Urgent = true,
            Parameters = [When, new("reason", "检测到登录凭证被重复使用")],
            MailSubject = "账号登录已退出",
            MailText = "您好：\n\n您的账号登录已于{time}退出，原因：{reason}。请重新登录；如非本人操作，请立即修改密码并联系平台。",
            InApp = "账号登录已于{time}退出，原因：{reason}。",
        },
        new("account.locked", NotificationKind.Security)
        {
            Title = "账号已锁定",
            Urgent = true,
            Parameters = [When],
            Sms = "您的账号因连续5次登录失败已于{time}锁定15分钟。如非本人操作，请在解锁后尽快修改密码。",
            MailSubject = "账号已锁定",
            MailText = "您好：\n\n您的账号因连续5次登录失败已于{time}锁定15分钟。如非本人操作，请在解锁后尽快修改密码。",
            InApp = "账号因连续5次登录失败已于{time}锁定15分钟。",
        },
    ];
}
