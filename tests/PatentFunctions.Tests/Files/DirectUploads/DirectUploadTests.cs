using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Files.DirectUploads;

[Trait("Spec", "COM-08")]
public sealed class DirectUploadTests : IDisposable
{
    private static readonly Caller Unit = new(new AccountId("a-1"), Role.UnitAdmin, "湖南某某科技有限公司", "s-1", new UnitId("u-1"));
    private static readonly Caller OtherUnit = new(new AccountId("a-2"), Role.UnitAdmin, "另一家公司", "s-2", new UnitId("u-2"));
    private static readonly Caller Bank = new(new AccountId("a-3"), Role.Bank, "某某银行", "s-3", Bank: "icbc");

    private readonly Scanner scanner = new();
    private readonly TestPlatform platform;
    private string enabled = "true";
    private Func<Task>? beforeRelease;

    public DirectUploadTests() => platform = new TestPlatform((services, test) =>
    {
        services.AddSingleton<IConfiguration>(_ => new ConfigurationBuilder().AddInMemoryCollection([new("Files:DirectUploads:Enabled", enabled)]).Build());
        services.AddLocalFiles(test.Folder);
        services.AddSingleton<IMalwareScanner>(scanner);
        services.AddSingleton<IQuarantine>(s => new Interrupted(s.GetRequiredService<FolderQuarantine>(), () => beforeRelease?.Invoke() ?? Task.CompletedTask));
        services.AddFiles();
    });

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Complete_ASoundFile_IsTheSameAsAnOrdinaryUpload()
    {
        var png = SampleFiles.Png();
        var begun = await BegunAsync(png, "执照.jpeg", FilePurposes.BusinessLicence);
        Assert.Equal(("PUT", TestPlatform.Start.AddMinutes(30), 5 * 1024 * 1024L), (begun.Method, begun.ExpiresAt, begun.MaxBytes));
        Assert.Equal([("x-ms-blob-type", "BlockBlob"), ("Content-Type", "application/octet-stream")], begun.Headers.Select(h => (h.Name, h.Value)));
        Assert.Equal(201, await PutAsync(begun, png));

        var file = await CompletedAsync(begun.Id);
        var record = (await FileRecords.FindAsync(platform.Records, begun.Id, CancellationToken.None))!.Value;
        Assert.Equal(FileAnswer.Of(record), file);
        var expected = new FileRecord(
            begun.Id, "u-1", FilePurposes.BusinessLicence, FileKind.Png, "执照.png", png.Length, Hash(png), TestPlatform.Start, ScanState.Clean, record.KeptBy);
        Assert.Equal(expected, record);
        Assert.Empty(record.KeptBy);
        Assert.Equal(png, await ContentAsync(begun.Id));
        Assert.Empty(Quarantined());
        Assert.Equal(["BeginDirectUpload", "CompleteDirectUpload", "ScanFile"], await ActsAsync(begun.Id));
        Assert.Empty(await platform.Cases.VerifyAuditAsync(FileRecords.Address(begun.Id)));
        Assert.Empty((await CheckAsync(begun.Id, FilePurposes.BusinessLicence)).Findings);
    }

