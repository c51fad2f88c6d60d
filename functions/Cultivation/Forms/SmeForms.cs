using System.Text.Json;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>The versions of the yearly form. Next year's form is one more file in <c>Cultivation/data/forms/</c>.</summary>
public sealed class SmeForms
{
    private const string Folder = "Cultivation/data/forms/";

    private readonly IReadOnlyList<SmeFormDefinition> byYear;

    /// <param name="definitions">The versions, in any order.</param>
    /// <exception cref="InvalidDataException">A definition contradicts itself; every mistake is named.</exception>
    public SmeForms(IEnumerable<SmeFormDefinition> definitions)
    {
        byYear = [.. definitions.OrderBy(d => d.FromYear)];
        var mistakes = byYear.SelectMany(FormMistakes.In).Concat(FormMistakes.Between(byYear)).ToList();
        if (mistakes.Count > 0) throw new InvalidDataException(string.Join('\n', mistakes));
    }

    /// <summary>The versions that come with the project.</summary>
    public static SmeForms BuiltIn { get; } = new(Embedded());

    /// <summary>Every version, by the first year it is for.</summary>
    public IReadOnlyList<SmeFormDefinition> All => byYear;

    /// <summary>The version that a year is reported with: the latest that begins with it or earlier.</summary>
    public SmeFormDefinition ForYear(int year) => byYear.LastOrDefault(d => d.FromYear <= year) ?? byYear[0];

    /// <summary>A version that a stored record names.</summary>
    /// <exception cref="KeyNotFoundException">Its file was removed from the project.</exception>
    public SmeFormDefinition Get(string version) => byYear.FirstOrDefault(d => d.Version == version) ?? throw new KeyNotFoundException($"no form '{version}'");

    /// <summary>Reads one definition; a member that it does not know is a mistake.</summary>
    public static SmeFormDefinition Read(Stream json) => JsonSerializer.Deserialize<SmeFormDefinition>(json, PlatformJson.Options)!;

    private static IEnumerable<SmeFormDefinition> Embedded()
    {
        var assembly = typeof(SmeForms).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var json = assembly.GetManifestResourceStream(name)!;
            yield return Read(json);
        }
    }
}
