namespace PatentFunctions.Notifications.Templates;

/// <summary>撤销备案 (WDR-01 – WDR-03).</summary>
public static class WithdrawalTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Number = new("number", "2026000123");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("filing.revoked", NotificationKind.Result)
        {
            Title = "产品备案已由平台撤销",
            Parameters = [Product, Number, new("reasons", "异议成立：产品未使用所关联的专利") { SmsLength = 60 }],
            Sms = "贵单位“{product}”产品备案（备案号：{number}）已由平台撤销，原因：{reasons}。已下载的备案证明同时失去证明效力。",
            MailSubject = "产品备案已由平台撤销：{product}",
            MailText = "您好：\n\n贵单位“{product}”产品备案（备案号：{number}）已由平台撤销，原因如下：\n\n{reasons}\n\n已下载的备案证明同时失去证明效力。可登录平台，在“产品备案管理”的“撤销备案”栏目查看。",
            InApp = "贵单位“{product}”产品备案（备案号：{number}）已由平台撤销，原因：{reasons}",
        },
    ];
}
