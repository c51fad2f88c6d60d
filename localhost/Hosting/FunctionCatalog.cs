using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace PatentFunctions.LocalHost;

/// <summary>The app's functions. Finding them, it refuses what the Functions host would refuse, all of it at once.</summary>
internal sealed partial class FunctionCatalog
{
    private static readonly HashSet<Type> RequestValueTypes =
    [
        typeof(string), typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(float), typeof(double), typeof(decimal),
        typeof(Guid), typeof(DateOnly), typeof(TimeOnly), typeof(DateTime), typeof(DateTimeOffset),
    ];

    private readonly IConfiguration _configuration;
    private readonly List<string> _problems = [];

    private FunctionCatalog(IConfiguration configuration) => _configuration = configuration;

    public List<FunctionMethod> Functions { get; } = [];

    public Dictionary<string, FunctionMethod> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, FunctionMethod> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the functions among the types of an assembly.</summary>
    /// <exception cref="LocalHostStartupException">Something is wrong with them.</exception>
    public static FunctionCatalog Of(IEnumerable<Type> types, IConfiguration configuration, bool inspectOrchestrators = true)
    {
        var catalog = new FunctionCatalog(configuration);
        catalog.Add(types);
        if (inspectOrchestrators)
        {
            catalog._problems.AddRange(catalog.Orchestrators.Values
                .SelectMany(orchestrator => OrchestratorInspection.Problems(orchestrator.Name, orchestrator.Method)));
        }

        return catalog._problems.Count == 0 ? catalog : throw new LocalHostStartupException(catalog._problems);
    }

    /// <summary>A schedule, a setting's name between percent signs replaced by its value.</summary>
    public static string Resolve(string text, IConfiguration configuration) =>
        SettingName().Replace(text, name => configuration[name.Groups[1].Value] ?? name.Value);

    private void Add(IEnumerable<Type> types)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = from type in types
                      from method in type.GetMethods(all)
                      let attribute = method.GetCustomAttribute<FunctionAttribute>()
                      where attribute is not null
                      select (attribute.Name, method);
        foreach (var (name, method) in methods.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            if (Examine(name, method) is { } function)
                Functions.Add(function);
        }

        foreach (var same in Functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            _problems.Add($"{same.Count()} functions are named {same.Key}: {string.Join(", ", same.Select(f => f.Definition.EntryPoint))}");
        Index(TriggerKind.Orchestration, Orchestrators, f => ((OrchestrationTriggerAttribute)f.Attribute).Orchestration);
        Index(TriggerKind.Activity, Activities, f => ((ActivityTriggerAttribute)f.Attribute).Activity);
        FindEqualRoutes();
    }

    private void Index(TriggerKind kind, Dictionary<string, FunctionMethod> index, Func<FunctionMethod, string?> name)
    {
        foreach (var function in Functions.Where(f => f.Kind == kind))
            index.TryAdd(name(function) ?? function.Name, function);
    }

    private void FindEqualRoutes()
    {
        var routes = from function in Functions
                     where function.Kind == TriggerKind.Http
                     let methods = HttpRoute.Methods(function)
                     from method in methods.Length == 0 ? ["any method"] : methods
                     group function by (Path: HttpRoute.Shape(function), Method: method);
        foreach (var same in routes.Where(g => g.Count() > 1))
            _problems.Add($"{string.Join(" and ", same.Select(f => f.Name))} have the same route: {same.Key.Method} {same.Key.Path}");
    }

