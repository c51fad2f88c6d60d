using System.Reflection;
using PatentFunctions.LocalHost;

namespace PatentFunctions.Platform.OnAzure.Desk;

/// <summary>
/// The timer functions while the clock is moved: the host starts them by its own clock, which nobody moves. Each runs once a day of the time that
/// passes, at the first of its times, and once more at the end where it has fallen due since.
/// </summary>
internal sealed class DeskTimers
{
    private static readonly TimeSpan Stride = TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Together = TimeSpan.FromHours(1);

    private readonly Func<MethodInfo, DateTimeOffset, Task> run;
    private readonly List<Line> lines;

    /// <summary>The timer functions that follow, from an instant on.</summary>
    /// <param name="from">The instant.</param>
    /// <param name="functions">The functions.</param>
    /// <param name="run">Runs one for one of its times.</param>
    public DeskTimers(DateTimeOffset from, IEnumerable<(MethodInfo Method, CronSchedule Schedule)> functions, Func<MethodInfo, DateTimeOffset, Task> run)
    {
        this.run = run;
        lines = [.. functions.Select(f => new Line(f.Method, f.Schedule) { Ran = from, Next = f.Schedule.Next(from) })];
    }

    /// <summary>When to run the next ones: an hour after the first of them is due, so that those of an hour run together; before that where the way ends.</summary>
    public DateTimeOffset? Next(DateTimeOffset goal) =>
        lines.Min(l => l.Next) is not { } first ? null : first > goal || first + Together <= goal ? first + Together : goal;

    /// <summary>Every timer function of the app.</summary>
    public static IEnumerable<(MethodInfo Method, CronSchedule Schedule)> Functions() =>
        from type in typeof(DeskTimers).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.IsDefined(typeof(FunctionAttribute))
        let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<TimerTriggerAttribute>()).FirstOrDefault(t => t is not null)
        where trigger is not null
        select (method, CronSchedule.TryParse(trigger.Schedule, out var schedule, out var error) ? schedule : throw new FormatException(error));

    /// <summary>Runs those that are due.</summary>
    public async Task RunAsync(DateTimeOffset now)
    {
        foreach (var line in InOrder(lines.Where(l => l.Next <= now)))
        {
            var due = line.Next!.Value;
            await RunAsync(line, due);
            line.Next = line.Schedule.Next(due + Stride);
        }
    }

    /// <summary>Runs those that have fallen due since they ran.</summary>
    public async Task RunLastAsync(DateTimeOffset now)
    {
        foreach (var line in InOrder(lines.Where(l => l.Schedule.Next(l.Ran) <= now))) await RunAsync(line, now);
    }

    /// <summary>Runs a function as the host would: by an object of its own.</summary>
    public static async Task RunAsync(IServiceProvider services, MethodInfo method, DateTimeOffset due, DurableTaskClient durable, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var function = ActivatorUtilities.CreateInstance(scope.ServiceProvider, method.DeclaringType!);
        object?[] arguments = [.. method.GetParameters().Select(p => Argument(p.ParameterType, due, durable, cancellation))];
        await (Task)method.Invoke(function, arguments)!;
    }

    /// <summary>What runs more often comes later: it looks at what the others did.</summary>
    private static List<Line> InOrder(IEnumerable<Line> due) => [.. due.OrderByDescending(l => l.Schedule.Next(l.Schedule.Next(l.Ran)!.Value) - l.Schedule.Next(l.Ran)).ThenBy(l => l.Next)];

    private async Task RunAsync(Line line, DateTimeOffset due)
    {
        await run(line.Method, due);
        line.Ran = due;
    }

    private static object Argument(Type type, DateTimeOffset due, DurableTaskClient durable, CancellationToken cancellation) =>
        type == typeof(TimerInfo) ? new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = due.UtcDateTime, LastUpdated = due.UtcDateTime, Next = due.UtcDateTime } }
        : type == typeof(CancellationToken) ? cancellation
        : type == typeof(DurableTaskClient) ? durable
        : throw new NotSupportedException($"a timer function that takes {type} cannot be run by the desk");

    private sealed class Line(MethodInfo method, CronSchedule schedule)
    {
        public MethodInfo Method => method;

        public CronSchedule Schedule => schedule;

        public DateTimeOffset Ran { get; set; }

        public DateTimeOffset? Next { get; set; }
    }
}
