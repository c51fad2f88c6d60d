namespace PatentFunctions.Notifications.Templates;

/// <summary>盘活行动: the weekly mail (MAI-01).</summary>
public static class WeeklyMailTemplates
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("weekly-mail.matches", NotificationKind.Weekly)
        {
            Title = "每周推送匹配专利",
            Parameters =
            [
                new("count", "1"),
                new("items", "1. 一种高速滚动轴承\n   示例大学\n   匹配理由：专利名称中有关键词“滚动轴承”\n   https://example.com/resources/r-example"),
                new("itemsHtml", "<ol><li><a href=\"https://example.com/resources/r-example\">一种高速滚动轴承</a><br>示例大学<br>匹配理由：专利名称中有关键词“滚动轴承”</li></ol>") { Html = true },
                new("library", "https://example.com/focus/patents"),
                new("unsubscribe", "https://example.com/api/public/weekly-mail/example"),
            ],
            MailSubject = "本周新匹配到{count}件可转化专利",
            MailText = "您好：\n\n根据贵单位设置的关注领域，本周新匹配到{count}件高校院所登记入库的可转化专利：\n\n{items}\n\n全部匹配的专利：{library}\n\n不再接收此邮件：{unsubscribe}",
            MailHtml = "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"></head><body style=\"font:16px/1.7 sans-serif\"><p>您好：</p><p>根据贵单位设置的关注领域，本周新匹配到{count}件高校院所登记入库的可转化专利：</p>{itemsHtml}"
                + "<p><a href=\"{library}\">查看全部匹配的专利</a></p><p style=\"color:#666;font-size:.85em\"><a href=\"{unsubscribe}\">不再接收此邮件</a></p></body></html>",
            UnsubscribeLink = "unsubscribe",
        },
    ];
}
