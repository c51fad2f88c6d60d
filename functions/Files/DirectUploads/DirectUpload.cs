using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files.DirectUploads;

/// <summary>直传: an upload that was begun and whose bytes go to the storage past the app. It lies in the partition of the file that it becomes.</summary>
/// <param name="Id">The file that it becomes.</param>
/// <param name="Owner">The unit or, without one, the account that began it (its id as text).</param>
/// <param name="Purpose">Code of its purpose.</param>
/// <param name="Name">Name as announced.</param>
/// <param name="Bytes">Size as announced.</param>
/// <param name="BegunAt">The instant.</param>
/// <param name="Checked">What was found sound and waits for the malware scan.</param>
/// <param name="Rejection">Why it was refused for good.</param>
public sealed record DirectUpload(
    FileId Id, string Owner, string Purpose, string Name, long Bytes, DateTimeOffset BegunAt, CheckedContent? Checked = null, Finding? Rejection = null);

/// <summary>A content of the quarantine whose structure is sound.</summary>
/// <param name="Version">Which version of it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash, hex.</param>
public sealed record CheckedContent(string Version, FileKind Kind, long Bytes, string Sha256);

/// <summary>Where direct uploads lie and how long they have.</summary>
internal static class DirectUploadRecords
{
    /// <summary>Row beside the file's own.</summary>
    public const string Row = "direct-upload";

    /// <summary>Table of <see cref="DueIndex"/> entries: ids of uploads to look at for the sweep.</summary>
    public const string ExpiryTable = "DirectUploadExpiry";

    /// <summary>Life of an address.</summary>
    public static readonly TimeSpan AddressLife = TimeSpan.FromMinutes(30);

    /// <summary>How long after the beginning a new address is given out.</summary>
    public static readonly TimeSpan OpenFor = FileRecords.UsableFor;

    /// <summary>When it is swept: later than every address has expired, so that nothing can be put afterwards.</summary>
    public static readonly TimeSpan SweptAfter = FileRecords.RemovedAfter;

    /// <summary>One upload that is under way or refused, or null.</summary>
    public static async Task<Stored<DirectUpload>?> FindAsync(IRecordStore records, FileId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await records.FindAsync<DirectUpload>(FileRecords.Table, id.Value, Row, cancellation) : null;
}
