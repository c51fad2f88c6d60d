namespace PatentFunctions.LocalHost
{
    /// <summary>What went wrong in a task, as far as it can be stored.</summary>
    /// <param name="ErrorType">The exception's full type name.</param>
    /// <param name="ErrorMessage">The exception's message.</param>
    /// <param name="StackTrace">Where.</param>
    /// <param name="InnerFailure">The cause.</param>
    /// <param name="Properties">More about it.</param>
    public record TaskFailureDetails(
        string ErrorType,
        string ErrorMessage,
        string? StackTrace,
        TaskFailureDetails? InnerFailure,
        IDictionary<string, object?>? Properties)
    {
        /// <summary>Whether the exception was of that type or one derived from it.</summary>
        /// <typeparam name="T">The type.</typeparam>
        public bool IsCausedBy<T>() where T : Exception => IsCausedBy(typeof(T));

        /// <summary>Whether the exception was of that type or one derived from it.</summary>
        /// <param name="targetBaseExceptionType">The type.</param>
        /// <exception cref="ArgumentException">The type is no exception.</exception>
        public bool IsCausedBy(Type targetBaseExceptionType)
        {
            ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
            if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
                throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
            return AppDomain.CurrentDomain.GetAssemblies()
                .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
                .Any(type => type is not null && targetBaseExceptionType.IsAssignableFrom(type));
        }

        /// <summary>The details of an exception.</summary>
        /// <param name="exception">The exception.</param>
        public static TaskFailureDetails FromException(Exception exception)
        {
            ArgumentNullException.ThrowIfNull(exception);
            return new(
                exception.GetType().ToString(),
                exception.Message,
                exception.StackTrace,
                exception.InnerException is { } inner ? FromException(inner) : null,
                null);
        }

        /// <inheritdoc/>
        public override string ToString() => $"{ErrorType}: {ErrorMessage}";
    }

    /// <summary>An activity or sub-orchestration ended with an error.</summary>
    public sealed class TaskFailedException : Exception
    {
        /// <summary>From an exception.</summary>
        /// <param name="taskName">The task's name.</param>
        /// <param name="taskId">The task's number in its orchestration.</param>
        /// <param name="innerException">What it threw.</param>
        public TaskFailedException(string taskName, int taskId, Exception innerException)
            : base(Text(taskName, taskId, innerException?.Message), innerException)
        {
            ArgumentNullException.ThrowIfNull(innerException);
            TaskName = taskName;
            TaskId = taskId;
            FailureDetails = TaskFailureDetails.FromException(innerException);
        }

        /// <summary>From stored details.</summary>
        /// <param name="taskName">The task's name.</param>
        /// <param name="taskId">The task's number in its orchestration.</param>
        /// <param name="failureDetails">What went wrong.</param>
        public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
            : base(Text(taskName, taskId, failureDetails?.ErrorMessage))
        {
            ArgumentNullException.ThrowIfNull(failureDetails);
            TaskName = taskName;
            TaskId = taskId;
            FailureDetails = failureDetails;
        }

        /// <summary>The task's name.</summary>
        public string TaskName { get; }

        /// <summary>The task's number in its orchestration.</summary>
        public int TaskId { get; }

        /// <summary>What went wrong.</summary>
        public TaskFailureDetails FailureDetails { get; }

        private static string Text(string name, int id, string? cause) =>
            $"Task '{name}' (#{id}) failed with an unhandled exception: {cause}";
    }

    /// <summary>How often and when a failed task is tried again.</summary>
    public class RetryPolicy
    {
        /// <summary>A policy with growing pauses.</summary>
        /// <param name="maxNumberOfAttempts">Tries in all, at least 1.</param>
        /// <param name="firstRetryInterval">The first pause.</param>
        /// <param name="backoffCoefficient">By how much each pause grows, at least 1.</param>
        /// <param name="maxRetryInterval">The longest pause; one hour when absent.</param>
        /// <param name="retryTimeout">After this no further try is made; never when absent.</param>
        /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
        public RetryPolicy(
            int maxNumberOfAttempts,
            TimeSpan firstRetryInterval,
            double backoffCoefficient = 1.0,
            TimeSpan? maxRetryInterval = null,
            TimeSpan? retryTimeout = null)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
            if (maxRetryInterval is { } max && max != Timeout.InfiniteTimeSpan)
                ArgumentOutOfRangeException.ThrowIfLessThan(max, firstRetryInterval, nameof(maxRetryInterval));
            if (retryTimeout is { } timeout && timeout != Timeout.InfiniteTimeSpan)
                ArgumentOutOfRangeException.ThrowIfLessThan(timeout, firstRetryInterval, nameof(retryTimeout));
            MaxNumberOfAttempts = maxNumberOfAttempts;
            FirstRetryInterval = firstRetryInterval;
            BackoffCoefficient = backoffCoefficient;
            MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
            RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        }

        /// <summary>Tries in all.</summary>
        public int MaxNumberOfAttempts { get; }

        /// <summary>The first pause.</summary>
        public TimeSpan FirstRetryInterval { get; }

        /// <summary>By how much each pause grows.</summary>
        public double BackoffCoefficient { get; }

        /// <summary>The longest pause.</summary>
        public TimeSpan MaxRetryInterval { get; }

        /// <summary>After this no further try is made.</summary>
        public TimeSpan RetryTimeout { get; }

        /// <summary>Which failures are tried again; all when not set.</summary>
        public Func<TaskFailureDetails, bool> HandleFailure
        {
            init => Retries = value;
        }

        internal Func<TaskFailureDetails, bool> Retries { get; private init; } = _ => true;
    }

    /// <summary>A policy or a handler that decides on further tries.</summary>
    public sealed class TaskRetryOptions
    {
        /// <summary>By policy.</summary>
        /// <param name="policy">The policy.</param>
        public TaskRetryOptions(RetryPolicy policy)
        {
            ArgumentNullException.ThrowIfNull(policy);
            Policy = policy;
        }

        /// <summary>By handler.</summary>
        /// <param name="handler">Says whether to try again.</param>
        public TaskRetryOptions(AsyncRetryHandler handler)
        {
            ArgumentNullException.ThrowIfNull(handler);
            Handler = handler;
        }

        /// <summary>The policy, if any.</summary>
        public RetryPolicy? Policy { get; }

        /// <summary>The handler, if any.</summary>
        public AsyncRetryHandler? Handler { get; }

        /// <summary>By policy.</summary>
        /// <param name="policy">The policy.</param>
        public static implicit operator TaskRetryOptions(RetryPolicy policy) => FromRetryPolicy(policy);

        /// <summary>By handler.</summary>
        /// <param name="handler">The handler.</param>
        public static implicit operator TaskRetryOptions(AsyncRetryHandler handler) => FromRetryHandler(handler);

        /// <summary>By handler.</summary>
        /// <param name="handler">The handler.</param>
        public static implicit operator TaskRetryOptions(RetryHandler handler) => FromRetryHandler(handler);

        /// <summary>By policy.</summary>
        /// <param name="policy">The policy.</param>
        public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

        /// <summary>By handler.</summary>
        /// <param name="handler">Says whether to try again.</param>
        public static TaskRetryOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

        /// <summary>By handler.</summary>
        /// <param name="handler">Says whether to try again.</param>
        public static TaskRetryOptions FromRetryHandler(RetryHandler handler)
        {
            ArgumentNullException.ThrowIfNull(handler);
            return new(context => Task.FromResult(handler(context)));
        }
    }

    /// <summary>How an activity or sub-orchestration is called.</summary>
    public record TaskOptions
    {
        /// <summary>With tries.</summary>
        /// <param name="retry">The tries.</param>
        public TaskOptions(TaskRetryOptions? retry) : this(retry, null) { }

        /// <summary>With tries and labels.</summary>
        /// <param name="retry">The tries.</param>
        /// <param name="tags">Free labels.</param>
        public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
        {
            Retry = retry;
            Tags = tags;
        }

        /// <summary>A copy.</summary>
        /// <param name="options">What is copied.</param>
        public TaskOptions(TaskOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            Retry = options.Retry;
            Tags = options.Tags;
            Version = options.Version;
        }

        /// <summary>The tries.</summary>
        public TaskRetryOptions? Retry { get; init; }

        /// <summary>Free labels.</summary>
        public IDictionary<string, string>? Tags { get; init; }

        /// <summary>The version called.</summary>
        public TaskVersion? Version { get; init; }

        /// <summary>With a policy.</summary>
        /// <param name="policy">The policy.</param>
        public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

        /// <summary>With a handler.</summary>
        /// <param name="handler">Says whether to try again.</param>
        public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

        /// <summary>With a handler.</summary>
        /// <param name="handler">Says whether to try again.</param>
        public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

        /// <summary>The same for a sub-orchestration of that id.</summary>
        /// <param name="instanceId">The sub-orchestration's id.</param>
        public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
    }

    /// <summary>How a sub-orchestration is called.</summary>
    public record SubOrchestrationOptions : TaskOptions
    {
        /// <summary>With tries and id.</summary>
        /// <param name="retry">The tries.</param>
        /// <param name="instanceId">The id; null for one derived from the caller.</param>
        public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null) : base(retry) => InstanceId = instanceId;

        /// <summary>From other options.</summary>
        /// <param name="options">The other options.</param>
        /// <param name="instanceId">The id.</param>
        public SubOrchestrationOptions(TaskOptions options, string? instanceId = null) : base(options) =>
            InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

        /// <summary>A copy.</summary>
        /// <param name="options">What is copied.</param>
        public SubOrchestrationOptions(SubOrchestrationOptions options) : base(options)
        {
            ArgumentNullException.ThrowIfNull(options);
            InstanceId = options.InstanceId;
        }

        /// <summary>The sub-orchestration's id.</summary>
        public string? InstanceId { get; init; }
    }

    /// <summary>Decides whether a failed task is tried again.</summary>
    /// <param name="retryContext">What happened so far.</param>
    public delegate bool RetryHandler(DurableTask.RetryContext retryContext);

    /// <summary>Decides whether a failed task is tried again; may await durable tasks.</summary>
    /// <param name="retryContext">What happened so far.</param>
    public delegate Task<bool> AsyncRetryHandler(DurableTask.RetryContext retryContext);
}

// The worker and the durable extension both have a type of this name; only a namespace can tell them apart.
namespace PatentFunctions.LocalHost.DurableTask
{
    /// <summary>What happened to a task so far.</summary>
    /// <param name="OrchestrationContext">The caller.</param>
    /// <param name="LastAttemptNumber">Tries made, from 1.</param>
    /// <param name="LastFailure">How the last one failed.</param>
    /// <param name="TotalRetryTime">Time since the first try.</param>
    /// <param name="CancellationToken">Never cancelled here.</param>
    public record RetryContext(
        TaskOrchestrationContext OrchestrationContext,
        int LastAttemptNumber,
        TaskFailureDetails LastFailure,
        TimeSpan TotalRetryTime,
        CancellationToken CancellationToken);
}
