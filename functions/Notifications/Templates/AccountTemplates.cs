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
        new("account.closure-requested", NotificationKind.Security)
        {
            Title = "已申请注销",
            Urgent = true,
            Parameters = [new("on", "2026年12月14日")],
            Sms = "您已申请注销账号，{on}前可登录撤回，期满后账号停用、个人信息删除。如非本人操作，请立即登录撤回并修改密码。",
            MailSubject = "已申请注销账号",
            MailText = "您好：\n\n您已申请注销账号。{on}前可以登录撤回；期满后账号及本单位的专家账号停用，手机号、邮箱等个人信息删除。已提交的业务材料按规定保存。\n\n建议在此之前导出本单位数据。如非本人操作，请立即登录撤回并修改密码。",
            InApp = "已申请注销账号，{on}前可以撤回。",
        },
        new("account.closure-taken-back", NotificationKind.Security)
        {
            Title = "已撤回注销申请",
            Urgent = true,
            Sms = "您的账号注销申请已撤回，账号可继续使用。",
            InApp = "账号注销申请已撤回。",
        },
        new("account.closure-stopped", NotificationKind.Security)
        {
            Title = "账号未注销",
            Urgent = true,
            Parameters = [new("reasons", "产品备案“深沟球轴承”（审核中）尚未办结") { SmsLength = 60 }],
            Sms = "贵单位申请注销后又有未办结的业务，账号未注销：{reasons}",
            MailSubject = "账号未注销",
            MailText = "您好：\n\n贵单位申请注销后又有未办结的业务，账号未注销：\n{reasons}\n\n办结后可以再次申请。",
            InApp = "申请注销后又有未办结的业务，账号未注销：\n{reasons}",
        },
        new("account.closed", NotificationKind.Security)
        {
            Title = "账号已注销",
            Urgent = true,
            Sms = "您的账号已注销，手机号、邮箱等个人信息已删除。感谢您的使用。",
            MailSubject = "账号已注销",
            MailText = "您好：\n\n您的账号已注销，手机号、邮箱等个人信息已删除；已提交的业务材料按规定保存。感谢您的使用。",
        },
    ];
}
