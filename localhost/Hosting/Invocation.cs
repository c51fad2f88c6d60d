using System.Collections;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace PatentFunctions.LocalHost;

/// <summary>One invocation of a function, whatever started it.</summary>
internal sealed class Invocation : FunctionContext
{
    private static readonly object Unbound = new();

    private readonly FunctionMethod _function;
    private readonly object?[] _arguments;
    private IDictionary<object, object>? _items;
    private Features? _features;
    private BindingValues? _bindings;
    private Trace? _trace;
    private string? _id;

    public Invocation(FunctionMethod function, IServiceProvider services, CancellationToken cancellationToken)
    {
        _function = function;
        _arguments = new object?[function.ParameterNames.Length];
        Array.Fill(_arguments, Unbound);
        InstanceServices = services;
        CancellationToken = cancellationToken;
    }

    /// <summary>The request, for HTTP functions.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>What the trigger hands in, for the others: a timer's info, an orchestration, an activity's row.</summary>
    public object? TriggerValue { get; init; }

    /// <summary>What the function returned, or what a middleware put in its place.</summary>
    public object? Result { get; set; }

    public override string InvocationId => _id ??= Guid.NewGuid().ToString();

    public override string FunctionId => _function.Definition.Id;

    public override TraceContext TraceContext => _trace ??= new Trace(Activity.Current);

    public override BindingContext BindingContext => _bindings ??= new BindingValues(this);

    public override RetryContext RetryContext => FirstTry.Instance;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => _function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new Features();

    public override CancellationToken CancellationToken { get; }

    public FunctionMethod Function => _function;

    public object? GetArgument(string name) => GetArgument(IndexOf(name));

    public void SetArgument(string name, object? value) => _arguments[IndexOf(name)] = value;

    /// <summary>The innermost link of the pipeline: binds what is not bound yet, and calls the method.</summary>
    public async Task RunAsync()
    {
        for (var i = 0; i < _arguments.Length; i++)
            GetArgument(i);
        Result = await _function.CallAsync(this, _arguments);
    }

    private object? GetArgument(int i)
    {
        if (_arguments[i] == Unbound)
            _arguments[i] = _function.Bind(this, i);
        return _arguments[i];
    }

    private int IndexOf(string name)
    {
        var i = Array.IndexOf(_function.ParameterNames, name);
        return i >= 0 ? i : throw new ArgumentException($"{_function.Name} has no parameter {name}.", nameof(name));
    }

    private sealed class BindingValues(Invocation invocation) : BindingContext
    {
        private Dictionary<string, object?>? _data;

        public override IReadOnlyDictionary<string, object?> BindingData => _data ??= Collect();

        private Dictionary<string, object?> Collect()
        {
            var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            if (invocation.Http is { } http)
            {
                foreach (var (name, value) in http.Request.Query)
                    data[name] = value.ToString();
                foreach (var (name, value) in http.Request.RouteValues)
                    data[name] = value;
            }
            else if (invocation.TriggerValue is ActivityRow activity)
            {
                data["instanceId"] = activity.InstanceId;
            }

            return data;
        }
    }

    private sealed class Trace(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? "";

        public override string TraceState { get; } = activity?.TraceStateString ?? "";
    }

    private sealed class FirstTry : RetryContext
    {
        public static readonly FirstTry Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}

/// <summary>Features of an invocation.</summary>
internal sealed class Features : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public void Set<T>(T instance) => _features[typeof(T)] = instance!;

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
