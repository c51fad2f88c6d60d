using System.Diagnostics;
using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Platform.OpenApi;

/// <summary>The document read by the linter that its readers' tools use, with the rules in <c>Lint/redocly.yaml</c>.</summary>
[Trait("Spec", "COM-11")]
public class OpenApiLintTests
{
    [LintFact]
    public void Document_WhenLinted_BreaksNoRule()
    {
        var document = Path.Combine(RepositoryFolder.Path, "docs", "openapi.json");
        var rules = Path.Combine(LintFactAttribute.Folder, "redocly.yaml");
        var start = new ProcessStartInfo("node", [LintFactAttribute.Script, "lint", document, "--config", rules, "--format", "github-actions", "--max-problems", "40"]);
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        ExternalTool.Run(start);
    }
}

/// <summary>A test that needs the linter: skipped where the build could not fetch it, but not on the build server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LintFactAttribute : FactAttribute
{
    public LintFactAttribute() =>
        Skip = File.Exists(Script) || Environment.GetEnvironmentVariable("CI") == "true" ? null : "@redocly/cli could not be fetched: node, npm or the npm registry is missing";

    /// <summary>Where its rules are and the build puts the linter.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Path, "tests", "PatentFunctions.Tests", "Platform", "OpenApi", "Lint");

    public static string Script { get; } = Path.Combine(Folder, "node_modules", "@redocly", "cli", "bin", "cli.js");
}
