using System.Globalization;
using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Filing;

/// <summary>One line of the table of licence rates.</summary>
/// <param name="Divisions">大类 of GB/T 4754-2017 that it covers, two digits each.</param>
/// <param name="Name">Chinese name of the industries.</param>
/// <param name="Low">Lower end, % of sales.</param>
/// <param name="Usual">Usual rate, % of sales.</param>
/// <param name="High">Upper end, % of sales.</param>
public sealed record LicenceRate(IReadOnlyList<string> Divisions, string Name, decimal Low, decimal Usual, decimal High);

/// <summary>
/// 许可费率参考表 (方法三 of 专利市场贡献指数). The manual offers a table for download without showing its content: this one is ours, and says so
/// wherever it is shown. Outside its range a rate is only pointed at, never refused.
/// </summary>
public static class LicenceRates
{
    /// <summary>What is said wherever the table is shown.</summary>
    public const string Source = "平台参考值（非官方统计），仅供测算专利市场贡献指数时参考。";

    private static readonly Lazy<IReadOnlyList<LicenceRate>> Rows = new(Load);

    /// <summary>All lines.</summary>
    public static IReadOnlyList<LicenceRate> All => Rows.Value;

    /// <summary>The line of an industry class; null where the table has none.</summary>
    public static LicenceRate? Find(string? industry) =>
        industry is { Length: >= 2 } ? All.FirstOrDefault(r => r.Divisions.Contains(industry[..2])) : null;

    private static List<LicenceRate> Load()
    {
        using var text = new StreamReader(EmbeddedData.Open("Filing/data/licence-rates.tsv"), Encoding.UTF8);
        text.ReadLine();
        var rows = new List<LicenceRate>();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            rows.Add(new LicenceRate(fields[0].Split(' '), fields[1], Number(fields[2]), Number(fields[3]), Number(fields[4])));
        }
        return rows;

        static decimal Number(string field) => decimal.Parse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }
}
