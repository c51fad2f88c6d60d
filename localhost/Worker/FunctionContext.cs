using System.Collections.Immutable;

namespace PatentFunctions.LocalHost;

/// <summary>Everything about one invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>A new id for every invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, stable across restarts.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that this invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger brought along.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which try of the host this is.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware passes along.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Features of this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller has gone or the host stops.</summary>
    public virtual CancellationToken CancellationToken { get; }
}

/// <summary>What is known of a function before it runs.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The method's parameters.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The assembly's path.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Namespace, class and method, joined by dots.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>The function's id, stable across restarts.</summary>
    public abstract string Id { get; }

    /// <summary>The function's name.</summary>
    public abstract string Name { get; }

    /// <summary>Trigger and input bindings by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Output bindings by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

/// <summary>A parameter of a function.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="type">The parameter's type.</param>
public class FunctionParameter(string name, Type type)
{
    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>The parameter's type.</summary>
    public Type Type { get; } = type;
}

/// <summary>Whether a binding hands in or takes out.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In,

    /// <summary>Out of the function.</summary>
    Out,
}

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter's name.</summary>
    public abstract string Name { get; }

    /// <summary>The kind, such as httpTrigger, timerTrigger, orchestrationTrigger, activityTrigger or durableClient.</summary>
    public abstract string Type { get; }

    /// <summary>In or out.</summary>
    public abstract BindingDirection Direction { get; }
}

/// <summary>What a trigger brought along.</summary>
public abstract class BindingContext
{
    /// <summary>Route and query values of a request; the instance id of an activity.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>W3C trace context.</summary>
public abstract class TraceContext
{
    /// <summary>The traceparent header.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The tracestate header.</summary>
    public abstract string TraceState { get; }
}

/// <summary>Which try of the host an invocation is.</summary>
public abstract class RetryContext
{
    /// <summary>Tries before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How many tries there may be.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>Features of an invocation by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Puts a feature.</summary>
    /// <typeparam name="T">The feature's type.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>The feature, or null.</summary>
    /// <typeparam name="T">The feature's type.</typeparam>
    T? Get<T>();
}

/// <summary>What a function returned; middleware may replace it.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value returned.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>What a function returned; middleware may replace it.</summary>
public abstract class InvocationResult : InvocationResult<object>;

/// <summary>A bound input that middleware may read and replace.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public abstract class InputBindingData<T>
{
    /// <summary>The binding.</summary>
    public abstract BindingMetadata BindingMetadata { get; }

    /// <summary>The value handed to the function.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>The next link of the pipeline.</summary>
/// <param name="context">The invocation.</param>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>A link of the pipeline around every function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its part and calls <paramref name="next"/>, or answers itself.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}

/// <summary>Collects the pipeline and the services.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>Adds a link to the pipeline.</summary>
    /// <param name="middleware">Makes the link from the rest of the pipeline.</param>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);

    /// <summary>The app's services.</summary>
    IServiceCollection Services { get; }
}

/// <summary>An error of the host around a function.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="innerException">Why.</param>
public class FunctionWorkerException(string message, Exception? innerException) : Exception(message, innerException)
{
    /// <summary>An error without a cause.</summary>
    /// <param name="message">What went wrong.</param>
    public FunctionWorkerException(string message) : this(message, null) { }
}

/// <summary>A request value that does not fit its parameter's type.</summary>
/// <param name="message">Which parameter, which value.</param>
/// <param name="innerException">Why.</param>
public class FunctionInputConverterException(string message, Exception? innerException) : FunctionWorkerException(message, innerException)
{
    /// <summary>An error without a cause.</summary>
    /// <param name="message">Which parameter, which value.</param>
    public FunctionInputConverterException(string message) : this(message, null) { }
}
