using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Files;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization;
using PatentFunctions.Revitalization.Exports;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Revitalization;

/// <summary>专利转化资源库 over real storage and the real index: two universities, an enterprise, its expert.</summary>
internal sealed class ResourceBench : IDisposable
{
    public static readonly UnitId UniversityA = new("u-uni-a");
    public static readonly UnitId UniversityB = new("u-uni-b");
    public static readonly Caller A = new(new AccountId("a-uni-a"), Role.University, "示例理工大学", "s-a", UniversityA);
    public static readonly Caller B = new(new AccountId("a-uni-b"), Role.University, "样板农业大学", "s-b", UniversityB);
    public static readonly Caller Enterprise = new(new AccountId("a-unit"), Role.UnitAdmin, "江苏示例精密轴承有限公司", "s-u", new UnitId("u-unit"));

    private int keys;

    public ResourceBench(Func<IRecordStore, IRecordStore>? around = null) => Platform = new TestPlatform(
        (services, test) =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<IFileContents>(new FolderFileContents(Path.Combine(test.Folder, "files")));
            services.AddSingleton<IResourceSearch>(new SqliteResourceSearch(Path.Combine(test.Folder, "search.db")));
            services.AddSingleton<UnitRecords>();
            services.AddPatents();
            services.AddResources();
        },
        around);

    public TestPlatform Platform { get; }

    public IResourceSearch Search => Platform.Get<IResourceSearch>();

    public ResourceRecords Resources => Platform.Get<ResourceRecords>();

    /// <summary>A canonical number whose check digit is right.</summary>
    public static PatentNumber Number(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++) sum += (body[i] - '0') * (2 + (i % 8));
        Assert.True(PatentNumber.TryParse($"{body}.{"0123456789X"[sum % 11]}", out var number, out _));
        return number;
    }

    /// <summary>A form in which nothing is wrong.</summary>
    public static ResourceForm Form(string body = "202019900101", string title = "一种高速静音滚动轴承", string? text = "公开了一种滚动轴承，保持架兜孔设有储油槽。") => new()
    {
        Kind = ResourceKind.Single,
        Patents = [new ResourcePatentForm(Number(body).Value, title, text, new DateOnly(2020, 3, 1), new DateOnly(2021, 6, 1), "F16C19/06")],
        Province = "43",
        TechnicalField = "31",
        Maturity = TechnicalMaturity.PilotTrial,
        Ways = [TransferWay.Licence, TransferWay.Assignment],
        ExpectedPrice = 120.5m,
        ApplicationField = "机床主轴",
        StrategicIndustries = ["2.1.1"],
        Industries = ["3451"],
        Keywords = ["轴承", "静音"],
        Contact = new ResourceContactForm("周联系", "13812345678", "zhou@example.edu.cn"),
    };

    /// <summary>A portfolio of two.</summary>
    public static ResourceForm Portfolio(string? code = "ZH-1") => Form() with
    {
        Kind = ResourceKind.Portfolio,
        Title = "水系电池技术组合",
        PortfolioCode = code,
        Patents =
        [
            new ResourcePatentForm(Number("202019900201").Value, "锌离子电池正极材料", "公开了一种正极材料。", null, new DateOnly(2022, 1, 4)),
            new ResourcePatentForm(Number("202129900202").Value, "电解液添加装置", null, null, new DateOnly(2024, 1, 4)),
        ],
    };

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> RegisterAsync(ResourceForm form, Caller? caller = null, string? key = null)
    {
        var request = Request("POST", "/api/university/resources", caller ?? A, form, key: key ?? "key-number-" + Interlocked.Increment(ref keys).ToString(CultureInfo.InvariantCulture));
        return await FilingBench.CallAsync(request, r => Platform.Create<RegisterResource>().RunAsync(r, Platform.Durable, default));
    }

    public async Task<ResourceId> RegisteredAsync(ResourceForm form, Caller? caller = null)
    {
        var (status, body, _) = await RegisterAsync(form, caller);
        Assert.True(status == 201, body.ToString());
        return new ResourceId(body.GetProperty("id").GetString()!);
    }

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> ActAsync(string act, ResourceId id, Caller? caller = null, ResourceForm? form = null, string? ifMatch = "current")
    {
        if (ifMatch == "current") ifMatch = ETags.Of((await Resources.FindAsync(id, default))!.ETag);
        var change = Platform.Create<ChangeResource>();
        return await FilingBench.CallAsync(Request(form is null ? "POST" : "PUT", $"/api/university/resources/{id}", caller ?? A, form, ifMatch), r => act switch
        {
            "edit" => change.EditAsync(r, id.Value, Platform.Durable, default),
            "suspend" => change.SuspendAsync(r, id.Value, Platform.Durable, default),
            "resume" => change.ResumeAsync(r, id.Value, Platform.Durable, default),
            _ => change.RemoveAsync(r, id.Value, Platform.Durable, default),
        });
    }

    public async Task<JsonElement> SearchAsync(string query, int status = 200)
    {
        var (answered, body, _) = await FilingBench.CallAsync(Platform.Request("GET", "/api/resources?" + query, Enterprise), r => Platform.Create<SearchResources>().RunAsync(r, default));
        Assert.True(status == answered, body.ToString());
        return body;
    }

    /// <summary>Titles of a first page, separated by blanks.</summary>
    public async Task<string> FoundAsync(string query) => Titles(await SearchAsync(query));

    public static string Titles(JsonElement page) => string.Join(' ', page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()));

    public async Task<(int Status, IHeaderDictionary Headers, string Text)> ExportAsync(string query, Caller? caller = null)
    {
        var request = Platform.Request("GET", "/api/resources/export?" + query, caller ?? Enterprise);
        var (status, headers, body) = await TestPlatform.ExecuteAsync(request, await Platform.Create<ExportResources>().RunAsync(request, Platform.Durable, default));
        return (status, headers, Encoding.UTF8.GetString(body));
    }

    public async Task<ResourceRecord> RecordAsync(ResourceId id) => (await Resources.FindAsync(id, default))!.Value;

    public async Task RateAsync(ResourceId id, decimal stars)
    {
        var write = new CaseWrite(ResourceRecords.AddressOf(id), ActStamp.BySystem(Platform.Clock, "Test")).Upsert(ResourceRecords.RatingRow, new ResourceRating(stars, 1));
        await Platform.Cases.CommitAsync(ResourceRecords.Refresh(write), Platform.Durable);
    }

    public HttpRequest Request(string method, string path, Caller caller, object? body = null, string? ifMatch = null, string? key = null)
    {
        var json = body is null ? null : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body, PlatformJson.Options));
        var request = Platform.Request(method, path, caller, json, json is null ? null : "application/json", key);
        if (ifMatch is not null) request.Headers.IfMatch = ifMatch;
        return request;
    }

    public void Dispose()
    {
        ((IDisposable)Search).Dispose();
        Platform.Dispose();
    }
}
