using PatentFunctions.Accounts;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Experts;

internal static class ExpertServices
{
    /// <summary>推荐技术专家: profiles, their audit by the unit, the unit's expert pool.</summary>
    public static IServiceCollection AddExperts(this IServiceCollection services)
    {
        services.AddSingleton<PoolExperts>();
        services.AddSingleton<ExpertPool>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<ExpertPool>());
        services.AddSingleton<ExpertErasure>();
        services.AddSingleton<IExpertFollower>(s => s.GetRequiredService<ExpertErasure>());
        return services.AddReviewArea<ExpertAdmissionArea>();
    }
}
