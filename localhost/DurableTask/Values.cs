using System.Collections.Immutable;
using System.Text.Json;

namespace PatentFunctions.LocalHost;

/// <summary>The name of an orchestrator or activity; case does not matter.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>A name from a text.</summary>
    /// <param name="name">The text.</param>
    public TaskName(string name) => Name = name;

    /// <summary>The text.</summary>
    public string Name { get; }

    /// <summary>The text of a name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A name from a text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Same name, whatever the case.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Another name.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";
}

/// <summary>The version of an orchestration; the empty one means unversioned.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>A version from a text.</summary>
    /// <param name="version">The text; null and empty mean unversioned.</param>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
            throw new ArgumentException("A version must not be blank.", nameof(version));
        _version = version;
    }

    /// <summary>The text.</summary>
    public string Version => _version ?? "";

    /// <summary>The text of a version.</summary>
    /// <param name="value">The version.</param>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>A version from a text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Same version.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Another version.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);

    /// <inheritdoc/>
    public override string ToString() => Version;
}

/// <summary>Compares versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>Numbers with dots compare as numbers, other texts as texts; no version is below any.</summary>
    /// <param name="sourceVersion">One.</param>
    /// <param name="otherVersion">The other.</param>
    /// <returns>Below, equal to or above zero.</returns>
    public static int CompareVersions(string? sourceVersion, string? otherVersion) =>
        (string.IsNullOrWhiteSpace(sourceVersion), string.IsNullOrWhiteSpace(otherVersion)) switch
        {
            (true, true) => 0,
            (true, false) => -1,
            (false, true) => 1,
            _ when Version.TryParse(sourceVersion, out var a) && Version.TryParse(otherVersion, out var b) => a.CompareTo(b),
            _ => string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase),
        };
}

/// <summary>The orchestration that called another.</summary>
/// <param name="Name">The caller's name.</param>
/// <param name="InstanceId">The caller's id.</param>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);

/// <summary>How durable values become text and back.</summary>
public abstract class DataConverter
{
    /// <summary>The text of a value; null stays null.</summary>
    /// <param name="value">The value.</param>
    public abstract string? Serialize(object? value);

    /// <summary>The value of a text.</summary>
    /// <param name="data">The text.</param>
    /// <param name="targetType">The value's type.</param>
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>The value of a text.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="data">The text.</param>
    public virtual T? Deserialize<T>(string? data) => Deserialize(data, typeof(T)) is T value ? value : default;
}

/// <summary>JSON as the durable extension writes it: property names as declared, fields included.</summary>
/// <param name="options">Other options.</param>
public class JsonDataConverter(JsonSerializerOptions? options = null) : DataConverter
{
    private static readonly JsonSerializerOptions Standard = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options = options ?? Standard;

    /// <summary>The converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}

/// <summary>How the next generation of an orchestration begins.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The next generation's input.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events not yet waited for go along. On by default.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The next generation's version; null keeps the present one.</summary>
    public string? NewVersion { get; set; }
}

/// <summary>How an orchestration is started.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with id and start time.</summary>
    /// <param name="InstanceId">The new instance's id; null for a random one.</param>
    /// <param name="StartAt">When it begins; null for at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy.</summary>
    /// <param name="options">What is copied.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The new instance's id; null for a random one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When it begins; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Free labels.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version; null for the default of host.json.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>In which states an instance of that id keeps the new one from starting; null for all states.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}

/// <summary>Start options by status.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>Says in which states an instance of that id keeps the new one from starting.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dedupeStatuses">The states.</param>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
