using System.Text.Json;
using System.Text.Unicode;

namespace PatentFunctions.Platform.Http;

/// <summary>The body is not JSON.</summary>
public sealed record BodyNotJson(long Line, long Column) : Malformed("body-not-json", "提交内容不是有效的 JSON", $"第 {Line} 行第 {Column} 个字节附近的内容无法识别，请检查后重试。");

/// <summary>The body is not UTF-8, e.g. GBK.</summary>
public sealed record BodyEncoding() : Malformed("body-encoding", "提交内容的编码有误", "提交的内容不是 UTF-8 编码（可能是 GBK），请以 UTF-8 编码提交。");

/// <summary>The body is empty.</summary>
public sealed record BodyMissing() : Malformed("body-missing", "缺少提交内容", "此操作需要提交 JSON 内容。");

/// <summary>The media type is not JSON.</summary>
public sealed record BodyMediaType(string Received) : UnsupportedMedia("body-media-type", "提交内容的类型不支持", $"请以 application/json（UTF-8）提交；收到的类型为“{Received}”。");

/// <summary>Fields that do not exist, are of another type or are missing.</summary>
public sealed record BodyShape() : Malformed("body-shape", "提交内容的结构有误", "有字段不存在、缺少或类型不符，请按提示修改后重试。");

/// <summary>Reads JSON bodies in one place, so that every mistake gets its own clear answer (COM-06).</summary>
public static class RequestBody
{
    /// <summary>Bytes of a JSON body unless the function says otherwise.</summary>
    public const int DefaultLimit = 1024 * 1024;

    /// <summary>The body as a type; throws <see cref="RefusedException"/> with all that is wrong with its shape.</summary>
    /// <typeparam name="T">A record whose optional members are nullable; texts longer than their MaxLength (2,000 by default) are refused.</typeparam>
    public static async Task<T> ReadBodyAsync<T>(this HttpRequest request, CancellationToken cancellation, int limit = DefaultLimit)
    {
        var bytes = await ReadAllAsync(request, limit, cancellation);
        if (bytes.Length == 0) throw new RefusedException(new BodyMissing());
        if (!IsJson(request.ContentType)) throw new RefusedException(new BodyMediaType(request.ContentType ?? ""));
        using var document = Parse(bytes);
        var findings = JsonShape.Check(document.RootElement, PlatformJson.Options.GetTypeInfo(typeof(T)));
        if (findings.Count > 0)
            throw new RefusedException(findings.All(f => f.Code == JsonShape.TooLong) ? new FieldsInvalid { Findings = findings } : new BodyShape { Findings = findings });
        return document.RootElement.Deserialize<T>(PlatformJson.Options)!;
    }

    private static bool IsJson(string? contentType)
    {
        if (!Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var header)) return false;
        var json = header.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || header.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
        return json && (header.Charset.Length == 0 || header.Charset.ToString().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonDocument Parse(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) throw new RefusedException(new BodyEncoding());
        try
        {
            CheckTexts(bytes);
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new RefusedException(new BodyNotJson((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1));
        }
    }

    // Half of a surrogate pair (\ud800) is JSON by its grammar but no text: the document would take it and fail when it is read.
    private static void CheckTexts(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                var before = bytes[..(int)reader.TokenStartIndex];
                throw new RefusedException(new BodyNotJson(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n')));
            }
        }
    }

    private static async Task<byte[]> ReadAllAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) throw new RefusedException(new BodyTooLarge(limit));
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > limit) throw new RefusedException(new BodyTooLarge(limit));
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}
