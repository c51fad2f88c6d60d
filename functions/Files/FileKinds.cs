namespace PatentFunctions.Files;

/// <summary>What follows from a kind.</summary>
public static class FileKinds
{
    /// <summary>Media types of all kinds, for the OpenAPI document.</summary>
    public const string MediaTypes = "image/png, image/bmp, image/jpeg, application/pdf, video/mp4, application/zip, application/vnd.rar, application/x-7z-compressed";

    /// <summary>Usual ending of a name, without a dot.</summary>
    public static string Extension(this FileKind kind) => kind switch
    {
        FileKind.Png => "png",
        FileKind.Bmp => "bmp",
        FileKind.Jpg => "jpg",
        FileKind.Pdf => "pdf",
        FileKind.Mp4 => "mp4",
        FileKind.Zip => "zip",
        FileKind.Rar => "rar",
        FileKind.SevenZip => "7z",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Every ending that names of this kind usually have.</summary>
    public static IReadOnlyList<string> Endings(this FileKind kind) => kind == FileKind.Jpg ? ["jpg", "jpeg"] : [kind.Extension()];

    /// <summary>Media type to answer with.</summary>
    public static string MediaType(this FileKind kind) => kind switch
    {
        FileKind.Png => "image/png",
        FileKind.Bmp => "image/bmp",
        FileKind.Jpg => "image/jpeg",
        FileKind.Pdf => "application/pdf",
        FileKind.Mp4 => "video/mp4",
        FileKind.Zip => "application/zip",
        FileKind.Rar => "application/vnd.rar",
        FileKind.SevenZip => "application/x-7z-compressed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>True for what a browser may show by itself.</summary>
    public static bool IsImage(this FileKind kind) => kind is FileKind.Png or FileKind.Bmp or FileKind.Jpg;

    /// <summary>Kinds as a person reads them: PNG、BMP、JPG.</summary>
    public static string Names(IEnumerable<FileKind> kinds) => string.Join('、', kinds.Select(k => k.Extension().ToUpperInvariant()));
}
