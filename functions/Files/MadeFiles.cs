using System.Security.Cryptography;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>PDF documents that the platform itself makes and keeps for a case, as if its unit had uploaded them; there is nothing to scan in them.</summary>
public sealed class MadeFiles(CaseStore cases, IFileContents contents, TimeProvider time)
{
    /// <summary>Keeps a document under an id that its maker derives: a second time finds the first one. It expires unless a case refers to it.</summary>
    /// <param name="id">The file.</param>
    /// <param name="owner">The unit's id as text.</param>
    /// <param name="purpose">Code of the purpose.</param>
    /// <param name="name">Name for display.</param>
    /// <param name="pdf">The document.</param>
    /// <param name="stamp">The act that makes it.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task KeepAsync(FileId id, string owner, string purpose, string name, ReadOnlyMemory<byte> pdf, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await FileRecords.FindAsync(cases.Records, id, cancellation) is not null) return;
        var now = time.GetUtcNow();
        var file = new FileRecord(id, owner, purpose, FileKind.Pdf, name, pdf.Length, Convert.ToHexStringLower(SHA256.HashData(pdf.Span)), now, ScanState.Clean, []);
        await new DueIndex(cases.Records, FileRecords.ExpiryTable).AddAsync(now + FileRecords.RemovedAfter, FileRecords.ContentName(file), cancellation);
        await using var upload = await contents.BeginAsync(cancellation);
        await upload.WriteAsync(pdf, cancellation);
        await upload.CompleteAsync(FileRecords.ContentName(file), cancellation);
        try
        {
            await cases.CommitAsync(new CaseWrite(FileRecords.Address(id), stamp).Insert(CaseRows.Record, file), durable, cancellation);
        }
        catch (StoreConflictException)
        {
            // Made twice at once: the first one holds.
        }
    }
}
