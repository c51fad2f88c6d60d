using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.LocalHost;

/// <summary>What starts a function.</summary>
internal enum TriggerKind
{
    Http,
    Timer,
    Orchestration,
    Activity,
}

/// <summary>A method with a <see cref="FunctionAttribute"/>, ready to be called.</summary>
internal sealed class FunctionMethod
{
    private readonly Func<object?, object?[], object?> _call;
    private readonly Func<object?, ValueTask<object?>> _await;
    private readonly ObjectFactory? _factory;
    private readonly Func<Invocation, object?>[] _binders;

    public FunctionMethod(string name, MethodInfo method, ParameterInfo trigger, TriggerBindingAttribute attribute, Func<Invocation, object?>[] binders)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        Attribute = attribute;
        Kind = attribute switch
        {
            HttpTriggerAttribute => TriggerKind.Http,
            TimerTriggerAttribute => TriggerKind.Timer,
            OrchestrationTriggerAttribute => TriggerKind.Orchestration,
            _ => TriggerKind.Activity,
        };
        ParameterNames = [.. method.GetParameters().Select(p => p.Name!)];
        Definition = new MethodDefinition(this);
        _binders = binders;
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        _call = Compile(method);
        _await = Awaiter(method.ReturnType);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public ParameterInfo Trigger { get; }

    public TriggerBindingAttribute Attribute { get; }

    public TriggerKind Kind { get; }

    public string[] ParameterNames { get; }

    public FunctionDefinition Definition { get; }

    public object? Bind(Invocation invocation, int parameter) => _binders[parameter](invocation);

    /// <summary>Calls the method on a new instance of its class and awaits its result.</summary>
    public async Task<object?> CallAsync(Invocation invocation, object?[] arguments)
    {
        var target = _factory?.Invoke(invocation.InstanceServices, []);
        try
        {
            return await _await(_call(target, arguments));
        }
        finally
        {
            if (target is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (target as IDisposable)?.Dispose();
        }
    }

    private static Func<object?, object?[], object?> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select((p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType)));
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?, object?[], object?>>(body, target, arguments).Compile();
    }

    private static Func<object?, ValueTask<object?>> Awaiter(Type type)
    {
        if (type == typeof(Task))
            return async task => { await (Task)task!; return null; };
        if (type == typeof(ValueTask))
            return async task => { await (ValueTask)task!; return null; };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            return Generic(nameof(AwaitTask), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return Generic(nameof(AwaitValueTask), type);
        return value => new(value);

        static Func<object?, ValueTask<object?>> Generic(string name, Type type) =>
            typeof(FunctionMethod).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type.GetGenericArguments())
                .CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static async ValueTask<object?> AwaitTask<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> AwaitValueTask<T>(object? task) => await (ValueTask<T>)task!;

    private sealed class MethodDefinition : FunctionDefinition
    {
        public MethodDefinition(FunctionMethod function)
        {
            var method = function.Method;
            Name = function.Name;
            EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
            PathToAssembly = method.DeclaringType.Assembly.Location;
            Id = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}|{EntryPoint}")).AsSpan(0, 8));
            Parameters = [.. method.GetParameters().Select(p => new FunctionParameter(p.Name!, p.ParameterType))];
            InputBindings = method.GetParameters()
                .Where(p => p.GetCustomAttribute<BindingAttribute>() is not null)
                .ToImmutableDictionary(
                    p => p.Name!,
                    p => (BindingMetadata)new Binding(p.Name!, BindingType(p.GetCustomAttribute<BindingAttribute>()!), BindingDirection.In));
            OutputBindings = function.Kind == TriggerKind.Http
                ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "http", BindingDirection.Out))
                : ImmutableDictionary<string, BindingMetadata>.Empty;
        }

        public override ImmutableArray<FunctionParameter> Parameters { get; }

        public override string PathToAssembly { get; }

        public override string EntryPoint { get; }

        public override string Id { get; }

        public override string Name { get; }

        public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

        private static string BindingType(BindingAttribute attribute) => attribute switch
        {
            HttpTriggerAttribute => "httpTrigger",
            TimerTriggerAttribute => "timerTrigger",
            OrchestrationTriggerAttribute => "orchestrationTrigger",
            ActivityTriggerAttribute => "activityTrigger",
            _ => "durableClient",
        };
    }

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
