using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Batches;

internal static class BatchServices
{
    /// <summary>Acts on one product and on thousands.</summary>
    public static IServiceCollection AddRecognitionBatches(this IServiceCollection services)
    {
        services.AddSingleton<RecognitionActs>();
        services.AddSingleton<BatchesByYear>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<BatchesByYear>());
        return services;
    }
}
