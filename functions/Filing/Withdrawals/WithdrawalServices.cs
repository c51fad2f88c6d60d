using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

internal static class WithdrawalServices
{
    /// <summary>撤销备案: by the unit, after all its patents have lapsed, by the platform.</summary>
    public static IServiceCollection AddWithdrawals(this IServiceCollection services)
    {
        services.AddSingleton<FilingEnd>();
        services.AddSingleton<LapsedLinks>();
        services.AddSingleton<LapseLift>();
        services.AddSingleton<IPatentStatusObserver, LapseObserver>();
        services.AddSingleton<IProjection, LapsePromptList>();
        services.AddSingleton<IOutboxHandler, RevokeOnOrder>();
        services.AddSingleton<IOutboxHandler, RecordRecognition>();
        services.AddSingleton<IOutboxHandler, OpenLapsePrompt>();
        services.AddSingleton<IOutboxHandler, CloseLapsePrompt>();
        services.AddSingleton(ReconcileLapsePrompts.Reconciler);
        return services.AddReviewArea<FilingWithdrawalArea>().AddReviewArea<FilingRevocationArea>();
    }
}
