using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition.Batches;

namespace PatentFunctions.Recognition.Notices;

internal static class NoticeServices
{
    /// <summary>公示: its acts and lists.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<IBatchAct, StartNotice>();
        services.AddSingleton<Announcements>();
        services.AddSingleton<NoticeList>();
        services.AddSingleton<IDueDates, NoticeDueDates>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<Announcements>());
        services.AddSingleton<IProjection>(s => s.GetRequiredService<NoticeList>());
        services.AddSingleton(ReconcileNotices.Reconciler);
        return services;
    }
}
