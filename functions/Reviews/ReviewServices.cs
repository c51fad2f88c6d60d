using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews.Appeals;

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
        services.AddSingleton<AppealDesk>();
        services.AddSingleton<IOutboxHandler, OvertakenAppeals>();
        services.AddSingleton<Calendar.IDueDates, ReviewDueDates>();
        services.AddSingleton(ReconcileReviews.Reconciler);
        return services;
    }

    /// <summary>One kind of review with its queue, and with the queue and files of the appeals against it.</summary>
    public static IServiceCollection AddReviewArea<T>(this IServiceCollection services)
        where T : class, IReviewArea
    {
        services.AddSingleton<T>();
        services.AddSingleton<IReviewArea>(s => s.GetRequiredService<T>());
        services.AddSingleton<IProjection>(s => new ReviewQueueProjection(s.GetRequiredService<T>().Kind, s.GetRequiredService<CaseStore>()));
        services.AddSingleton<IProjection>(s => new ReviewQueueProjection(AppealKind.Of(s.GetRequiredService<T>().Kind), s.GetRequiredService<CaseStore>()));
        services.AddSingleton<IFileReaders>(s => new AppealFileReaders(s.GetRequiredService<T>().Kind, s.GetRequiredService<CaseStore>()));
        return services;
    }
}
