namespace PatentFunctions.Platform.Http;

/// <summary>Reads bodies that are no JSON and are small enough to be held, such as an operator's CSV.</summary>
public static class RawBody
{
    /// <summary>The body from its beginning; throws the refusal where it is empty or larger than the limit.</summary>
    public static async Task<MemoryStream> ReadRawAsync(this HttpRequest request, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > limit) throw new RefusedException(new BodyTooLarge(limit));
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > limit) throw new RefusedException(new BodyTooLarge(limit));
            buffer.Write(chunk, 0, read);
        }
        if (buffer.Length == 0) throw new RefusedException(new BodyMissing());
        buffer.Position = 0;
        return buffer;
    }

    /// <summary>Throws the refusal (428, 412) unless If-Match names a version of something that is no record.</summary>
    public static void RequireMatch(this HttpRequest request, string version)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0) throw new RefusedException(new IfMatchRequired());
        if (!header.Split(',').Any(t => t.Trim() == ETags.Of(version))) throw new RefusedException(new RecordChanged());
    }

    /// <summary>True where the client has this version already: the answer is 304. Sets ETag and caching in any case.</summary>
    public static bool IsUnchanged(this HttpRequest request, string version, int maxAgeSeconds)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.SetETag(version);
        request.HttpContext.Response.Headers.CacheControl = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"public, max-age={maxAgeSeconds}");
        return request.Headers.IfNoneMatch.ToString().Split(',').Any(t => t.Trim() == ETags.Of(version));
    }
}
