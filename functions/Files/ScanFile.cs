using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>Looks for malware in a content. Locally a stand-in that knows the EICAR test file; on Azure the result of Defender for Storage.</summary>
public interface IMalwareScanner
{
    /// <summary>True where nothing was found. Throws where there is no result yet: the scan is tried again later.</summary>
    /// <param name="name">Name of the content.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Ends waiting.</param>
    Task<bool> IsCleanAsync(string name, Stream content, CancellationToken cancellation);
}

/// <summary>Scans every upload after it was stored and before anybody but its owner may open it (COM-08).</summary>
internal sealed class ScanFile(CaseStore cases, IFileContents contents, IMalwareScanner scanner, TimeProvider time, ILogger<ScanFile> log) : IOutboxHandler
{
    private const string ScanKind = "file.scan";

    /// <summary>Scans the file whose case sends it.</summary>
    public static OutboxMessage Message { get; } = OutboxMessage.Of(ScanKind, "");

    public string Kind => ScanKind;

    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new FileId(delivery.Case.Partition);
        bool? clean = null;
        while (await FileRecords.FindAsync(cases.Records, id, cancellation) is { Value.Scan: ScanState.Pending } file)
        {
            clean ??= await ScanAsync(file.Value, cancellation);
            if (clean == false) log.LogWarning("Malware found in file {File}", id);
            var next = file.Value with { Scan = clean.Value ? ScanState.Clean : ScanState.Infected };
            try
            {
                await cases.CommitAsync(new CaseWrite(delivery.Case, ActStamp.BySystem(time, "ScanFile")).Replace(file, next), durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // A case began to refer to it meanwhile: read again.
            }
        }
    }

    private async Task<bool> ScanAsync(FileRecord file, CancellationToken cancellation)
    {
        var name = FileRecords.ContentName(file);
        await using var content = await contents.OpenAsync(name, cancellation) ?? throw new FileNotFoundException("content is missing", name);
        return await scanner.IsCleanAsync(name, content, cancellation);
    }
}
