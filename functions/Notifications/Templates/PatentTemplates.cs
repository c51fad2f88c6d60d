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
            Title = "专利失效提醒",
            Parameters = [new("count", "2"), new("patents", "ZL202010000001.X、ZL202020000002.X")],
            Sms = "贵单位有{count}件专利的法律状态已变为失效，可能影响已备案产品，请登录平台核对。",
            MailSubject = "专利法律状态变更提醒",
            MailText = "您好：\n\n贵单位下列{count}件专利的法律状态已变为失效：\n\n{patents}\n\n如已备案产品所关联的专利已全部失效，请及时更新产品信息或提出备案撤销申请。",
            InApp = "{count}件专利的法律状态已变为失效：{patents}。如已备案产品关联的专利已全部失效，请更新产品信息或提出备案撤销申请。",
        },
    ];
}
