namespace PatentFunctions.Notifications.Templates;

/// <summary>产品备案信息更新 (UPD-01, UPD-02).</summary>
public static class UpdateTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司");
    private static readonly TemplateParameter Case = new("case", "p-abcdefghijklmnop");
    private static readonly TemplateParameter Due = new("due", "2027年1月8日");
    private static readonly TemplateParameter Year = new("year", "2027");
    private static readonly TemplateParameter DataYear = new("dataYear", "2026");
    private static readonly TemplateParameter Count = new("count", "3");
    private static readonly TemplateParameter Ends = new("ends", "2027年9月15日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("filing-update.approved", NotificationKind.Result)
        {
            Title = "产品备案信息已更新",
            Parameters = [Product],
            Sms = "贵单位“{product}”产品的备案信息更新已通过审核。可登录平台查询和浏览。",
            InApp = "贵单位“{product}”产品的备案信息更新已通过审核。",
        },
        new("filing-update.returned", NotificationKind.Result)
        {
            Title = "产品备案信息更新未通过",
            Parameters = [Product, new("reasons", "经济效益证明不是上一年度数据的证明材料") { SmsLength = 60 }],
            Sms = "贵单位“{product}”产品的备案信息更新未通过，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "产品备案信息更新未通过：{product}",
            MailText = "您好：\n\n贵单位“{product}”产品的备案信息更新未通过，原因如下：\n\n{reasons}\n\n请登录平台，在“产品备案信息更新”的“不通过”页面按各字段的提示修改后重新提交。" + ReviewTemplates.AppealNote,
            InApp = "贵单位“{product}”产品的备案信息更新未通过，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
        new("filing-update.review-reminder", NotificationKind.Reminder)
        {
            Title = "产品备案信息更新待审核提醒",
            Parameters = [Case, Unit, Product, Due],
            MailSubject = "产品备案信息更新待审核：{product}",
            MailText = "{unit}提交的“{product}”备案信息更新（{case}）已满3个工作日尚未审核，应于{due}前办结。",
            InApp = "{unit}提交的“{product}”备案信息更新（{case}）已满3个工作日尚未审核，应于{due}前办结。",
        },
        new("filing-update.review-escalation", NotificationKind.Reminder)
        {
            Title = "产品备案信息更新审核超期",
            Parameters = [Case, Unit, Product, Due],
            MailSubject = "产品备案信息更新审核已超期：{product}",
            MailText = "{unit}提交的“{product}”备案信息更新（{case}）应于{due}前办结，现已满5个工作日仍未审核，请立即处理。",
            InApp = "{unit}提交的“{product}”备案信息更新（{case}）应于{due}前办结，现已满5个工作日仍未审核，请立即处理。",
        },
        new("filing-update.opened", NotificationKind.Reminder)
        {
            Title = "产品备案信息更新开始",
            Parameters = [Count, Year, DataYear, Ends],
            Sms = "贵单位有{count}件往年备案的产品须进行{year}年度备案信息更新，请登录平台提供{dataYear}年度数据和证明，{ends}前未更新的不能参与本年度认定。",
            MailSubject = "{year}年度产品备案信息更新开始",
            MailText = "您好：\n\n贵单位有{count}件往年备案的产品须进行{year}年度备案信息更新。请先完成{dataYear}年度资产信息维护，再在“产品备案信息更新”中提供各产品{dataYear}年度的经济数据和经济效益证明，其他信息如有变化可一并更新。\n\n{ends}前未提交更新的产品，不能参与{year}年度专利密集型产品认定。",
            InApp = "贵单位有{count}件往年备案的产品须进行{year}年度备案信息更新，请提供{dataYear}年度数据和证明；{ends}前未更新的不能参与本年度认定。",
        },
        new("filing-update.ending", NotificationKind.Reminder)
        {
            Title = "产品备案信息更新即将截止",
            Parameters = [Count, Year, new("days", "30"), Ends],
            Sms = "贵单位有{count}件产品尚未完成{year}年度备案信息更新，距{ends}截止还有{days}天，未更新的不能参与本年度认定。",
            MailSubject = "{year}年度产品备案信息更新还有{days}天截止",
            MailText = "您好：\n\n贵单位有{count}件产品尚未完成{year}年度备案信息更新（未更新或不通过），距{ends}截止还有{days}天。请尽快登录平台提交；逾期提交的，不能参与{year}年度专利密集型产品认定。",
            InApp = "贵单位有{count}件产品尚未完成{year}年度备案信息更新，距{ends}截止还有{days}天，未更新的不能参与本年度认定。",
        },
    ];
}
