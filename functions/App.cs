using PatentFunctions.Accounts;
using PatentFunctions.Calendar;
using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Operations;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Http;
using PatentFunctions.PledgeFinancing;
using PatentFunctions.PublicSite;
using PatentFunctions.Recognition;
using PatentFunctions.Revitalization;
using PatentFunctions.Reviews;
using PatentFunctions.SampleData;
using PatentFunctions.Units;

namespace PatentFunctions;

/// <summary>The application: its table of contents.</summary>
internal static class App
{
    /// <summary>Puts it together for the host it was built for.</summary>
    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<RequestMiddleware>();
        builder.UseMiddleware<AuthorizationMiddleware>();

        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddPlatform();
        HostPlatform.Add(services, configuration);
        services.AddSingleton<CalendarInForce>();
        services.AddSingleton<CatalogsInForce>();
        services.AddAccounts();
        services.AddFiles();
        services.AddNotifications();
        services.AddReviews();
        services.AddUnits();
        services.AddPatents();
        services.AddFiling();
        services.AddRecognition();
        services.AddCultivation();
        services.AddPledgeFinancing();
        services.AddPublicSite();
        services.AddRevitalization();
        services.AddOperations();
        services.AddHostedService<SampleAccounts>();
        services.AddHostedService<SampleUnits>();
        services.AddHostedService<SampleLoans>();
        services.AddHostedService<SampleSubsidies>();
        services.AddHostedService<SampleNotice>();
        services.AddHostedService<SampleResources>();
        services.AddHostedService<SampleCooperation>();
        return builder.Build();
    }
}
