using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Files;

[Collection(ProcessMemory.Alone)]
[Trait("Spec", "COM-08")]
public sealed class UploadFileTests : IDisposable
{
    private static readonly Caller Unit = new(new AccountId("a-1"), Role.UnitAdmin, "湖南某某科技有限公司", "s-1", new UnitId("u-1"));
    private static readonly Caller OtherUnit = new(new AccountId("a-2"), Role.UnitAdmin, "另一家公司", "s-2", new UnitId("u-2"));
    private static readonly Caller Examiner = new(new AccountId("a-3"), Role.Examiner, "试点平台", "s-3");
    private static readonly Caller Province = new(new AccountId("a-4"), Role.Provincial, "湖南省知识产权局", "s-4", Province: "430000");
    private static readonly CaseAddress Filing = new("Filings", "p-1");

    private readonly TestPlatform platform = new((services, test) =>
    {
        services.AddLocalFiles(test.Folder);
        services.AddFiles();
    });

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Upload_ASoundImage_IsKeptWithHashAndScanned()
    {
        var png = SampleFiles.Png();
        var file = await UploadedAsync(png, name: "执照.jpeg");
        Assert.Equal((FileKind.Png, png.Length, ScanState.Clean, "执照.png"), (file.Kind, (int)file.Bytes, file.Scan, file.Name));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(png)), file.Sha256);
        Assert.Equal(TestPlatform.Start.AddHours(24), file.ExpiresAt);
        Assert.Empty(await platform.Cases.VerifyAuditAsync(FileRecords.Address(file.Id)));
    }

    [Fact]
    public async Task Upload_AsAMultipartForm_TakesTheFileAndItsName()
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(SampleFiles.Jpg());
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = "产品照片.jpg" };
        form.Add(content);
        var (status, answer) = await PostAsync(await form.ReadAsStreamAsync(), "product-image", "", contentType: form.Headers.ContentType!.ToString());
        Assert.Equal(201, status);
        Assert.Equal(("产品照片.jpg", FileKind.Jpg), (answer!.Name, answer.Kind));
    }

    [Fact]
    public async Task Upload_TwoFilesInOneForm_IsRefused()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SampleFiles.Jpg()), "file", "a.jpg" }, { new ByteArrayContent(SampleFiles.Jpg()), "file", "b.jpg" } };
        Assert.IsType<UploadForm>(await ResultAsync(await form.ReadAsStreamAsync(), contentType: form.Headers.ContentType!.ToString()));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Upload_ATruncatedForm_IsRefused()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SampleFiles.Jpg()), "file", "a.jpg" } };
        var bytes = await form.ReadAsByteArrayAsync();
        Assert.IsType<UploadForm>(await ResultAsync(new MemoryStream(bytes[..^20]), contentType: form.Headers.ContentType!.ToString()));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Upload_AnExecutableNamedPng_Answers415InClearWords()
    {
        var refusal = Assert.IsType<FileKindRefused>(await ResultAsync(new MemoryStream(Encoding.Latin1.GetBytes("MZ\x90\0" + new string('\0', 200))), name: "执照.png"));
        Assert.Equal(415, refusal.Status);
        Assert.Contains("PNG、BMP、JPG", refusal.Detail, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Upload_AKindThatThePurposeDoesNotTake_NamesWhatItIs()
    {
        var refusal = Assert.IsType<FileKindRefused>(await ResultAsync(new MemoryStream(SampleFiles.Pdf())));
        Assert.Contains("PDF", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_OneByteTooMany_IsRefusedThere()
    {
        const int limit = 5 * 1024 * 1024;
        var frame = SampleFiles.Png(padding: 1).Length - 1;
        Assert.Equal(201, (await PostAsync(new MemoryStream(SampleFiles.Png(padding: limit - frame)), key: "exactly-the-limit")).Status);
        var source = new CountingStream(new MemoryStream(SampleFiles.Png(padding: limit * 4)));
        var refusal = Assert.IsType<FileTooLarge>(await ResultAsync(source, key: "one-too-many"));
        Assert.Equal(413, refusal.Status);
        Assert.Contains("5 MB", refusal.Detail, StringComparison.Ordinal);
        Assert.InRange(source.Count, limit, limit + (64 * 1024));
        Assert.IsType<FileTooLarge>(await ResultAsync(new MemoryStream(SampleFiles.Png(padding: limit - frame + 1)), key: "one-byte-too-many"));
    }

    [Fact]
    public async Task Upload_Nothing_IsRefused() => Assert.IsType<FileEmpty>(await ResultAsync(new MemoryStream()));

    [Fact]
    public async Task Upload_AnUnknownPurpose_IsRefused() => Assert.IsType<UnknownPurpose>(await ResultAsync(new MemoryStream(SampleFiles.Png()), purpose: "selfie"));

    [Fact]
    public async Task Upload_APurposeOfAnotherRole_IsRefused()
    {
        var request = platform.Request("POST", "/api/files?purpose=product-image&name=a.png", Province, new MemoryStream(SampleFiles.Png()), idempotencyKey: "key-12345");
        Assert.IsType<PurposeNotAllowed>(await platform.Create<UploadFile>().RunAsync(request, platform.Durable, CancellationToken.None));
    }

    [Fact]
    public async Task Upload_ThatBreaksOff_LeavesNothingBehind()
    {
        await Assert.ThrowsAsync<IOException>(() => ResultAsync(new BrokenStream(SampleFiles.Png(padding: 200_000), 150_000)));
        AssertNothingLeft();
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Upload_RepeatedWithTheSameKey_AnswersTheSameFile()
    {
        var first = (await PostAsync(new MemoryStream(SampleFiles.Png()))).Answer!;
        var again = (await PostAsync(new MemoryStream(SampleFiles.Png()))).Answer!;
        Assert.Equal(first, again);
        var other = await Assert.ThrowsAsync<RefusedException>(() => ResultAsync(new MemoryStream(SampleFiles.Png(padding: 9))));
        Assert.IsType<IdempotencyKeyReused>(other.Refusal);
        Assert.Equal(200, (await GetAsync(first.Id, Unit)).Status);
    }

    [Fact]
    public async Task Upload_OfTwentyMegabytes_TakesConstantMemory()
    {
        const int size = 20 * 1024 * 1024;
        await UploadedAsync(SampleFiles.Png(), key: "warm-up-of-the-code");
        var (upload, allocated) = (0, long.MaxValue);
        var alive = await ProcessMemory.LeastAsync(
            async () =>
            {
                using var source = new GeneratedVideo(size);
                var before = GC.GetTotalAllocatedBytes(precise: true);
                source.Baseline = GC.GetTotalMemory(forceFullCollection: true);
                Assert.Equal(201, (await PostAsync(source, "presentation-video", "片.mp4", $"large-upload-{upload++}")).Status);
                allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
                return source.MostAlive - source.Baseline;
            },
            2 * 1024 * 1024);
        Assert.InRange(alive, long.MinValue, 2 * 1024 * 1024);

        // The scan reads with a buffer of its own; still far below the size of the file.
        Assert.InRange(allocated, 0, size / 4);
    }

    [Fact]
    [Trait("Spec", "LOA-02")]
    public async Task Upload_OfLoanMaterial_StreamsTwentyMegabytesAndRefusesTheByteBeyond()
    {
        const int limit = 20 * 1024 * 1024;
        await UploadedAsync(SampleFiles.Pdf(), "loan-material", "信息材料.pdf", "warm-up-of-loan-material");
        var upload = 0;
        var alive = await ProcessMemory.LeastAsync(
            async () =>
            {
                using var source = new GeneratedPdf(limit);
                source.Baseline = GC.GetTotalMemory(forceFullCollection: true);
                Assert.Equal(201, (await PostAsync(source, "loan-material", "信息材料.pdf", $"loan-material-{upload++}")).Status);
                return source.MostAlive - source.Baseline;
            },
            2 * 1024 * 1024);
        Assert.InRange(alive, long.MinValue, 2 * 1024 * 1024);

        foreach (var size in new[] { limit + 1, limit * 4 })
        {
            var beyond = new CountingStream(new GeneratedPdf(size));
            var refusal = Assert.IsType<FileTooLarge>(await ResultAsync(beyond, "loan-material", "信息材料.pdf", $"loan-material-of-{size}"));
            Assert.Equal((413, "“知识产权质押贷款信息材料（银行）”不得超过 20 MB，请压缩后重新上传。"), (refusal.Status, refusal.Detail));
            Assert.InRange(beyond.Count, limit, limit + (64 * 1024));
        }
    }

    [Fact]
    public async Task Read_ByItsOwner_HasSafeHeaders()
    {
        var file = await UploadedAsync(SampleFiles.Png(), name: "营业执照.png");
        var (status, headers, body) = await GetAsync(file.Id, Unit);
        Assert.Equal(200, status);
        Assert.Equal(SampleFiles.Png(), body);
        Assert.Equal("image/png", headers.ContentType.ToString());
        Assert.Equal("nosniff", headers.XContentTypeOptions.ToString());
        Assert.Equal("default-src 'none'; sandbox", headers.ContentSecurityPolicy.ToString());
        Assert.StartsWith("inline", headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%E8%90%A5", headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("private", headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.Equal('"' + file.Sha256 + '"', headers.ETag.ToString());
        Assert.Equal(304, (await GetAsync(file.Id, Unit, r => r.Headers.IfNoneMatch = '"' + file.Sha256 + '"')).Status);
        var part = await GetAsync(file.Id, Unit, r => r.Headers.Range = "bytes=0-7");
        Assert.Equal((206, 8), (part.Status, part.Body.Length));
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public async Task Read_ByOthers_NeedsACaseAndTheRightRole()
    {
        var file = await UploadedAsync(SampleFiles.Png(), purpose: "product-image");
        Assert.Equal(404, (await GetAsync(file.Id, OtherUnit)).Status);
        Assert.Equal(404, (await GetAsync(file.Id, Examiner)).Status);
        await KeepAsync(file.Id);
        Assert.Equal(200, (await GetAsync(file.Id, Examiner)).Status);
        Assert.Equal(404, (await GetAsync(file.Id, OtherUnit)).Status);
        Assert.Equal(404, (await GetAsync(file.Id, Province)).Status);
        Assert.Equal(404, (await GetAsync(file.Id, Examiner with { Role = Role.Bank, Bank = "icbc" })).Status);
    }

    [Fact]
    public async Task Read_ByAProvince_FollowsTheAreasRule()
    {
        using var withRule = new TestPlatform((services, test) =>
        {
            services.AddLocalFiles(test.Folder);
            services.AddSingleton<IFileReaders, HunanOnly>();
            services.AddFiles();
        });
        var request = withRule.Request("POST", "/api/files?purpose=product-image&name=a.png", Unit, new MemoryStream(SampleFiles.Png()), idempotencyKey: "key-12345");
        var file = await TestPlatform.ReadAsync<FileAnswer>(request, await withRule.Create<UploadFile>().RunAsync(request, withRule.Durable, CancellationToken.None));
        await withRule.Cases.CommitAsync(new CaseWrite(Filing, Stamp()).Upsert("case", "x").Send(FileMessages.Keep(Filing, [file.Id])), withRule.Durable);
        async Task<int> StatusAsync(Caller caller)
        {
            var get = withRule.Request("GET", "/api/files/" + file.Id, caller);
            return (await TestPlatform.ExecuteAsync(get, await withRule.Create<ReadFile>().ContentAsync(get, file.Id.Value, CancellationToken.None))).Status;
        }
        Assert.Equal(200, await StatusAsync(Province));
        Assert.Equal(404, await StatusAsync(Province with { Province = "440000" }));
    }

    [Fact]
    public async Task Read_AnInfectedFile_IsRefusedToEverybody()
    {
        byte[] archive = [.. SampleFiles.Zip("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*")];
        var file = await UploadedAsync(archive, purpose: "sme-archive");
        Assert.Equal(ScanState.Infected, file.Scan);
        Assert.Equal(410, (await GetAsync(file.Id, Unit)).Status);
        var check = await platform.Get<FileChecks>().CheckAsync("u-1", [new FileField("/archive", file.Id, "sme-archive")], CancellationToken.None);
        Assert.Equal(FileChecks.Infected, Assert.Single(check.Findings).Code);
    }

    [Fact]
    public async Task Read_BeforeTheScanEnded_WaitsForAllButTheOwner()
    {
        using var unscanned = new TestPlatform((services, test) =>
        {
            services.AddLocalFiles(test.Folder);
            services.AddSingleton<IMalwareScanner, NoResultYet>();
            services.AddFiles();
        });
        var request = unscanned.Request("POST", "/api/files?purpose=product-image&name=a.png", Unit, new MemoryStream(SampleFiles.Png()), idempotencyKey: "key-12345");
        var file = await TestPlatform.ReadAsync<FileAnswer>(request, await unscanned.Create<UploadFile>().RunAsync(request, unscanned.Durable, CancellationToken.None));
        await unscanned.Cases.CommitAsync(new CaseWrite(Filing, Stamp()).Upsert("case", "x").Send(FileMessages.Keep(Filing, [file.Id])), unscanned.Durable);
        Assert.Equal(ScanState.Pending, file.Scan);
        Assert.IsType<FileNotScanned>(await unscanned.Create<ReadFile>().ContentAsync(unscanned.Request("GET", "/", Examiner), file.Id.Value, CancellationToken.None));
        var own = unscanned.Request("GET", "/", Unit);
        Assert.Equal(200, (await TestPlatform.ExecuteAsync(own, await unscanned.Create<ReadFile>().ContentAsync(own, file.Id.Value, CancellationToken.None))).Status);
    }

    [Theory]
    [InlineData("f-doesnotexist")]
    [InlineData("../../records.db")]
    [InlineData("f-1/../../x")]
    public async Task Read_WhatDoesNotExist_Answers404(string id) =>
        Assert.IsType<NothingHere>(await platform.Create<ReadFile>().ContentAsync(platform.Request("GET", "/", Unit), id, CancellationToken.None));

    [Fact]
    public async Task Expire_AnUnreferencedUpload_RemovesItWithARecord()
    {
        var lost = await UploadedAsync(SampleFiles.Png(), key: "lost-file");
        var kept = await UploadedAsync(SampleFiles.Jpg(), key: "kept-file");
        await KeepAsync(kept.Id);
        platform.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await ExpireAsync());
        Assert.Equal(200, (await GetAsync(lost.Id, Unit)).Status);
        platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(404, (await GetAsync(lost.Id, Unit)).Status);
        platform.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await ExpireAsync());
        Assert.Equal(0, await ExpireAsync());
        Assert.Null(await FileRecords.FindAsync(platform.Records, lost.Id, CancellationToken.None));
        Assert.Equal(lost.Sha256, (await platform.Cases.FindAsync<RemovedFile>(FileRecords.Address(lost.Id), "removed"))!.Value.Sha256);
        Assert.Single(Contents());
        Assert.Equal(200, (await GetAsync(kept.Id, Unit)).Status);
    }

    [Fact]
    public async Task Release_TheLastCase_LetsTheFileExpire()
    {
        var file = await UploadedAsync(SampleFiles.Png());
        await KeepAsync(file.Id);
        platform.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await ExpireAsync());
        await platform.Cases.CommitAsync(new CaseWrite(Filing, Stamp()).Upsert("case", "y").Send(FileMessages.Release(Filing, [file.Id])), platform.Durable);
        platform.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await ExpireAsync());
        AssertNothingLeft();
    }

    [Fact]
    public async Task Keep_Twice_CountsOnce()
    {
        var file = await UploadedAsync(SampleFiles.Png());
        await KeepAsync(file.Id);
        await KeepAsync(file.Id);
        Assert.Equal(["Filings/p-1"], (await FileRecords.FindAsync(platform.Records, file.Id, CancellationToken.None))!.Value.KeptBy);
    }

    [Fact]
    public async Task Expire_AContentWhoseRecordWasNeverWritten_RemovesIt()
    {
        var contents = platform.Get<IFileContents>();
        var name = FileRecords.ContentName(new FileId("f-crashed"), new string('a', 64));
        await new DueIndex(platform.Records, FileRecords.ExpiryTable).AddAsync(platform.Clock.GetUtcNow() + FileRecords.RemovedAfter, name, CancellationToken.None);
        await using (var upload = await contents.BeginAsync(CancellationToken.None)) await upload.CompleteAsync(name, CancellationToken.None);
        platform.Clock.Advance(FileRecords.RemovedAfter);
        await ExpireAsync();
        AssertNothingLeft();
    }

    [Fact]
    public async Task Delete_AnOwnUnreferencedFile_RemovesIt()
    {
        var file = await UploadedAsync(SampleFiles.Png());
        Assert.IsType<NothingHere>(await DeleteAsync(file.Id, OtherUnit));
        Assert.IsType<Microsoft.AspNetCore.Http.HttpResults.NoContent>(await DeleteAsync(file.Id, Unit));
        AssertNothingLeft();
        Assert.IsType<NothingHere>(await DeleteAsync(file.Id, Unit));
    }

    [Fact]
    public async Task Delete_AFileThatACaseRefersTo_IsRefused()
    {
        var file = await UploadedAsync(SampleFiles.Png());
        await KeepAsync(file.Id);
        Assert.IsType<FileInUse>(await DeleteAsync(file.Id, Unit));
    }

    [Fact]
    public async Task Check_TellsEveryProblemAtItsField()
    {
        var file = await UploadedAsync(SampleFiles.Png(), purpose: "product-image");
        var check = await platform.Get<FileChecks>().CheckAsync(
            "u-1",
            [new FileField("/image", file.Id, "product-image"), new FileField("/licence", file.Id, "business-licence"), new FileField("/gone", new FileId("f-gone"), "product-image")],
            CancellationToken.None);
        Assert.Equal(file.Id, Assert.Single(check.Files).Key);
        Assert.Equal([("/licence", FileChecks.WrongPurpose), ("/gone", FileChecks.NotFound)], check.Findings.Select(f => (f.Pointer, f.Code)));
        var others = await platform.Get<FileChecks>().CheckAsync("u-2", [new FileField("/image", file.Id, "product-image")], CancellationToken.None);
        Assert.Equal(FileChecks.NotFound, Assert.Single(others.Findings).Code);
    }

    private static ActStamp Stamp() => new(Actor.System, TestPlatform.Start, "Test", "");

    private async Task<IResult> ResultAsync(Stream body, string purpose = "business-licence", string name = "a.png", string key = "key-12345", string? contentType = "application/octet-stream") =>
        await platform.Create<UploadFile>().RunAsync(platform.Request("POST", $"/api/files?purpose={purpose}&name={Uri.EscapeDataString(name)}", Unit, body, contentType, key), platform.Durable, CancellationToken.None);

    private async Task<(int Status, FileAnswer? Answer)> PostAsync(Stream body, string purpose = "business-licence", string name = "a.png", string key = "key-12345", string? contentType = "application/octet-stream")
    {
        var request = platform.Request("POST", $"/api/files?purpose={purpose}&name={Uri.EscapeDataString(name)}", Unit, body, contentType, key);
        var result = await platform.Create<UploadFile>().RunAsync(request, platform.Durable, CancellationToken.None);
        var answer = await TestPlatform.ExecuteAsync(request, result);
        return (answer.Status, result is Refusal ? null : System.Text.Json.JsonSerializer.Deserialize<FileAnswer>(answer.Body, PlatformJson.Options));
    }

    private async Task<FileAnswer> UploadedAsync(byte[] content, string purpose = "business-licence", string name = "a.png", string key = "key-12345")
    {
        var (status, answer) = await PostAsync(new MemoryStream(content), purpose, name, key);
        Assert.Equal(201, status);
        return answer!;
    }

    private async Task<(int Status, IHeaderDictionary Headers, byte[] Body)> GetAsync(FileId id, Caller caller, Action<HttpRequest>? change = null)
    {
        var request = platform.Request("GET", "/api/files/" + id, caller);
        change?.Invoke(request);
        return await TestPlatform.ExecuteAsync(request, await platform.Create<ReadFile>().ContentAsync(request, id.Value, CancellationToken.None));
    }

    private Task<IResult> DeleteAsync(FileId id, Caller caller) =>
        platform.Create<DeleteFile>().RunAsync(platform.Request("DELETE", "/api/files/" + id, caller), id.Value, platform.Durable, CancellationToken.None);

    private Task KeepAsync(FileId id) =>
        platform.Cases.CommitAsync(new CaseWrite(Filing, Stamp()).Upsert("case", "x").Send(FileMessages.Keep(Filing, [id])), platform.Durable);

    private Task<int> ExpireAsync() => platform.Create<ExpireUploads>().ExpireAsync(platform.Durable, CancellationToken.None);

    private string[] Contents() => Directory.GetFiles(Path.Combine(platform.Folder, "files"), "*", SearchOption.AllDirectories);

    private void AssertNothingLeft() => Assert.Empty(Contents());

    private sealed class HunanOnly : IFileReaders
    {
        public string Table => "Filings";

        public Task<bool> MayReadAsync(Caller caller, CaseAddress address, CancellationToken cancellation) => Task.FromResult(caller.Province == "430000");
    }

    private sealed class NoResultYet : IMalwareScanner
    {
        public Task<ScanState> ScanAsync(ScannedContent content, CancellationToken cancellation) => Task.FromResult(ScanState.Pending);
    }

    private sealed class CountingStream(Stream inner) : ReadingStream
    {
        public long Count { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return read;
        }
    }

    private sealed class BrokenStream(byte[] content, int breaksAt) : ReadingStream
    {
        private int at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at >= breaksAt) throw new IOException("connection reset");
            var take = Math.Min(count, breaksAt - at);
            content.AsSpan(at, take).CopyTo(buffer.AsSpan(offset));
            at += take;
            return take;
        }
    }

    /// <summary>An MP4 that is never in memory as a whole; looks at the memory in use as it is read.</summary>
    private sealed class GeneratedVideo(int size) : ReadingStream
    {
        private readonly byte[] head = SampleFiles.Mp4(media: 0)[..^8];
        private long at;
        private long nextLook;

        public long Baseline { get; set; }

        public long MostAlive { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at >= nextLook)
            {
                MostAlive = Math.Max(MostAlive, GC.GetTotalMemory(forceFullCollection: true));
                nextLook = at + (4 * 1024 * 1024);
            }
            var take = (int)Math.Min(count, size - at);
            var box = size - head.Length;
            ReadOnlySpan<byte> boxHead = [(byte)(box >> 24), (byte)(box >> 16), (byte)(box >> 8), (byte)box, (byte)'m', (byte)'d', (byte)'a', (byte)'t'];
            for (var i = 0; i < take; i++, at++) buffer[offset + i] = at < head.Length ? head[at] : at < head.Length + 8 ? boxHead[(int)(at - head.Length)] : (byte)at;
            return take;
        }
    }

    /// <summary>A PDF that is never in memory as a whole; looks at the memory in use as it is read.</summary>
    private sealed class GeneratedPdf(int size) : ReadingStream
    {
        private readonly byte[] document = SampleFiles.Pdf();
        private int at;
        private int nextLook;

        public long Baseline { get; set; }

        public long MostAlive { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at >= nextLook)
            {
                MostAlive = Math.Max(MostAlive, GC.GetTotalMemory(forceFullCollection: true));
                nextLook = at + (4 * 1024 * 1024);
            }
            var take = Math.Min(count, size - at);
            // Blank lines between the header and the rest.
            const int header = 9;
            var rest = size - (document.Length - header);
            for (var i = 0; i < take; i++, at++) buffer[offset + i] = at < header ? document[at] : at < rest ? (byte)'\n' : document[header + at - rest];
            return take;
        }
    }

    private abstract class ReadingStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
