using PatentFunctions.Files;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

internal static class ObjectionServices
{
    /// <summary>社会公众异议.</summary>
    public static IServiceCollection AddObjections(this IServiceCollection services)
    {
        services.AddSingleton<ObjectionRecords>();
        services.AddSingleton<ObjectionNumbers>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<ObjectionNumbers>());
        services.AddSingleton<ObjectorSessions>();
        services.AddSingleton<ObjectorAccess>();
        services.AddSingleton<ObjectionLimits>();
        services.AddTransient<UploadFile>();
        services.AddSingleton<IOutboxHandler, EndOpenObjections>();
        services.AddSingleton<IRetainedData, RetainedObjectors>();
        return services.AddReviewArea<ObjectionReviewArea>();
    }
}
