using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>Where files and their index of expiry lie, and how long an upload that nothing refers to can be used.</summary>
public static class FileRecords
{
    /// <summary>Table of the records, a partition a file.</summary>
    public const string Table = "Files";

    /// <summary>Table of <see cref="DueIndex"/> entries: names of contents to look at for expiry.</summary>
    public const string ExpiryTable = "FileExpiry";

    /// <summary>How long an upload that no case refers to can be used (COM-08).</summary>
    public static readonly TimeSpan UsableFor = TimeSpan.FromHours(24);

    /// <summary>
    /// When it is removed: an hour later than nobody can use it any more, so that a submission checked in the last minute still finds its
    /// files.
    /// </summary>
    public static readonly TimeSpan RemovedAfter = TimeSpan.FromHours(25);

    /// <summary>The case of a file.</summary>
    public static CaseAddress Address(FileId id) => new(Table, id.Value);

    /// <summary>One file, or null.</summary>
    public static async Task<Stored<FileRecord>?> FindAsync(IRecordStore records, FileId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await records.FindAsync<FileRecord>(Table, id.Value, CaseRows.Record, cancellation) : null;

    /// <summary>Name of the content: it carries the hash, so that a name never stands for two contents.</summary>
    public static string ContentName(FileRecord file) => ContentName(file.Id, file.Sha256);

    /// <summary>Name of the content.</summary>
    public static string ContentName(FileId id, string sha256) => $"{id.Value}-{sha256.AsSpan(0, 16)}";

    /// <summary>The file that a content belongs to.</summary>
    internal static FileId IdOfContent(string contentName) => new(contentName[..contentName.LastIndexOf('-')]);

    /// <summary>Who owns what the caller uploads: the unit, or without one the account.</summary>
    public static string OwnerOf(Caller caller) => caller.Unit?.Value ?? caller.Account.Value;

    /// <summary>True while the file can be used: a case refers to it or it was uploaded less than 24 hours ago.</summary>
    public static bool IsUsable(FileRecord file, DateTimeOffset now) => file.KeptBy.Count > 0 || now < file.UploadedAt + UsableFor;
}
