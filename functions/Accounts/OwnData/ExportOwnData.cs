using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts.OwnData;

/// <summary>导出本单位数据 (ACC-13): one JSON file for each kind of data, and every file of the unit's that one of them names.</summary>
public sealed class ExportOwnData(AccountStore accounts, IFileContents contents, IEnumerable<IOwnData> data, TimeProvider time)
{
    private const string Act = "ExportOwnData";
    private const int ChunkBytes = 81_920;
    private static readonly JsonSerializerOptions Readable = new(PlatformJson.Options) { WriteIndented = true };

    /// <summary>导出本单位的全部数据：每类数据一个 JSON 文件，并附其引用的附件，打包为 ZIP；导出留痕。</summary>
    [Function(Act)]
    [Allow(Role.UnitAdmin, Role.University)]
    [Answers(200, MediaType = "application/zip")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/me/export")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var caller = request.Caller();
        await accounts.Cases.CommitAsync(new CaseWrite(AccountTables.Address(caller.Account), request.Stamp(time, Act)), durable, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var name = $"本单位数据-{ChinaTime.Today(time):yyyyMMdd}.zip";
        return Results.Stream(stream => WriteAsync(stream, caller, cancellation), "application/zip", name);
    }

    private async Task WriteAsync(Stream body, Caller caller, CancellationToken cancellation)
    {
        var (held, files) = (new HoldingStream(), new SortedSet<string>(StringComparer.Ordinal));
        using (var zip = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var area in data.OrderBy(d => d.Name, StringComparer.Ordinal)) await WriteAsync(zip, held, body, area, caller.RequiredUnit, files, cancellation);
            foreach (var id in files) await AttachAsync(zip, held, body, new FileId(id), FileRecords.OwnerOf(caller), cancellation);
        }
        await held.PassOnAsync(body, cancellation);
    }

    // An element at a time: a unit with thousands of patents is not held in memory.
    private static async Task WriteAsync(ZipArchive zip, HoldingStream held, Stream body, IOwnData area, UnitId unit, SortedSet<string> files, CancellationToken cancellation)
    {
        using var entry = zip.CreateEntry(area.Name + ".json").Open();
        var separator = "[\n"u8.ToArray();
        await foreach (var value in area.OfUnitAsync(unit, cancellation))
        {
            var element = JsonSerializer.SerializeToElement(value, value.GetType(), Readable);
            CollectFiles(element, files);
            entry.Write(separator);
            entry.Write(JsonSerializer.SerializeToUtf8Bytes(element, Readable));
            separator = ",\n"u8.ToArray();
            await held.PassOnAsync(body, cancellation);
        }
        entry.Write(separator[0] == '[' ? "[]\n"u8 : "\n]\n"u8);
    }

    private async Task AttachAsync(ZipArchive zip, HoldingStream held, Stream body, FileId id, string owner, CancellationToken cancellation)
    {
        if (await FileRecords.FindAsync(accounts.Cases.Records, id, cancellation) is not { Value: { Scan: not ScanState.Infected } file } || file.Owner != owner) return;
        if (await contents.OpenAsync(FileRecords.ContentName(file), cancellation) is not { } content) return;
        await using (content)
        {
            using var entry = zip.CreateEntry($"附件/{id}-{file.Name}", CompressionLevel.NoCompression).Open();
            var buffer = new byte[ChunkBytes];
            while (await content.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                entry.Write(buffer.AsSpan(0, read));
                await held.PassOnAsync(body, cancellation);
            }
        }
    }

    private static void CollectFiles(JsonElement element, SortedSet<string> files)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) CollectFiles(member.Value, files);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) CollectFiles(item, files);
                break;
            case JsonValueKind.String when element.GetString() is { } text && text.StartsWith("f-", StringComparison.Ordinal):
                files.Add(text);
                break;
        }
    }
}
