using System.Globalization;
using System.Text.Json;

namespace PatentFunctions.LocalHost;

/// <summary>What can be set in the configuration section <c>LocalHost</c>.</summary>
public sealed class LocalHostOptions
{
    /// <summary>Where the workflows' file is, and where the app may put its own. Relative to the content root; absolute once the app is built.</summary>
    public string DataFolder { get; set; } = "local-data";

    /// <summary>The name of the assembly with the functions; the entry assembly when absent.</summary>
    public string? FunctionsAssembly { get; set; }

    /// <summary>
    /// SQLite's <c>synchronous</c> for the workflows' file. FULL, the default, survives a power cut; NORMAL survives the death of the
    /// process only.
    /// </summary>
    public string Synchronous { get; set; } = "FULL";

    /// <summary>Whether orchestrators' code is read at the start for calls that have no place in it.</summary>
    public bool InspectOrchestrators { get; set; } = true;

    /// <summary>Whether the functions are listed on the console at the start, as the Azure tools do.</summary>
    public bool ListFunctions { get; set; } = true;

    /// <summary>The clock.</summary>
    public LocalHostClockOptions Clock { get; set; } = new();
}

/// <summary>What can be set in the configuration section <c>LocalHost:Clock</c>.</summary>
public sealed class LocalHostClockOptions
{
    /// <summary>The time that a fresh data folder begins at; the wall clock's when absent.</summary>
    public DateTimeOffset? Start { get; set; }

    /// <summary>How fast the clock runs: 1 like the wall clock, 0 stands still until moved. As stored, or 1, when absent.</summary>
    public double? Scale { get; set; }
}

/// <summary>What this host understands of host.json.</summary>
internal sealed record HostJson(
    string RoutePrefix, string? DefaultVersion, string VersionMatch, string VersionFailure, int? ActivityConcurrency)
{
    public static HostJson Read(params string[] folders)
    {
        var path = folders.Select(folder => Path.Combine(folder, "host.json")).FirstOrDefault(File.Exists);
        return Parse(path is null ? "{}" : File.ReadAllText(path));
    }

    public static HostJson Parse(string json)
    {
        using var document = JsonDocument.Parse(
            json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var extensions = Get(document.RootElement, "extensions");
        var durable = Get(extensions, "durableTask");
        return new(
            Text(Get(Get(extensions, "http"), "routePrefix")) ?? "api",
            Text(Get(durable, "defaultVersion")),
            Text(Get(durable, "versionMatchStrategy")) ?? "None",
            Text(Get(durable, "versionFailureStrategy")) ?? "Reject",
            Get(durable, "maxConcurrentActivityFunctions") is { ValueKind: JsonValueKind.Number } most ? most.GetInt32() : null);
    }

    /// <summary>Whether an instance of that version may run here, and if not, why not.</summary>
    public (string Reason, bool Fails)? Refuse(string version)
    {
        var own = DefaultVersion ?? "";
        var comparison = TaskOrchestrationVersioningUtils.CompareVersions(version, own);
        var accepted = VersionMatch.ToUpperInvariant() switch
        {
            "STRICT" => comparison == 0,
            "CURRENTOROLDER" => comparison <= 0,
            _ => true,
        };
        return accepted
            ? null
            : (string.Create(CultureInfo.InvariantCulture, $"its version \"{version}\" is not accepted by this host (version \"{own}\", {VersionMatch})"),
                VersionFailure.Equals("Fail", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonElement? Get(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
