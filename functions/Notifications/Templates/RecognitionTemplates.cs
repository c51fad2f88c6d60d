namespace PatentFunctions.Notifications.Templates;

/// <summary>专利密集型产品认定: screening, supplement, expert review (REC-02).</summary>
public static class RecognitionTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司");
    private static readonly TemplateParameter Case = new("case", "r2026-p-000123");
    private static readonly TemplateParameter Due = new("due", "2026年10月28日");
    private static readonly TemplateParameter Reasons = new("reasons", "专利保护强度不足") { SmsLength = 60 };
    private static readonly TemplateParameter What = new("what", "专利保护强度、专利价值贡献、产品竞争力对专利的依赖度") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("recognition.supplement-requested", NotificationKind.Result)
        {
            Title = "专利密集型产品认定补充材料",
            Parameters = [Product, Due, What],
            Sms = "贵单位的“{product}”产品已通过专利密集型产品认定初筛，请于{due}前登录平台补充材料：{what}。逾期视为放弃。",
            MailSubject = "专利密集型产品认定：请补充材料（{product}）",
            MailText = "您好：\n\n贵单位的“{product}”产品已通过专利密集型产品认定初筛，请于{due}前（含当日）登录平台，在“专利密集型产品认定管理”中补充下列材料：\n\n{what}\n\n逾期未补充的，不再进入专家评审。",
            InApp = "贵单位的“{product}”产品已通过认定初筛，请于{due}前补充材料：{what}",
        },
        new("recognition.supplement-reminder", NotificationKind.Reminder)
        {
            Title = "专利密集型产品认定补充材料提醒",
            Parameters = [Product, Due],
            Sms = "提醒：贵单位的“{product}”产品尚未提交专利密集型产品认定补充材料，截止日期为{due}，请及时登录平台提交。",
            MailSubject = "请在{due}前提交认定补充材料：{product}",
            MailText = "您好：\n\n贵单位的“{product}”产品尚未提交专利密集型产品认定补充材料，截止日期为{due}（含当日）。请及时登录平台提交，逾期不再进入专家评审。",
            InApp = "贵单位的“{product}”产品尚未提交认定补充材料，截止日期为{due}。",
        },
        new("recognition.supplement-overdue", NotificationKind.Result)
        {
            Title = "专利密集型产品认定补充材料逾期",
            Parameters = [Product, Due],
            Sms = "贵单位的“{product}”产品未在{due}前提交专利密集型产品认定补充材料，已标记为逾期未补充。",
            MailSubject = "认定补充材料逾期未提交：{product}",
            MailText = "您好：\n\n贵单位的“{product}”产品未在{due}前提交专利密集型产品认定补充材料，已标记为逾期未补充，不再进入专家评审。如有正当理由，请尽快联系试点平台。",
            InApp = "贵单位的“{product}”产品未在{due}前提交认定补充材料，已标记为逾期未补充。",
        },
        new("recognition.not-recognized", NotificationKind.Result)
        {
            Title = "专利密集型产品未予认定",
            Parameters = [Product, Reasons],
            Sms = "贵单位的“{product}”产品未予认定为专利密集型产品，原因：{reasons}。详情请登录平台查看。",
            MailSubject = "专利密集型产品未予认定：{product}",
            MailText = "您好：\n\n贵单位的“{product}”产品未予认定为专利密集型产品，原因如下：\n\n{reasons}\n\n详情请登录平台，在“专利密集型产品认定管理”中查看。",
            InApp = "贵单位的“{product}”产品未予认定为专利密集型产品，原因：{reasons}",
        },
        // The experts' return can be appealed against; what the office decides before and after them cannot.
        new("recognition.not-recommended", NotificationKind.Result)
        {
            Title = "专利密集型产品认定专家评审未通过",
            Parameters = [Product, Reasons],
            Sms = "贵单位的“{product}”产品经专家评审未予认定为专利密集型产品，原因：{reasons}。详情请登录平台查看。",
            MailSubject = "专利密集型产品未予认定：{product}",
            MailText = "您好：\n\n贵单位的“{product}”产品经专家评审，未予认定为专利密集型产品，原因如下：\n\n{reasons}\n\n详情请登录平台，在“专利密集型产品认定管理”中查看。" + ReviewTemplates.AppealNote,
            InApp = "贵单位的“{product}”产品经专家评审，未予认定为专利密集型产品，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
        new("recognition.review-reminder", NotificationKind.Reminder)
        {
            Title = "认定专家评审待办提醒",
            Parameters = [Case, Unit, Product, Due],
            MailSubject = "专利密集型产品认定待评审：{product}",
            MailText = "{unit}的“{product}”（{case}）进入专家评审已满15个工作日，应于{due}前办结。",
            InApp = "{unit}的“{product}”（{case}）进入专家评审已满15个工作日，应于{due}前办结。",
        },
        new("recognition.review-escalation", NotificationKind.Reminder)
        {
            Title = "认定专家评审超期",
            Parameters = [Case, Unit, Product, Due],
            MailSubject = "专利密集型产品认定评审已超期：{product}",
            MailText = "{unit}的“{product}”（{case}）的专家评审应于{due}前办结，现已超期，请立即处理。",
            InApp = "{unit}的“{product}”（{case}）的专家评审应于{due}前办结，现已超期，请立即处理。",
        },
    ];
}
