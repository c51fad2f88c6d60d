using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>A field of technology (技术类型).</summary>
/// <param name="Code">01 to 35.</param>
/// <param name="Sector">Code of its sector, A to E.</param>
/// <param name="SectorName">技术大类.</param>
/// <param name="Name">技术类型.</param>
public sealed record TechnicalField(string Code, string Sector, string SectorName, string Name);

/// <summary>技术类型: the 35 fields in 5 sectors by which the World Intellectual Property Organization and 国家知识产权局 count patents (data/technical-fields.tsv).</summary>
public static class TechnicalFields
{
    private static readonly Lazy<IReadOnlyList<TechnicalField>> Rows = new(Load);

    /// <summary>All of them, in order of their codes.</summary>
    public static IReadOnlyList<TechnicalField> All => Rows.Value;

    /// <summary>The field of a code or name; null where there is none.</summary>
    public static TechnicalField? Find(string? codeOrName) => All.FirstOrDefault(f => f.Code == codeOrName || f.Name == codeOrName);

    /// <summary>Codes of the fields that a code stands for: a field itself, or those of a sector; none where the code is unknown.</summary>
    public static IReadOnlyList<string> Within(string code) => [.. All.Where(f => f.Code == code || f.Sector == code).Select(f => f.Code)];

    private static List<TechnicalField> Load()
    {
        using var text = new StreamReader(EmbeddedData.Open("Revitalization/data/technical-fields.tsv"), Encoding.UTF8);
        text.ReadLine();
        var rows = new List<TechnicalField>();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            rows.Add(new TechnicalField(fields[0], fields[1], fields[2], fields[3]));
        }
        return rows;
    }
}
