using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>
/// The OpenAPI 3.1 document (COM-11), generated from the attributes and summaries of the functions. It depends on nothing but the code, so
/// the recorded copy in <c>docs/openapi.json</c> differs exactly when an endpoint does.
/// </summary>
public static class OpenApiDocument
{
    private const string Json = "application/json";

    private static readonly JsonSerializerOptions Writing = new(PlatformJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static readonly Dictionary<string, string> AreaTitles = new(StringComparer.Ordinal)
    {
        ["Accounts"] = "账号与登录",
        ["Units"] = "单位与实名认证",
        ["Patents"] = "专利",
        ["Filing"] = "专利产品备案",
        ["Recognition"] = "专利产品认定",
        ["Cultivation"] = "中小企业培育",
        ["Revitalization"] = "专利盘活",
        ["PledgeFinancing"] = "质押融资贴息",
        ["Reviews"] = "审核工作台",
        ["Notifications"] = "通知",
        ["Files"] = "附件",
        ["Documents"] = "文书",
        ["Calendar"] = "工作日历",
        ["Catalogs"] = "分类目录",
        ["PublicSite"] = "公众查询",
        ["Operations"] = "平台运维",
        ["OpenApi"] = "接口文档",
    };

    private static readonly Dictionary<Role, string> RoleNames = new()
    {
        [Role.Public] = "社会公众",
        [Role.UnitAdmin] = "企业管理员",
        [Role.Expert] = "专家",
        [Role.University] = "高校院所",
        [Role.Examiner] = "试点平台审核员",
        [Role.Provincial] = "省级知识产权管理部门",
        [Role.National] = "国家知识产权局",
        [Role.Bank] = "银行",
        [Role.FinanceOfficer] = "融资服务平台审核员",
        [Role.Operator] = "平台运维",
    };

    private static readonly Lazy<byte[]> Ours = new(() => JsonSerializer.SerializeToUtf8Bytes(Build(typeof(OpenApiDocument).Assembly), Writing));

    /// <summary>The document of this application, UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Ours.Value;

    /// <summary>Writes the document of this application with a newline at its end: the command <c>openapi</c>.</summary>
    public static void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(System.Text.Encoding.UTF8.GetString(Ours.Value));
        writer.Write('\n');
    }

