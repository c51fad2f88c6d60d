namespace PatentFunctions.LocalHost;

/// <summary>Names a function. One per method.</summary>
/// <param name="name">The name, unique in the app; letters, digits, '-' and '_'.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}

/// <summary>Root of all binding attributes.</summary>
public abstract class BindingAttribute : Attribute;

/// <summary>A binding that starts a function.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>A binding that hands something to a function.</summary>
public abstract class InputBindingAttribute : BindingAttribute;

/// <summary>A binding that takes something from a function.</summary>
public abstract class OutputBindingAttribute : BindingAttribute;

/// <summary>Which key a caller must show. The local host, like the Azure tools on a developer's machine, asks for none.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous,

    /// <summary>A signed-in user.</summary>
    User,

    /// <summary>The function's key.</summary>
    Function,

    /// <summary>The system's key.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}

/// <summary>Starts the function by an HTTP request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, function key.</summary>
    public HttpTriggerAttribute() : this(AuthorizationLevel.Function, []) { }

    /// <summary>The given methods, function key.</summary>
    /// <param name="methods">HTTP methods, in any case.</param>
    public HttpTriggerAttribute(params string[] methods) : this(AuthorizationLevel.Function, methods) { }

    /// <summary>Any method.</summary>
    /// <param name="authLevel">The key asked for.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) : this(authLevel, []) { }

    /// <summary>The given methods.</summary>
    /// <param name="authLevel">The key asked for.</param>
    /// <param name="methods">HTTP methods, in any case.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route below the prefix of host.json; the function's name when absent.</summary>
    public string? Route { get; set; }

    /// <summary>The methods answered; empty means all.</summary>
    public string[] Methods { get; }

    /// <summary>The key asked for.</summary>
    public AuthorizationLevel AuthLevel { get; }
}

/// <summary>Starts the function by the clock.</summary>
/// <param name="schedule">NCRONTAB with six fields in UTC (second first), or the name of a setting between percent signs.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule as written.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether occurrences missed while the host was down lead to one late call. On by default.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}

/// <summary>What a timer function is told.</summary>
public class TimerInfo
{
    /// <summary>Earlier and next occurrence.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this call makes up for occurrences missed while the host was down.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The occurrences of a timer, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last occurrence.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}

/// <summary>Marks an orchestrator's context parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestration's name; the function's name when absent.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Marks an activity's input parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name; the function's name when absent.</summary>
    public string? Activity { get; set; }
}

/// <summary>Marks a parameter that takes the <see cref="DurableTaskClient"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; there is one only here.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The connection's name; unused here.</summary>
    public string? ConnectionName { get; set; }
}
