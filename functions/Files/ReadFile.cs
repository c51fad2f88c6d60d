using System.Globalization;
using Microsoft.Net.Http.Headers;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>查看附件 (COM-08).</summary>
public sealed class ReadFile(IRecordStore records, IFileContents contents, IEnumerable<IFileReaders> readers, TimeProvider time)
{
    /// <summary>The content, for its owner and for the roles that its purpose names. Supports ranges and If-None-Match.</summary>
    [Function("ReadFile")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, MediaType = FileKinds.MediaTypes, ETag = true), Answers(206, MediaType = FileKinds.MediaTypes, ETag = true), Answers(304, ETag = true)]
    [Refuses(typeof(FileInfected), typeof(FileNotScanned))]
    public async Task<IResult> ContentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (await FindAsync(id, request.Caller(), cancellation) is not { } file) return new NothingHere();
        if (file.Scan == ScanState.Infected) return new FileInfected();
        if (file.Scan == ScanState.Pending && FileRecords.OwnerOf(request.Caller()) != file.Owner) return new FileNotScanned();
        return await FileContentAnswer.OpenAsync(request, contents, file, cancellation);
    }

    /// <summary>What is known of the file, its scan state among it, for the same people.</summary>
    [Function("ReadFileInfo")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(FileAnswer))]
    public async Task<IResult> InfoAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{id}/info")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        await FindAsync(id, request.Caller(), cancellation) is { } file ? Results.Json(FileAnswer.Of(file), PlatformJson.Options) : new NothingHere();

    private async Task<FileRecord?> FindAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var stored = await FileRecords.FindAsync(records, new FileId(id), cancellation);
        return stored is not null && FileRecords.IsUsable(stored.Value, time.GetUtcNow()) && await FileAccess.MayReadAsync(stored.Value, caller, readers, cancellation) ? stored.Value : null;
    }
}

/// <summary>The part that was asked for lies beyond the file's content.</summary>
public sealed record RangeNotSatisfiable() : OutOfRange("range-not-satisfiable", "超出文件内容", "请求的范围（Range）超出文件内容；文件的大小见 Content-Range。");

/// <summary>A file's content as an answer that no browser can be tricked with; for endpoints that have checked who may read it.</summary>
public static class FileContentAnswer
{
    /// <summary>The answer: true media type, nosniff, sandboxed; images inline, everything else as a download.</summary>
    public static async Task<IResult> OpenAsync(HttpRequest request, IFileContents contents, FileRecord file, CancellationToken cancellation)
    {
        if (await contents.OpenAsync(FileRecords.ContentName(file), cancellation) is not { } stream) return new NothingHere();
        var disposition = new ContentDispositionHeaderValue(file.Kind.IsImage() ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={3600}");
        return new RangedContent(Results.Stream(stream, file.Kind.MediaType(), entityTag: new EntityTagHeaderValue('"' + file.Sha256 + '"'), enableRangeProcessing: true));
    }

    // The framework answers a range that cannot be satisfied with an empty body and the headers of the file.
    private sealed class RangedContent(IResult content) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await content.ExecuteAsync(httpContext);
            if (httpContext.Response.StatusCode != StatusCodes.Status416RangeNotSatisfiable) return;
            var headers = httpContext.Response.Headers;
            headers.ContentLength = null;
            headers.Remove(HeaderNames.ContentDisposition);
            headers.Remove(HeaderNames.ETag);
            await new RangeNotSatisfiable().ExecuteAsync(httpContext);
        }
    }
}
