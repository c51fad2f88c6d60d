using PatentFunctions.Accounts.Closure;
using PatentFunctions.Accounts.OwnData;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.GreyFields;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Cultivation;

internal static class CultivationServices
{
    /// <summary>中小企业专利产业化: enterprise information, the yearly form, notices, reports and their audit.</summary>
    public static IServiceCollection AddCultivation(this IServiceCollection services)
    {
        services.AddSingleton<EnterpriseRecords>();
        services.AddSingleton<EnterpriseCodes>();
        services.AddSingleton<EnterpriseDesk>();
        services.AddSingleton(SmeForms.BuiltIn);
        services.AddSingleton<ReportingNotices>();
        services.AddSingleton<IGreyFieldSource, PatentFigures>();
        services.AddSingleton<IGreyFieldSource, FilingFigures>();
        services.AddSingleton<IGreyFieldSource, PledgeFigures>();
        services.AddSingleton<IGreyFieldSource, ImportedFigures>();
        services.AddSingleton<OfficialValues>();
        services.AddSingleton<AnnualReports>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<IOwnData, OwnCultivation>();
        services.AddSingleton<IClosureHindrance, OpenAudits>();
        services.AddSingleton<ReportsByProvince>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<ReportsByProvince>());
        services.AddSingleton<IFileReaders, ReportFileReaders>();
        services.AddReviewArea<SmeAuditArea>();
        services.AddSmeLibrary();
        return services;
    }
}
