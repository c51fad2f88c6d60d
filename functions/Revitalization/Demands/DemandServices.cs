using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Demands;

internal static class DemandServices
{
    /// <summary>公开需求: drafts, moderation, the public list, answers of universities.</summary>
    public static IServiceCollection AddDemands(this IServiceCollection services)
    {
        services.AddSingleton<DemandRecords>();
        services.AddSingleton<DemandLists>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<DemandLists>());
        services.AddSingleton(ReconcileDemands.Reconciler);
        return services.AddReviewArea<DemandModerationArea>();
    }
}
