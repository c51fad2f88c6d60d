namespace PatentFunctions.Platform.Http;

/// <summary>
/// Who may call an HTTP function: the one place where it is said, read by the middleware, the OpenAPI document and the tests (ACC-11).
/// An HTTP function without it is refused.
/// </summary>
/// <param name="roles">The roles; <see cref="Role.Public"/> lets in everybody, signed in or not.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;

    /// <summary>True for the few endpoints that an account may call before its phone is bound and its initial password replaced (ACC-06).</summary>
    public bool BeforeSetup { get; init; }

    /// <summary>True where everybody may call.</summary>
    public bool IsPublic => Roles.Contains(Role.Public);
}

/// <summary>The JSON body an HTTP function takes, for the OpenAPI document.</summary>
/// <param name="body">Type of the body.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsAttribute(Type body) : Attribute
{
    /// <summary>Type of the body.</summary>
    public Type Body { get; } = body;
}

/// <summary>A raw body an HTTP function takes (uploads), for the OpenAPI document.</summary>
/// <param name="mediaTypes">Media types.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsRawAttribute(params string[] mediaTypes) : Attribute
{
    /// <summary>Media types.</summary>
    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;

    /// <summary>True where nothing need be sent.</summary>
    public bool Optional { get; init; }

    /// <summary>An example of JSON whose form is somebody else's (a gateway's report); null for bytes.</summary>
    public string? Example { get; init; }
}

/// <summary>An answer of an HTTP function, for the OpenAPI document.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="body">Type of the JSON body; null for none.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? body = null) : Attribute
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Type of the JSON body.</summary>
    public Type? Body { get; } = body;

    /// <summary>Media type where it is not JSON, e.g. application/pdf; several are separated by commas.</summary>
    public string? MediaType { get; init; }

    /// <summary>True where the answer always carries an ETag.</summary>
    public bool ETag { get; init; }

    /// <summary>True where it carries an ETag if there is something yet that could be changed.</summary>
    public bool ETagOnceSaved { get; init; }

    /// <summary>True where the header Location tells where to read what was made.</summary>
    public bool Location { get; init; }
}

/// <summary>Refusals of the feature's own, for the OpenAPI document; those of the platform (401, 403, 404 …) are understood.</summary>
/// <param name="refusals">Types derived from <see cref="Refusal"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params Type[] refusals) : Attribute
{
    /// <summary>The refusal types.</summary>
    public IReadOnlyList<Type> Refusals { get; } = refusals;
}

/// <summary>
/// Stands on a refusal that an area gives through a function of another one, which does not know it (a review's decision), for the OpenAPI document.
/// A return is a decision at once; an approval is one at once, or with its confirmation where the kind has four eyes.
/// </summary>
/// <param name="functions">Names of the functions.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RefusedByAttribute(params string[] functions) : Attribute
{
    /// <summary>Names of the functions.</summary>
    public IReadOnlyList<string> Functions { get; } = functions;
}

/// <summary>A query parameter of an HTTP function, for the OpenAPI document.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">Chinese description with allowed values.</param>
/// <param name="type">Type that it is read as: an enum by its names in JSON, a number, a date; null for text.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryParameterAttribute(string name, string description, Type? type = null) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Chinese description.</summary>
    public string Description { get; } = description;

    /// <summary>Type that it is read as; null for text.</summary>
    public Type? Type { get; } = type;

    /// <summary>The words that it may be, separated by commas, where they are not those of a type.</summary>
    public string? Values { get; init; }

    /// <summary>Regular expression of the text.</summary>
    public string? Pattern { get; init; }

    /// <summary>Least number.</summary>
    public int Least { get; init; } = int.MinValue;

    /// <summary>Greatest number.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>True where several may be given, separated by commas.</summary>
    public bool Several { get; init; }

    /// <summary>True where the function refuses a request without it.</summary>
    public bool Required { get; init; }

    /// <summary>True where anything else counts as not given; elsewhere it is refused.</summary>
    public bool Lenient { get; init; }
}

/// <summary>
/// A header of its own that an HTTP function reads, for the OpenAPI document. <see cref="NeedsAttribute"/> names those of changes and creations;
/// If-None-Match and Range follow from the answers 304 and 206.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="description">Chinese description.</param>
/// <param name="example">A value, as it might be.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequestHeaderAttribute(string name, string description, string example) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Chinese description.</summary>
    public string Description { get; } = description;

    /// <summary>A value, as it might be.</summary>
    public string Example { get; } = example;

    /// <summary>True where the function refuses a request without it.</summary>
    public bool Required { get; init; }
}

/// <summary>Headers that a function needs, for the OpenAPI document: If-Match on changes, Idempotency-Key on creations (COM-05).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsAttribute : Attribute
{
    /// <summary>True where If-Match is needed.</summary>
    public bool IfMatch { get; init; }

    /// <summary>True where If-Match is needed from the second save on and must be left out at the first.</summary>
    public bool IfMatchOnceSaved { get; init; }

    /// <summary>True where Idempotency-Key is needed.</summary>
    public bool IdempotencyKey { get; init; }
}
