using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.SampleData;

/// <summary>Publishes one campaign of 质押融资利息补贴 at the first start, for the year that the clock shows, with the conditions of 2025.</summary>
internal sealed class SampleSubsidies(IRecordStore records, SubsidyCampaigns campaigns, Projector projector, IConfiguration configuration, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!SampleDataOptions.From(configuration).Enabled) return;
        var year = ChinaTime.Today(time).Year;
        var id = IdOf(year);
        if (await campaigns.FindAsync(id, cancellationToken) is not null) return;
        var now = time.GetUtcNow();
        var campaign = SubsidyCampaignRules.Of(id, year, Form(year)) with { State = SubsidyCampaignState.Published, PublishedAt = now };
        var write = new CaseWrite(SubsidyCampaigns.AddressOf(id), ActStamp.BySystem(time, "SeedSampleData"))
            .Insert(CaseRows.Record, campaign)
            .Insert(SubsidyBudget.Row, new SubsidyBudget(campaign.Budget, 0))
            .Timeline("subsidy-campaign.published", "已发布（样例数据）");
        await records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellationToken);
        await projector.RefreshAsync(SubsidyCampaigns.ProjectionName, write.Address, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The sample campaign of a year.</summary>
    public static SubsidyCampaignId IdOf(int year) => new(NewId.Derived(SubsidyCampaignId.Prefix, "sample", year.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static SubsidyCampaignForm Form(int year) => new()
    {
        Name = $"{year}年知识产权质押融资利息补贴（样例）",
        Text = "以自有知识产权质押方式在2023年3月19日前获得银行贷款，并在2024年3月1日及以后还清贷款的项目，按实际支付利息的50%申请补贴。",
        FirstDay = new DateOnly(year, 1, 1),
        LastDay = new DateOnly(year, 12, 31),
        DrawnOnOrBefore = new DateOnly(2023, 3, 19),
        RepaidOnOrAfter = new DateOnly(2024, 3, 1),
        Share = 50,
        CapPerUnit = 500_000,
        GrantNumerator = 5,
        GrantDenominator = 6,
        GrantRounding = GrantRounding.WholeYuan,
        Budget = 1_000_000,
        PaperAddress = "厦门市思明区示例路1号知识产权大厦3楼",
        PaperRecipient = "融资服务平台 0592-0000000",
    };
}
