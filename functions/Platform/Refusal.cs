namespace PatentFunctions.Platform;

/// <summary>
/// An answer that says no: a value with a stable <see cref="Code"/>, a Chinese title and detail. Its base type decides the HTTP status;
/// the feature's own refusals are one-line records beside the feature. Being an <see cref="IResult"/>, it is returned from a function as it is.
/// </summary>
/// <param name="Code">Stable kebab-case code; the problem type is <c>/api/problems/{code}</c> (RFC 9457).</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">Short Chinese title, the same for every occurrence.</param>
/// <param name="Detail">Chinese text about this occurrence: what is wrong and what to do.</param>
public abstract record Refusal(string Code, int Status, string Title, string Detail) : IResult
{
    /// <summary>What is wrong at which field; empty where no field is to blame.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Seconds after which a new try makes sense; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => Http.ProblemDocument.WriteAsync(httpContext, this);
}

/// <summary>400: the request cannot be read (broken JSON, unknown field, wrong type, missing header).</summary>
public abstract record Malformed(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status400BadRequest, Title, Detail);

/// <summary>401: nobody is signed in, or the sign-in has ended.</summary>
public abstract record Unauthenticated(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status401Unauthorized, Title, Detail);

/// <summary>403: signed in, but not allowed.</summary>
public abstract record Forbidden(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status403Forbidden, Title, Detail);

/// <summary>404: there is no such thing, or none the caller may know of.</summary>
public abstract record NotFound(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status404NotFound, Title, Detail);

/// <summary>409: the state does not permit the act; nothing was changed.</summary>
public abstract record Conflict(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status409Conflict, Title, Detail);

/// <summary>412: somebody else wrote in between.</summary>
public abstract record Stale(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status412PreconditionFailed, Title, Detail);

/// <summary>413: the body or file is larger than allowed.</summary>
public abstract record TooLarge(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status413PayloadTooLarge, Title, Detail);

/// <summary>415: the media type or file type is not accepted.</summary>
public abstract record UnsupportedMedia(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status415UnsupportedMediaType, Title, Detail);

/// <summary>416: the part that was asked for lies beyond the content.</summary>
public abstract record OutOfRange(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status416RangeNotSatisfiable, Title, Detail);

/// <summary>422: the content breaks rules; every finding is listed.</summary>
public abstract record Invalid(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status422UnprocessableEntity, Title, Detail);

/// <summary>428: the header that protects against lost updates is missing.</summary>
public abstract record PreconditionRequired(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status428PreconditionRequired, Title, Detail);

/// <summary>429: too often.</summary>
public abstract record TooMany(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status429TooManyRequests, Title, Detail);

/// <summary>503: something outside is down; a later try may succeed.</summary>
public abstract record Unavailable(string Code, string Title, string Detail) : Refusal(Code, StatusCodes.Status503ServiceUnavailable, Title, Detail);

/// <summary>The content breaks rules of its fields; <see cref="Refusal.Findings"/> lists all of them at once.</summary>
public sealed record FieldsInvalid() : Invalid("fields-invalid", "填写内容有误", "请按各字段的提示修改后重新提交；已填写的内容均已保留。");

/// <summary>There is no such resource, or none that the caller may know of.</summary>
public sealed record NothingHere() : NotFound("not-found", "未找到", "您访问的内容不存在，或您无权查看。");

/// <summary>
/// Carries a refusal out of binding and loading, where every function would repeat the same three lines; the request middleware turns it
/// into its answer. Rules return refusals as values and never throw this.
/// </summary>
/// <param name="refusal">The answer.</param>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    /// <summary>The answer to send.</summary>
    public Refusal Refusal { get; } = refusal;
}

/// <summary>Either a value or the refusal that took its place.</summary>
/// <typeparam name="T">The value on success.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>The refusal, or null on success.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The value; throws <see cref="RefusedException"/> where there is none, which the request middleware answers.</summary>
    public T Value => Refusal is null ? value! : throw new RefusedException(Refusal);

    /// <summary>Takes the outcome apart.</summary>
    public bool TryGet([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T result, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        result = value;
        refusal = Refusal;
        return refusal is null;
    }

#pragma warning disable CA2225 // the conversions are the whole point; named alternatives would only be noise at each return
    /// <summary>Success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Refused.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
#pragma warning restore CA2225
}
