using System.Text.RegularExpressions;

namespace PatentFunctions.Files;

/// <summary>Names of contents. The program makes them; anything else is a bug that must not reach the file system or the storage.</summary>
internal static partial class ContentName
{
    /// <summary>The name, where it is of the form that the program makes.</summary>
    /// <exception cref="ArgumentException">It is not: a bug of the caller.</exception>
    public static string Checked(string name) => Form().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is no content name", nameof(name));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{2,100}\z")]
    private static partial Regex Form();
}
