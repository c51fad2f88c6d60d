using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>Where a content lies.</summary>
public enum ContentArea
{
    /// <summary>With the contents of files.</summary>
    Files,

    /// <summary>In quarantine, put there by a direct upload.</summary>
    Quarantine,
}

/// <summary>A content to look for malware in.</summary>
/// <param name="Area">Where it lies.</param>
/// <param name="Name">Its name there.</param>
/// <param name="OpenAsync">Opens its bytes, for a scanner that reads them.</param>
public sealed record ScannedContent(ContentArea Area, string Name, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>Looks for malware in a content. Locally a stand-in that knows the EICAR test file; on Azure the result of Defender for Storage.</summary>
public interface IMalwareScanner
{
    /// <summary>The result; pending where there is none yet.</summary>
    Task<ScanState> ScanAsync(ScannedContent content, CancellationToken cancellation);
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
        var result = ScanState.Pending;
        while (await FileRecords.FindAsync(cases.Records, id, cancellation) is { Value.Scan: ScanState.Pending } file)
        {
            if (result == ScanState.Pending) result = await ScanAsync(file.Value, cancellation);
            if (result == ScanState.Infected) log.LogWarning("Malware found in file {File}", id);
            var next = file.Value with { Scan = result };
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

    private async Task<ScanState> ScanAsync(FileRecord file, CancellationToken cancellation)
    {
        var name = FileRecords.ContentName(file);
        var content = new ScannedContent(ContentArea.Files, name, async c => await contents.OpenAsync(name, c) ?? throw new FileNotFoundException("content is missing", name));
        var result = await scanner.ScanAsync(content, cancellation);

        // The message stays and is tried again.
        return result == ScanState.Pending ? throw new InvalidOperationException("no result of the malware scan yet") : result;
    }
}
