using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation;

internal static class CultivationServices
{
    /// <summary>中小企业专利产业化: the yearly form, notices, reports and their audit.</summary>
    public static IServiceCollection AddCultivation(this IServiceCollection services)
    {
        services.AddSingleton(SmeForms.BuiltIn);
        services.AddSingleton<ReportingNotices>();
        services.AddSingleton<AnnualReports>();
        services.AddSingleton<ReportsByProvince>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<ReportsByProvince>());
        services.AddSingleton<IFileReaders, ReportFileReaders>();
        services.AddReviewArea<SmeAuditArea>();
        return services;
    }
}
