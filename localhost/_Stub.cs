// Placeholder until the embedded host lands: whoever lands the real types deletes this file.
#pragma warning disable
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
namespace PatentFunctions.LocalHost;
public abstract class FunctionDefinition { public abstract string Name {get;} public abstract string EntryPoint {get;} }
public abstract class InvocationResult { public abstract object? Value {get;set;} }
public abstract class FunctionContext { public abstract FunctionDefinition FunctionDefinition {get;} public abstract string InvocationId {get;} public abstract IDictionary<object,object> Items {get;set;} public virtual CancellationToken CancellationToken {get;} public abstract IServiceProvider InstanceServices {get;set;} }
public delegate Task FunctionExecutionDelegate(FunctionContext context);
public interface IFunctionsWorkerMiddleware { Task Invoke(FunctionContext context, FunctionExecutionDelegate next); }
public static class FunctionContextExtensions { public static HttpContext? GetHttpContext(this FunctionContext c) => null; public static InvocationResult GetInvocationResult(this FunctionContext c) => null!; }
[AttributeUsage(AttributeTargets.Method)] public class FunctionAttribute(string name) : Attribute { public string Name => name; }
public enum AuthorizationLevel { Anonymous, User, Function, System, Admin }
[AttributeUsage(AttributeTargets.Parameter)] public sealed class HttpTriggerAttribute(AuthorizationLevel l, params string[] methods) : Attribute { public string? Route {get;set;} }
[AttributeUsage(AttributeTargets.Parameter)] public sealed class TimerTriggerAttribute(string schedule) : Attribute { public bool RunOnStartup {get;set;} public bool UseMonitor {get;set;} }
[AttributeUsage(AttributeTargets.Parameter)] public sealed class OrchestrationTriggerAttribute : Attribute { }
[AttributeUsage(AttributeTargets.Parameter)] public sealed class ActivityTriggerAttribute : Attribute { }
[AttributeUsage(AttributeTargets.Parameter)] public sealed class DurableClientAttribute : Attribute { }
public class TimerInfo { public bool IsPastDue {get;set;} }
public readonly record struct TaskName(string Name) { public static implicit operator TaskName(string n) => new(n); }
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = default);
public class OrchestrationMetadata { public bool IsCompleted {get;} }
public abstract class DurableTaskClient {
  public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName n, object? input = null, StartOrchestrationOptions? o = null, CancellationToken c = default);
  public abstract Task RaiseEventAsync(string id, string ev, object? payload = null, CancellationToken c = default);
  public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string id, CancellationToken c) => null!;
}
public class RetryPolicy(int maxNumberOfAttempts, TimeSpan firstRetryInterval, double backoffCoefficient = 1, TimeSpan? maxRetryInterval = default, TimeSpan? retryTimeout = default) {}
public class TaskOptions { public static TaskOptions FromRetryPolicy(RetryPolicy p) => null!; }
public abstract class TaskOrchestrationContext {
  public abstract T? GetInput<T>();
  public abstract Task<T> CallActivityAsync<T>(TaskName n, object? input = null, TaskOptions? o = null);
  public abstract Task CreateTimer(DateTime fireAt, CancellationToken c);
  public abstract Task<T> WaitForExternalEvent<T>(string n, CancellationToken c = default);
  public abstract DateTime CurrentUtcDateTime {get;}
  public abstract string InstanceId {get;}
}
