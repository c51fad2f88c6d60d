using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Calendar;
using PatentFunctions.Cultivation;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PledgeFinancing;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Cultivation;

/// <summary>The cultivation area over real storage: a verified enterprise of 南京 and one without realname, offices, a notice for 2026.</summary>
internal sealed class CultivationBench : IDisposable
{
    public static readonly UnitId UnitA = new("u-a");
    public static readonly UnitId UnitB = new("u-b");
    public static readonly Caller A = new(new AccountId("a-a"), Role.UnitAdmin, "江苏示例精密轴承有限公司", "s-a", UnitA);
    public static readonly Caller B = new(new AccountId("a-b"), Role.UnitAdmin, "厦门示例医疗器械有限公司", "s-b", UnitB);
    public static readonly Caller Jiangsu = new(new AccountId("a-js"), Role.Provincial, "江苏省知识产权局", "s-js", Province: "320000");
    public static readonly Caller Hunan = new(new AccountId("a-hn"), Role.Provincial, "湖南省知识产权局", "s-hn", Province: "430000");
    public static readonly Caller National = new(new AccountId("a-n"), Role.National, "国家知识产权局", "s-n");
    public static readonly Caller Operator = new(new AccountId("a-o"), Role.Operator, "平台运维", "s-o");
    public static readonly DateOnly FirstDay = new(2026, 11, 1);
    public static readonly DateOnly LastDay = new(2026, 11, 30);

    private readonly RecordedNotes notes = new();

