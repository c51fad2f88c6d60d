using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>One rule of the pre-check (预审规则) as data: what it is called, how heavy it weighs, what it tells the unit.</summary>
/// <param name="Code">Stable code of the finding.</param>
/// <param name="Severity">One code has one severity.</param>
/// <param name="Pointer">JSON pointer to the field in the draft.</param>
/// <param name="Text">Chinese explanation; <c>{0}</c> stands for the offending words.</param>
/// <param name="Example">A good value in Chinese.</param>
/// <param name="Clause">The clause of the manual.</param>
[SuppressMessage("Naming", "CA1720", Justification = "A JSON pointer by its proper name, RFC 6901.")]
public sealed record PreCheckRule(string Code, Severity Severity, string Pointer, string Text, string? Example, string Clause)
{
    /// <summary>The finding about the part of <paramref name="value"/> that <paramref name="span"/> marks.</summary>
    internal Finding At(string value, TextSpan span) =>
        new(Code, Severity, Pointer, string.Format(CultureInfo.InvariantCulture, Text, value.Substring(span.Start, span.Length)), span, Example, Clause);

    /// <summary>The finding about the field as a whole; <paramref name="offending"/> fills the explanation.</summary>
    internal Finding About(string offending = "") =>
        new(Code, Severity, Pointer, string.Format(CultureInfo.InvariantCulture, Text, offending), null, Example, Clause);
}
