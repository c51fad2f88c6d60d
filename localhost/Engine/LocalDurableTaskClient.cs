using System.Collections.Immutable;
using System.Text.Json;

namespace PatentFunctions.LocalHost;

/// <summary>The client of the engine in this process.</summary>
internal sealed class LocalDurableTaskClient(DurableEngine engine, FunctionCatalog catalog) : DurableTaskClient("local")
{
    private static readonly DataConverter Json = JsonDataConverter.Default;

    private DurableStore Store => engine.Store;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(orchestratorName.Name) || !catalog.Orchestrators.ContainsKey(orchestratorName.Name))
            throw new ArgumentException($"There is no orchestrator named '{orchestratorName.Name}'.", nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        var id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        if (id.StartsWith('@') || id.Any(c => char.IsControl(c) || c is '/' or '\\' or '#' or '?'))
            throw new ArgumentException($"An instance id must not begin with '@' and has no control character, '/', '\\', '#' or '?': \"{id}\".", nameof(options));
        var version = options?.Version is { } asked ? asked.Version : engine.Orchestrators.DefaultVersion ?? "";
        var tags = options?.Tags is { Count: > 0 } labels ? JsonSerializer.Serialize(labels) : null;
        await InsertAsync(id, orchestratorName.Name, version, Json.Serialize(input), tags, options?.StartAt, options?.DedupeStatuses);
        return id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        cancellation.ThrowIfCancellationRequested();
        return SendAsync(instanceId, new Entry(EntryKind.EventRaised, Name: eventName, Payload: Json.Serialize(eventPayload)), mustExist: false);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.IsEnded, getInputsAndOutputs, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return SendAsync(instanceId, new Entry(
            EntryKind.Terminated, Target: options?.Recursive == true ? "" : null, Payload: Json.Serialize(options?.Output)), mustExist: true);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return SendAsync(instanceId, new Entry(EntryKind.Suspended, Payload: reason), mustExist: true);
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return SendAsync(instanceId, new Entry(EntryKind.Resumed, Payload: reason), mustExist: true);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var row = Store.Read(reader => reader.Instance(instanceId));
        return Task.FromResult(row is null ? null : Metadata(row, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new Instances(this, filter ?? new OrchestrationQuery());

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return PurgeAsync([instanceId], options?.Recursive == true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var count = 0;
        for (var last = ""; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = Page(last, null, filter.CreatedFrom, filter.CreatedTo, filter.Statuses, 500);
            if (page.Count == 0)
                return new PurgeResult(count, true);
            last = page[^1].Id;
            count += (await PurgeAsync([.. page.Select(row => row.Id)], options?.Recursive == true)).PurgedInstanceCount;
        }
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var row = Store.Read(reader => reader.Instance(instanceId))
            ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
        if (!restartWithNewInstanceId && !row.IsEnded)
            throw new InvalidOperationException($"The instance '{instanceId}' is {row.Status}; only an ended one starts again under its id.");
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        var running = Enum.GetNames<OrchestrationRuntimeStatus>().Where(name => !InstanceRow.HasEnded(Enum.Parse<OrchestrationRuntimeStatus>(name)));
        await InsertAsync(id, row.Name, row.Version, row.Input, row.Tags, null, [.. running]);
        return id;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static OrchestrationMetadata Metadata(InstanceRow row, bool all) => new(row.Name, row.Id)
    {
        RuntimeStatus = row.Status,
        CreatedAt = new DateTimeOffset(row.Created, TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(row.Updated, TimeSpan.Zero),
        DataConverter = all ? Json : null,
        SerializedInput = all ? row.Input : null,
        SerializedOutput = all ? row.Output : null,
        SerializedCustomStatus = all ? row.CustomStatus : null,
        FailureDetails = row.Failure is null ? null : Failures.Read(row.Failure),
        Tags = row.Tags is null
            ? ImmutableDictionary<string, string>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Tags)!,
    };

    private async Task InsertAsync(
        string id, string name, string version, string? input, string? tags, DateTimeOffset? startAt, IReadOnlyList<string>? dedupe)
    {
        var now = engine.Clock.GetUtcNow().UtcTicks;
        var start = startAt?.UtcTicks is { } at && at > now ? at : (long?)null;
        var conflict = await Store.WriteAsync<(InstanceRow? Conflict, long Key)>(
            writer =>
            {
                if (writer.Reader.Instance(id) is { } existing)
                {
                    var blocks = dedupe is null || dedupe.Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase) || !existing.IsEnded;
                    if (blocks)
                        return (existing, 0);
                    writer.Purge(existing.Key);
                }

                var row = new InstanceRow
                {
                    Key = writer.NextKey(),
                    Id = id,
                    Name = name,
                    Execution = Guid.NewGuid().ToString("N"),
                    Version = version,
                    Status = OrchestrationRuntimeStatus.Pending,
                    Created = now,
                    Updated = now,
                    Input = input,
                    Tags = tags,
                };
                writer.Insert(row);
                if (start is { } due)
                    writer.InsertTimer(due, row.Key, -1, row.Execution);
                else
                    writer.Post(row.Key, null, new Entry(EntryKind.ExecutionStarted));
                return (null, row.Key);
            },
            inserted =>
            {
                if (inserted.Conflict is not null)
                    return;
                if (start is { } due)
                    engine.NoteDue(due);
                else
                    engine.Schedule(inserted.Key);
            });
        if (conflict.Conflict is { } other)
            throw new OrchestrationAlreadyExistsException($"An instance '{id}' exists; it is {other.Status}.");
    }

    private async Task SendAsync(string id, Entry entry, bool mustExist)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var exists = await Store.WriteAsync(
            writer =>
            {
                var row = writer.Reader.Instance(id);
                if (row is { IsEnded: false })
                    writer.Post(row.Key, null, entry);
                return row;
            },
            row =>
            {
                if (row is { IsEnded: false })
                    engine.Schedule(row.Key);
            });
        if (exists is null && mustExist)
            throw new ArgumentException($"There is no instance '{id}'.", nameof(id));
    }

    private async Task<OrchestrationMetadata> WaitAsync(string id, Func<InstanceRow, bool> reached, bool all, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        while (true)
        {
            var change = engine.NextChange(id);
            var row = Store.Read(reader => reader.Instance(id))
                ?? throw new InvalidOperationException($"There is no instance '{id}'.");
            if (reached(row))
                return Metadata(row, all);
            await change.WaitAsync(cancellation);
        }
    }

    private Task<PurgeResult> PurgeAsync(IReadOnlyList<string> ids, bool recursive) => Store.WriteAsync(writer =>
    {
        var count = 0;
        var pending = new Stack<string>(ids);
        while (pending.TryPop(out var id))
        {
            if (writer.Reader.Instance(id) is not { IsEnded: true } row)
                continue;
            if (recursive)
            {
                foreach (var child in writer.Reader.Children(id))
                    pending.Push(child);
            }

            writer.Purge(row.Key);
            count++;
        }

        return new PurgeResult(count, true);
    });

    private List<InstanceRow> Page(
        string after, string? prefix, DateTimeOffset? from, DateTimeOffset? to, IEnumerable<OrchestrationRuntimeStatus>? statuses, int size) =>
        Store.Read(reader => reader.Page(
            after, prefix, from?.UtcTicks ?? 0, to?.UtcTicks ?? long.MaxValue, statuses?.ToList() is { Count: > 0 } some ? some : null, size));

    private sealed class Instances(LocalDurableTaskClient client, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            var size = Math.Clamp(pageSizeHint ?? query.PageSize, 1, 10_000);
            for (var last = continuationToken ?? query.ContinuationToken ?? ""; ;)
            {
                var rows = client.Page(last, query.InstanceIdPrefix, query.CreatedFrom, query.CreatedTo, query.Statuses, size);
                var more = rows.Count == size;
                yield return new([.. rows.Select(row => Metadata(row, query.FetchInputsAndOutputs))], more ? rows[^1].Id : null);
                if (!more)
                    yield break;
                last = rows[^1].Id;
                await Task.Yield();
            }
        }
    }
}
