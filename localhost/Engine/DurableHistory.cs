using System.Text.Json;
using System.Text.Json.Serialization;

namespace PatentFunctions.LocalHost;

/// <summary>Records the histories of instances, and replays recorded ones against the present code.</summary>
public sealed class DurableHistory
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly DurableStore _store;
    private readonly FunctionRunner _orchestrators;

    internal DurableHistory(DurableStore store, FunctionRunner orchestrators) => (_store, _orchestrators) = (store, orchestrators);

    /// <summary>The history of an instance's present generation as JSON, fit to be kept under the tests.</summary>
    /// <param name="instanceId">Which one.</param>
    /// <exception cref="ArgumentException">It does not exist.</exception>
    public string Export(string instanceId)
    {
        var (row, entries) = _store.Read(reader => reader.Instance(instanceId) is { } found
            ? (found, reader.History(found.Key))
            : throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId)));
        return JsonSerializer.Serialize(
            new Recording(row.Id, row.Name, row.Execution, row.Version, row.Input, row.ParentId, row.ParentName, entries), Json);
    }

    /// <summary>Runs the present code over a recorded history. Nothing is carried out.</summary>
    /// <param name="recording">What <see cref="Export"/> gave.</param>
    /// <returns>Null when it does the same as then; otherwise the first difference.</returns>
    public string? Replay(string recording)
    {
        var recorded = JsonSerializer.Deserialize<Recording>(recording, Json)!;
        var instance = new InstanceRow
        {
            Key = 0,
            Id = recorded.InstanceId,
            Name = recorded.Name,
            Execution = recorded.Execution,
            Version = recorded.Version,
            Status = OrchestrationRuntimeStatus.Running,
            Created = 0,
            Input = recorded.Input,
            ParentId = recorded.ParentId,
            ParentName = recorded.ParentName,
        };
        if (_orchestrators.Find(recorded.Name) is not { } orchestrator)
            return $"There is no orchestrator named '{recorded.Name}'.";
        var run = new OrchestrationRun(instance, _orchestrators.DefaultVersion, orchestrator, _orchestrators.Loggers, _ => { });
        try
        {
            run.Replay(recorded.Entries);
        }
        catch (NonDeterministicOrchestrationException e)
        {
            return e.Message;
        }

        run.CheckWaiting();
        if (run.BrokenRule is { } rule)
            return rule;
        var end = recorded.Entries.LastOrDefault(entry => entry.Kind == EntryKind.ExecutionEnded);
        if (end is null || end.Task == (int)OrchestrationRuntimeStatus.Terminated)
            return null;
        return run.Main switch
        {
            { IsCompletedSuccessfully: true } main when end.Task == (int)OrchestrationRuntimeStatus.Completed =>
                JsonDataConverter.Default.Serialize(main.Result) is var output && output == end.Payload
                    ? null
                    : $"'{recorded.Name}' ended with {end.Payload ?? "null"} and now ends with {output ?? "null"}.",
            { IsFaulted: true } when end.Task == (int)OrchestrationRuntimeStatus.Failed => null,
            _ => $"'{recorded.Name}' ended {(OrchestrationRuntimeStatus)end.Task} and now is {run.Main?.Status.ToString() ?? "not begun"}.",
        };
    }

    private sealed record Recording(
        string InstanceId,
        string Name,
        string Execution,
        string Version,
        string? Input,
        string? ParentId,
        string? ParentName,
        List<Entry> Entries);
}
