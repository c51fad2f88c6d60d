namespace PatentFunctions.Notifications.Templates;

/// <summary>中小企业专利产业化 (SME-06, SME-08).</summary>
public static class CultivationTemplates
{
    private static readonly TemplateParameter Title = new("title", "2026年度企业数据");
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司");
    private static readonly TemplateParameter Due = new("due", "2026年12月3日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("sme-enterprise.corrected", NotificationKind.Result)
        {
            Title = "企业信息已更正",
            Parameters = [new("fields", "注册资金、联系电话"), new("reason", "应企业书面申请更正")],
            InApp = "贵单位的企业信息已由平台更正：{fields}。更正原因：{reason}",
        },
        new("sme-report.passed", NotificationKind.Result)
        {
            Title = "企业年度数据审核通过",
            Parameters = [Title],
            Sms = "贵单位提交的{title}已通过省级知识产权管理部门审核。",
            InApp = "贵单位提交的{title}已通过省级知识产权管理部门审核。",
        },
        new("sme-report.returned", NotificationKind.Result)
        {
            Title = "企业年度数据审核不通过",
            Parameters = [Title, new("reasons", "填报数据异常，请核对金额单位（万元）和年度") { SmsLength = 60 }],
            Sms = "贵单位提交的{title}审核不通过，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "{title}审核不通过",
            MailText = "您好：\n\n贵单位提交的{title}审核不通过，原因如下：\n\n{reasons}\n\n请登录平台，在规定的更正期限内按各字段的提示修改后重新提交。" + ReviewTemplates.AppealNote,
            InApp = "贵单位提交的{title}审核不通过，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
        new("sme-report.audit-reminder", NotificationKind.Reminder)
        {
            Title = "企业年度数据待审核提醒",
            Parameters = [Unit, Title, Due],
            MailSubject = "企业年度数据待审核：{unit}",
            MailText = "{unit}提交的{title}尚未审核，应于{due}前办结。",
            InApp = "{unit}提交的{title}尚未审核，应于{due}前办结。",
        },
        new("sme-report.audit-escalation", NotificationKind.Reminder)
        {
            Title = "企业年度数据审核超期",
            Parameters = [Unit, Title, Due],
            MailSubject = "企业年度数据审核已超期：{unit}",
            MailText = "{unit}提交的{title}应于{due}前办结，现仍未审核，请立即处理。",
            InApp = "{unit}提交的{title}应于{due}前办结，现仍未审核，请立即处理。",
        },
    ];
}
