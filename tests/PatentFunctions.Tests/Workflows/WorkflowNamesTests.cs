using System.Reflection;
using System.Text.RegularExpressions;
using PatentFunctions.LocalHost;

namespace PatentFunctions.Tests.Workflows;

/// <summary>
/// Names that waiting workflows and schedules have stored somewhere: a rename is seen here, before it strands instances that wait for weeks.
/// UPDATE_HISTORIES=1 records the present ones.
/// </summary>
[Trait("Spec", "COM-14")]
public sealed partial class WorkflowNamesTests
{
    private static string Recorded { get; } = Path.Combine(RepositoryFolder.Path, "tests/PatentFunctions.Tests/Workflows/names.txt");

    [Fact]
    public void Names_OfWorkflowsAndEvents_AreThoseOnRecord()
    {
        var present = Functions().Concat(Events()).Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_HISTORIES") == "1") File.WriteAllLines(Recorded, present);
        Assert.Equal(File.ReadAllLines(Recorded), present);
    }

    private static IEnumerable<string> Functions() =>
        from type in typeof(App).Assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let kind = method.GetParameters().SelectMany(p => p.GetCustomAttributes()).Select(KindOf).FirstOrDefault(k => k is not null)
        where kind is not null
        select $"{kind} {function.Name}";

    private static string? KindOf(Attribute trigger) => trigger switch
    {
        OrchestrationTriggerAttribute => "orchestrator",
        ActivityTriggerAttribute => "activity",
        TimerTriggerAttribute => "timer",
        _ => null,
    };

    // An event's name is a literal constant of the class that waits for it, by itself or through the clock.
    private static IEnumerable<string> Events()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "functions"), "*.cs", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(path) == "CaseClock.cs") continue;
            var source = File.ReadAllText(path);
            var constants = Constant().Matches(source).ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Value);
            foreach (var name in Wait().Matches(source).Select(m => m.Groups[1].Value).Distinct())
            {
                Assert.True(constants[name].Count() == 1, $"{path} waits for the event {name}, which is no literal constant beside the wait");
                yield return "event " + constants[name].Single();
            }
        }
    }

    [GeneratedRegex(@"const string (\w+) = ""([^""]+)""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"(?:WaitForExternalEvent(?:<[^(]*>)?\(\s*|CaseClock\.RunAsync\([^,]+,[^,]+,\s*)([^,)\s]+)")]
    private static partial Regex Wait();
}
