using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PatentFunctions.Platform;

/// <summary>What a finding (审查意见) does to a submission.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>The submission is refused until it is put right (不予提交).</summary>
    [JsonStringEnumMemberName("blocks")]
    Blocks,

    /// <summary>The submission goes on and the finding travels with it to the examiner (提示).</summary>
    [JsonStringEnumMemberName("warns")]
    Warns,
}

/// <summary>The offending part of a text, in UTF-16 characters of the text as it was typed.</summary>
/// <param name="Start">Index of the first character, from 0.</param>
/// <param name="Length">Number of characters.</param>
public readonly record struct TextSpan(int Start, int Length);

/// <summary>One thing a rule found (问题): rules return all of them at once and never throw for bad input.</summary>
/// <param name="Code">Stable code, such as <c>product-name.method</c>.</param>
/// <param name="Severity">Whether it blocks or only warns.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) to the field, such as <c>/product/name</c>.</param>
/// <param name="Text">Chinese explanation for the person who typed the value.</param>
/// <param name="Span">The offending part of the value, when it can be pointed at.</param>
/// <param name="Example">A good value in Chinese, when one helps.</param>
/// <param name="Clause">The clause of the manual or standard the rule rests on.</param>
[SuppressMessage("Naming", "CA1720", Justification = "A JSON pointer by its proper name, RFC 6901.")]
public sealed record Finding(
    string Code,
    Severity Severity,
    string Pointer,
    string Text,
    TextSpan? Span = null,
    string? Example = null,
    string? Clause = null)
{
    /// <summary>A finding that blocks.</summary>
    public static Finding Blocks(string code, string pointer, string text) => new(code, Severity.Blocks, pointer, text);

    /// <summary>A finding that only warns.</summary>
    public static Finding Warns(string code, string pointer, string text) => new(code, Severity.Warns, pointer, text);
}

/// <summary>Questions asked of a list of findings.</summary>
public static class FindingExtensions
{
    /// <summary>Whether at least one finding blocks the submission.</summary>
    public static bool AnyBlocks(this IEnumerable<Finding> findings) => findings.Any(finding => finding.Severity == Severity.Blocks);
}