    [Fact]
    public async Task Complete_TwiceAndBesideEachOther_AnswersTheSameFile()
    {
        var begun = await PutAsync(SampleFiles.Png());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => CompletedAsync(begun.Id))));
        Assert.Single(answers.Append(await CompletedAsync(begun.Id)).Select(a => (a.Id, a.Sha256, a.UploadedAt)).Distinct());
        Assert.Single(await ActsAsync(begun.Id), a => a == "CompleteDirectUpload");
        Assert.Single(Contents());
        Assert.Empty(Quarantined());
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public async Task Complete_ByAnotherUnit_IsNotFoundBeforeAndAfter()
    {
        var begun = await PutAsync(SampleFiles.Png());
        Assert.IsType<NothingHere>(await CompleteAsync(begun.Id, OtherUnit));
        await CompletedAsync(begun.Id);
        Assert.IsType<NothingHere>(await CompleteAsync(begun.Id, OtherUnit));
        Assert.IsType<NothingHere>(await CompleteAsync(new FileId("f-nothing")));
        Assert.IsType<NothingHere>(await CompleteAsync(new FileId("../../records.db")));
    }

    [Fact]
    public async Task Complete_BeforeAnythingWasPut_SaysSo() =>
        Assert.Equal(409, Assert.IsType<DirectUploadNotReceived>(await CompleteAsync((await BegunAsync(SampleFiles.Png())).Id)).Status);

    [Fact]
    public async Task Complete_AnExecutableNamedPdf_IsRejectedForGood()
    {
        var exe = Encoding.Latin1.GetBytes("MZ\x90\0" + new string('\0', 200));
        var begun = await PutAsync(exe, "材料.pdf", FilePurposes.LoanMaterial);
        await AssertRejectedAsync(begun.Id, "file-kind-refused", "/name", "PDF、JPG、PNG、RAR、ZIP");

        // Sound bytes at the old address change nothing.
        Assert.Equal(409, await PutAsync(begun, SampleFiles.Pdf()));
        await AssertRejectedAsync(begun.Id, "file-kind-refused", "/name", "PDF、JPG、PNG、RAR、ZIP");
        Assert.IsType<DirectUploadOver>(await BeginAsync(exe.Length, "材料.pdf", FilePurposes.LoanMaterial));
        Assert.Equal(["BeginDirectUpload", "RejectDirectUpload"], await ActsAsync(begun.Id));
    }

    [Fact]
    public async Task Complete_ATruncatedImage_IsRejected() =>
        await AssertRejectedAsync((await PutAsync(SampleFiles.Png()[..^5])).Id, "file-damaged", "/name", "文件不完整");

    [Fact]
    public async Task Complete_MoreBytesThanAnnounced_IsRejectedWithoutReadingThem()
    {
        var begun = await BegunAsync(SampleFiles.Png());
        await PutAsync(begun, SampleFiles.Png(padding: 6 * 1024 * 1024));
        await AssertRejectedAsync(begun.Id, DirectUploadRules.SizeDiffers, "/bytes", "实际收到");
        Assert.Equal(0, scanner.Asked);
    }

    [Fact]
    public async Task Complete_AnInfectedFile_IsRejected()
    {
        scanner.Result = ScanState.Infected;
        await AssertRejectedAsync((await PutAsync(SampleFiles.Png())).Id, "file-infected", "/name", "恶意内容");
    }

    [Fact]
    public async Task Complete_WhereTheResultWasOfBytesReplacedMeanwhile_ClosesTheFile()
    {
        scanner.ResultOfFile = ScanState.Infected;
        var begun = await PutAsync(SampleFiles.Png());
        Assert.Equal(ScanState.Infected, (await CompletedAsync(begun.Id)).Scan);
        Assert.IsType<FileInfected>(await platform.Create<ReadFile>().ContentAsync(platform.Request("GET", "/", Unit), begun.Id.Value, CancellationToken.None));
    }

    [Fact]
    public async Task Complete_BeforeTheScanEnded_AsksToComeBack()
    {
        scanner.Result = ScanState.Pending;
        var begun = await PutAsync(SampleFiles.Png());
        for (var poll = 0; poll < 2; poll++)
        {
            var request = platform.Request("POST", "/", Unit);
            var result = await platform.Create<CompleteDirectUpload>().RunAsync(request, begun.Id.Value, platform.Durable, CancellationToken.None);
            var (status, headers, body) = await TestPlatform.ExecuteAsync(request, result);
            Assert.Equal((202, "5"), (status, headers.RetryAfter.ToString()));
            Assert.Equal("pending", JsonDocument.Parse(body).RootElement.GetProperty("scan").GetString());
        }
        // It was read once, and it is no file yet.
        Assert.Equal(["BeginDirectUpload", "CheckDirectUpload"], await ActsAsync(begun.Id));
        Assert.IsType<NothingHere>(await platform.Create<ReadFile>().ContentAsync(platform.Request("GET", "/", Unit), begun.Id.Value, CancellationToken.None));
        Assert.Equal(FileChecks.NotFound, Assert.Single((await CheckAsync(begun.Id, FilePurposes.ProductImage)).Findings).Code);
        Assert.Empty(Contents());

        scanner.Result = ScanState.Clean;
        Assert.Equal(ScanState.Clean, (await CompletedAsync(begun.Id)).Scan);
    }

    [Fact]
    public async Task Complete_BytesReplacedWhileTheScanRan_AreCheckedAnew()
    {
        scanner.Result = ScanState.Pending;
        byte[] sound = SampleFiles.Png(), other = [.. Encoding.ASCII.GetBytes("MZ"), .. new byte[sound.Length - 2]];
        var begun = await PutAsync(sound);
        await CompleteAsync(begun.Id);
        await PutAsync(begun, other);
        scanner.Result = ScanState.Clean;
        await AssertRejectedAsync(begun.Id, "file-kind-refused", "/name", "");
    }

    [Fact]
    public async Task Complete_BytesReplacedBetweenCheckAndMove_AreNotMoved()
    {
        byte[] sound = SampleFiles.Png(), other = [.. Encoding.ASCII.GetBytes("MZ"), .. new byte[sound.Length - 2]];
        var begun = await PutAsync(sound);
        beforeRelease = async () => Assert.Equal(201, await PutAsync(begun, other));
        Assert.IsType<DirectUploadChanged>(await CompleteAsync(begun.Id));
        Assert.Empty(Contents());
        Assert.Null(await FileRecords.FindAsync(platform.Records, begun.Id, CancellationToken.None));

        beforeRelease = null;
        await AssertRejectedAsync(begun.Id, "file-kind-refused", "/name", "");
    }

    [Fact]
    public async Task Put_AfterCompletion_ChangesNothing()
    {
        var begun = await PutAsync(SampleFiles.Png());
        await CompletedAsync(begun.Id);
        Assert.Equal(409, await PutAsync(begun, SampleFiles.Png(padding: 9)));
        Assert.Equal(SampleFiles.Png(), await ContentAsync(begun.Id));
    }

    [Fact]
    public async Task Put_ToAnExpiredAddress_NeedsANewOneByTheSameKey()
    {
        var begun = await BegunAsync(SampleFiles.Png());
        platform.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(403, await PutAsync(begun, SampleFiles.Png()));
        var again = await BegunAsync(SampleFiles.Png());
        Assert.Equal((begun.Id, TestPlatform.Start.AddMinutes(60)), (again.Id, again.ExpiresAt));
        Assert.Equal(201, await PutAsync(again, SampleFiles.Png()));
        await CompletedAsync(begun.Id);
        Assert.IsType<DirectUploadOver>(await BeginAsync(SampleFiles.Png().Length));
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Begin_AnotherFileByTheSameKey_IsRefused()
    {
        await BegunAsync(SampleFiles.Png());
        Assert.IsType<IdempotencyKeyReused>((await Assert.ThrowsAsync<RefusedException>(() => BeginAsync(1))).Refusal);
    }

    [Fact]
    public async Task Begin_WithWrongFields_TellsAllAtOnce()
    {
        var many = Assert.IsType<FieldsInvalid>(await BeginAsync(null, " ", "selfie"));
        Assert.Equal(["/purpose", "/name", "/bytes"], many.Findings.Select(f => f.Pointer));
        var large = Assert.IsType<FieldsInvalid>(await BeginAsync((5 * 1024 * 1024) + 1, "执照.exe"));
        Assert.Equal([(DirectUploadRules.NameKind, "/name"), ("file-too-large", "/bytes")], large.Findings.Select(f => (f.Code, f.Pointer)));
        Assert.Contains("5 MB", large.Findings[1].Text, StringComparison.Ordinal);
        var id = new FileId(platform.Request("POST", "/api/direct-uploads", Unit, idempotencyKey: "key-12345").DeriveId("f"));
        Assert.Null(await platform.Cases.FindAsync<CaseHead>(FileRecords.Address(id), CaseRows.Head));
    }

    [Theory]
    [InlineData("照片.JPEG", true)]
    [InlineData("照片.png", true)]
    [InlineData("照片", true)]
    [InlineData("照片2026.11", true)]
    [InlineData("照片.pdf", false)]
    [InlineData("照片.png.exe", false)]
    public void Begin_AName_IsJudgedByItsEnding(string name, bool fine) =>
        Assert.Equal(fine, DirectUploadRules.Check(new DirectUploadForm(FilePurposes.ProductImage, name, 10)).Count == 0);

    [Fact]
    public async Task Begin_APurposeOfAnotherRole_IsRefused() => Assert.IsType<PurposeNotAllowed>(await BeginAsync(10, caller: Bank));

    [Fact]
    public async Task Begin_WhereSwitchedOff_SaysWhatToDoInstead()
    {
        enabled = "false";
        Assert.Contains("普通方式", Assert.IsType<DirectUploadOff>(await BeginAsync(10)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_WhatWasNeverCompleted_RemovesItWithARecord()
    {
        var lost = await PutAsync(SampleFiles.Png());
        platform.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, await SweepAsync());
        Assert.IsType<DirectUploadOver>(await BeginAsync(SampleFiles.Png().Length));
        platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        Assert.Empty(Quarantined());
        Assert.Null(await DirectUploadRecords.FindAsync(platform.Records, lost.Id, CancellationToken.None));
        var removed = (await platform.Cases.FindAsync<RemovedFile>(FileRecords.Address(lost.Id), "removed"))!.Value;
        Assert.Equal((FilePurposes.ProductImage, "直传 24 小时内未完成"), (removed.Purpose, removed.Why));
        Assert.IsType<NothingHere>(await CompleteAsync(lost.Id));
        Assert.Empty(await platform.Cases.VerifyAuditAsync(FileRecords.Address(lost.Id)));
    }

    [Fact]
    public async Task Sweep_AfterCompletion_LeavesTheFile()
    {
        var begun = await PutAsync(SampleFiles.Png());
        await CompletedAsync(begun.Id);
        // On Azure an address lets bytes be put after completion.
        await platform.Get<IQuarantineInbox>().ReceiveAsync(begun.Id.Value, new MemoryStream([1]), CancellationToken.None);
        var filing = new CaseAddress("Filings", "p-1");
        var write = new CaseWrite(filing, new ActStamp(Actor.System, TestPlatform.Start, "Test", "")).Upsert("case", "x");
        await platform.Cases.CommitAsync(write.Send(FileMessages.Keep(filing, [begun.Id])), platform.Durable);
        platform.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0, await SweepAsync());
        Assert.Empty(Quarantined());
        Assert.Equal(SampleFiles.Png(), await ContentAsync(begun.Id));
    }

    private async Task<IResult> BeginAsync(long? bytes, string name = "产品.png", string purpose = FilePurposes.ProductImage, Caller? caller = null)
    {
        var body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new DirectUploadForm(purpose, name, bytes), PlatformJson.Options));
        var request = platform.Request("POST", "/api/direct-uploads", caller ?? Unit, body, "application/json", "key-12345");
        request.Scheme = "http";
        request.Host = new HostString("localhost:7071");
        return await platform.Create<BeginDirectUpload>().RunAsync(request, platform.Durable, CancellationToken.None);
    }

    private async Task<DirectUploadBegun> BegunAsync(byte[] content, string name = "产品.png", string purpose = FilePurposes.ProductImage)
    {
        var result = await BeginAsync(content.Length, name, purpose);
        var (status, _, body) = await TestPlatform.ExecuteAsync(platform.Request("POST", "/"), result);
        Assert.Equal(201, status);
        return JsonSerializer.Deserialize<DirectUploadBegun>(body, PlatformJson.Options)!;
    }

    private async Task<DirectUploadBegun> PutAsync(byte[] content, string name = "产品.png", string purpose = FilePurposes.ProductImage)
    {
        var begun = await BegunAsync(content, name, purpose);
        Assert.Equal(201, await PutAsync(begun, content));
        return begun;
    }

    private async Task<int> PutAsync(DirectUploadBegun begun, byte[] content)
    {
        var address = new Uri(begun.Address);
        Assert.StartsWith("http://localhost:7071/api/local/direct-uploads/", begun.Address, StringComparison.Ordinal);
        var request = platform.Request(begun.Method, address.PathAndQuery, body: new MemoryStream(content));
        foreach (var header in begun.Headers) request.Headers[header.Name] = header.Value;
        var result = await platform.Create<ReceiveDirectUpload>().RunAsync(request, address.Segments[^1], CancellationToken.None);
        return (await TestPlatform.ExecuteAsync(request, result)).Status;
    }

    private Task<IResult> CompleteAsync(FileId id, Caller? caller = null) =>
        platform.Create<CompleteDirectUpload>().RunAsync(platform.Request("POST", $"/api/direct-uploads/{id}/completion", caller ?? Unit), id.Value, platform.Durable, CancellationToken.None);

    private async Task<FileAnswer> CompletedAsync(FileId id)
    {
        var request = platform.Request("POST", "/", Unit);
        var (status, _, body) = await TestPlatform.ExecuteAsync(request, await CompleteAsync(id));
        Assert.True(status == 201, $"{status} {Encoding.UTF8.GetString(body)}");
        return JsonSerializer.Deserialize<FileAnswer>(body, PlatformJson.Options)!;
    }

    private async Task AssertRejectedAsync(FileId id, string code, string pointer, string text)
    {
        var refusal = Assert.IsType<DirectUploadRejected>(await CompleteAsync(id));
        var finding = Assert.Single(refusal.Findings);
        Assert.Equal((422, code, pointer), (refusal.Status, finding.Code, finding.Pointer));
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        Assert.Empty(Quarantined());
        Assert.Empty(Contents());
        Assert.Null(await FileRecords.FindAsync(platform.Records, id, CancellationToken.None));
    }

    private async Task<byte[]> ContentAsync(FileId id)
    {
        var request = platform.Request("GET", "/api/files/" + id, Unit);
        return (await TestPlatform.ExecuteAsync(request, await platform.Create<ReadFile>().ContentAsync(request, id.Value, CancellationToken.None))).Body;
    }

    private Task<CheckedFiles> CheckAsync(FileId id, string purpose) =>
        platform.Get<FileChecks>().CheckAsync("u-1", [new FileField("/image", id, purpose)], CancellationToken.None);

    private async Task<List<string>> ActsAsync(FileId id)
    {
        var acts = new List<string>();
        await foreach (var entry in platform.Cases.RowsAsync<PatentFunctions.Platform.Audit.AuditEntry>(FileRecords.Address(id), CaseRows.Audit)) acts.Add(entry.Value.Stamp.Act);
        return acts;
    }

    private Task<int> SweepAsync() => platform.Create<SweepDirectUploads>().SweepAsync(platform.Durable, CancellationToken.None);

    private string[] Quarantined() => FilesBelow("quarantine");

    private string[] Contents() => FilesBelow("files");

    private string[] FilesBelow(string folder)
    {
        var path = Path.Combine(platform.Folder, folder);
        return Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [];
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed class Scanner : IMalwareScanner
    {
        public ScanState Result { get; set; } = ScanState.Clean;

        public ScanState ResultOfFile { get; set; } = ScanState.Clean;

        public int Asked { get; private set; }

        public async Task<ScanState> ScanAsync(ScannedContent content, CancellationToken cancellation)
        {
            Asked++;
            await using var bytes = await content.OpenAsync(cancellation);
            return content.Area == ContentArea.Quarantine ? Result : ResultOfFile;
        }
    }

    /// <summary>Lets something happen between the check and the move.</summary>
    private sealed class Interrupted(IQuarantine inner, Func<Task> before) : IQuarantine
    {
        public Task<Uri> AddressAsync(string name, DateTimeOffset expires, Uri app, CancellationToken cancellation) =>
            inner.AddressAsync(name, expires, app, cancellation);

        public Task<QuarantinedContent?> FindAsync(string name, CancellationToken cancellation) => inner.FindAsync(name, cancellation);

        public Task<Stream?> OpenAsync(string name, string version, CancellationToken cancellation) => inner.OpenAsync(name, version, cancellation);

        public async Task<bool> ReleaseAsync(string name, string version, string contentName, CancellationToken cancellation)
        {
            await before();
            return await inner.ReleaseAsync(name, version, contentName, cancellation);
        }

        public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);
    }
}
