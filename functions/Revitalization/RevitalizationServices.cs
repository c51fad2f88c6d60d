using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;
using PatentFunctions.Revitalization.WeeklyMail;

namespace PatentFunctions.Revitalization;

internal static class RevitalizationServices
{
    /// <summary>盘活行动: resources and their search; each part adds its own.</summary>
    public static IServiceCollection AddRevitalization(this IServiceCollection services)
    {
        services.AddResources();
        services.AddFocus();
        services.AddExperts();
        services.AddEvaluations();
        services.AddIntents();
        services.AddDemands();
        services.AddSingleton<IOwnData, OwnCooperation>();
        services.AddSingleton<IClosureHindrance, OpenCooperation>();
        return services;
    }

    private static void AddFocus(this IServiceCollection services)
    {
        services.AddSingleton<FocusRecords>();
        services.AddSingleton<FocusUnits>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<FocusUnits>());
        services.AddSingleton<UnitFocus>();
        services.AddSingleton<FocusLibrary>();
        services.AddSingleton<WeeklyPatents>();
        services.AddSingleton<UnsubscribeTokens>();
        services.AddSingleton<UnitMails>();
    }

    internal static void AddResources(this IServiceCollection services)
    {
        services.AddSingleton<ResourceRecords>();
        services.AddSingleton<ResourceIntake>();
        services.AddSingleton<ResourcesByUniversity>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<ResourcesByUniversity>());
        services.AddSingleton<ResourceIndex>();
        services.AddSingleton<IIndexProjection>(s => s.GetRequiredService<ResourceIndex>());
    }
}
