namespace PatentFunctions.Notifications.Templates;

/// <summary>专利产业化样板企业库: recommendation, library, yearly adjustment, reminders of the yearly report (SME-08, SME-11).</summary>
public static class LibraryTemplates
{
    private static readonly TemplateParameter Year = new("year", "2027");
    private static readonly TemplateParameter Office = new("office", "湖南省知识产权局");
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司");
    private static readonly TemplateParameter Due = new("due", "2027年8月3日");
    private static readonly TemplateParameter Level = new("level", "培育级");
    private static readonly TemplateParameter Reasons = new("reasons", "专利基础或专利产业化成效不足") { SmsLength = 60 };
    private static readonly TemplateParameter Why = new("why", "未提交2027年度数据") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("sme-report.ending", NotificationKind.Reminder)
        {
            Title = "企业年度数据填报即将截止",
            Parameters = [Year, new("title", "2027年企业数据报送通知"), new("days", "30"), new("ends", "2027年6月1日")],
            Sms = "贵单位尚未提交{year}年度企业数据，距{ends}截止还有{days}天，请登录平台填报并提交。",
            MailSubject = "{year}年度企业数据填报还有{days}天截止",
            MailText = "您好：\n\n根据《{title}》，{year}年度企业数据填报将于{ends}截止，还有{days}天，贵单位尚未提交。请登录平台，在“企业数据填报”中填写并提交；已暂存的内容不会丢失，截止后不能提交。",
            InApp = "贵单位尚未提交{year}年度企业数据，距{ends}截止还有{days}天，请尽快填报并提交。",
        },
        new("sme-recommendation.quota", NotificationKind.Result)
        {
            Title = "推荐名额已下达",
            Parameters = [Year, new("places", "20")],
            MailSubject = "{year}年度样板企业推荐名额：{places}家",
            MailText = "您好：\n\n{year}年度专利产业化样板企业推荐名额为{places}家。请在企业数据审核通过后登录平台推荐并上报。",
            InApp = "{year}年度专利产业化样板企业推荐名额为{places}家。",
        },
        new("sme-recommendation.submitted", NotificationKind.Result)
        {
            Title = "推荐名单已上报",
            Parameters = [Office, Year, new("count", "18")],
            MailSubject = "{office}已上报{year}年度推荐名单",
            MailText = "{office}已上报{year}年度样板企业推荐名单，共{count}家，请登录平台审核。",
            InApp = "{office}已上报{year}年度样板企业推荐名单，共{count}家。",
        },
        new("sme-candidate.recommended", NotificationKind.Result)
        {
            Title = "已被推荐进入样板企业库",
            Parameters = [Office, Year],
            InApp = "{office}已推荐贵单位进入专利产业化样板企业库（{year}年度）。",
        },
        new("sme-candidate.withdrawn", NotificationKind.Result)
        {
            Title = "样板企业推荐已撤回",
            Parameters = [Office, Year, Why],
            InApp = "{office}已撤回对贵单位的推荐（{year}年度）：{why}",
        },
        new("sme-candidate.not-entered", NotificationKind.Result)
        {
            Title = "未予进入样板企业库",
            Parameters = [Year, Reasons],
            Sms = "贵单位{year}年度未予进入专利产业化样板企业库，原因：{reasons}。",
            MailSubject = "{year}年度样板企业入库审核结果",
            MailText = "您好：\n\n贵单位{year}年度未予进入专利产业化样板企业库，原因如下：\n\n{reasons}\n\n欢迎完善后参加下一年度推荐，详情可登录平台在“培育记录”中查看。",
            InApp = "贵单位{year}年度未予进入专利产业化样板企业库，原因：{reasons}",
        },
        new("sme-candidate.not-entered-province", NotificationKind.Result)
        {
            Title = "推荐企业未予入库",
            Parameters = [Unit, Year, Reasons],
            InApp = "贵局推荐的{unit}（{year}年度）未予进入专利产业化样板企业库，原因：{reasons}",
        },
        new("sme-entry.reminder", NotificationKind.Reminder)
        {
            Title = "样板企业入库待审核提醒",
            Parameters = [Unit, Due],
            MailSubject = "样板企业入库待审核：{unit}",
            MailText = "{unit}的样板企业入库推荐已满15个工作日尚未审核，应于{due}前办结。",
            InApp = "{unit}的样板企业入库推荐已满15个工作日尚未审核，应于{due}前办结。",
        },
        new("sme-entry.escalation", NotificationKind.Reminder)
        {
            Title = "样板企业入库审核超期",
            Parameters = [Unit, Due],
            MailSubject = "样板企业入库审核已超期：{unit}",
            MailText = "{unit}的样板企业入库推荐应于{due}前办结，现仍未审核，请立即处理。",
            InApp = "{unit}的样板企业入库推荐应于{due}前办结，现仍未审核，请立即处理。",
        },
        new("sme-library.entered", NotificationKind.Result)
        {
            Title = "已进入样板企业库",
            Parameters = [Year, Level],
            Sms = "贵单位已进入专利产业化样板企业库（{year}年度），培育级别为{level}。可登录平台查看培育记录。",
            MailSubject = "贵单位已进入专利产业化样板企业库",
            MailText = "您好：\n\n经省级推荐、国家审核，贵单位已进入专利产业化样板企业库（{year}年度），培育级别为{level}。入库企业须每年按时填报企业数据，未填报或不再符合条件的，将动态调整出库。",
            InApp = "贵单位已进入专利产业化样板企业库（{year}年度），培育级别为{level}。入库企业须每年按时填报企业数据。",
        },
        new("sme-library.level", NotificationKind.Result)
        {
            Title = "培育级别已调整",
            Parameters = [Level, Why],
            InApp = "贵单位在专利产业化样板企业库中的培育级别已调整为{level}：{why}",
        },
        new("sme-library.measure", NotificationKind.Result)
        {
            Title = "支持措施已登记",
            Parameters = [new("kind", "专利对接转化"), new("title", "高校存量专利对接会"), Office],
            InApp = "{office}已登记对贵单位的支持措施（{kind}）：{title}",
        },
        new("sme-library.removed", NotificationKind.Result)
        {
            Title = "已调整出库",
            Parameters = [Year, Why],
            Sms = "经{year}年度动态调整，贵单位已调整出专利产业化样板企业库，原因：{why}。",
            MailSubject = "贵单位已调整出专利产业化样板企业库",
            MailText = "您好：\n\n经{year}年度动态调整，贵单位已调整出专利产业化样板企业库，原因如下：\n\n{why}\n\n此后仍可按年度填报企业数据，并经推荐重新入库。",
            InApp = "经{year}年度动态调整，贵单位已调整出专利产业化样板企业库，原因：{why}",
        },
        new("sme-adjustment.proposed", NotificationKind.Result)
        {
            Title = "样板企业库动态调整待确认",
            Parameters = [Year, new("total", "320"), new("remove", "12"), new("pending", "5")],
            MailSubject = "{year}年度样板企业库动态调整待确认",
            MailText = "{year}年度样板企业库动态调整核查已完成：共核查{total}家，拟出库{remove}家，待定{pending}家，请登录平台逐家查看理由并确认。",
            InApp = "{year}年度样板企业库动态调整核查已完成：共核查{total}家，拟出库{remove}家，待定{pending}家，请确认。",
        },
    ];
}
