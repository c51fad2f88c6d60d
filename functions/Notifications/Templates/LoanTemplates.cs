namespace PatentFunctions.Notifications.Templates;

/// <summary>质押贷款与还款确认 (LOA-01 – LOA-03).</summary>
public static class LoanTemplates
{
    private static readonly TemplateParameter Bank = new("bank", "示例银行厦门分行") { SmsLength = 20 };
    private static readonly TemplateParameter Number = new("number", "xmscjq202430315");
    private static readonly TemplateParameter Unit = new("unit", "厦门某某科技有限公司") { SmsLength = 30 };
    private static readonly TemplateParameter Loan = new("title", "质押贷款xmscjq202430315（1000万元）") { SmsLength = 40 };
    private static readonly TemplateParameter Case = new("case", "l-abcdefghijklmnop");
    private static readonly TemplateParameter Due = new("due", "2026年12月11日");
    private static readonly TemplateParameter Text = new("text", "贷款金额应为400万元") { SmsLength = 60 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("loan.recorded", NotificationKind.Notice)
        {
            Title = "质押贷款已录入",
            Parameters = [Bank, Number],
            InApp = "{bank}已录入贵单位的质押贷款{number}，请在“质押融资待还款”中核对；信息有误的请向银行反馈。",
        },
        new("loan.corrected", NotificationKind.Notice)
        {
            Title = "质押贷款信息已更正",
            Parameters = [Bank, Number, new("changes", "贷款金额由“400万元”改为“500万元”")],
            InApp = "{bank}已更正贵单位质押贷款{number}的信息：\n{changes}",
        },
        new("loan.reported", NotificationKind.Result)
        {
            Title = "企业反馈质押贷款信息",
            Parameters = [Unit, new("subject", "贷款xmscjq202430315信息有误") { SmsLength = 30 }, Text],
            Sms = "{unit}反馈{subject}，请登录平台处理。",
            MailSubject = "企业反馈质押贷款信息：{unit}",
            MailText = "您好：\n\n{unit}反馈{subject}：\n\n{text}\n\n请登录平台，在“信息反馈”中核对并答复。",
            InApp = "{unit}反馈{subject}：{text}",
        },
        new("loan.report-answered", NotificationKind.Result)
        {
            Title = "银行已答复贷款信息反馈",
            Parameters = [Bank, new("outcome", "已更正"), Text],
            Sms = "{bank}已答复贵单位的贷款信息反馈：{outcome}。详情请登录平台查看。",
            MailSubject = "银行已答复贷款信息反馈：{outcome}",
            MailText = "您好：\n\n{bank}已答复贵单位的贷款信息反馈：{outcome}。\n\n{text}",
            InApp = "{bank}已答复贵单位的贷款信息反馈：{outcome}。{text}",
        },
        new("repayment.applied", NotificationKind.Result)
        {
            Title = "还款完成申请待确认",
            Parameters = [Loan, Unit, Due],
            Sms = "{unit}已就{title}提交还款完成申请，请于{due}前登录平台确认。",
            MailSubject = "还款完成申请待确认：{unit}",
            MailText = "您好：\n\n{unit}已就{title}提交还款完成申请。请核对还款金额、利息、还款日和盖章材料，于{due}前登录平台确认或退回。",
            InApp = "{unit}已就{title}提交还款完成申请，请于{due}前确认或退回。",
        },
        new("repayment.confirmed", NotificationKind.Result)
        {
            Title = "银行已确认还款完成申请",
            Parameters = [Loan, Bank, new("performance", "02.履行完毕、提前终止"), new("state", "已结清")],
            Sms = "{bank}已确认贵单位{title}的还款完成申请，贷款状态：{state}。",
            MailSubject = "银行已确认还款完成申请：{title}",
            MailText = "您好：\n\n{bank}已确认贵单位{title}的还款完成申请。\n\n贷款合同履行情况：{performance}\n贷款状态：{state}",
            InApp = "{bank}已确认贵单位{title}的还款完成申请（{performance}），贷款状态：{state}。",
        },
        new("repayment.refused", NotificationKind.Result)
        {
            Title = "还款完成申请被银行退回",
            Parameters = [Loan, new("reasons", "实际支付利息与银行记录不一致") { SmsLength = 60 }],
            Sms = "贵单位{title}的还款完成申请被银行退回，原因：{reasons}。请登录平台修改后重新提交。",
            MailSubject = "还款完成申请被银行退回：{title}",
            MailText = "您好：\n\n贵单位{title}的还款完成申请被银行退回，原因如下：\n\n{reasons}\n\n请登录平台，在“质押融资待还款”中按各字段的提示修改后重新提交，或与银行沟通。" + ReviewTemplates.AppealNote,
            InApp = "贵单位{title}的还款完成申请被银行退回，原因：{reasons}\n" + ReviewTemplates.AppealNote,
        },
        new("repayment.reminder", NotificationKind.Reminder)
        {
            Title = "还款完成申请待确认提醒",
            Parameters = [Case, Unit, Loan, Due],
            Sms = "提醒：{unit}{title}的还款完成申请尚待贵行确认，应于{due}前办结。",
            MailSubject = "还款完成申请待确认提醒：{unit}",
            MailText = "{unit}就{title}提交的还款完成申请（{case}）尚待贵行确认，应于{due}前办结。",
            InApp = "{unit}就{title}提交的还款完成申请（{case}）尚待贵行确认，应于{due}前办结。",
        },
        new("repayment.escalation", NotificationKind.Reminder)
        {
            Title = "还款完成申请确认超期",
            Parameters = [Case, Unit, Loan, Due],
            MailSubject = "还款完成申请确认已超期：{unit}",
            MailText = "{unit}就{title}提交的还款完成申请（{case}）应由银行于{due}前确认，现已满10个工作日仍未办结，请督促处理。",
            InApp = "{unit}就{title}提交的还款完成申请（{case}）应由银行于{due}前确认，现已满10个工作日仍未办结，请督促处理。",
        },
    ];
}
