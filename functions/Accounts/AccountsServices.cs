using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PatentFunctions.Accounts.Captchas;
using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Notifications;
using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

internal static class AccountsServices
{
    /// <summary>
    /// Accounts and sign-in. Where the keys of tokens and encrypted fields lie is the platform's to say, by calling
    /// <c>AddDataProtection().PersistKeysTo…</c> as well: both calls build on each other.
    /// </summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PatentFunctions");
        services.AddOptions<AccountsOptions>().BindConfiguration("Accounts").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<AccountsOptions>, AzureFrontEnd>();
        services.AddSingleton<IValidateOptions<AccountsOptions>, NoFixedCaptchaOnAzure>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<AccountLists>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<AccountLists>());
        services.AddSingleton<IContactBook>(s => s.GetRequiredService<AccountLists>());
        services.AddSingleton<Passwords>();
        services.AddSingleton<Tokens>();
        services.AddSingleton<SessionCache>();
        services.AddSingleton<LoginLocks>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<ICallerSource, CallerSource>();
        services.AddSingleton<ClientLimits>();
        services.AddSingleton<CaptchaDesk>();
        services.AddSingleton<SmsCodeDesk>();
        services.AddSingleton<AccountIssue>();
        services.AddSingleton<UnitAccounts>();
        services.AddSingleton<Units.IPresetUnits, PresetUnits>();
        services.AddSingleton<IOutboxHandler, AccountMessages.UnitNamedHandler>();
        services.AddSingleton<IOutboxHandler, AccountMessages.ExpertDeletedHandler>();
        services.AddSingleton<IRetainedData>(s => RetainedSignIns.Sessions(s.GetRequiredService<IRecordStore>()));
        services.AddSingleton<IRetainedData>(s => RetainedSignIns.SmsCodes(s.GetRequiredService<IRecordStore>()));
        services.AddSingleton<IOwnData, OwnAccounts>();
        services.AddSingleton<ClosureHindrances>();
        services.AddHostedService<FirstOperator>();
        services.AddSingleton(SweepSignInLeftovers.Reconciler);
        services.AddSingleton(CloseAccounts.Reconciler);
        return services;
    }

    // App Service sets this variable on every instance and its front end appends the client's address.
    private const string OnAzure = "WEBSITE_INSTANCE_ID";

    private sealed class AzureFrontEnd(IConfiguration configuration) : IConfigureOptions<AccountsOptions>
    {
        public void Configure(AccountsOptions options) => options.BehindFrontEnd |= configuration[OnAzure] is { Length: > 0 };
    }

    private sealed class NoFixedCaptchaOnAzure(IConfiguration configuration) : IValidateOptions<AccountsOptions>
    {
        public ValidateOptionsResult Validate(string? name, AccountsOptions options) =>
            options.FixedCaptchaAnswer is not null && configuration[OnAzure] is { Length: > 0 }
                ? ValidateOptionsResult.Fail("Accounts:FixedCaptchaAnswer is for one's own machine and is refused on Azure.")
                : ValidateOptionsResult.Success;
    }
}
