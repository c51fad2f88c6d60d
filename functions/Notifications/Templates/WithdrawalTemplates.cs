namespace PatentFunctions.Notifications.Templates;

/// <summary>撤销备案 (WDR-01 – WDR-03).</summary>
public static class WithdrawalTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Number = new("number", "2026000123");
    private static readonly TemplateParameter Due = new("due", "2026年12月18日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("withdrawal.approved", NotificationKind.Result)
        {
            Title = "备案撤销审核通过",
            Parameters = [Product],
            Sms = "经平台审核，贵单位“{product}”产品备案已予撤销，可在“产品备案管理”的“撤销备案”栏目查看。",
            InApp = "经平台审核，贵单位“{product}”产品备案已予撤销，可在“撤销备案”栏目查看。",
        },
        new("withdrawal.refused", NotificationKind.Result)
        {
            Title = "备案未予撤销",
            Parameters = [Product, new("reasons", "说明或证明材料不充分") { SmsLength = 60 }],
            Sms = "经平台审核，贵单位“{product}”产品备案未予撤销，原因：{reasons}。该产品备案继续有效。",
            MailSubject = "产品备案未予撤销：{product}",
            MailText = "您好：\n\n经平台审核，贵单位“{product}”产品备案未予撤销，原因如下：\n\n{reasons}\n\n该产品备案继续有效。由贵单位申请撤销的，" + ReviewTemplates.AppealNote,
            InApp = "经平台审核，贵单位“{product}”产品备案未予撤销，原因：{reasons}。该产品备案继续有效。由贵单位申请撤销的，" + ReviewTemplates.AppealNote,
        },
        new("filing.withdrawn", NotificationKind.Result)
        {
            Title = "产品备案已撤销",
            Parameters = [Product],
            Sms = "贵单位已确认撤销“{product}”产品备案，该备案已予撤销，可在“产品备案管理”的“撤销备案”栏目查看。",
            InApp = "贵单位已确认撤销“{product}”产品备案，该备案已予撤销。",
        },
        new("filing.revoked", NotificationKind.Result)
        {
            Title = "产品备案已由平台撤销",
            Parameters = [Product, Number, new("reasons", "异议成立：产品未使用所关联的专利") { SmsLength = 60 }],
            Sms = "贵单位“{product}”产品备案（备案号：{number}）已由平台撤销，原因：{reasons}。已下载的备案证明同时失去证明效力。",
            MailSubject = "产品备案已由平台撤销：{product}",
            MailText = "您好：\n\n贵单位“{product}”产品备案（备案号：{number}）已由平台撤销，原因如下：\n\n{reasons}\n\n已下载的备案证明同时失去证明效力。可登录平台，在“产品备案管理”的“撤销备案”栏目查看。",
            InApp = "贵单位“{product}”产品备案（备案号：{number}）已由平台撤销，原因：{reasons}",
        },
        new("filing.lapse-prompt", NotificationKind.Result)
        {
            Title = "请确认是否撤销备案",
            Parameters = [Product, new("patents", "ZL202011100067.4、ZL202021100068.3"), Due],
            Sms = "贵单位已备案产品“{product}”关联的专利已全部失效或转让，请于{due}前登录平台确认撤销备案或说明情况；逾期由审核员决定。",
            MailSubject = "请确认是否撤销备案：{product}",
            MailText = "您好：\n\n贵单位已备案产品“{product}”关联的下列专利已全部失效或转让：\n\n{patents}\n\n请于{due}前登录平台，确认撤销备案或说明情况。逾期未确认的，由审核员决定是否撤销。",
            InApp = "已备案产品“{product}”关联的专利已全部失效或转让：{patents}。请于{due}前确认撤销备案或说明情况，逾期由审核员决定。",
        },
        new("filing.lapse-reminder", NotificationKind.Reminder)
        {
            Title = "撤销备案待确认提醒",
            Parameters = [Product, Due],
            Sms = "请贵单位于{due}前登录平台，确认是否撤销“{product}”产品备案；逾期由审核员决定。",
            MailSubject = "撤销备案待确认：{product}",
            MailText = "您好：\n\n贵单位已备案产品“{product}”关联的专利已全部失效或转让，请于{due}前登录平台，确认撤销备案或说明情况。逾期未确认的，由审核员决定是否撤销。",
            InApp = "请于{due}前确认是否撤销“{product}”产品备案，逾期由审核员决定。",
        },
        new("filing.lapse-referred", NotificationKind.Notice)
        {
            Title = "撤销备案已提交审核员决定",
            Parameters = [Product],
            InApp = "贵单位未在期限内确认是否撤销“{product}”产品备案，已提交审核员决定。",
        },
        new("filing.lapse-closed", NotificationKind.Notice)
        {
            Title = "无须确认撤销备案",
            Parameters = [Product],
            InApp = "产品“{product}”已有维持有效的关联专利，无须确认撤销备案。",
        },
    ];
}
