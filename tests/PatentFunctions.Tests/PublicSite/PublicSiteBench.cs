using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PublicSite;
using PatentFunctions.Recognition;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.PublicSite;

/// <summary>The public site over real storage; filings are written as their acts leave them, with the messages that the acts send.</summary>
internal sealed class PublicSiteBench : IDisposable
{
    public PublicSiteBench(Func<IRecordStore, IRecordStore>? around = null)
    {
        Platform = new TestPlatform((services, _) =>
        {
            services.AddSingleton<UnitRecords>();
            services.AddSingleton<FilingNumbers>();
            services.AddSingleton<FilingRecords>();
            services.AddSingleton<FilingUpdates>();
            services.AddSingleton<FilingsByUnit>();
            services.AddSingleton<IProjection>(s => s.GetRequiredService<FilingsByUnit>());
            services.AddSingleton<RecognitionRecords>();
            services.AddSingleton(Options.Create(new FilingOptions()));
            services.AddPublicSite();
        }, around);
    }

    public TestPlatform Platform { get; }

    public static FilingId IdOf(string number) => new("p-" + number);

    /// <summary>A filing with its number, as filed in the middle of its year.</summary>
    public static FilingRecord Filed(
        string number, string product = "电冰箱", string model = "BCD-520", string unitName = FilingSample.UnitName, string unit = "u-a", string industry = "3851", string? category = null,
        bool publish = true, IReadOnlyList<(string Number, string Title)>? patents = null)
    {
        var year = int.Parse(number.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var content = new FilingContent(
            FilingSample.Draft.Product with { Name = product, Model = model, Industry = industry, Category = category ?? industry },
            FilingSample.Draft.Patents with { Publish = publish },
            FilingSample.Draft.Proof,
            FilingSample.Facts with
            {
                IndustryName = NationalEconomyIndustries.FindClass(industry)?.Name,
                PatentIntensive = PatentIntensiveIndustries.Match(industry),
                Patents = patents is null ? FilingSample.Patents : [.. patents.Select(p => new KnownPatent(p.Number, p.Title, "发明", true, "有效", "原始取得"))],
            });
        var filedAt = new DateTimeOffset(year, 6, 1, 2, 0, 0, TimeSpan.Zero);
        return new FilingRecord(IdOf(number), new UnitId(unit), unitName, FilingState.Filed, 1, filedAt) { Number = number, FilingYear = year, FiledAt = filedAt, Content = content };
    }

    /// <summary>Writes a filing as an act does, with the message that refreshes the public site.</summary>
    public async Task PutAsync(FilingRecord filing)
    {
        var write = new CaseWrite(FilingRecords.AddressOf(filing.Id), ActStamp.BySystem(Platform.Clock, "Test")).Upsert(CaseRows.Record, filing).Upsert(FilingRecords.DraftRow, FilingSample.Draft);
        await Platform.Cases.CommitAsync(write.Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName)).Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName)), Platform.Durable);
    }

    public async Task<FilingRecord> FilingAsync(string number) => (await Platform.Get<FilingRecords>().FindAsync(IdOf(number), default))!.Value;

    /// <summary>Writes a product of a campaign as an act does.</summary>
    public async Task PutAsync(RecognitionRecord recognition)
    {
        var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), ActStamp.BySystem(Platform.Clock, "Test")).Upsert(CaseRows.Record, recognition);
        await Platform.Cases.CommitAsync(write.Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName)), Platform.Durable);
    }

    public static RecognitionRecord InCampaign(FilingRecord filing, int year, RecognitionState state) =>
        new(RecognitionId.Of(year, filing.Id), year, filing.Id, filing.Number!, filing.Unit, filing.UnitName, filing.Content!.Product.Name!, filing.Content.Product.Model, state);

    /// <summary>A verified unit whose place is given.</summary>
    public async Task PutUnitAsync(string id, string division)
    {
        Assert.True(UnifiedSocialCreditCode.TryParse("91320102MA9X00011U", out var code, out _));
        var verified = new VerifiedUnit(
            new UnitId(id), 1, TestPlatform.Start, UnitType.Enterprise, code, FilingSample.UnitName, "注册地址", "办公地址", 5000, "3851", "赵示例", "16900000001", "钱示例", "16900000002", division, new FileId("f-licence"), new FileId("f-pledge"));
        var write = new CaseWrite(UnitTables.Address(new UnitId(id)), ActStamp.BySystem(Platform.Clock, "Test")).Upsert(CaseRows.Record, new Unit(new UnitId(id), RealnameState.Approved) { InForce = verified });
        await Platform.Cases.CommitAsync(write.Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName)), Platform.Durable);
    }

    public async Task<JsonElement> SearchAsync(string query, int status = 200)
    {
        var (answered, body, _) = await FilingBench.CallAsync(Platform.Request("GET", "/api/public/filings?" + query), r => Platform.Create<SearchPublicFilings>().RunAsync(r, default));
        Assert.True(status == answered, body.ToString());
        return body;
    }

    /// <summary>The numbers of a first page, separated by blanks.</summary>
    public async Task<string> FoundAsync(string query) => Numbers(await SearchAsync(query));

    public static string Numbers(JsonElement page) => string.Join(' ', page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()));

    public async Task<(int Status, JsonElement Body)> CheckAsync(string number)
    {
        var (status, body, _) = await FilingBench.CallAsync(Platform.Request("GET", $"/api/public/filings/{number}"), r => Platform.Create<CheckFilingNumber>().RunAsync(r, number, default));
        return (status, body);
    }

    public static Caller Officer(Role role, string? province = null) => new(new AccountId("a-" + role), role, "管理部门", "s-" + role, Province: province);

    public async Task<(int Status, JsonElement Body)> StatisticsAsync(string query, Caller? caller = null)
    {
        var (status, body, _) = await FilingBench.CallAsync(Platform.Request("GET", "/api/statistics?" + query, caller ?? Officer(Role.National)), r => Platform.Create<ReadStatistics>().RunAsync(r, default));
        return (status, body);
    }

    public async Task<(int Status, JsonElement Body)> ListAsync(string pathAndQuery, Caller? caller = null)
    {
        var (status, body, _) = await FilingBench.CallAsync(Platform.Request("GET", pathAndQuery, caller ?? Officer(Role.National)), r => Platform.Create<ListCountedFilings>().RunAsync(r, default));
        return (status, body);
    }

    /// <summary>Every row of a table as text.</summary>
    public async Task<List<string>> RowsAsync(string table)
    {
        var rows = new List<string>();
        await foreach (var row in Platform.Records.AllAsync(table, new RecordQuery { Take = RecordLimits.PageRecords })) rows.Add($"{row.Partition} {row.Row} {System.Text.Encoding.UTF8.GetString(row.Document.Span)}");
        return rows;
    }

    public void Dispose() => Platform.Dispose();
}
