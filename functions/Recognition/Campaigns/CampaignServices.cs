using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Criteria;
using PatentFunctions.Recognition.ExpertReview;
using PatentFunctions.Recognition.Supplements;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Campaigns;

internal static class CampaignServices
{
    /// <summary>年度认定工作: campaigns, screening, supplement, expert review.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignRecords>();
        services.AddSingleton<IBatchAct, ScoreProduct>();
        services.AddSingleton<IBatchAct, PassScreening>();
        services.AddSingleton<IBatchAct, FailScreening>();
        services.AddSingleton<IBatchAct, RequestSupplement>();
        services.AddSingleton<IBatchAct, ExtendSupplement>();
        services.AddSingleton<IBatchAct, RejectProduct>();
        services.AddSingleton<IBatchAct, RecommendProduct>();
        services.AddSingleton<IBatchAct, NotRecommendProduct>();
        services.AddSingleton<IBatchAct, ConfirmRecommendation>();
        services.AddReviewArea<ExpertReviewArea>();
        return services;
    }
}
