namespace PatentFunctions.Notifications.Templates;

/// <summary>单位实名认证 and 单位信息变更 (UNI-06, UNI-07, UNI-10).</summary>
public static class RealnameTemplates
{
    private static readonly TemplateParameter Reasons = new("reasons", "统一社会信用代码：与营业执照不一致") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("realname.approved", NotificationKind.Result)
        {
            Title = "实名认证通过",
            Sms = "您提交的单位实名认证信息已通过",
            InApp = "您提交的单位实名认证信息已通过，可以管理专利信息、申报产品备案。",
        },
        new("realname.returned", NotificationKind.Result)
        {
            Title = "实名认证未通过",
            Parameters = [Reasons],
            Sms = "您提交的单位实名认证信息未通过，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "单位实名认证信息未通过",
            MailText = "您好：\n\n您提交的单位实名认证信息未通过，原因如下：\n\n{reasons}\n\n请登录平台修改后重新提交。" + ReviewTemplates.AppealNote,
            InApp = "您提交的单位实名认证信息未通过，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
        new("realname.review-reminder", NotificationKind.Reminder)
        {
            Title = "单位信息待审核提醒",
            Parameters = [new("case", "u-7kq3m0v5tb9wxy2d"), new("unit", "湖南某某科技有限公司"), new("due", "2026年12月3日")],
            MailSubject = "单位信息待审核：{unit}",
            MailText = "{unit}提交的单位信息（实名认证或变更，{case}）尚未审核，应于{due}前办结。",
            InApp = "{unit}提交的单位信息（实名认证或变更，{case}）尚未审核，应于{due}前办结。",
        },
        new("realname.review-escalation", NotificationKind.Reminder)
        {
            Title = "单位信息审核超期",
            Parameters = [new("case", "u-7kq3m0v5tb9wxy2d"), new("unit", "湖南某某科技有限公司"), new("due", "2026年12月3日")],
            MailSubject = "单位信息审核已到期：{unit}",
            MailText = "{unit}提交的单位信息（实名认证或变更，{case}）应于{due}前办结，现已到期，请立即审核。",
            InApp = "{unit}提交的单位信息（实名认证或变更，{case}）应于{due}前办结，现已到期，请立即审核。",
        },
        new("unit-change.approved", NotificationKind.Result)
        {
            Title = "单位信息变更通过",
            Sms = "您提交的单位实名认证信息已通过",
            InApp = "您提交的单位信息变更已通过，可以继续申报产品备案。",
        },
        new("unit-change.returned", NotificationKind.Result)
        {
            Title = "单位信息变更未通过",
            Parameters = [Reasons],
            Sms = "您提交的单位信息变更未通过，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "单位信息变更未通过",
            MailText = "您好：\n\n您提交的单位信息变更未通过，原因如下：\n\n{reasons}\n\n请登录平台修改后重新提交。" + ReviewTemplates.AppealNote,
            InApp = "您提交的单位信息变更未通过，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
    ];
}
