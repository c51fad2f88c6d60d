namespace PatentFunctions.Files.DirectUploads;

/// <summary>Direct uploads are switched off.</summary>
public sealed record DirectUploadOff() : Conflict("direct-upload-off", "直传未开放", "平台未开放直传，请改用普通方式上传附件。");

/// <summary>The upload that the Idempotency-Key began is completed, refused or a day old.</summary>
public sealed record DirectUploadOver() : Conflict("direct-upload-over", "该次上传已结束", "该次上传已完成、未通过检查或已超过 24 小时，请更换 Idempotency-Key 重新发起上传。");

/// <summary>Nothing was put to the address yet.</summary>
public sealed record DirectUploadNotReceived() : Conflict("direct-upload-not-received", "文件尚未上传", "还没有收到文件内容，请先向上传地址提交文件，再确认完成。");

/// <summary>The bytes were replaced while they were being checked: those that were checked are gone.</summary>
public sealed record DirectUploadChanged() : Conflict("direct-upload-changed", "文件已被替换", "检查过程中文件内容又被上传替换，已检查的内容不再有效，请停止上传后再次确认完成。");

/// <summary>The bytes were checked and refused; <see cref="Refusal.Findings"/> says why, with pointers into the form that began the upload.</summary>
public sealed record DirectUploadRejected() : Invalid("direct-upload-rejected", "文件未通过检查", "上传的文件未通过检查，内容已删除，请按提示更换文件后重新上传。");

/// <summary>The address is forged, of another file or has expired.</summary>
public sealed record DirectUploadAddressRefused() : Forbidden("direct-upload-address-refused", "上传地址无效", "上传地址无效或已过期，请以原 Idempotency-Key 重新获取上传地址。");

/// <summary>The header that says what is put is missing, as Blob storage would answer.</summary>
public sealed record BlobTypeRequired() : Malformed("blob-type-required", "缺少 x-ms-blob-type", "请在请求头中带上 x-ms-blob-type: BlockBlob。");
