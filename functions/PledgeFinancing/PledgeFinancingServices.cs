using PatentFunctions.Platform.Cases;
using PatentFunctions.PledgeFinancing.Loans;

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
        return services;
    }
}
