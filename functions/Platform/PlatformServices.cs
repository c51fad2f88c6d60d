using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform;

internal static class PlatformServices
{
    /// <summary>Everything below the business: the atomic write, the outbox, projections, the HTTP pipeline's options.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => PlatformJson.Apply(o.SerializerOptions));
        services.AddSingleton<CaseStore>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<ReconcilerLog>();
        services.AddSingleton<Projector>();
        services.AddSingleton<IOutboxHandler>(s => s.GetRequiredService<Projector>());
        services.AddSingleton<IOutboxHandler, StartWorkflowHandler>();
        services.AddSingleton<IOutboxHandler, RaiseEventHandler>();
        services.AddSingleton<AuthorizationMiddleware>();
        services.AddSingleton<RequestMiddleware>();
        return services;
    }
}
