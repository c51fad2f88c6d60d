using Microsoft.Extensions.Options;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Reviews;

namespace PatentFunctions.Units;

internal static class UnitsServices
{
    /// <summary>Units: realname verification, change of data, asset information, the business registry.</summary>
    public static IServiceCollection AddUnits(this IServiceCollection services)
    {
        services.AddOptions<BusinessRegistryOptions>().BindConfiguration("BusinessRegistry").ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient<HttpBusinessRegistry>();
        services.AddSingleton<BusinessRegister>();
        services.AddTransient<IBusinessRegistry>(s => s.GetRequiredService<IOptions<BusinessRegistryOptions>>().Value.Address is null
            ? s.GetRequiredService<BusinessRegister>()
            : s.GetRequiredService<HttpBusinessRegistry>());
        services.AddSingleton<UnitRecords>();
        services.AddSingleton<UnitCodes>();
        services.AddSingleton<UnitDesk>();
        services.AddTransient<UnitExamination>();
        services.AddSingleton<IOwnData, OwnUnit>();
        services.AddSingleton<IClosureHindrance, OpenUnitReviews>();
        return services.AddReviewArea<RealnameArea>().AddReviewArea<UnitChangeArea>();
    }
}
