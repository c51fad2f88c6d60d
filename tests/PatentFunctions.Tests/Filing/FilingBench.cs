using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PublicSite;
using PatentFunctions.Recognition;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Filing;

/// <summary>The filing area over real storage: two verified units, their files, an examiner.</summary>
internal sealed class FilingBench : IDisposable
{
    public static readonly UnitId UnitA = new("u-a");
    public static readonly UnitId UnitB = new("u-b");
    public static readonly Caller A = new(new AccountId("a-a"), Role.UnitAdmin, FilingSample.UnitName, "s-a", UnitA);
    public static readonly Caller B = new(new AccountId("a-b"), Role.UnitAdmin, "浙江示例智能穿戴股份有限公司", "s-b", UnitB);
    public static readonly Actor Examiner = new(new AccountId("a-examiner"), Role.Examiner, "试点平台");

    private readonly RecordedNotes notes = new();
    private readonly RecordedEnds ends = new();
    private int keys;

    public FilingBench(Func<IRecordStore, IRecordStore>? around = null)
    {
        Platform = new TestPlatform((services, _) =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<CalendarInForce>();
            services.AddSingleton<UnitRecords>();
            services.AddFiles();
            foreach (var scan in services.Where(s => s.ImplementationType == typeof(ScanFile) || s.ImplementationType?.DeclaringType == typeof(FileRemoval)).ToList()) services.Remove(scan);
            services.AddReviews();
            services.AddFiling();
            services.AddPatents();
            services.AddSingleton<RecognitionRecords>();
            services.AddPublicSite();
            services.AddSingleton<IOutboxHandler>(notes);
            services.AddSingleton<IOutboxHandler>(ends);
        }, around);
        Verify(UnitA, FilingSample.UnitName, "91320102MA9X00011U").GetAwaiter().GetResult();
        Verify(UnitB, B.Office, "91330106MA9X0002XH").GetAwaiter().GetResult();
    }

    public TestPlatform Platform { get; }

    public FilingRecords Filings => Platform.Get<FilingRecords>();

    public IReadOnlyCollection<NotificationRequest> Notes => notes.Sent;

    /// <summary>What was told of ended filings.</summary>
    public IReadOnlyCollection<FilingEnded> Ends => ends.Told;

    /// <summary>A message as the outbox hands it over.</summary>
    public async Task DeliverAsync(OutboxMessage message, string operation = "op-1", Actor? by = null)
    {
        var stamp = new ActStamp(by ?? Actor.System, Platform.Clock.GetUtcNow(), "Test", "t");
        var handler = Platform.Services<IOutboxHandler>().Single(h => h.Kind == message.Kind);
        await handler.HandleAsync(new OutboxDelivery(operation, new CaseAddress("Recognitions", "rc-1"), stamp, message.Payload), Platform.Durable, default);
    }

    public HttpRequest Request(string method, string path, Caller? caller = null, object? body = null, string? ifMatch = null, string? key = null)
    {
        var json = body is null ? null : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body, PlatformJson.Options));
        var request = Platform.Request(method, path, caller ?? A, json, json is null ? null : "application/json", key);
        if (ifMatch is not null) request.Headers.IfMatch = ifMatch;
        return request;
    }

    /// <summary>What a function answers, a refusal thrown while loading included, as the request middleware does.</summary>
    public static async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> CallAsync(HttpRequest request, Func<HttpRequest, Task<IResult>> function)
    {
        IResult result;
        try
        {
            result = await function(request);
        }
        catch (RefusedException refused)
        {
            result = refused.Refusal;
        }
        catch (StoreConflictException)
        {
            result = new RecordChanged();
        }
        var (status, headers, body) = await TestPlatform.ExecuteAsync(request, result);
        return (status, body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body), headers);
    }

    public async Task<FilingId> CreateAsync(Caller? caller = null)
    {
        var request = Request("POST", "/api/filings", caller, key: "key-number-" + Interlocked.Increment(ref keys).ToString(CultureInfo.InvariantCulture));
        var (status, body, _) = await CallAsync(request, r => Platform.Create<CreateFiling>().RunAsync(r, Platform.Durable, default));
        Assert.Equal(201, status);
        return new FilingId(body.GetProperty("id").GetString()!);
    }

    /// <summary>A draft filled in whole, each filing with files of its own.</summary>
    public async Task<FilingId> FilledAsync(Caller? caller = null, Func<FilingDraft, FilingDraft>? change = null)
    {
        var id = await CreateAsync(caller);
        var unit = (caller ?? A).RequiredUnit;
        var draft = await WithFilesAsync(unit, id, FilingSample.Draft);
        draft = change is null ? draft : change(draft);
        await SaveAsync(id, "product", draft.Product, caller);
        await SaveAsync(id, "patents", draft.Patents, caller);
        await SaveAsync(id, "proof", draft.Proof, caller);
        return id;
    }

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> SaveAsync(FilingId id, string step, object body, Caller? caller = null, string? ifMatch = "current")
    {
        if (ifMatch == "current") ifMatch = await DraftTagAsync(id);
        var save = Platform.Create<SaveDraft>();
        return await CallAsync(Request("PUT", $"/api/filings/{id}/draft/{step}", caller, body, ifMatch), r => step switch
        {
            "product" => save.ProductAsync(r, id.Value, Platform.Durable, default),
            "patents" => save.PatentsAsync(r, id.Value, Platform.Durable, default),
            _ => save.ProofAsync(r, id.Value, Platform.Durable, default),
        });
    }

    public async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> SubmitAsync(FilingId id, Caller? caller = null, string? ifMatch = null)
    {
        var tag = ifMatch ?? await DraftTagAsync(id);
        return await CallAsync(Request("POST", $"/api/filings/{id}/submission", caller, ifMatch: tag), r => Platform.Create<SubmitFiling>().RunAsync(r, id.Value, Platform.Durable, default));
    }

    public async Task<JsonElement> GetAsync(FilingId id, Caller? caller = null)
    {
        var (status, body, _) = await CallAsync(Request("GET", $"/api/filings/{id}", caller), r => Platform.Create<GetFiling>().RunAsync(r, id.Value, default));
        Assert.Equal(200, status);
        return body;
    }

    public async Task<string> DraftTagAsync(FilingId id) => ETags.Of((await Filings.DraftAsync(id, default)).ETag);

    /// <summary>What the public sees of a number.</summary>
    public async Task<PublicFiling?> PublicAsync(string number) => (await Platform.Get<PublicSearch>().FindAsync(number, default))?.Public;

    public async Task<FilingRecord> RecordAsync(FilingId id) => (await Filings.FindAsync(id, default))!.Value;

    /// <summary>What the examiner does: the decision of the one review.</summary>
    public async Task<Refusal?> DecideAsync(FilingId id, bool approved, params IReadOnlyList<GivenReason> reasons)
    {
        var filing = await RecordAsync(id);
        var round = (await Platform.Cases.FindAsync<ReviewRound>(FilingRecords.AddressOf(id), ReviewRound.RowOf("filing", filing.Round)))!;
        var stamp = new ActStamp(Examiner, Platform.Clock.GetUtcNow(), approved ? "ApproveReview" : "ReturnReview", "t");
        var next = round.Value with { State = approved ? ReviewState.Approved : ReviewState.Returned, Decision = new Decision(approved, Examiner, stamp.When, approved ? null : "请修改", reasons) };
        return await Platform.Get<ReviewDesk>().DecideAsync(stamp, Platform.Get<FilingReviewArea>(), round, next, Platform.Durable, default);
    }

    /// <summary>A filing with its number.</summary>
    public async Task<FilingId> FiledAsync(Caller? caller = null, Func<FilingDraft, FilingDraft>? change = null)
    {
        var id = await FilledAsync(caller, change);
        var (status, body, _) = await SubmitAsync(id, caller);
        Assert.True(status == 200, body.ToString());
        Assert.Null(await DecideAsync(id, true));
        return id;
    }

    public async Task<FilingDraft> WithFilesAsync(UnitId unit, FilingId id, FilingDraft draft)
    {
        var main = await UploadAsync(unit, $"f-main-{id}", FilePurposes.ProductImage);
        var sheet = await UploadAsync(unit, $"f-sheet-{id}", FilePurposes.EconomicProof);
        return draft with { Product = draft.Product with { MainImage = main }, Proof = draft.Proof with { Economic = draft.Proof.Economic! with { File = sheet } } };
    }

    public async Task<FileId> UploadAsync(UnitId unit, string id, string purpose)
    {
        var file = new FileRecord(new FileId(id), unit.Value, purpose, FileKind.Jpg, "图.jpg", 1000, new string('0', 64), Platform.Clock.GetUtcNow(), ScanState.Clean, []);
        await Platform.Records.CommitAsync(FileRecords.Table, id, [new UpsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(file) }]);
        return file.Id;
    }

    public async Task ForgetAssetsAsync(UnitId unit) =>
        await Platform.Records.CommitAsync(UnitTables.Units, unit.Value, [new DeleteRecord(UnitTables.AssetRow(2025))]);

    public void Dispose() => Platform.Dispose();

    private async Task Verify(UnitId id, string name, string uscc)
    {
        Assert.True(UnifiedSocialCreditCode.TryParse(uscc, out var code, out _));
        var verified = new VerifiedUnit(id, 1, TestPlatform.Start, UnitType.Enterprise, code, name, "地址", "地址", 5000, "3851", "赵示例", "16900000001", "钱示例", "16900000002", "430100", new FileId("f-licence"), new FileId("f-pledge"));
        await Platform.Records.CommitAsync(UnitTables.Units, id.Value,
        [
            new InsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(new Unit(id, RealnameState.Approved) { InForce = verified }) },
            new InsertRecord(UnitTables.AssetRow(2025)) { Document = TypedRecords.ToDocument(new { year = 2025 }) },
        ]);
        foreach (var known in FilingSample.Patents)
        {
            Assert.True(PatentNumber.TryParse(known.Number, out var number, out _));
            var patent = new UnitPatent(number, known.Title, [name], PatentStatus.Valid, PatentAcquisition.Original, PatentSource.Manual, TestPlatform.Start);
            await Platform.Records.CommitAsync(PatentTables.UnitPatents, id.Value, [new InsertRecord(PatentTables.RowOf(number)) { Document = TypedRecords.ToDocument(patent) }]);
        }
    }

    private sealed class RecordedEnds : IOutboxHandler
    {
        public ConcurrentQueue<FilingEnded> Told { get; } = [];

        public string Kind => FilingEnded.Kind;

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            Told.Enqueue(delivery.Read<FilingEnded>());
            return Task.CompletedTask;
        }
    }

    private sealed class RecordedNotes : IOutboxHandler
    {
        public ConcurrentQueue<NotificationRequest> Sent { get; } = [];

        public string Kind => Notify.Kind;

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            Sent.Enqueue(delivery.Read<NotificationRequest>());
            return Task.CompletedTask;
        }
    }
}
