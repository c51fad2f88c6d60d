using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Calendar;
using PatentFunctions.Catalogs;
using PatentFunctions.Files;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

/// <summary>A unit of the sample register and everything it hands in.</summary>
internal static class UnitSamples
{
    public const string Name = "江苏示例精密轴承有限公司";
    public const string Uscc = "91320102MA9X00011U";
    public const string OtherUscc = "91330106MA9X0002XH";
    public static readonly UnitId Id = new("u-1");
    public static readonly UnitId OtherId = new("u-2");
    public static readonly Caller Admin = new(new AccountId("a-1"), Role.UnitAdmin, Name, "s-1", Id);
    public static readonly Caller OtherAdmin = new(new AccountId("a-2"), Role.UnitAdmin, "另一家公司", "s-2", OtherId);
    public static readonly Actor Examiner = new(new AccountId("a-9"), Role.Examiner, "试点平台");

    public static AssetFigures Assets { get; } = new()
    {
        TotalCost = 8000,
        IpInvestment = 120.5m,
        NetProfit = -35.25m,
        Revenue = 9000,
        TotalProductSales = 8800,
        ProfitStatement = new FileId("f-profit"),
        TotalAssets = 12000,
        Employees = 150,
    };

    public static RealnameDraft Draft { get; } = new()
    {
        UnitType = UnitType.Enterprise,
        IndependentLegalPerson = true,
        EnterpriseType = "173",
        EnterpriseSize = EnterpriseSize.Small,
        Uscc = Uscc,
        Name = Name,
        RegisteredAddress = "江苏省南京市玄武区示例大道1号",
        OfficeSameAsRegistered = true,
        RegisteredCapital = 5000,
        Industry = "3451",
        LegalRepresentative = "赵示例",
        LegalRepresentativePhone = "16900000001",
        Contact = "孙联系",
        ContactPhone = "025-88888888",
        BusinessLicence = new FileId("f-licence"),
        IntegrityPledge = new FileId("f-pledge"),
        AssetYear = 2025,
        Assets = Assets,
    };

    public static VerifiedUnit Verified { get; } = UnitForms.ToVerified(Draft, Id, 1, TestPlatform.Start, []);
}

/// <summary>Units, patents, files and the one review over a real store.</summary>
internal sealed class UnitPlatform : IDisposable
{
    public UnitPlatform(Action<IServiceCollection>? configure = null) => Platform = new TestPlatform((services, test) =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLocalFiles(test.Folder);
        services.AddSingleton<CalendarInForce>();
        services.AddFiles();
        services.AddReviews();
        services.AddUnits();
        services.AddPatents();
        configure?.Invoke(services);
    });

    public TestPlatform Platform { get; }

    public UnitRecords Units => Platform.Get<UnitRecords>();

    public void Dispose() => Platform.Dispose();

    /// <summary>Puts the files of the samples into the records, as if they had been uploaded just now.</summary>
    public async Task UploadFilesAsync(UnitId owner, string suffix = "")
    {
        foreach (var (id, purpose) in new[] { ("f-licence", FilePurposes.BusinessLicence), ("f-pledge", FilePurposes.IntegrityPledge), ("f-profit", FilePurposes.ProfitStatement), ("f-proof", FilePurposes.UnitChangeProof) })
        {
            var file = new FileRecord(new FileId(id + suffix), owner.Value, purpose, FileKind.Png, "扫描件.png", 10, new string('0', 64), Platform.Clock.GetUtcNow(), ScanState.Clean, []);
            await Platform.Records.CommitAsync(FileRecords.Table, file.Id.Value, [new UpsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(file) }]);
        }
    }

    public HttpRequest Request<T>(string method, string path, Caller caller, T body, string? ifMatch = null)
    {
        var request = Platform.Request(method, path, caller, new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body, PlatformJson.Options))), "application/json");
        if (ifMatch is not null) request.Headers.IfMatch = ifMatch;
        return request;
    }

    public async Task<string> SaveDraftAsync(RealnameDraft draft, Caller? caller = null, string? ifMatch = null)
    {
        var request = Request("PUT", "/api/units/me/realname/draft", caller ?? UnitSamples.Admin, draft, ifMatch);
        var result = await Platform.Create<SaveRealnameDraft>().RunAsync(request, Platform.Durable, default);
        var (status, headers, body) = await TestPlatform.ExecuteAsync(request, result);
        Assert.True(status == 200, Encoding.UTF8.GetString(body));
        return headers.ETag.ToString();
    }

    public Task<IResult> SubmitAsync(string etag, Caller? caller = null)
    {
        var request = Platform.Request("POST", "/api/units/me/realname/submission", caller ?? UnitSamples.Admin);
        request.Headers.IfMatch = etag;
        return Platform.Create<SubmitRealname>().RunAsync(request, Platform.Durable, default);
    }

    /// <summary>The latest round is decided by the examiner.</summary>
    public async Task<Refusal?> DecideAsync(ReviewKind kind, UnitId unit, Verdict verdict, bool approve)
    {
        var area = Platform.Get<ReviewKinds>().Area(kind.Code);
        Stored<ReviewRound>? round = null;
        await foreach (var stored in Platform.Cases.RowsAsync<ReviewRound>(UnitTables.Address(unit), $"{ReviewRound.RowPrefix}{kind.Code}-")) round = stored;
        var now = Platform.Clock.GetUtcNow();
        var next = approve ? ReviewRules.Approve(kind, round!.Value, UnitSamples.Examiner, verdict, now) : ReviewRules.Return(kind, round!.Value, UnitSamples.Examiner, verdict, now);
        return await Platform.Get<ReviewDesk>().DecideAsync(new ActStamp(UnitSamples.Examiner, now, "Decide", ""), area, round!, next.Value, Platform.Durable, default);
    }

    public Task<Refusal?> ApproveAsync(ReviewKind kind, UnitId unit) => DecideAsync(kind, unit, new Verdict(null, kind.Checklist.ToDictionary(c => c.Code, _ => true), null), true);

    /// <summary>A verified unit, the quick way.</summary>
    public async Task VerifyAsync()
    {
        await UploadFilesAsync(UnitSamples.Id);
        Assert.IsNotType<Refusal>(await SubmitAsync(await SaveDraftAsync(UnitSamples.Draft)), exactMatch: false);
        Assert.Null(await ApproveAsync(UnitReviews.Realname, UnitSamples.Id));
    }

    /// <summary>Notifications that left a case; no handler takes them here.</summary>
    public async Task<IReadOnlyList<string>> NotificationsAsync(CaseAddress address)
    {
        var templates = new List<string>();
        await foreach (var waiting in Platform.Cases.RowsAsync<WaitingMessage>(address, CaseRows.Outbox))
            if (waiting.Value.Message.Kind == "notify") templates.Add(waiting.Value.Message.Payload.GetProperty("template").GetString()!);
        return templates;
    }
}