    public CultivationBench(SmeForms? forms = null)
    {
        Platform = new TestPlatform((services, _) =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<CalendarInForce>();
            services.AddSingleton<UnitRecords>();
            services.AddSingleton<UnitCodes>();
            services.AddFiles();
            foreach (var scan in services.Where(s => s.ImplementationType == typeof(ScanFile) || s.ImplementationType?.DeclaringType == typeof(FileRemoval)).ToList()) services.Remove(scan);
            services.AddReviews();
            services.AddFiling();
            services.AddPatents();
            services.AddPledgeFinancing();
            services.AddCultivation();
            if (forms is not null) services.AddSingleton(forms);
            services.AddSingleton<IOutboxHandler>(notes);
        });
        VerifyAsync().GetAwaiter().GetResult();
        PublishAsync().GetAwaiter().GetResult();
    }

    public TestPlatform Platform { get; }

    public AnnualReports Reports => Platform.Get<AnnualReports>();

    public IReadOnlyCollection<NotificationRequest> Notes => notes.Sent;

    public static AnnualReportId IdOf(Caller caller, int year = SmeSample.Year) => AnnualReportId.Of(caller.RequiredUnit, year);

    public async Task<Answer> CallAsync(string method, string path, Caller caller, object? body, string? ifMatch, Func<HttpRequest, Task<IResult>> function, string? key = null)
    {
        var bytes = body switch { null => null, string text => System.Text.Encoding.UTF8.GetBytes(text), _ => JsonSerializer.SerializeToUtf8Bytes(body, PlatformJson.Options) };
        var request = Platform.Request(method, path, caller, bytes is null ? null : new MemoryStream(bytes), bytes is null ? null : "application/json", key);
        if (ifMatch is not null) request.Headers.IfMatch = ifMatch;
        var (status, answered, headers) = await FilingBench.CallAsync(request, function);
        return new Answer(status, answered, headers.ETag.ToString());
    }

    public Task<Answer> PublishAsync(int year = SmeSample.Year, NoticeForm? form = null, string key = "publish-notice", Caller? caller = null) =>
        CallAsync("POST", "/api/sme-notices", caller ?? National, new PublishNoticeRequest(year, form ?? Notice), null, r => Platform.Create<EditNotice>().PublishAsync(r, Platform.Durable, default), key);

    public static NoticeForm Notice { get; } = new() { Title = "2026年企业数据报送通知", Text = "请各企业按时报送。", FirstDay = FirstDay, LastDay = LastDay, GraceDays = 10 };

    public Task<Answer> AmendAsync(NoticeForm form, string? ifMatch, int year = SmeSample.Year) =>
        CallAsync("PUT", "/api/sme-notices/2026", National, form, ifMatch, r => Platform.Create<EditNotice>().AmendAsync(r, year, Platform.Durable, default));

    public Task<Answer> ReadEnterpriseAsync(Caller? caller = null) =>
        CallAsync("GET", "/api/sme-enterprises/me", caller ?? A, null, null, r => Platform.Create<EditEnterprise>().ReadAsync(r, default));

    public Task<Answer> SaveEnterpriseAsync(object form, string? ifMatch = null, Caller? caller = null) =>
        CallAsync("PUT", "/api/sme-enterprises/me", caller ?? A, form, ifMatch, r => Platform.Create<EditEnterprise>().SaveAsync(r, Platform.Durable, default));

    public Task<Answer> SubmitEnterpriseAsync(string? ifMatch, Caller? caller = null) =>
        CallAsync("POST", "/api/sme-enterprises/me/submission", caller ?? A, null, ifMatch, r => Platform.Create<EditEnterprise>().SubmitAsync(r, Platform.Durable, default));

    /// <summary>企业信息 of a caller, as shown, completed and submitted.</summary>
    public async Task EnterpriseAsync(Caller? caller = null, EnterpriseForm? form = null)
    {
        var read = await ReadEnterpriseAsync(caller);
        form ??= Deserialize<EnterpriseForm>(read.Body.GetProperty("form")) with { BusinessLicence = await UploadAsync((caller ?? A).RequiredUnit, $"f-licence-{(caller ?? A).RequiredUnit}", FilePurposes.BusinessLicence) };
        var saved = (await SaveEnterpriseAsync(form, caller: caller)).Expect(200);
        (await SubmitEnterpriseAsync(saved.ETag, caller)).Expect(200);
    }

    public Task<Answer> ReadAsync(Caller? caller = null, int year = SmeSample.Year) =>
        CallAsync("GET", $"/api/sme-reports/me/{year}", caller ?? A, null, null, r => Platform.Create<EditReport>().ReadAsync(r, year, default));

    public Task<Answer> SaveAsync(object body, string? ifMatch = null, Caller? caller = null, int year = SmeSample.Year) =>
        CallAsync("PUT", $"/api/sme-reports/me/{year}/draft", caller ?? A, body is ReportValues values ? new SaveReportRequest(values) : body, ifMatch, r => Platform.Create<EditReport>().SaveAsync(r, year, Platform.Durable, default));

    public Task<Answer> CheckAsync(Caller? caller = null, int year = SmeSample.Year) =>
        CallAsync("POST", $"/api/sme-reports/me/{year}/draft/check", caller ?? A, null, null, r => Platform.Create<EditReport>().CheckAsync(r, year, default));

    public Task<Answer> SubmitAsync(string? ifMatch, object? body = null, Caller? caller = null, int year = SmeSample.Year) =>
        CallAsync("POST", $"/api/sme-reports/me/{year}/submission", caller ?? A, body ?? new SubmitReportRequest([]), ifMatch, r => Platform.Create<SubmitReport>().RunAsync(r, year, Platform.Durable, default));

    public Task<Answer> ListAsync(Caller? caller = null, string query = "") =>
        CallAsync("GET", "/api/sme-reports/me" + query, caller ?? A, null, null, r => Platform.Create<ListReports>().RunAsync(r, default));

    /// <summary>A report that was handed in.</summary>
    public async Task<AnnualReport> SubmittedAsync(Caller? caller = null, ReportValues? values = null, int year = SmeSample.Year, bool enterprise = true)
    {
        if (enterprise) await EnterpriseAsync(caller);
        var saved = (await SaveAsync(values ?? SmeSample.With(year: year), caller: caller, year: year)).Expect(200);
        (await SubmitAsync(saved.ETag, caller: caller, year: year)).Expect(200);
        return (await Reports.FindAsync(IdOf(caller ?? A, year), default))!.Value;
    }

    /// <summary>What the office of the province does: the decision of the one review.</summary>
    public async Task<Refusal?> DecideAsync(AnnualReportId id, bool approved, params IReadOnlyList<GivenReason> reasons)
    {
        var report = (await Reports.FindAsync(id, default))!.Value;
        var round = (await Platform.Cases.FindAsync<ReviewRound>(AnnualReports.AddressOf(id), ReviewRound.RowOf("sme-audit", report.Round)))!;
        var stamp = new ActStamp(Jiangsu.AsActor(), Platform.Clock.GetUtcNow(), approved ? "ApproveReview" : "ReturnReview", "t");
        var next = round.Value with { State = approved ? ReviewState.Approved : ReviewState.Returned, Decision = new Decision(approved, Jiangsu.AsActor(), stamp.When, approved ? null : "请核对", reasons) };
        return await Platform.Get<ReviewDesk>().DecideAsync(stamp, Platform.Get<SmeAuditArea>(), round, next, Platform.Durable, default);
    }

    public async Task<FileId> UploadAsync(UnitId unit, string id, string purpose, FileKind kind = FileKind.Jpg)
    {
        var file = new FileRecord(new FileId(id), unit.Value, purpose, kind, "附件", 1000, new string('0', 64), Platform.Clock.GetUtcNow(), ScanState.Clean, []);
        await Platform.Records.CommitAsync(FileRecords.Table, id, [new UpsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(file) }]);
        return file.Id;
    }

    public static T Deserialize<T>(JsonElement json) => json.Deserialize<T>(PlatformJson.Options)!;

    public async Task PutAsync<T>(string table, string partition, string row, T value) =>
        await Platform.Records.CommitAsync(table, partition, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(value) }]);

    public void Dispose() => Platform.Dispose();

    private async Task VerifyAsync()
    {
        Assert.True(UnifiedSocialCreditCode.TryParse("91320102MA9X00011U", out var code, out _));
        var verified = new VerifiedUnit(UnitA, 1, TestPlatform.Start, UnitType.Enterprise, code, A.Office, "地址", "地址", 5000, "3451", "赵示例", "16900000001", "钱示例", "16900000002", "320102", new FileId("f-licence"), new FileId("f-pledge")) { EnterpriseType = "173" };
        await PutAsync(UnitTables.Units, UnitA.Value, CaseRows.Record, new Unit(UnitA, RealnameState.Approved) { InForce = verified });
        await PutAsync(UnitTables.Codes, code.Value, UnitTables.CodeRow, new UsccClaim(UnitA, TestPlatform.Start));
        await PutAsync(UnitTables.Units, UnitA.Value, UnitTables.AssetRow(2025), new AssetYear(2025, new AssetFigures { Revenue = 8600m, NetProfit = 820m, IpInvestment = 310m, Employees = 96 }, TestPlatform.Start));
    }

    private sealed class RecordedNotes : IOutboxHandler
    {
        public List<NotificationRequest> Sent { get; } = [];

        public string Kind => Notify.Kind;

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            lock (Sent) Sent.Add(delivery.Read<NotificationRequest>());
            return Task.CompletedTask;
        }
    }
}

/// <summary>What a function answered.</summary>
internal sealed record Answer(int Status, JsonElement Body, string ETag)
{
    public string? Problem => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("type", out var type) ? type.GetString()!.Split('/')[^1] : null;

    public IReadOnlyList<Finding> Errors => Body.TryGetProperty("errors", out var errors) ? errors.Deserialize<List<Finding>>(PlatformJson.Options)! : [];

    public IReadOnlyList<string> Codes => [.. Errors.Select(e => e.Code)];

    public IReadOnlyList<string> Pointers => [.. Errors.Select(e => e.Pointer)];

    public Answer Expect(int status, string? problem = null)
    {
        Assert.True(Status == status, Body.ToString());
        if (problem is not null) Assert.Equal(problem, Problem);
        return this;
    }
}
