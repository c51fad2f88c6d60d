using System.Text.Json.Nodes;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>The headers of answers that a client needs, as the document names them.</summary>
internal static class AnswerHeaders
{
    /// <summary>Those that the answers of one status bring; null where there are none.</summary>
    /// <param name="answers">Every answer of the status: of another media type each.</param>
    public static JsonObject? Of(IReadOnlyCollection<AnswersAttribute> answers)
    {
        var headers = new JsonObject();
        if (answers.Any(a => a.ETag || a.ETagOnceSaved))
            headers["ETag"] = Header("内容的版本，修改时放入 If-Match", answers.All(a => a.ETag), "\"5f0c1e9a7b21\"");
        if (answers.Any(a => a.Location))
            headers["Location"] = Header("新建内容或办理进度的地址", answers.All(a => a.Location), "/api/…");
        if (answers.Any(IsDownload))
            headers["Content-Disposition"] = Header("下载时的文件名", answers.All(IsDownload), "attachment; filename*=UTF-8''%E5%A4%87%E6%A1%88%E8%AF%81%E6%98%8E.pdf");
        if (answers.Any(a => a.Status == StatusCodes.Status206PartialContent)) headers["Content-Range"] = Header("这一段在文件中的位置", true, "bytes 0-1023/2048");
        return headers.Count == 0 ? null : headers;
    }

    /// <summary>Those of a refusal, which the platform sets by its status; null where there are none.</summary>
    public static JsonObject? OfRefusal(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new JsonObject { ["WWW-Authenticate"] = Header("登录方式", true, "Bearer") },
        StatusCodes.Status416RangeNotSatisfiable => new JsonObject { ["Content-Range"] = Header("文件的大小", true, "bytes */2048") },
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => new JsonObject { ["Retry-After"] = Header("多少秒后可以重试", false, "60") },
        _ => null,
    };

    private static bool IsDownload(AnswersAttribute answer) => answer.MediaType is { } types && Array.TrueForAll(RawContent.Split(types), RawContent.IsDownload);

    private static JsonObject Header(string description, bool always, string example)
    {
        var header = new JsonObject { ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" }, ["example"] = example };
        if (always) header["required"] = true;
        return header;
    }
}
