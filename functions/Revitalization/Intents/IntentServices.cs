using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Revitalization.Intents;

internal static class IntentServices
{
    /// <summary>我有合作意向: sending, answering, reminding.</summary>
    public static IServiceCollection AddIntents(this IServiceCollection services)
    {
        services.AddSingleton<IntentRecords>();
        services.AddSingleton<IntentLists>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<IntentLists>());
        services.AddSingleton<IDueDates, IntentDueDates>();
        services.AddSingleton(ReconcileIntents.Reconciler);
        return services;
    }
}
