using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Recognition.Objections;

namespace PatentFunctions.Recognition;

internal static class RecognitionServices
{
    /// <summary>专利密集型产品认定: campaigns, notices, objections, certificates.</summary>
    public static IServiceCollection AddRecognition(this IServiceCollection services)
    {
        services.AddSingleton<RecognitionRecords>();
        services.AddSingleton<RecognitionsByCampaign>();
        services.AddSingleton<RecognitionsByUnit>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<RecognitionsByCampaign>());
        services.AddSingleton<IProjection>(s => s.GetRequiredService<RecognitionsByUnit>());
        services.AddSingleton<IOwnData>(s => new OwnList("专利密集型产品认定", async (unit, cancellation) => await s.GetRequiredService<RecognitionsByUnit>().OfAsync(unit, cancellation)));
        services.AddNotices();
        services.AddCertificates();
        services.AddRecognitionBatches();
        services.AddCampaigns();
        services.AddObjections();
        services.AddSingleton(ReconcileRecognitions.Reconciler);
        return services;
    }
}
