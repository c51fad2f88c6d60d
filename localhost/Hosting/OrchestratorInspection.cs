using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace PatentFunctions.LocalHost;

/// <summary>
/// Reads an orchestrator's code, and whatever of its own assembly it calls, for calls that have no place in it: the wall clock,
/// random numbers, threads, files, the network. What it cannot see (calls through interfaces or delegates) shows when it runs.
/// </summary>
internal static class OrchestratorInspection
{
    private const string Time = "the time differs in every replay: use context.CurrentUtcDateTime";
    private const string Random = "the value differs in every replay: use context.NewGuid() or an activity";
    private const string Thread = "only durable tasks may be awaited: use context.CreateTimer or an activity";
    private const string Io = "every replay would do it again: use an activity";

    private static readonly FrozenDictionary<(Type Type, string Member), string> Members = new Dictionary<(Type, string), string>
    {
        [(typeof(DateTime), "get_Now")] = Time,
        [(typeof(DateTime), "get_UtcNow")] = Time,
        [(typeof(DateTime), "get_Today")] = Time,
        [(typeof(DateTimeOffset), "get_Now")] = Time,
        [(typeof(DateTimeOffset), "get_UtcNow")] = Time,
        [(typeof(Guid), nameof(Guid.NewGuid))] = Random,
        [(typeof(Guid), nameof(Guid.CreateVersion7))] = Random,
        [(typeof(Task), nameof(Task.Delay))] = Thread,
        [(typeof(Task), nameof(Task.Run))] = Thread,
        [(typeof(Task), nameof(Task.Yield))] = Thread,
        [(typeof(Task), nameof(Task.Wait))] = "an orchestrator must not block its thread: await the task",
        [(typeof(Task), nameof(Task.WaitAll))] = "an orchestrator must not block its thread: use Task.WhenAll",
        [(typeof(Task), nameof(Task.WaitAny))] = "an orchestrator must not block its thread: use Task.WhenAny",
        [(typeof(Task), nameof(Task.WaitAsync))] = "the time-out is not durable: race the task against context.CreateTimer",
        [(typeof(Task), nameof(Task.ConfigureAwait))] = "the continuation would leave the orchestrator's thread",
        [(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAsync))] = "it is no durable task: use Cancel",
        [(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAfter))] = "the time-out is not durable: use context.CreateTimer",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [typeof(TimeProvider).FullName!] = Time,
        [typeof(System.Diagnostics.Stopwatch).FullName!] = Time,
        [typeof(Random).FullName!] = Random,
        [typeof(System.Security.Cryptography.RandomNumberGenerator).FullName!] = Random,
        [typeof(Thread).FullName!] = Thread,
        [typeof(ThreadPool).FullName!] = Thread,
        [typeof(Parallel).FullName!] = Thread,
        [typeof(TaskFactory).FullName!] = Thread,
        [typeof(Timer).FullName!] = Thread,
        [typeof(PeriodicTimer).FullName!] = Thread,
        [typeof(SemaphoreSlim).FullName!] = Thread,
        [typeof(Environment).FullName!] = "it is not the same everywhere: pass it in the input",
        [typeof(Console).FullName!] = Io,
        [typeof(File).FullName!] = Io,
        [typeof(FileInfo).FullName!] = Io,
        [typeof(FileStream).FullName!] = Io,
        [typeof(Directory).FullName!] = Io,
        [typeof(HttpClient).FullName!] = Io,
        [typeof(System.Diagnostics.Process).FullName!] = Io,
    }.ToFrozenDictionary();

    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoByte = new OpCode[256];

    static OrchestratorInspection()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            var value = unchecked((ushort)code.Value);
            (value < 0x100 ? OneByte : TwoByte)[value & 0xFF] = code;
        }
    }

    /// <summary>What is wrong with an orchestrator.</summary>
    public static IEnumerable<string> Problems(string name, MethodInfo method)
    {
        var problems = new List<string>();
        var seen = new HashSet<MethodBase>();
        var pending = new Queue<MethodBase>([method]);
        while (pending.TryDequeue(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (next.GetCustomAttribute<AsyncStateMachineAttribute>() is { StateMachineType: { } machine })
                pending.Enqueue(MoveNext(machine, next));
            foreach (var called in Calls(next))
            {
                if (Forbidden(called) is { } reason)
                    problems.Add($"{name}: {Text(next)} uses {Text(called)}; {reason}");
                else if (called.Module.Assembly == method.Module.Assembly && !called.IsAbstract)
                    pending.Enqueue(called);
            }
        }

        return problems.Distinct();
    }

    private static MethodInfo MoveNext(Type machine, MethodBase method)
    {
        if (machine.IsGenericTypeDefinition)
            machine = machine.MakeGenericType([.. (method.DeclaringType?.GetGenericArguments() ?? []).Concat(method.IsGenericMethod ? method.GetGenericArguments() : [])]);
        return machine.GetMethod("MoveNext", BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)!;
    }

    private static string? Forbidden(MethodBase called)
    {
        for (var type = called.DeclaringType; type is not null; type = type.BaseType)
        {
            if (Members.TryGetValue((type, called.Name), out var reason) || Types.TryGetValue(type.FullName ?? "", out reason))
            {
                // A line feed is a line feed everywhere the app runs.
                return called is { Name: "get_NewLine" } && type == typeof(Environment) ? null : reason;
            }
        }

        return called.IsConstructor && called.DeclaringType == typeof(CancellationTokenSource) && called.GetParameters().Length > 0
            ? Members[(typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAfter))]
            : null;
    }

    private static string Text(MethodBase method)
    {
        // A compiler's class (a state machine, a closure) tells nothing; the class around it does.
        var type = method.DeclaringType;
        while (type is { IsNested: true } && type.Name.Contains('<', StringComparison.Ordinal))
            type = type.DeclaringType;
        return $"{type?.Name}.{Between(method.Name) ?? Between(method.DeclaringType!.Name) ?? method.Name.Replace("get_", "", StringComparison.Ordinal)}";

        // <Name>b__0 is a lambda, <Name>d__0 the state machine of an async method.
        static string? Between(string name) => name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : null;
    }

    /// <summary>The methods that a method names in its code, whether it calls them or makes delegates of them.</summary>
    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? TwoByte[il[at + 1]] : OneByte[il[at]];
            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod)
            {
                MethodBase? called = null;
                try
                {
                    called = method.Module.ResolveMethod(BitConverter.ToInt32(il, at), typeArguments, methodArguments);
                }
                catch (Exception e) when (e is ArgumentException or TypeLoadException or FileNotFoundException)
                {
                    // A method of an assembly that is not here cannot be judged.
                }

                if (called is not null)
                    yield return called;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
