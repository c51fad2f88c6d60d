using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

internal static class SubsidyServices
{
    /// <summary>质押融资利息补贴: campaigns, applications, reviews, payments.</summary>
    public static IServiceCollection AddSubsidies(this IServiceCollection services)
    {
        services.AddSingleton<SubsidyCampaigns>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<SubsidyCampaigns>());
        services.AddSingleton<SubsidyRecords>();
        services.AddSingleton<SubsidyLists>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<SubsidyLists>());
        services.AddSingleton<SubsidyLoans>();
        services.AddSingleton<SubsidyClaims>();
        services.AddSingleton<ILoanDependents, SubsidizedLoans>();
        services.AddSingleton<SubsidyCertificates>();
        services.AddSingleton<SubsidyCheck>();
        services.AddSingleton<BankAccounts>();
        services.AddSingleton<SubsidyBudgets>();
        services.AddSingleton<SettleBudget>();
        services.AddSingleton<IOutboxHandler>(s => s.GetRequiredService<SettleBudget>());
        services.AddSingleton<SubsidyClock>();
        services.AddSingleton<IDueDates, SubsidyDueDates>();
        services.AddSingleton<IFileReaders, SubsidyFileReaders>();
        services.AddReviewArea<SubsidyReviewArea>();
        services.AddReviewArea<SubsidyPaperReviewArea>();
        services.AddReviewArea<SubsidyPaymentArea>();
        services.AddSingleton(ReconcileSubsidies.Reconciler);
        return services;
    }
}
