using Microsoft.Extensions.Options;
using PatentFunctions.Operations.Outbox;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Operations.Workflows;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Operations;

internal static class OperationsServices
{
    /// <summary>平台运维.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<IOutboxHandler, ResendHandler>();
        services.AddSingleton<IOutboxHandler, RestartHandler>();
        services.AddSingleton<IOutboxHandler, RebuildHandler>();
        services.AddOptions<RetentionOptions>().BindConfiguration("Retention", o => o.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsCheck>();
        services.AddSingleton<RetentionSchedule>();
        return services;
    }
}
