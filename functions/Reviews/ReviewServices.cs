using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Reviews;

internal static class ReviewServices
{
    /// <summary>The one review.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<ReviewKinds>();
        // For areas whose acts end rounds of other kinds: they are among the kinds themselves.
        services.AddSingleton(s => new Lazy<ReviewKinds>(s.GetRequiredService<ReviewKinds>));
        services.AddSingleton<ReviewDesk>();
        return services;
    }

    /// <summary>One kind of review with its queue.</summary>
    public static IServiceCollection AddReviewArea<T>(this IServiceCollection services)
        where T : class, IReviewArea
    {
        services.AddSingleton<T>();
        services.AddSingleton<IReviewArea>(s => s.GetRequiredService<T>());
        services.AddSingleton<IProjection>(s => new ReviewQueueProjection(s.GetRequiredService<T>().Kind, s.GetRequiredService<CaseStore>()));
        return services;
    }
}
