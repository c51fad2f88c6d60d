using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Filing.Withdrawals;

internal static class WithdrawalServices
{
    /// <summary>撤销备案: by the unit, after all its patents have lapsed, by the platform.</summary>
    public static IServiceCollection AddWithdrawals(this IServiceCollection services)
    {
        services.AddSingleton<FilingEnd>();
        services.AddSingleton<IOutboxHandler, RevokeOnOrder>();
        services.AddSingleton<IOutboxHandler, RecordRecognition>();
        return services;
    }
}
