namespace PatentFunctions.Notifications.Templates;

/// <summary>专利信息: imports and lapsed patents.</summary>
public static class PatentTemplates
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("patent.imported", NotificationKind.Notice)
        {
            Title = "专利导入完成",
            Parameters = [new("imported", "120"), new("refused", "3")],
            InApp = "专利批量导入已完成：成功{imported}件，未导入{refused}件，可在专利信息管理中查看明细。",
        },
        new("patent.lapsed", NotificationKind.Reminder)
        {
            Title = "产品关联专利全部失效提醒",
            Parameters = [new("product", "高速数控立式加工中心") { SmsLength = 20 }, new("patents", "ZL202011100067.4、ZL202021100068.3")],
            Sms = "贵单位已备案产品“{product}”关联的专利已全部失效或转出，请登录平台确认是否撤销备案。",
            MailSubject = "产品关联专利全部失效提醒",
            MailText = "您好：\n\n贵单位已备案产品“{product}”关联的下列专利已全部失效或转出：\n\n{patents}\n\n请登录平台核对，并确认是否撤销备案。",
            InApp = "已备案产品“{product}”关联的专利已全部失效或转出：{patents}。请核对并确认是否撤销备案。",
        },
    ];
}
