using Microsoft.Extensions.Configuration;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.SampleData;

/// <summary>Publishes a reporting notice for the present year at the first start, so that an enterprise has something to report to.</summary>
internal sealed class SampleNotice(IRecordStore records, ReportingNotices notices, SmeForms forms, IConfiguration configuration, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var year = ChinaTime.Today(time).Year;
        if (!SampleDataOptions.From(configuration).Enabled || await notices.FindAsync(year, cancellationToken) is not null) return;
        var form = new NoticeForm
        {
            Title = $"{year}年企业数据报送通知",
            Text = "请各企业登录平台，核实并提交企业信息后，如实填报年度数据（样例数据）。",
            FirstDay = new DateOnly(year, 1, 1),
            LastDay = new DateOnly(year, 12, 31),
        };
        var stamp = ActStamp.BySystem(time, "SeedSampleData");
        var write = new CaseWrite(ReportingNotices.AddressOf(year), stamp)
            .Insert(CaseRows.Record, NoticeRules.Of(year, form, forms.ForYear(year).Version, stamp.When))
            .Timeline("sme-notice.published", "已发布（样例数据）");
        await records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
