using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Timeline;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation;

internal static class LibraryServices
{
    /// <summary>专利产业化样板企业库: recommendation, national review, library, yearly adjustment, 培育记录.</summary>
    public static IServiceCollection AddSmeLibrary(this IServiceCollection services)
    {
        services.AddSingleton<RecommendationLists>();
        services.AddSingleton<Candidates>();
        services.AddSingleton<CandidateFollower>();
        services.AddSingleton<IOutboxHandler, FollowRecommendation>();
        services.AddReviewArea<SmeEntryArea>();
        services.AddSingleton<LibraryMembers>();
        services.AddSingleton<LibraryByProvince>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<LibraryByProvince>());
        services.AddSingleton<LibraryRulesOfYears>();
        services.AddSingleton<IOutboxHandler, EnterLibrary>();
        services.AddSingleton<AdjustmentRuns>();
        services.AddSingleton<AdjustmentJudge>();
        services.AddSingleton<CultivationRecords>();
        services.AddSingleton(ReconcileLibrary.Reconciler);
        return services;
    }
}
