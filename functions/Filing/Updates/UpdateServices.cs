using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Updates;

internal static class UpdateServices
{
    /// <summary>产品备案信息更新: records, rules' readers, list, review.</summary>
    public static IServiceCollection AddFilingUpdates(this IServiceCollection services)
    {
        services.AddSingleton<FilingUpdates>();
        services.AddSingleton<UpdateCheck>();
        services.AddSingleton<UpdatesByUnit>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<UpdatesByUnit>());
        services.AddReviewArea<FilingUpdateReviewArea>();
        return services;
    }
}
