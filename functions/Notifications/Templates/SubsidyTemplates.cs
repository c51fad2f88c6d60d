namespace PatentFunctions.Notifications.Templates;

/// <summary>质押融资利息补贴 (SUB-04 – SUB-08).</summary>
public static class SubsidyTemplates
{
    private static readonly TemplateParameter Number = new("number", "BT2025-7K3M9QTW");
    private static readonly TemplateParameter Due = new("due", "2025年9月5日");
    private static readonly TemplateParameter Step = new("step", "寄送纸质材料");
    private static readonly TemplateParameter Amount = new("amount", "177,937.50");
    private static readonly TemplateParameter Reasons = new("reasons", "信息材料（银行）未用印") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("subsidy.approved", NotificationKind.Result)
        {
            Title = "利息补贴申请审核通过",
            Parameters =
            [
                Number, Due, new("papers", "补贴申请表、知识产权质押贷款信息材料（银行）"),
                new("address", "厦门市思明区示例路1号知识产权大厦3楼") { SmsLength = 40 }, new("recipient", "融资服务平台 0592-0000000") { SmsLength = 30 },
            ],
            Sms = "贵单位利息补贴申请（{number}）审核通过，请下载补贴申请表盖章，于{due}前将纸质材料寄至{address}，{recipient}。",
            MailSubject = "利息补贴申请审核通过：{number}",
            MailText = "您好：\n\n贵单位利息补贴申请（{number}）审核通过。请登录平台下载补贴申请表，盖章后于{due}前将下列纸质材料寄送：\n\n{papers}\n\n地址：{address}\n收件人：{recipient}\n\n寄出后请在平台登记快递单号。",
            InApp = "利息补贴申请（{number}）审核通过，请于{due}前寄送纸质材料：{papers}。地址：{address}，{recipient}。",
        },
        new("subsidy.returned", NotificationKind.Result)
        {
            Title = "利息补贴申请审核不通过",
            Parameters = [Number, Reasons, Due],
            Sms = "贵单位利息补贴申请（{number}）审核不通过，请于{due}前登录平台修改后重新提交，原因：{reasons}",
            MailSubject = "利息补贴申请审核不通过：{number}",
            MailText = "您好：\n\n贵单位利息补贴申请（{number}）审核不通过，原因如下：\n\n{reasons}\n\n请于{due}前登录平台修改后重新提交。" + ReviewTemplates.AppealNote,
            InApp = "利息补贴申请（{number}）审核不通过，请于{due}前修改后重新提交，原因：{reasons}。" + ReviewTemplates.AppealNote,
        },
        new("subsidy.refused", NotificationKind.Result)
        {
            Title = "利息补贴申请不予补贴",
            Parameters = [Number, Reasons],
            Sms = "贵单位利息补贴申请（{number}）经审核不予补贴，原因：{reasons}",
            MailSubject = "利息补贴申请不予补贴：{number}",
            MailText = "您好：\n\n贵单位利息补贴申请（{number}）经审核不予补贴，原因如下：\n\n{reasons}\n\n" + ReviewTemplates.AppealNote,
            InApp = "利息补贴申请（{number}）经审核不予补贴，原因：{reasons}。" + ReviewTemplates.AppealNote,
        },
        new("subsidy.paper-arrived", NotificationKind.Notice)
        {
            Title = "已收到纸质材料",
            Parameters = [Number, new("day", "2025年9月3日")],
            InApp = "利息补贴申请（{number}）的纸质材料已于{day}收到，等待纸件复审。",
        },
        new("subsidy.paper-passed", NotificationKind.Notice)
        {
            Title = "纸件复审通过",
            Parameters = [Number],
            InApp = "利息补贴申请（{number}）纸件复审通过，正在核定补贴金额。",
        },
        new("subsidy.paper-failed", NotificationKind.Result)
        {
            Title = "纸件复审不通过",
            Parameters = [Number, Reasons, Due],
            Sms = "贵单位利息补贴申请（{number}）纸件复审不通过，请于{due}前先登录平台修改，再按提示重新寄送有修改的材料，意见：{reasons}",
            MailSubject = "纸件复审不通过：{number}",
            MailText = "您好：\n\n贵单位利息补贴申请（{number}）纸件复审不通过，意见如下：\n\n{reasons}\n\n请于{due}前先登录平台修改；提交修改后，平台将列出须重新寄送的材料，其余材料不必再寄。",
            InApp = "利息补贴申请（{number}）纸件复审不通过，请于{due}前先在平台修改，再重新寄送有修改的材料，意见：{reasons}",
        },
        new("subsidy.amount-approved", NotificationKind.Result)
        {
            Title = "补贴金额已核定",
            Parameters = [Number, Amount],
            Sms = "贵单位利息补贴申请（{number}）已核定补贴金额 {amount} 元，等待拨付。",
            InApp = "利息补贴申请（{number}）已核定补贴金额 {amount} 元，等待拨付。",
        },
        new("subsidy.paid", NotificationKind.Result)
        {
            Title = "补贴已拨付",
            Parameters = [Number, Amount, new("day", "2025年10月20日")],
            Sms = "贵单位利息补贴申请（{number}）已于{day}拨付 {amount} 元，请查收。",
            InApp = "利息补贴申请（{number}）已于{day}拨付 {amount} 元，请查收。",
        },
        new("subsidy.reminder", NotificationKind.Reminder)
        {
            Title = "利息补贴办理提醒",
            Parameters = [Number, Step, Due],
            Sms = "请贵单位于{due}前{step}（利息补贴申请 {number}）。",
            MailSubject = "利息补贴办理提醒：{number}",
            MailText = "您好：\n\n请贵单位于{due}前{step}（利息补贴申请 {number}）。已办理的请忽略。",
            InApp = "请于{due}前{step}（利息补贴申请 {number}）。",
        },
        new("subsidy.overdue", NotificationKind.Result)
        {
            Title = "利息补贴申请即将终止",
            Parameters = [Number, Step, Due, new("close", "2025年9月12日")],
            Sms = "贵单位未在{due}前{step}，至{close}仍未办理的，利息补贴申请（{number}）将终止。",
            MailSubject = "利息补贴申请即将终止：{number}",
            MailText = "您好：\n\n贵单位未在{due}前{step}。至{close}仍未办理的，利息补贴申请（{number}）将终止。",
            InApp = "贵单位未在{due}前{step}，至{close}仍未办理的，利息补贴申请（{number}）将终止。",
        },
        new("subsidy.closed", NotificationKind.Result)
        {
            Title = "利息补贴申请已终止",
            Parameters = [Number, Step],
            Sms = "因贵单位逾期未{step}，利息补贴申请（{number}）已终止。",
            MailSubject = "利息补贴申请已终止：{number}",
            MailText = "您好：\n\n因贵单位逾期未{step}，利息补贴申请（{number}）已终止。申报期内的，可重新申请。",
            InApp = "因贵单位逾期未{step}，利息补贴申请（{number}）已终止。申报期内的，可重新申请。",
        },
        new("subsidy.office-reminder", NotificationKind.Reminder)
        {
            Title = "利息补贴待办提醒",
            Parameters = [Number, new("unit", "厦门示例医疗器械有限公司"), Step, Due],
            MailSubject = "利息补贴待办提醒：{number}",
            MailText = "{unit}的利息补贴申请（{number}）应于{due}前{step}，请及时办理。",
            InApp = "{unit}的利息补贴申请（{number}）应于{due}前{step}，请及时办理。",
        },
    ];
}
