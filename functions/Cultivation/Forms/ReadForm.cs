using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>The form of a year for front ends and for whoever builds one.</summary>
public sealed class ReadForm(SmeForms forms, ReportingNotices notices)
{
    /// <summary>某一年度企业数据填报表的描述：JSON Schema 2020-12，x- 关键字说明分节、单位、选项和官方数据项，前端据此生成页面。</summary>
    [Function("ReadSmeForm")]
    [Allow(Role.UnitAdmin, Role.Provincial, Role.National)]
    [QueryParameter("version", "填报表版本；不填为该年度上报通知所用的版本")]
    [Answers(200, MediaType = FormSchema.MediaType), Refuses(typeof(NoReportingNotice))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sme-forms/{year:int}")] HttpRequest request, int year, CancellationToken cancellation)
    {
        if (year is < ReportingNotices.FirstYear or > 2100) return new NoReportingNotice(year);
        var asked = request.Query["version"].ToString();
        var version = asked.Length > 0 ? asked : (await notices.FindAsync(year, cancellation))?.Value.FormVersion ?? forms.ForYear(year).Version;
        return forms.All.FirstOrDefault(f => f.Version == version) is { } form
            ? Results.Text(FormSchema.Of(form, year).ToJsonString(PlatformJson.Options), FormSchema.MediaType)
            : new NothingHere();
    }
}
