namespace PatentFunctions.Notifications.Templates;

/// <summary>审核: what every review has in common, whatever its area (COM-01, COM-17).</summary>
public static class ReviewTemplates
{
    /// <summary>复核 (COM-18): what mail and in-app texts of a return that can be appealed against end with.</summary>
    internal const string AppealNote = "如对结论有异议，可在10个工作日内申请复核。";

    private static readonly TemplateParameter Case = new("case", "filing-2026-000123");
    private static readonly TemplateParameter Subject = new("subject", "湖南某某科技有限公司：高速数控立式加工中心");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("review.reminder", NotificationKind.Reminder)
        {
            Title = "待审核提醒",
            Parameters = [Case, Subject, new("due", "2026年12月3日")],
            MailSubject = "待审核提醒：{subject}",
            MailText = "{subject}（{case}）尚未审核，应于{due}前办结。",
            InApp = "{subject}（{case}）尚未审核，应于{due}前办结。",
        },
        new("review.escalation", NotificationKind.Reminder)
        {
            Title = "审核超期",
            Parameters = [Case, Subject, new("due", "2026年12月3日")],
            MailSubject = "审核已超期：{subject}",
            MailText = "{subject}（{case}）应于{due}前办结，现已超期，请立即处理。",
            InApp = "{subject}（{case}）应于{due}前办结，现已超期，请立即处理。",
        },
        new("review.on-hold", NotificationKind.Result)
        {
            Title = "请补正",
            Parameters = [Subject, new("reasons", "请补充上传清晰的生产许可证") { SmsLength = 60 }],
            Sms = "请贵单位登录平台补正：{reasons}",
            MailSubject = "请补正：{subject}",
            MailText = "您好：\n\n请贵单位就“{subject}”补正下列事项：\n\n{reasons}",
            InApp = "请贵单位就“{subject}”补正：{reasons}",
        },
        // What is reviewed within a unit is said to nobody outside, the list of deliveries included: it names no person and no reason.
        new("review.on-hold-within-unit", NotificationKind.Result)
        {
            Title = "请补正",
            Sms = "您提交的事项需要补正，请登录平台查看单位的审核意见。",
            InApp = "您提交的事项需要补正，请查看单位的审核意见。",
        },
        new("review.handed-over", NotificationKind.Notice)
        {
            Title = "审核任务移交",
            Parameters = [Case, Subject],
            InApp = "{subject}（{case}）已移交给您审核。",
        },
    ];
}
