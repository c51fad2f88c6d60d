namespace PatentFunctions.Recognition.Notices;

internal static class NoticeServices
{
    /// <summary>公示: its acts.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<NoticeDesk>();
        return services;
    }
}
