namespace PatentFunctions.Notifications.Templates;

/// <summary>
/// 盘活行动: experts, evaluations, intents, demands (EXP-01, EVA-01, INT-01, DEM-01). What concerns an expert names no person and says nothing of an
/// evaluation: it is read in the system by whoever may.
/// </summary>
public static class CooperationTemplates
{
    private static readonly TemplateParameter Title = new("title", "一种高速静音滚动轴承") { SmsLength = 20 };
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司") { SmsLength = 20 };
    private static readonly TemplateParameter University = new("university", "某某理工大学") { SmsLength = 20 };
    private static readonly TemplateParameter Due = new("due", "2026年12月18日");
    private static readonly TemplateParameter Reasons = new("reasons", "技术需求描述不具体") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("expert.admitted", NotificationKind.Result)
        {
            Title = "入库申请审核通过",
            Sms = "您的专家入库申请已通过单位审核，可登录平台对推送的专利进行评价。",
            InApp = "您的专家入库申请已通过单位审核，可在“专利转化评价库”对推送的专利进行评价。",
        },
        new("expert.returned", NotificationKind.Result)
        {
            Title = "入库申请审核未通过",
            Sms = "您的专家入库申请未通过单位审核，请登录平台查看审核意见，修改后可重新申请。",
            MailSubject = "专家入库申请审核未通过",
            MailText = "您好：\n\n您的专家入库申请未通过单位审核。请登录平台，在“我的空间—专家信息”查看审核意见，修改后可重新申请。",
            InApp = "您的专家入库申请未通过单位审核，请查看审核意见，修改后可重新申请。",
        },
        new("expert.review-reminder", NotificationKind.Reminder)
        {
            Title = "专家入库待审核",
            Parameters = [Due],
            MailSubject = "有专家入库申请待审核",
            MailText = "您好：\n\n贵单位有专家申请入库，请于{due}前登录平台，在“盘活行动—专家审核”办理。",
            InApp = "有专家申请入库，请于{due}前在“专家审核”办理。",
        },
        new("expert.review-overdue", NotificationKind.Reminder)
        {
            Title = "专家入库审核超期",
            Parameters = [Due],
            MailSubject = "专家入库申请已超过办理期限",
            MailText = "您好：\n\n贵单位有专家的入库申请应于{due}前办理，现已超期，请尽快登录平台，在“盘活行动—专家审核”办理。",
            InApp = "有专家的入库申请应于{due}前办理，现已超期。",
        },
        new("evaluation.pushed", NotificationKind.Notice)
        {
            Title = "有待评价的专利",
            Parameters = [new("count", "12")],
            InApp = "平台向贵单位推送了{count}项可转化专利，请在“专利转化评价库”组织评价。",
        },
        new("evaluation.expert-submitted", NotificationKind.Notice)
        {
            Title = "有专家评价待审核",
            Parameters = [Title],
            InApp = "本单位对“{title}”有新的专家评价，请在“专利评价管理”审核。",
        },
        new("evaluation.expert-returned", NotificationKind.Result)
        {
            Title = "专家评价已退回",
            Parameters = [Title],
            InApp = "您对“{title}”的评价已被单位退回，请查看退回原因，修改后重新提交。",
        },
        new("evaluation.published", NotificationKind.Notice)
        {
            Title = "企业评价了贵校的专利",
            Parameters = [Unit, Title],
            MailSubject = "企业评价了贵校的专利：{title}",
            MailText = "您好：\n\n{unit}对贵校登记的“{title}”作出了评价，请登录平台查看。",
            InApp = "{unit}对贵校登记的“{title}”作出了评价，请在“企业评价”查看。",
        },
        new("intent.sent", NotificationKind.Result)
        {
            Title = "收到企业合作意向",
            Parameters = [Unit, Title, Due],
            Sms = "{unit}对贵校专利“{title}”提出合作意向，请于{due}前登录平台查看并答复。",
            MailSubject = "收到企业合作意向：{title}",
            MailText = "您好：\n\n{unit}对贵校登记的“{title}”提出合作意向。需求内容和联系方式请登录平台，在“合作意向”中查看，并请于{due}前答复。",
            InApp = "{unit}对贵校登记的“{title}”提出合作意向，请于{due}前答复。",
        },
        new("intent.reminder", NotificationKind.Reminder)
        {
            Title = "合作意向待答复提醒",
            Parameters = [Unit, Title, Due],
            Sms = "提醒：{unit}对贵校专利“{title}”的合作意向尚未答复，请于{due}前登录平台答复。",
            MailSubject = "合作意向待答复：{title}",
            MailText = "您好：\n\n{unit}对贵校登记的“{title}”的合作意向尚未答复，请于{due}前登录平台，在“合作意向”中答复。",
            InApp = "{unit}对贵校登记的“{title}”的合作意向尚未答复，请于{due}前答复。",
        },
        new("intent.unanswered", NotificationKind.Result)
        {
            Title = "合作意向逾期未答复",
            Parameters = [University, Title],
            Sms = "{university}尚未答复贵单位对“{title}”的合作意向，平台已多次提醒；可继续等待或关闭该意向。",
            MailSubject = "合作意向逾期未答复：{title}",
            MailText = "您好：\n\n{university}尚未答复贵单位对“{title}”的合作意向，平台已两次提醒。贵单位可继续等待，也可在“企业需求发布管理—高校院所合作需求”中关闭该意向。",
            InApp = "{university}尚未答复贵单位对“{title}”的合作意向，可继续等待或关闭该意向。",
        },
        new("intent.answered", NotificationKind.Result)
        {
            Title = "合作意向已答复",
            Parameters = [University, Title],
            Sms = "{university}已答复贵单位对“{title}”的合作意向，请登录平台查看。",
            MailSubject = "合作意向已答复：{title}",
            MailText = "您好：\n\n{university}已答复贵单位对“{title}”的合作意向，请登录平台，在“企业需求发布管理—高校院所合作需求”中查看。",
            InApp = "{university}已答复贵单位对“{title}”的合作意向，请查看。",
        },
        new("intent.moved", NotificationKind.Notice)
        {
            Title = "合作意向有进展",
            Parameters = [Title, new("state", "洽谈中")],
            InApp = "“{title}”的合作意向现为“{state}”。",
        },
        new("demand.approved", NotificationKind.Result)
        {
            Title = "公开需求已发布",
            Parameters = [Title],
            Sms = "贵单位的技术需求“{title}”已公开发布，高校院所答复后平台将通知贵单位。",
            InApp = "贵单位的技术需求“{title}”已公开发布，高校院所答复后平台将通知贵单位。",
        },
        new("demand.returned", NotificationKind.Result)
        {
            Title = "公开需求未通过审核",
            Parameters = [Title, Reasons],
            Sms = "贵单位的技术需求“{title}”未通过审核，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "公开需求未通过审核：{title}",
            MailText = "您好：\n\n贵单位的技术需求“{title}”未通过审核，原因如下：\n\n{reasons}\n\n请登录平台修改后重新提交。已公开的原内容不受影响。" + ReviewTemplates.AppealNote,
            InApp = "贵单位的技术需求“{title}”未通过审核，原因：{reasons}。已公开的原内容不受影响。" + ReviewTemplates.AppealNote,
        },
        new("demand.answered", NotificationKind.Result)
        {
            Title = "技术需求收到答复",
            Parameters = [Title, University],
            Sms = "{university}答复了贵单位的技术需求“{title}”，请登录平台查看。",
            MailSubject = "技术需求收到答复：{title}",
            MailText = "您好：\n\n{university}答复了贵单位的技术需求“{title}”，请登录平台，在“企业需求发布管理—公开需求”中查看。",
            InApp = "{university}答复了贵单位的技术需求“{title}”，请查看。",
        },
        new("demand.expiring", NotificationKind.Reminder)
        {
            Title = "公开需求即将到期",
            Parameters = [Title, Due],
            MailSubject = "公开需求即将到期：{title}",
            MailText = "您好：\n\n贵单位的技术需求“{title}”将于{due}到期，到期后不再公开。如需延长，请登录平台修改截止日期并提交审核。",
            InApp = "技术需求“{title}”将于{due}到期，到期后不再公开；如需延长，请修改截止日期并提交审核。",
        },
        new("demand.expired", NotificationKind.Result)
        {
            Title = "公开需求已到期",
            Parameters = [Title],
            Sms = "贵单位的技术需求“{title}”已到期，不再公开。已收到的答复仍可查看。",
            MailSubject = "公开需求已到期：{title}",
            MailText = "您好：\n\n贵单位的技术需求“{title}”已到期，不再公开。已收到的答复仍可登录平台查看；修改截止日期并通过审核后可重新公开。",
            InApp = "技术需求“{title}”已到期，不再公开；修改截止日期并通过审核后可重新公开。",
        },
    ];
}
