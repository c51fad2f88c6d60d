using PatentFunctions.Platform.Cases;

namespace PatentFunctions.PublicSite;

internal static class PublicSiteServices
{
    /// <summary>The public site: search, check of a number, statistics.</summary>
    public static IServiceCollection AddPublicSite(this IServiceCollection services)
    {
        services.AddSingleton<PublicEntries>();
        services.AddSingleton<Postings>();
        services.AddSingleton<PublicIndex>();
        services.AddSingleton<PublicSearch>();
        services.AddSingleton<StatisticsTable>();
        services.AddSingleton<IIndexProjection>(s => s.GetRequiredService<PublicIndex>());
        return services;
    }
}
