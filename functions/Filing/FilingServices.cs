using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Filing.Withdrawals;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing;

internal static class FilingServices
{
    /// <summary>产品备案: records, rules' readers, numbering, lists, review.</summary>
    public static IServiceCollection AddFiling(this IServiceCollection services)
    {
        services.AddOptions<FilingOptions>().BindConfiguration("Filing").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FilingRecords>();
        services.AddSingleton<FilingClaims>();
        services.AddSingleton<SimilarFilings>();
        services.AddSingleton<LinkablePatents>();
        services.AddSingleton<DraftCheck>();
        services.AddSingleton<FilingNumbers>();
        services.AddSingleton<FilingsByUnit>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<FilingsByUnit>());
        services.AddSingleton<IProjection, FilingLinks>();
        services.AddSingleton<ILivePatentLinks, LivePatentLinks>();
        services.AddSingleton<IOutboxHandler, AssignNumber>();
        services.AddSingleton<IOwnData, OwnFilings>();
        services.AddSingleton<IClosureHindrance, LiveFilings>();
        services.AddReviewArea<FilingReviewArea>();
        services.AddWithdrawals();
        services.AddFilingUpdates();
        return services;
    }
}
