using Microsoft.Extensions.Options;
using PatentFunctions.Operations.Outbox;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Operations.Workflows;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

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
        services.AddSingleton<IRetainedData, RetainedWorkflows>();
        services.AddSingleton<IRetainedData>(s => new RetainedRows(
            new RetentionRule("reconciliations", "核对任务的执行记录", 90, "执行", "排查问题；只有数量", "StartRetention"), s.GetRequiredService<IRecordStore>(), ReconcilerLog.Table, ReconcilerLog.OlderThan));
        return services;
    }
}
