namespace PatentFunctions.Notifications.Templates;

/// <summary>Every template, by its code. An area adds its class to the list.</summary>
public static class TemplateCatalog
{
    /// <summary>All templates, in order of their codes.</summary>
    public static IReadOnlyList<NotificationTemplate> All { get; } =
    [
        .. new[]
        {
            AccountTemplates.All,
            RealnameTemplates.All,
            PatentTemplates.All,
            FilingTemplates.All,
            RecognitionTemplates.All,
            WithdrawalTemplates.All,
            UpdateTemplates.All,
            ReviewTemplates.All,
            NoticeTemplates.All,
            AppealTemplates.All,
            CertificateTemplates.All,
            ObjectionTemplates.All,
            LoanTemplates.All,
            SubsidyTemplates.All,
            CultivationTemplates.All,
            LibraryTemplates.All,
            WeeklyMailTemplates.All,
            CooperationTemplates.All,
        }.SelectMany(t => t).OrderBy(t => t.Code, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<string, NotificationTemplate> ByCode = All.ToDictionary(t => t.Code, StringComparer.Ordinal);

    /// <summary>The template of a code, or null.</summary>
    public static NotificationTemplate? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The template of a code that the program itself names.</summary>
    /// <exception cref="ArgumentException">There is none: a bug of the caller.</exception>
    public static NotificationTemplate Get(string code) => Find(code) ?? throw new ArgumentException($"no notification template '{code}'", nameof(code));
}
