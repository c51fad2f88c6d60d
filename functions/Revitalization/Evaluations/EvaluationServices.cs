using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Revitalization.Evaluations;

internal static class EvaluationServices
{
    /// <summary>专利转化评价库: push, evaluation by experts and unit, what the university reads of it.</summary>
    public static IServiceCollection AddEvaluations(this IServiceCollection services)
    {
        services.AddSingleton<EvaluationRecords>();
        services.AddSingleton<EvaluationDesk>();
        services.AddSingleton<UnitEvaluations>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<UnitEvaluations>());
        services.AddSingleton<UniversityEvaluations>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<UniversityEvaluations>());
        services.AddSingleton<IOutboxHandler, RateResource>();
        return services;
    }
}
