using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>What stays of a removed file (COM-08, COM-20): nothing personal, not even its name.</summary>
/// <param name="Purpose">What it was for.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash, hex.</param>
/// <param name="UploadedAt">When it was uploaded.</param>
/// <param name="RemovedAt">When it was removed.</param>
/// <param name="Why">Chinese reason.</param>
public sealed record RemovedFile(string Purpose, long Bytes, string Sha256, DateTimeOffset UploadedAt, DateTimeOffset RemovedAt, string Why);

/// <summary>Removes a file's record in one write; the content goes by a message once that is written.</summary>
internal static class FileRemoval
{
    public const string Row = "removed";

    private const string Kind = "file.remove-content";
    private const string QuarantinedKind = "file.remove-quarantined";

    public static CaseWrite Write(Stored<FileRecord> file, ActStamp stamp, string why)
    {
        var value = file.Value;
        return new CaseWrite(FileRecords.Address(value.Id), stamp)
            .Delete(file)
            .Upsert(Row, new RemovedFile(value.Purpose, value.Bytes, value.Sha256, value.UploadedAt, stamp.When, why))
            .Send(OutboxMessage.Of(Kind, FileRecords.ContentName(value)));
    }

    /// <summary>Removes what a direct upload left in quarantine, sent with the act that is done with it.</summary>
    public static OutboxMessage Quarantined(FileId id) => OutboxMessage.Of(QuarantinedKind, id.Value);

    /// <summary>Removes contents whose record is gone.</summary>
    internal sealed class Handler(IFileContents contents) : IOutboxHandler
    {
        public string Kind => FileRemoval.Kind;

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation) =>
            contents.DeleteAsync(delivery.Read<string>(), cancellation);
    }

    /// <summary>Removes bytes from quarantine.</summary>
    internal sealed class QuarantineHandler(IQuarantine quarantine) : IOutboxHandler
    {
        public string Kind => QuarantinedKind;

        public Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation) =>
            quarantine.DeleteAsync(delivery.Read<string>(), cancellation);
    }
}