    private FunctionMethod? Examine(string name, MethodInfo method)
    {
        var before = _problems.Count;
        var where = $"{name} ({method.DeclaringType!.FullName}.{method.Name})";
        if (!FunctionName().IsMatch(name))
            _problems.Add($"{where}: a function's name begins with a letter and has letters, digits, '-' and '_', at most 128 of them");
        if (!method.IsPublic || !method.DeclaringType.IsVisible)
            _problems.Add($"{where}: method and class must be public");
        if (method.ContainsGenericParameters)
            _problems.Add($"{where}: method and class must not be generic");
        if (method is { IsStatic: false, DeclaringType.IsAbstract: true })
            _problems.Add($"{where}: the class is abstract");
        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
            _problems.Add($"{where}: async void cannot be awaited; return Task");

        var parameters = method.GetParameters();
        var triggers = parameters
            .Select(p => (Parameter: p, Attribute: p.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(t => t.Attribute is not null)
            .ToList();
        if (triggers.Count != 1)
        {
            _problems.Add(triggers.Count == 0
                ? $"{where}: no parameter has a trigger"
                : $"{where}: more than one trigger ({string.Join(", ", triggers.Select(t => t.Parameter.Name))})");
            return null;
        }

        var (trigger, attribute) = triggers[0];
        switch (attribute)
        {
            case HttpTriggerAttribute http:
                ExamineRoute(where, name, http);
                break;
            case TimerTriggerAttribute timer:
                if (!CronSchedule.TryParse(Resolve(timer.Schedule, _configuration), out _, out var error))
                    _problems.Add($"{where}: the schedule {error}");
                break;
        }

        var binders = parameters.Select(p => Binder(where, attribute!, p, trigger, parameters)).ToArray();
        return _problems.Count == before ? new FunctionMethod(name, method, trigger, attribute!, binders!) : null;
    }

    private void ExamineRoute(string where, string name, HttpTriggerAttribute http)
    {
        var route = (string.IsNullOrWhiteSpace(http.Route) ? name : http.Route).Trim('/');
        if (route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase))
            _problems.Add($"{where}: the Functions host keeps routes that begin with \"admin\" or \"runtime\" for itself: {route}");
        try
        {
            RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException e)
        {
            _problems.Add($"{where}: the route \"{route}\" is not valid: {e.Message}");
        }

        foreach (var method in http.Methods.Where(m => !HttpMethodName().IsMatch(m)))
            _problems.Add($"{where}: \"{method}\" is no HTTP method");
    }

    /// <summary>How a parameter gets its value; null, and a problem noted, when it cannot get any.</summary>
    private Func<Invocation, object?>? Binder(
        string where, TriggerBindingAttribute attribute, ParameterInfo parameter, ParameterInfo trigger, ParameterInfo[] all)
    {
        var type = parameter.ParameterType;
        if (parameter == trigger)
        {
            switch (attribute)
            {
                case HttpTriggerAttribute when type == typeof(HttpRequest):
                    return invocation => invocation.Http!.Request;
                case TimerTriggerAttribute when type == typeof(TimerInfo):
                case OrchestrationTriggerAttribute when type == typeof(TaskOrchestrationContext):
                    return invocation => invocation.TriggerValue;
                case ActivityTriggerAttribute:
                    return invocation => JsonDataConverter.Default.Deserialize(((ActivityRow)invocation.TriggerValue!).Input, type) ?? Default(type);
                default:
                    _problems.Add($"{where}: the trigger's parameter {parameter.Name} is {Name(type)} but must be {attribute switch
                    {
                        HttpTriggerAttribute => nameof(HttpRequest),
                        TimerTriggerAttribute => nameof(TimerInfo),
                        _ => nameof(TaskOrchestrationContext),
                    }}");
                    return null;
            }
        }

        if (type == typeof(FunctionContext))
            return invocation => invocation;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
        {
            if (type == typeof(DurableTaskClient) && attribute is not OrchestrationTriggerAttribute)
                return invocation => invocation.InstanceServices.GetRequiredService<DurableTaskClient>();
            _problems.Add(attribute is OrchestrationTriggerAttribute
                ? $"{where}: an orchestrator must not have a durable client ({parameter.Name}); call sub-orchestrations or activities"
                : $"{where}: the durable client {parameter.Name} must be a {nameof(DurableTaskClient)}");
            return null;
        }

        switch (attribute)
        {
            case OrchestrationTriggerAttribute when IsInput(parameter, trigger, all):
                return invocation => ((OrchestrationRun)invocation.TriggerValue!).ReadInput(type) ?? Default(type);
            case OrchestrationTriggerAttribute:
                _problems.Add($"{where}: an orchestrator may have its context, one input and a FunctionContext, not {Name(type)} {parameter.Name}");
                return null;
            case HttpTriggerAttribute or TimerTriggerAttribute or ActivityTriggerAttribute when type == typeof(CancellationToken):
                return invocation => invocation.CancellationToken;
            case ActivityTriggerAttribute when type == typeof(string) && parameter.Name == "instanceId":
                return invocation => ((ActivityRow)invocation.TriggerValue!).InstanceId;
            case HttpTriggerAttribute when RequestValueTypes.Contains(Nullable.GetUnderlyingType(type) ?? type):
                return RequestValue(parameter);
            default:
                _problems.Add($"{where}: nothing can be bound to {Name(type)} {parameter.Name}"
                    + (attribute is HttpTriggerAttribute ? "; route and query values are text, numbers, bool, Guid, dates and times" : ""));
                return null;
        }
    }

    /// <summary>The first parameter that is nothing else takes the orchestration's input.</summary>
    private static bool IsInput(ParameterInfo parameter, ParameterInfo trigger, ParameterInfo[] all) =>
        parameter.ParameterType != typeof(CancellationToken)
        && !parameter.ParameterType.IsInterface
        && all.First(p => p != trigger && p.ParameterType != typeof(FunctionContext)) == parameter;

    private static Func<Invocation, object?> RequestValue(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var converter = TypeDescriptor.GetConverter(type);
        var nullable = !parameter.ParameterType.IsValueType || type != parameter.ParameterType;
        return invocation =>
        {
            var request = invocation.Http!.Request;
            var text = request.RouteValues.TryGetValue(name, out var routed) ? Convert.ToString(routed, CultureInfo.InvariantCulture)
                : request.Query.TryGetValue(name, out var asked) ? asked.ToString()
                : null;
            if (text is null || (text.Length == 0 && type != typeof(string)))
            {
                if (parameter.HasDefaultValue)
                    return parameter.DefaultValue;
                return nullable ? null : throw new FunctionInputConverterException($"The request has no value for {name}.");
            }

            if (type == typeof(string))
                return text;
            try
            {
                return converter.ConvertFromInvariantString(text);
            }
            catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
            {
                throw new FunctionInputConverterException($"\"{text}\" is no {Name(type)} for {name}.", e);
            }
        };
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static string Name(Type type) => type.Name;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex FunctionName();

    [GeneratedRegex("^[A-Za-z]+$")]
    private static partial Regex HttpMethodName();

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}

/// <summary>What the host refuses to start with.</summary>
/// <param name="problems">All that is wrong.</param>
public sealed class LocalHostStartupException(IReadOnlyList<string> problems) : Exception(
    $"The host does not start, for {problems.Count} reason(s):{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}")
{
    /// <summary>All that is wrong, one text each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
