namespace PatentFunctions.Notifications.Templates;

/// <summary>社会公众异议 (REC-04). What the unit gets never says who objects.</summary>
public static class ObjectionTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter Number = new("number", "YY2026-7K3M9QTW");
    private static readonly TemplateParameter Due = new("due", "2026年12月3日");
    private static readonly TemplateParameter Reasons = new("reasons", "经核实，反映的问题不属实") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("objection.received", NotificationKind.Result)
        {
            Title = "异议已受理",
            Parameters = [Product, Number, Due],
            Sms = "您对公示产品“{product}”提出的异议已收到，编号{number}，预计{due}前办结。可凭编号和查询码或本手机号查询进度。",
            MailSubject = "异议已收到（{number}）",
            MailText = "您好：\n\n您对公示中的专利密集型产品“{product}”提出的异议已收到，编号：{number}，预计{due}前办结。\n\n您可凭编号和回执上的查询码，或凭提出异议的手机号查询办理进度。处理结果将通过邮件和短信反馈。",
        },
        new("objection.upheld", NotificationKind.Result)
        {
            Title = "异议成立",
            Parameters = [Product, Number, Reasons],
            Sms = "您对“{product}”提出的异议（{number}）成立，平台将撤销该产品的备案。{reasons}",
            MailSubject = "异议处理结果：异议成立（{number}）",
            MailText = "您好：\n\n您对公示中的专利密集型产品“{product}”提出的异议（{number}）经审核成立，该产品不予认定，平台将撤销其备案。\n\n处理意见：\n{reasons}",
        },
        new("objection.rejected", NotificationKind.Result)
        {
            Title = "异议不成立",
            Parameters = [Product, Number, Reasons],
            Sms = "您对“{product}”提出的异议（{number}）经审核不成立，原因：{reasons}",
            MailSubject = "异议处理结果：异议不成立（{number}）",
            MailText = "您好：\n\n您对公示中的专利密集型产品“{product}”提出的异议（{number}）经审核不成立，理由如下：\n\n{reasons}",
        },
        new("objection.ended", NotificationKind.Result)
        {
            Title = "异议审核终止",
            Parameters = [Product, Number, new("why", "该产品因另一件异议成立，已不予认定") { SmsLength = 40 }],
            Sms = "您对“{product}”提出的异议（{number}）已终止审核：{why}。",
            MailSubject = "异议审核终止（{number}）",
            MailText = "您好：\n\n您对专利密集型产品“{product}”提出的异议（{number}）已终止审核：{why}。",
        },
        new("objection.withdrawn", NotificationKind.Result)
        {
            Title = "异议已撤回",
            Parameters = [Product, Number],
            Sms = "您对“{product}”提出的异议（{number}）已撤回。如非本人操作，请立即联系平台。",
            MailSubject = "异议已撤回（{number}）",
            MailText = "您好：\n\n您对专利密集型产品“{product}”提出的异议（{number}）已撤回。如非本人操作，请立即联系平台。",
        },
        new("objection.unit-notified", NotificationKind.Result)
        {
            Title = "公示产品收到异议",
            Parameters = [Product, Due],
            Sms = "贵单位公示中的“{product}”收到社会公众异议，预计{due}前办结，办结前暂不认定。请登录平台查看异议理由并提交说明。",
            InApp = "贵单位公示中的“{product}”收到社会公众异议，预计{due}前办结，办结前暂不认定。请查看异议理由，并可提交说明和证明材料。",
        },
        new("objection.unit-upheld", NotificationKind.Result)
        {
            Title = "公示产品异议成立",
            Parameters = [Product, Reasons],
            Sms = "对贵单位“{product}”的异议经审核成立，该产品不予认定，平台将撤销其备案。原因：{reasons}",
            MailSubject = "异议成立：{product}",
            MailText = "您好：\n\n公示期间对贵单位“{product}”提出的异议经审核成立，该产品有违真实、准确、合法的原则，不予认定，平台将撤销其备案。\n\n处理意见：\n{reasons}",
            InApp = "对贵单位“{product}”的异议经审核成立，该产品不予认定，平台将撤销其备案。原因：{reasons}",
        },
        new("objection.unit-rejected", NotificationKind.Result)
        {
            Title = "公示产品异议不成立",
            Parameters = [Product, Reasons],
            Sms = "对贵单位“{product}”的异议经审核不成立（{reasons}），认定继续进行。",
            MailSubject = "异议不成立：{product}",
            MailText = "您好：\n\n公示期间对贵单位“{product}”提出的异议经审核不成立，认定继续进行。理由如下：\n\n{reasons}",
            InApp = "对贵单位“{product}”的异议经审核不成立（{reasons}），认定继续进行。",
        },
        new("objection.unit-withdrawn", NotificationKind.Result)
        {
            Title = "异议已撤回",
            Parameters = [Product],
            InApp = "对贵单位“{product}”提出的一件异议已由提出人撤回。",
        },
        new("objection.statement-received", NotificationKind.Notice)
        {
            Title = "被异议单位已提交说明",
            Parameters = [Product, Number],
            InApp = "“{product}”的异议（{number}）：被异议单位已提交说明，请查看。",
        },
    ];
}
