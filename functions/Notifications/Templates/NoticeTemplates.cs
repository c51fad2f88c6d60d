namespace PatentFunctions.Notifications.Templates;

/// <summary>专利密集型产品认定公示 (REC-03).</summary>
public static class NoticeTemplates
{
    private static readonly TemplateParameter Product = new("product", "高速数控立式加工中心") { SmsLength = 20 };
    private static readonly TemplateParameter End = new("end", "2026年12月11日");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        new("recognition.in-notice", NotificationKind.Result)
        {
            Title = "专利密集型产品认定公示",
            Parameters = [Product, new("year", "2026"), End],
            Sms = "贵单位的“{product}”产品拟认定为{year}年度专利密集型产品，现予公示，公示期至{end}。可登录平台查看。",
            InApp = "贵单位的“{product}”产品拟认定为{year}年度专利密集型产品，现予公示，公示期至{end}。公示期内任何单位或个人可提出异议；公示期满无异议的，予以认定。",
        },
        new("recognition.notice-recounted", NotificationKind.Result)
        {
            Title = "认定公示期调整",
            Parameters = [Product, new("before", "2027年1月8日（暂定，放假安排公布后重算）"), End],
            Sms = "因放假安排公布或调整，贵单位的“{product}”产品认定公示期改为至{end}。",
            InApp = "因放假安排公布或调整，贵单位的“{product}”产品认定公示期由至{before}改为至{end}。",
        },
        new("recognition.recognized", NotificationKind.Result)
        {
            Title = "专利密集型产品认定",
            Parameters = [Product, new("year", "2026"), new("certificate", "2026-2025000123"), new("until", "2027年12月13日")],
            Sms = "贵单位的“{product}”产品已认定为{year}年度专利密集型产品，证书编号：{certificate}，有效期至{until}。请登录平台下载证书。",
            InApp = "贵单位的“{product}”产品经公示无异议，已认定为{year}年度专利密集型产品，证书编号：{certificate}，有效期至{until}。认定证书和标识二维码可在“认定管理”中下载。",
        },
        new("recognition.notices-provisional", NotificationKind.Reminder)
        {
            Title = "请导入放假安排",
            Parameters = [new("count", "128"), new("year", "2027")],
            MailSubject = "请导入{year}年放假安排",
            MailText = "有{count}件产品的认定公示期跨入尚未公布或尚未导入放假安排的年度，日期为暂定。请在国务院办公厅公布{year}年放假安排后及时导入工作日历，系统将自动重算公示期。",
            InApp = "有{count}件产品的认定公示期跨入尚未导入放假安排的年度，日期为暂定。请在{year}年放假安排公布后及时导入工作日历，系统将自动重算公示期。",
        },
    ];
}
