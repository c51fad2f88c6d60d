namespace PatentFunctions.Files;

/// <summary>What a file is, recognized by its bytes, never by its name.</summary>
public enum FileKind
{
    /// <summary>PNG image.</summary>
    Png,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>JPEG image.</summary>
    Jpg,

    /// <summary>PDF document.</summary>
    Pdf,

    /// <summary>MP4 video.</summary>
    Mp4,

    /// <summary>ZIP archive.</summary>
    Zip,

    /// <summary>RAR archive.</summary>
    Rar,

    /// <summary>7-Zip archive.</summary>
    SevenZip,
}

/// <summary>Result of the malware scan.</summary>
public enum ScanState
{
    /// <summary>Not scanned yet.</summary>
    Pending,

    /// <summary>Nothing found.</summary>
    Clean,

    /// <summary>Something found: nobody may open it.</summary>
    Infected,
}

/// <summary>附件: an uploaded file (COM-08).</summary>
/// <param name="Id">The file.</param>
/// <param name="Owner">The unit or, without one, the account that uploaded it (its id as text).</param>
/// <param name="Purpose">What it was uploaded for: a code of <c>FilePurposes</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name as uploaded, cleaned, for display only.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash, hex.</param>
/// <param name="UploadedAt">The instant.</param>
/// <param name="Scan">Result of the malware scan.</param>
/// <param name="KeptBy">Cases that refer to it, as <c>table/partition</c>; with none it expires after 24 hours.</param>
public sealed record FileRecord(FileId Id, string Owner, string Purpose, FileKind Kind, string Name, long Bytes, string Sha256, DateTimeOffset UploadedAt, ScanState Scan, IReadOnlyList<string> KeptBy);
