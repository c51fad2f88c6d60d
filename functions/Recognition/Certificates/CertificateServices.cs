using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Certificates;

internal static class CertificateServices
{
    /// <summary>认定证书: issue, check, validity, revocation. The keys come with the platform.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services)
    {
        services.AddSingleton<CertificateIssuer>();
        services.AddSingleton<CertificateDocument>();
        services.AddSingleton<CertificateRegister>();
        services.AddSingleton<IOutboxHandler, EndRecognitions>();
        services.AddReviewArea<RevocationArea>();
        services.AddSingleton(ReconcileCertificates.Reconciler);
        return services;
    }
}
