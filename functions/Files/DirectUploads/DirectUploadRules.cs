namespace PatentFunctions.Files.DirectUploads;

/// <summary>Configuration section <c>Files:DirectUploads</c>.</summary>
public sealed class DirectUploadOptions
{
    /// <summary>False where browsers cannot reach the storage, as behind private endpoints.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>What can be said of an upload before its bytes are there, and of their number once they are.</summary>
internal static class DirectUploadRules
{
    /// <summary>No name, or one that is too long.</summary>
    public const string Name = "file-name";

    /// <summary>The ending of the name is of a kind that the purpose does not take.</summary>
    public const string NameKind = "file-name-kind";

    /// <summary>More or fewer bytes arrived than were announced.</summary>
    public const string SizeDiffers = "file-size-differs";

    private const int MaxName = 200;

    /// <summary>Checks what was announced; everything that is wrong at once.</summary>
    public static IReadOnlyList<Finding> Check(DirectUploadForm form)
    {
        var findings = new List<Finding>();
        var purpose = FilePurposes.Find(form.Purpose ?? "");
        var unknown = new UnknownPurpose();
        if (purpose is null) findings.Add(Finding.Blocks(unknown.Code, "/purpose", "请注明附件用途，可用的用途见接口文档。"));
        if (string.IsNullOrWhiteSpace(form.Name) || form.Name.Length > MaxName)
            findings.Add(Finding.Blocks(Name, "/name", $"请填写文件名，不超过 {MaxName} 个字符。"));
        else if (purpose is not null && EndingOf(form.Name) is { } ending && !purpose.Kinds.Any(k => k.Endings().Contains(ending)))
            findings.Add(Finding.Blocks(NameKind, "/name", $"“{purpose.Name}”只接受 {FileKinds.Names(purpose.Kinds)} 文件，文件名的扩展名为“{ending}”，请更换文件。"));
        if (form.Bytes is not > 0) findings.Add(OfSize(new FileEmpty()));
        else if (purpose is not null && form.Bytes > purpose.MaxBytes) findings.Add(OfSize(new FileTooLarge(purpose.Name, purpose.MaxBytes)));
        return findings;
    }

    /// <summary>The rule for the size that arrived.</summary>
    public static Finding? JudgeSize(DirectUpload upload, long bytes) =>
        bytes == upload.Bytes ? null : Finding.Blocks(SizeDiffers, "/bytes", $"申报的文件大小为 {upload.Bytes} 字节，实际收到 {bytes} 字节，请重新上传。");

    /// <summary>The same refusal as of an ordinary upload, at the field of the form that names the file.</summary>
    public static Finding OfContent(Refusal refusal) => Finding.Blocks(refusal.Code, "/name", refusal.Detail);

    private static Finding OfSize(Refusal refusal) => Finding.Blocks(refusal.Code, "/bytes", refusal.Detail);

    // An ending is short and plain; whatever else follows a dot belongs to the name.
    private static string? EndingOf(string name)
    {
        var dot = name.LastIndexOf('.');
        var ending = dot < 0 ? "" : name[(dot + 1)..].Trim();
        return ending.Length is >= 1 and <= 5 && ending.All(char.IsAsciiLetterOrDigit) && !ending.All(char.IsAsciiDigit) ? ending.ToLowerInvariant() : null;
    }
}
