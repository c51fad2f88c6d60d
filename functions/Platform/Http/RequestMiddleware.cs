using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Http;

/// <summary>Somebody else changed the record in between.</summary>
public sealed record RecordChanged() : Stale("record-changed", "内容已被更新", "该内容在您打开之后已被修改，请刷新查看最新内容后再提交；您刚才填写的内容未被覆盖。");

/// <summary>The body is larger than any endpoint takes.</summary>
public sealed record BodyTooLarge(long LimitBytes) : TooLarge("body-too-large", "提交内容过大", $"提交的内容超过 {LimitBytes / 1024 / 1024.0:0.#} MB 的限制，请缩减后重试。");

/// <summary>The page token was not issued by this endpoint.</summary>
public sealed record BadContinuation() : Malformed("continuation-invalid", "翻页标记无效", "翻页标记无效或已过期，请从第一页重新查询。");

/// <summary>A bug or broken infrastructure; the detail is in the logs under the trace id.</summary>
public sealed record InternalFailure() : Refusal("internal-failure", StatusCodes.Status500InternalServerError, "系统异常", "系统处理时发生异常，您的数据未受影响，请稍后重试；如多次出现，请将跟踪编号提供给平台。");

/// <summary>
/// The outermost layer of every HTTP function: every exception becomes a clear answer, never a stack trace; answers carry safe headers.
/// Other kinds of function pass through.
/// </summary>
internal sealed class RequestMiddleware(ILogger<RequestMiddleware> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.XFrameOptions = "DENY";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Trace-Id"] = http.TraceId();
        try
        {
            await next(context);
        }
        catch (Exception e) when (!http.Response.HasStarted && AnswerTo(Unwrap(e), context) is { } answer)
        {
            context.GetInvocationResult().Value = answer;
        }
        await ReadToTheEndAsync(http.Request);
    }

    /// <summary>
    /// A refusal may come before the body was read. The Functions host sends the whole body before it reads the answer: where the connection is
    /// closed in between it answers 500 and nothing else, so the rest is taken and thrown away.
    /// </summary>
    private static async Task ReadToTheEndAsync(HttpRequest request)
    {
        try
        {
            await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone, or sends more than anything takes: there is nobody to answer better.
        }
    }

    private Refusal? AnswerTo(Exception exception, FunctionContext context)
    {
        switch (exception)
        {
            case RefusedException refused:
                return refused.Refusal;
            case StoreConflictException:
                return new RecordChanged();
            case BadContinuationException:
                return new BadContinuation();
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new BodyTooLarge(30_000_000);
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return null;
            default:
                log.LogError(exception, "{Function} failed", context.FunctionDefinition.Name);
                return new InternalFailure();
        }
    }

    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };
}
