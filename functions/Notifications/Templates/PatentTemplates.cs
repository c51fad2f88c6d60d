namespace PatentFunctions.Notifications.Templates;

/// <summary>专利信息: imports.</summary>
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
    ];
}
