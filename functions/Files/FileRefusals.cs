namespace PatentFunctions.Files;

/// <summary>?purpose= names none.</summary>
public sealed record UnknownPurpose() : Malformed("file-purpose-unknown", "附件用途无效", "请在 purpose 中注明附件用途，可用的用途见接口文档。");

/// <summary>The caller's role does not upload files of this purpose.</summary>
public sealed record PurposeNotAllowed(string PurposeName) : Forbidden("file-purpose-not-allowed", "无权上传此类附件", $"您的账号不能上传“{PurposeName}”。");

/// <summary>No bytes at all.</summary>
public sealed record FileEmpty() : Malformed("file-empty", "文件为空", "上传的文件没有内容，请重新选择文件。");

/// <summary>More bytes than the purpose allows; noticed at the first byte too many.</summary>
public sealed record FileTooLarge(string PurposeName, long LimitBytes) : TooLarge("file-too-large", "文件过大", $"“{PurposeName}”不得超过 {LimitBytes / 1024 / 1024} MB，请压缩后重新上传。");

/// <summary>The content is not of an allowed kind, whatever the name says.</summary>
public sealed record FileKindRefused(string PurposeName, IReadOnlyList<FileKind> Allowed, FileKind? Found) : UnsupportedMedia(
    "file-kind-refused",
    "文件类型不支持",
    $"“{PurposeName}”只接受 {FileKinds.Names(Allowed)} 文件；按内容识别，您上传的是{(Found is { } kind ? $" {kind.Extension().ToUpperInvariant()} 文件" : "无法识别的文件（与文件扩展名无关）")}。");

/// <summary>The kind is right but the content is damaged or holds something else besides.</summary>
public sealed record FileDamaged(string Fault) : Invalid("file-damaged", "文件内容有误", Fault);

/// <summary>The multipart body is not one file.</summary>
public sealed record UploadForm(string Problem) : Malformed("file-upload-form", "上传格式有误", Problem);

/// <summary>The malware scan found something: nobody may open it.</summary>
public sealed record FileInfected() : Refusal("file-infected", StatusCodes.Status410Gone, "文件不可打开", "安全检查发现该文件含有恶意内容，已禁止打开，请上传人更换文件。");

/// <summary>The malware scan has not finished.</summary>
public sealed record FileNotScanned() : Conflict("file-not-scanned", "文件正在检查", "该文件正在进行安全检查，请稍后再打开。");

/// <summary>A case refers to the file.</summary>
public sealed record FileInUse() : Conflict("file-in-use", "文件正在使用", "该文件已被申请材料引用，不能删除；请先在申请材料中移除。");
