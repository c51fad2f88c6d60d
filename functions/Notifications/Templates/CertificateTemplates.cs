namespace PatentFunctions.Notifications.Templates;

/// <summary>认定有效期和撤销认定 (REC-05).</summary>
public static class CertificateTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Certificate = new("certificate", "2026-2025000123");
    private static readonly TemplateParameter Until = new("until", "2027年11月20日");
    private static readonly TemplateParameter Reason = new("reason", "经核实，填报的产品销售额与事实不符") { SmsLength = 60 };
    private static readonly TemplateParameter Unit = new("unit", "湖南某某科技有限公司");
    private static readonly TemplateParameter Due = new("due", "2026年12月3日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("recognition.expiring", NotificationKind.Reminder)
        {
            Title = "专利密集型产品认定即将到期",
            Parameters = [Product, Certificate, Until],
            Sms = "贵单位“{product}”的专利密集型产品认定（证书编号{certificate}）有效期至{until}，请及时完成产品备案信息更新，参加新一年度认定。",
            MailSubject = "专利密集型产品认定即将到期：{product}",
            MailText = "您好：\n\n贵单位“{product}”的专利密集型产品认定（证书编号{certificate}）有效期至{until}。\n\n到期后认定证书和标识二维码即失效。请及时完成产品备案信息更新，参加新一年度专利密集型产品认定。",
            InApp = "“{product}”的专利密集型产品认定（证书编号{certificate}）有效期至{until}，请及时完成产品备案信息更新，参加新一年度认定。",
        },
        new("recognition.expired", NotificationKind.Result)
        {
            Title = "专利密集型产品认定已到期",
            Parameters = [Product, Certificate, Until],
            Sms = "贵单位“{product}”的专利密集型产品认定（证书编号{certificate}）有效期至{until}，现已到期，证书和标识不再有效。",
            InApp = "“{product}”的专利密集型产品认定（证书编号{certificate}）有效期至{until}，现已到期，认定证书和标识二维码不再有效。",
        },
        new("recognition.revoked", NotificationKind.Result)
        {
            Title = "专利密集型产品认定已撤销",
            Parameters = [Product, Certificate, Reason],
            Sms = "贵单位“{product}”的专利密集型产品认定（证书编号{certificate}）已撤销，原因：{reason}。证书和标识即日起失效。",
            MailSubject = "专利密集型产品认定已撤销：{product}",
            MailText = "您好：\n\n贵单位“{product}”的专利密集型产品认定（证书编号{certificate}）已撤销，原因如下：\n\n{reason}\n\n认定证书和标识二维码即日起失效，请停止使用。",
            InApp = "“{product}”的专利密集型产品认定（证书编号{certificate}）已撤销，原因：{reason}。认定证书和标识二维码即日起失效，请停止使用。",
        },
        new("recognition.filing-lost", NotificationKind.Result)
        {
            Title = "不再参加专利密集型产品认定",
            Parameters = [Product, new("year", "2026"), Reason],
            MailSubject = "不再参加专利密集型产品认定：{product}",
            MailText = "您好：\n\n贵单位“{product}”不再参加{year}年度专利密集型产品认定，原因如下：\n\n{reason}",
            InApp = "“{product}”不再参加{year}年度专利密集型产品认定，原因：{reason}",
        },
        new("recognition.revocation-reminder", NotificationKind.Reminder)
        {
            Title = "撤销认定待复核提醒",
            Parameters = [Unit, Product, Due],
            MailSubject = "撤销认定待复核：{product}",
            MailText = "撤销{unit}“{product}”认定的建议尚未复核，应于{due}前办结。",
            InApp = "撤销{unit}“{product}”认定的建议尚未复核，应于{due}前办结。",
        },
        new("recognition.revocation-escalation", NotificationKind.Reminder)
        {
            Title = "撤销认定复核超期",
            Parameters = [Unit, Product, Due],
            MailSubject = "撤销认定复核已超期：{product}",
            MailText = "撤销{unit}“{product}”认定的建议应于{due}前办结，至今尚未复核，请立即处理。",
            InApp = "撤销{unit}“{product}”认定的建议应于{due}前办结，至今尚未复核，请立即处理。",
        },
    ];
}
