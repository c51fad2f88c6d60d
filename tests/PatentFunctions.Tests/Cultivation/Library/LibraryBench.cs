using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Calendar;
using PatentFunctions.Cultivation;
using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Cultivation.Library;

/// <summary>Recommendation, library and adjustment over real storage; reports are put there as the audit leaves them.</summary>
internal sealed class LibraryBench : IDisposable
{
    public const int Year = 2026;
    public const string Hunan = "430000";
    public const string Jiangsu = "320000";
    public static readonly Caller HunanOffice = new(new AccountId("a-hn"), Role.Provincial, "湖南省知识产权局", "s-hn", Province: Hunan);
    public static readonly Caller JiangsuOffice = new(new AccountId("a-js"), Role.Provincial, "江苏省知识产权局", "s-js", Province: Jiangsu);
    public static readonly Caller National = new(new AccountId("a-n"), Role.National, "国家知识产权局", "s-n");

    private readonly RecordedNotes notes = new();
    private int keys;

    public LibraryBench(Func<IRecordStore, IRecordStore>? around = null) =>
        Platform = new TestPlatform((services, _) =>
        {
            services.AddSingleton<CalendarInForce>();
            services.AddReviews();
            services.AddCultivation();
            services.AddSingleton<IOutboxHandler>(notes);
        }, around);

    public TestPlatform Platform { get; }

    public IReadOnlyList<NotificationRequest> Notes => notes.Snapshot();

    public static UnitId Unit(int number) => new(string.Create(CultureInfo.InvariantCulture, $"u-{number:0000}"));

    public static AnnualReportId ReportOf(int number, int year = Year) => AnnualReportId.Of(Unit(number), year);

    /// <summary>What an enterprise submitted, by its three indicators.</summary>
    public static ReportContent Content(int number, int year = Year, decimal revenue = 1000, decimal before = 900, decimal rd = 60, int? inventions = 5, Action<JsonObject>? change = null)
    {
        var values = new JsonObject
        {
            ["size"] = "small",
            ["employees"] = 100,
            ["researchers"] = 20,
            ["honours"] = new JsonArray("high-tech"),
            ["revenue"] = new JsonObject { [Text(year - 3)] = 800, [Text(year - 2)] = before, [Text(year - 1)] = revenue },
            ["rdInvestment"] = new JsonObject { [Text(year - 1)] = rd },
        };
        change?.Invoke(values);
        var official = inventions is { } count ? new Dictionary<string, OfficialValue> { ["validInventions"] = new(JsonSerializer.SerializeToElement(count), "本平台专利库", new DateOnly(year, 1, 1)) } : [];
        var enterprise = new EnterpriseSnapshot($"示例企业{number:0000}", $"91430100MA{number:00000000}", 500, "430102", "湖南省长沙市芙蓉区", "3451", "滚动轴承制造", "赵示例", "16900000001");
        return new ReportContent(year, "2024", new ReportValues(JsonSerializer.SerializeToElement(values)), official, enterprise, []);
    }

