using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Repayments;
using PatentFunctions.PledgeFinancing.Subsidies;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing;

internal static class PledgeFinancingServices
{
    /// <summary>质押融资: loans, repayments and what is built on them.</summary>
    public static IServiceCollection AddPledgeFinancing(this IServiceCollection services)
    {
        services.AddSingleton<LoanRecords>();
        services.AddSingleton<LoansByUnit>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<LoansByUnit>());
        services.AddSingleton<LoansByBank>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<LoansByBank>());
        services.AddSingleton<IOwnData, OwnPledgeFinancing>();
        services.AddSingleton<IClosureHindrance, OpenPledgeFinancing>();
        services.AddSingleton<LoanDesk>();
        services.AddSingleton<LoanBanks>();
        services.AddSingleton<LoanStatistics>();
        services.AddSingleton<LoanReports>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<LoanReports>());
        services.AddSingleton<IFileReaders>(s => s.GetRequiredService<LoanReports>());
        services.AddSingleton<IFileReaders, LoanFileReaders>();
        services.AddSingleton<RepaymentDesk>();
        services.AddReviewArea<RepaymentArea>();
        services.AddSubsidies();
        return services;
    }
}
