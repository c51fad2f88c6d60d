namespace PatentFunctions.Notifications.Templates;

/// <summary>复核申请 (COM-18), whatever it is against.</summary>
public static class AppealTemplates
{
    private static readonly TemplateParameter Title = new("title", "高速数控立式加工中心（产品备案审核）") { SmsLength = 30 };
    private static readonly TemplateParameter Case = new("case", "filing-2026-000123");
    private static readonly TemplateParameter Subject = new("subject", "湖南某某科技有限公司：高速数控立式加工中心（产品备案审核）");
    private static readonly TemplateParameter Due = new("due", "2026年12月3日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("appeal.upheld", NotificationKind.Result)
        {
            Title = "复核成立",
            Parameters = [Title],
            Sms = "贵单位就“{title}”提出的复核申请成立，原不通过结论已撤销，按审核通过办理。",
            MailSubject = "复核成立：{title}",
            MailText = "您好：\n\n贵单位就“{title}”提出的复核申请，经另一名审核员复核，认定成立。原不通过结论已撤销，按审核通过办理，无需重新提交。",
            InApp = "贵单位就“{title}”提出的复核申请成立，原不通过结论已撤销，按审核通过办理。",
        },
        new("appeal.maintained", NotificationKind.Result)
        {
            Title = "复核维持原结论",
            Parameters = [Title, new("reasons", "未提出新的事实、理由或材料") { SmsLength = 60 }],
            Sms = "贵单位就“{title}”提出的复核申请，经复核维持原结论，原因：{reasons}。详情请登录平台查看。",
            MailSubject = "复核维持原结论：{title}",
            MailText = "您好：\n\n贵单位就“{title}”提出的复核申请，经另一名审核员复核，维持原不通过结论，原因如下：\n\n{reasons}\n\n事项可以修改的，仍可登录平台按原意见修改后重新提交。",
            InApp = "贵单位就“{title}”提出的复核申请，经复核维持原结论，原因：{reasons}",
        },
        new("appeal.review-reminder", NotificationKind.Reminder)
        {
            Title = "复核申请待办提醒",
            Parameters = [Case, Subject, Due],
            MailSubject = "复核申请待办：{subject}",
            MailText = "{subject}（{case}）的复核申请尚未办结，应于{due}前办结；须由作出原结论以外的审核员办理。",
            InApp = "{subject}（{case}）的复核申请尚未办结，应于{due}前办结；须由作出原结论以外的审核员办理。",
        },
        new("appeal.review-escalation", NotificationKind.Reminder)
        {
            Title = "复核申请超期",
            Parameters = [Case, Subject, Due],
            MailSubject = "复核申请已超期：{subject}",
            MailText = "{subject}（{case}）的复核申请应于{due}前办结，现已超期，请立即处理；须由作出原结论以外的审核员办理。",
            InApp = "{subject}（{case}）的复核申请应于{due}前办结，现已超期，请立即处理；须由作出原结论以外的审核员办理。",
        },
    ];
}