    public async Task PutAsync<T>(CaseAddress address, string row, T value) =>
        await Platform.Records.CommitAsync(address.Table, address.Partition, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(value) }]);

    /// <summary>A report as it stands after an audit.</summary>
    public async Task<AnnualReportId> ReportAsync(int number, string province = Hunan, ReportState state = ReportState.Passed, int year = Year, ReportContent? content = null, DateOnly? correctBy = null)
    {
        var id = ReportOf(number, year);
        content ??= Content(number, year);
        var report = new AnnualReport(id, Unit(number), content.Enterprise.Name, content.Enterprise.Uscc, province, year, "2024", state, 1, TestPlatform.Start)
        {
            SubmittedAt = TestPlatform.Start,
            Industry = "3451",
            CorrectBy = correctBy,
        };
        await PutAsync(AnnualReports.AddressOf(id), CaseRows.Record, report);
        await PutAsync(AnnualReports.AddressOf(id), AnnualReports.ContentRow, content);
        await Platform.Get<Projector>().RefreshAsync(ReportsByProvince.ProjectionName, AnnualReports.AddressOf(id), default);
        return id;
    }

    public Task NoticeAsync(DateOnly first, DateOnly last, int year = Year) =>
        PutAsync(ReportingNotices.AddressOf(year), CaseRows.Record, new ReportingNotice(year, $"{year}年企业数据报送通知", "请按时报送。", first, last, 10, "2024", TestPlatform.Start));

    /// <summary>A list with a quota.</summary>
    public async Task QuotaAsync(int places, string province = Hunan, int year = Year)
    {
        var list = new RecommendationList(year, province, places, RecommendationListState.Open);
        await PutAsync(RecommendationLists.AddressOf(year, province), CaseRows.Record, list);
    }

    public async Task<RecommendationList> ListAsync(string province = Hunan, int year = Year) => (await Platform.Get<RecommendationLists>().FindAsync(year, province, default))!.Value;

    public async Task<string> ListTagAsync(string province = Hunan, int year = Year) => ETags.Of((await Platform.Get<RecommendationLists>().FindAsync(year, province, default))!.ETag);

    public async Task<Candidate?> CandidateAsync(int number) => (await Platform.Get<Candidates>().FindAsync(ReportOf(number), default))?.Value;

    public async Task<LibraryMember?> MemberAsync(int number) => (await Platform.Get<LibraryMembers>().FindAsync(Unit(number), default))?.Value;

    /// <summary>An enterprise in the library.</summary>
    public async Task EnteredAsync(int number, string province = Hunan, int year = Year)
    {
        var level = LibraryRules.BuiltIn.Levels[0];
        var member = new LibraryMember(Unit(number), $"示例企业{number:0000}", "uscc", province, LibraryState.Member, level.Code, level.Name, ReportOf(number, year), year, TestPlatform.Start);
        await PutAsync(LibraryMembers.AddressOf(Unit(number)), CaseRows.Record, member);
        await Platform.Get<Projector>().RefreshAsync(LibraryByProvince.ProjectionName, LibraryMembers.AddressOf(Unit(number)), default);
    }

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> CallAsync(string method, string path, Caller caller, object? body, Func<HttpRequest, Task<IResult>> function, string? ifMatch = null, string? key = null)
    {
        var json = body is null ? null : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body, PlatformJson.Options));
        var request = Platform.Request(method, path, caller, json, json is null ? null : "application/json", key ?? "library-key-" + Text(Interlocked.Increment(ref keys)));
        if (ifMatch is not null) request.Headers.IfMatch = ifMatch;
        return await FilingBench.CallAsync(request, function);
    }

    public Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> RecommendAsync(int number, string? opinion = "专利产业化成效突出", Caller? caller = null, string province = Hunan, string? key = null) =>
        CallAsync("POST", $"/api/sme-recommendations/{Year}/{province}/entries", caller ?? HunanOffice, new RecommendRequest(Unit(number), opinion),
            r => Platform.Create<RecommendEnterprises>().RecommendAsync(r, Year, province, Platform.Durable, default), key: key);

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> WithdrawAsync(int number, string? why = "企业放弃") =>
        await CallAsync("POST", $"/api/sme-recommendations/{Year}/{Hunan}/entries/{Unit(number)}/withdrawal", HunanOffice, new WithdrawRecommendationRequest(why),
            r => Platform.Create<RecommendEnterprises>().WithdrawAsync(r, Year, Hunan, Unit(number).Value, Platform.Durable, default), await ListTagAsync());

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> ReorderAsync(params int[] numbers) =>
        await CallAsync("PUT", $"/api/sme-recommendations/{Year}/{Hunan}/order", HunanOffice, new ReorderRequest([.. numbers.Select(Unit)]),
            r => Platform.Create<RecommendEnterprises>().ReorderAsync(r, Year, Hunan, Platform.Durable, default), await ListTagAsync());

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> SubmitAsync() =>
        await CallAsync("POST", $"/api/sme-recommendations/{Year}/{Hunan}/submission", HunanOffice, null,
            r => Platform.Create<RecommendEnterprises>().SubmitAsync(r, Year, Hunan, Platform.Durable, default), await ListTagAsync());

    /// <summary>What the workflow of a submission does.</summary>
    public async Task DeliverAsync()
    {
        var (key, _, last) = Parts(SmeListSubmission.InputOf(await ListAsync()));
        for (var slice = 1; slice <= last; slice++) await Platform.Create<SubmitCandidates>().RunAsync($"{key}|{Text(slice)}", Platform.Durable, default);
        await Platform.Create<FinishListSubmission>().RunAsync(key, Platform.Durable, default);
    }

    /// <summary>A decision of the national office.</summary>
    public async Task<Refusal?> DecideAsync(int number, bool approved)
    {
        var round = (await Platform.Cases.FindAsync<ReviewRound>(Candidates.AddressOf(ReportOf(number)), ReviewRound.RowOf("sme-entry", 1)))!;
        var stamp = new ActStamp(National.AsActor(), Platform.Clock.GetUtcNow(), approved ? "ApproveReview" : "ReturnReview", "t");
        IReadOnlyList<GivenReason> reasons = approved ? [] : [new GivenReason("entry.patents", "专利基础不足", "", "/report/official", null)];
        var next = round.Value with { State = approved ? ReviewState.Approved : ReviewState.Returned, Decision = new Decision(approved, National.AsActor(), stamp.When, "经审核", reasons) };
        return await Platform.Get<ReviewDesk>().DecideAsync(stamp, Platform.Get<SmeEntryArea>(), round, next, Platform.Durable, default);
    }

    public Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> StartAdjustmentAsync(string? key = null) =>
        CallAsync("POST", $"/api/sme-adjustments/{Year}/runs", National, null, r => Platform.Create<AdjustLibrary>().StartAsync(r, Year, Platform.Durable, default), key: key);

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> ConfirmAsync(int run, params KeptEnterprise[] keep) =>
        await CallAsync("POST", $"/api/sme-adjustments/{Year}/runs/{run}/confirmation", National, new ConfirmAdjustmentRequest(keep),
            r => Platform.Create<AdjustLibrary>().ConfirmAsync(r, Year, run, Platform.Durable, default), ETags.Of((await RunAsync(run))!.ETag));

    public Task<Stored<AdjustmentRun>?> RunAsync(int run = 1) => Platform.Get<AdjustmentRuns>().FindAsync(Year, run, default);

    public static (string Key, int Next, int Last) Parts(string input)
    {
        var parts = input.Split('|');
        return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Platform.Dispose();

    private sealed class RecordedNotes : IOutboxHandler
    {
        private readonly Dictionary<string, NotificationRequest> sent = new(StringComparer.Ordinal);

        public string Kind => Notify.Kind;

        // The deliveries meet a repeated operation once, and so does this.
        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            lock (sent) sent.TryAdd(delivery.OperationId, delivery.Read<NotificationRequest>());
            return Task.CompletedTask;
        }

        public IReadOnlyList<NotificationRequest> Snapshot()
        {
            lock (sent) return [.. sent.Values];
        }
    }
}