    /// <summary>The document of an assembly's functions.</summary>
    internal static JsonObject Build(Assembly assembly)
    {
        var functions = HttpFunction.AllOf(assembly);
        var summaries = XmlSummaries.Of(assembly);
        var requests = functions.Select(f => f.Method.GetCustomAttribute<AcceptsAttribute>()?.Body).OfType<Type>();
        var answers = functions.SelectMany(f => f.Method.GetCustomAttributes<AnswersAttribute>().Select(a => a.Body)).OfType<Type>().Append(typeof(ProblemBody));
        var asked = functions.SelectMany(f => f.Method.GetCustomAttributes<QueryParameterAttribute>().Select(q => q.Type)).OfType<Type>();
        var schemas = new SchemaSet(requests, answers.Concat(asked), summaries);
        var paths = new JsonObject();
        foreach (var function in functions)
        {
            if (paths[function.Path] is not JsonObject path) paths[function.Path] = path = [];
            foreach (var verb in function.Verbs) path[verb] = Operation(function, verb, schemas, summaries);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "专利产业化服务接口",
                ["version"] = "1.0.0",
                ["description"] = "专利产品备案与认定、中小企业培育、专利盘活、质押融资贴息。所有时间为带时区的 ISO 8601，日期为北京时间；金额单位见各字段说明。出错时返回 application/problem+json（RFC 9457），type 指向 /api/problems/{code}。",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["tags"] = new JsonArray([.. functions.Select(f => f.Area).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(a => (JsonNode)new JsonObject { ["name"] = a, ["description"] = AreaTitles.GetValueOrDefault(a, a) })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components(),
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "登录后取得的令牌" },
                },
            },
        };
    }

    private static JsonObject Operation(HttpFunction function, string verb, SchemaSet schemas, XmlSummaries summaries)
    {
        var allow = function.Allow;
        var what = summaries.OfFunction(function.Method) ?? function.Name;
        var operation = new JsonObject
        {
            ["operationId"] = function.Verbs.Length == 1 ? function.Name : $"{function.Name}-{verb}",
            ["tags"] = new JsonArray(function.Area),
            ["summary"] = (summaries.OfClass(function.Method) ?? what).TrimEnd('.', '。'),
            ["description"] = what,
            ["x-roles"] = new JsonArray([.. (allow?.Roles ?? []).Select(r => (JsonNode)new JsonObject { ["role"] = JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString()), ["name"] = RoleNames.GetValueOrDefault(r, r.ToString()) })]),
            ["security"] = allow is { IsPublic: true } ? new JsonArray() : new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
        };
        if (Parameters(function, schemas) is { Count: > 0 } parameters) operation["parameters"] = parameters;
        if (RequestBody(function, schemas) is { } body) operation["requestBody"] = body;
        operation["responses"] = Responses(function, schemas);
        return operation;
    }

    private static JsonArray Parameters(HttpFunction function, SchemaSet schemas)
    {
        var parameters = new JsonArray();
        foreach (var name in function.RouteValues)
        {
            var declared = function.Method.GetParameters().FirstOrDefault(p => p.Name == name)?.ParameterType ?? typeof(string);
            parameters.Add((JsonNode)new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["description"] = RouteValues.Describe(name), ["schema"] = schemas.Of(declared) });
        }
        foreach (var query in function.Method.GetCustomAttributes<QueryParameterAttribute>())
            parameters.Add((JsonNode)Query(function, query, schemas));
        if (function.Method.GetCustomAttribute<NeedsAttribute>() is { } needs)
        {
            if (needs.IfMatch || needs.IfMatchOnceSaved)
                parameters.Add((JsonNode)Header("If-Match", "读取时返回的 ETag：内容在此期间被他人修改时返回 412" + (needs.IfMatch ? "" : "；首次保存时不带"), "\"5f0c1e9a7b21\"", needs.IfMatch));
            if (needs.IdempotencyKey) parameters.Add((JsonNode)Header("Idempotency-Key", "8 至 128 个可见 ASCII 字符；重试时保持不变", "7c1f7f0e-6c0b-4f0e-9d0a-2f1f4f7d9a10", true));
        }
        foreach (var own in function.Method.GetCustomAttributes<RequestHeaderAttribute>()) parameters.Add((JsonNode)Header(own.Name, own.Description, own.Example, own.Required));
        var answers = function.Method.GetCustomAttributes<AnswersAttribute>().Select(a => a.Status).ToHashSet();
        if (answers.Contains(StatusCodes.Status304NotModified)) parameters.Add((JsonNode)Header("If-None-Match", "上次返回的 ETag：内容未变时返回 304", "\"5f0c1e9a7b21\"", false));
        if (answers.Contains(StatusCodes.Status206PartialContent)) parameters.Add((JsonNode)Header("Range", "只取一段，返回 206；超出内容的返回 416", "bytes=0-1023", false));
        return parameters;
    }

    private static JsonObject Query(HttpFunction function, QueryParameterAttribute query, SchemaSet schemas)
    {
        var parameter = new JsonObject { ["name"] = query.Name, ["in"] = "query" };
        if (query.Required) parameter["required"] = true;
        parameter["description"] = query.Lenient ? query.Description + "；其他值视为不填" : query.Description;
        var schema = query.Name == "take" ? PageSize(query) : schemas.Of(query.Type ?? typeof(string));
        // Generators name the words after the title; without one they number them.
        if (query.Values is { } words)
        {
            schema["title"] = function.Name + char.ToUpperInvariant(query.Name[0]) + query.Name[1..];
            schema["enum"] = new JsonArray([.. words.Split(',').Select(w => (JsonNode)w)]);
        }
        if (query.Pattern is { } pattern) schema["pattern"] = pattern;
        if (query.Least > int.MinValue) schema["minimum"] = query.Least;
        if (query.Most < int.MaxValue) schema["maximum"] = query.Most;
        if (query.Several) parameter["explode"] = false;
        parameter["schema"] = query.Several ? new JsonObject { ["type"] = "array", ["items"] = schema } : schema;
        return parameter;
    }

    private static JsonObject PageSize(QueryParameterAttribute query) =>
        new() { ["type"] = "integer", ["format"] = "int32", ["minimum"] = 1, ["maximum"] = query.Most < int.MaxValue ? query.Most : PageRequest.Most };

    private static JsonObject Header(string name, string description, string example, bool required) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["required"] = required,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
        ["example"] = example,
    };

    private static JsonObject? RequestBody(HttpFunction function, SchemaSet schemas)
    {
        var content = new JsonObject();
        if (function.Method.GetCustomAttribute<AcceptsAttribute>() is { } accepts) content[Json] = Media(schemas, accepts.Body);
        var given = function.Method.GetCustomAttribute<AcceptsRawAttribute>();
        foreach (var raw in given?.MediaTypes ?? [])
            content[raw] = given!.Example is { } example ? new JsonObject { ["schema"] = new JsonObject(), ["example"] = JsonNode.Parse(example) } : new JsonObject { ["schema"] = RawContent.SchemaOf(raw) };
        return content.Count == 0 ? null : new JsonObject { ["required"] = given is not { Optional: true }, ["content"] = content };
    }

    private static JsonObject Media(SchemaSet schemas, Type body)
    {
        var media = new JsonObject { ["schema"] = schemas.Of(body) };
        if (schemas.ExampleOf(body) is { } example) media["example"] = example;
        return media;
    }

    private static JsonObject Responses(HttpFunction function, SchemaSet schemas)
    {
        var responses = new SortedDictionary<int, JsonObject>();
        var answers = function.Method.GetCustomAttributes<AnswersAttribute>().OrderBy(a => a.Status).ThenBy(a => a.MediaType, StringComparer.Ordinal).ToList();
        if (answers.Count == 0) answers.Add(new AnswersAttribute(StatusCodes.Status200OK));
        foreach (var answer in answers)
        {
            if (!responses.TryGetValue(answer.Status, out var response))
                responses[answer.Status] = response = new JsonObject { ["description"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(answer.Status) };
            if (answer.Body is null && answer.MediaType is null) continue;
            if (response["content"] is not JsonObject content) response["content"] = content = [];
            foreach (var type in RawContent.Split(answer.MediaType ?? Json))
                content[type] = answer.Body is null ? new JsonObject { ["schema"] = RawContent.SchemaOf(type) } : Media(schemas, answer.Body);
        }
        foreach (var (status, response) in responses)
        {
            if (AnswerHeaders.Of([.. answers.Where(a => a.Status == status)]) is { } headers) response["headers"] = headers;
        }
        foreach (var group in RefusalsOf(function).Select(RefusalCatalog.Describe).DistinctBy(r => r.Code).GroupBy(r => r.Status))
        {
            var examples = new JsonObject();
            foreach (var refusal in group.OrderBy(r => r.Code, StringComparer.Ordinal)) examples[refusal.Code] = Example(refusal);
            var problem = new JsonObject { ["schema"] = schemas.Of(typeof(ProblemBody)), ["examples"] = examples };
            var names = string.Join("；", group.OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => r.Title).Distinct(StringComparer.Ordinal));
            if (!responses.TryGetValue(group.Key, out var response)) responses[group.Key] = response = new JsonObject { ["description"] = names };
            if (AnswerHeaders.OfRefusal(group.Key) is { } headers) response["headers"] = headers;
            if (response["content"] is not JsonObject content) response["content"] = content = [];
            content[ProblemBody.MediaType] = problem;
        }
        var sorted = new JsonObject();
        foreach (var (status, response) in responses) sorted[status.ToString(CultureInfo.InvariantCulture)] = response;
        return sorted;
    }

    private static JsonObject Example(RefusalInfo refusal) => new()
    {
        ["value"] = new JsonObject
        {
            ["type"] = "/api/problems/" + refusal.Code,
            ["title"] = refusal.Title,
            ["status"] = refusal.Status,
            ["detail"] = refusal.Detail,
            ["instance"] = "/api/…",
            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        },
    };

    /// <summary>The refusals of a function: its own, and those the platform gives by what the function declares.</summary>
    internal static IEnumerable<Type> RefusalsOf(HttpFunction function)
    {
        var method = function.Method;
        foreach (var own in method.GetCustomAttribute<RefusesAttribute>()?.Refusals ?? []) yield return own;
        foreach (var others in RefusalCatalog.Through(function.Name)) yield return others;
        yield return typeof(InternalFailure);
        if (function.Allow is not { IsPublic: true })
        {
            yield return typeof(SignInRequired);
            yield return typeof(RoleNotAllowed);
            if (function.Allow is not { BeforeSetup: true })
            {
                yield return typeof(PhoneNotBound);
                yield return typeof(InitialPasswordInUse);
            }
        }
        if (function.RouteValues.Count > 0) yield return typeof(NothingHere);
        if (method.GetCustomAttribute<AcceptsAttribute>() is not null)
        {
            foreach (var type in ImmutableArray.Create(typeof(BodyMissing), typeof(BodyEncoding), typeof(BodyNotJson), typeof(BodyShape), typeof(BodyMediaType), typeof(BodyTooLarge), typeof(FieldsInvalid))) yield return type;
        }
        foreach (var query in method.GetCustomAttributes<QueryParameterAttribute>())
        {
            if (query.Name == "continuation") yield return typeof(BadContinuation);
            if (query.Name == "take") yield return typeof(BadPageSize);
        }
        if (method.GetCustomAttributes<AnswersAttribute>().Any(a => a.Status == StatusCodes.Status206PartialContent)) yield return typeof(Files.RangeNotSatisfiable);
        if (method.GetCustomAttribute<NeedsAttribute>() is not { } needs) yield break;
        if (needs.IfMatch || needs.IfMatchOnceSaved)
        {
            yield return typeof(IfMatchRequired);
            yield return typeof(RecordChanged);
        }
        if (needs.IdempotencyKey)
        {
            yield return typeof(IdempotencyKeyRequired);
            yield return typeof(IdempotencyKeyReused);
        }
    }
}
