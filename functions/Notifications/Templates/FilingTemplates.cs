namespace PatentFunctions.Notifications.Templates;

/// <summary>产品备案 (FIL-10, FIL-11).</summary>
public static class FilingTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司");
    private static readonly TemplateParameter Case = new("case", "filing-2026-000123");
    private static readonly TemplateParameter Due = new("due", "2026年12月3日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("filing.approved", NotificationKind.Result)
        {
            Title = "产品已备案",
            Parameters = [Product, new("number", "2026000123")],
            Sms = "贵单位申报的“{product}”产品已备案，备案号：{number}。可登录平台查询和浏览。",
            InApp = "贵单位申报的“{product}”产品已备案，备案号：{number}。",
        },
        new("filing.returned", NotificationKind.Result)
        {
            Title = "产品备案未通过",
            Parameters = [Product, new("reasons", "产品名称：应为具体产品的名称，不应为方法") { SmsLength = 60 }],
            Sms = "贵单位申报的“{product}”产品备案未通过，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "产品备案未通过：{product}",
            MailText = "您好：\n\n贵单位申报的“{product}”产品备案未通过，原因如下：\n\n{reasons}\n\n请登录平台，按各字段的提示修改后重新提交。" + ReviewTemplates.AppealNote,
            InApp = "贵单位申报的“{product}”产品备案未通过，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
        new("filing.review-reminder", NotificationKind.Reminder)
        {
            Title = "产品备案待审核提醒",
            Parameters = [Case, Unit, Product, Due],
            MailSubject = "产品备案待审核：{product}",
            MailText = "{unit}申报的“{product}”（{case}）已满3个工作日尚未审核，应于{due}前办结。",
            InApp = "{unit}申报的“{product}”（{case}）已满3个工作日尚未审核，应于{due}前办结。",
        },
        new("filing.review-escalation", NotificationKind.Reminder)
        {
            Title = "产品备案审核超期",
            Parameters = [Case, Unit, Product, Due],
            MailSubject = "产品备案审核已超期：{product}",
            MailText = "{unit}申报的“{product}”（{case}）应于{due}前办结，现已满5个工作日仍未审核，请立即处理。",
            InApp = "{unit}申报的“{product}”（{case}）应于{due}前办结，现已满5个工作日仍未审核，请立即处理。",
        },
    ];
}
