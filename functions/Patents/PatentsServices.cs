using PatentFunctions.Accounts.OwnData;

namespace PatentFunctions.Patents;

internal static class PatentsServices
{
    /// <summary>Patents of units, and the register they are imported from.</summary>
    public static IServiceCollection AddPatents(this IServiceCollection services)
    {
        services.AddSingleton<UnitPatents>();
        services.AddSingleton<PatentRegister>();
        services.AddSingleton<IPatentRegistry>(s => s.GetRequiredService<PatentRegister>());
        services.AddSingleton<IOwnData>(s => new OwnList("专利信息", async (unit, cancellation) => await s.GetRequiredService<UnitPatents>().AllAsync(unit, cancellation)));
        return services;
    }
}
