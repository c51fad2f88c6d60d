using FsCheck;
using FsCheck.Fluent;

namespace PatentFunctions.Tests.Identifiers;

/// <summary>What a typist gets wrong: one character, or two neighbours swapped. Every way of doing so is tried for each generated number.</summary>
internal static class Typo
{
    public static IEnumerable<string> Substitutions(string value, string alphabet, int from = 0)
    {
        for (var i = from; i < value.Length; i++)
        {
            foreach (var character in alphabet)
            {
                if (character != value[i] && value[i] != '.')
                    yield return string.Concat(value.AsSpan(0, i), character.ToString(), value.AsSpan(i + 1));
            }
        }
    }

    public static IEnumerable<string> Transpositions(string value, int from = 0)
    {
        for (var i = from; i < value.Length - 1; i++)
        {
            if (value[i] != value[i + 1] && value[i] != '.' && value[i + 1] != '.')
                yield return string.Concat(value.AsSpan(0, i), $"{value[i + 1]}{value[i]}", value.AsSpan(i + 2));
        }
    }

    /// <summary>A text of the given length over the alphabet.</summary>
    public static Gen<string> Text(string alphabet, int length) =>
        Gen.Elements(alphabet.ToCharArray()).ArrayOf(length).Select(characters => new string(characters));
}
