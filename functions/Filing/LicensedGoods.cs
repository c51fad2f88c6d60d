using System.Text;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Filing;

/// <summary>Goods that may only be made or sold with a licence or certificate.</summary>
/// <param name="Prefix">Beginning of the code of industry or product category.</param>
/// <param name="Goods">Chinese name of the goods.</param>
/// <param name="Document">What must be shown, e.g. 强制性产品认证（CCC）证书.</param>
/// <param name="Always">True where all goods of the class demand it; false where some do.</param>
public sealed record LicensedGoods(string Prefix, string Goods, string Document, bool Always);

/// <summary>
/// 生产许可证和强制性认证 (FIL-07): which classes demand them. The official lists name goods, not classes; the table is ours, marks a class
/// as a whole only where its goods are covered as a whole, and otherwise lets the rule point at it.
/// </summary>
public static class LicensedGoodsTable
{
    private static readonly Lazy<IReadOnlyList<LicensedGoods>> Rows = new(Load);

    /// <summary>All lines.</summary>
    public static IReadOnlyList<LicensedGoods> All => Rows.Value;

    /// <summary>What goods of an industry class and product category demand or may demand.</summary>
    public static IReadOnlyList<LicensedGoods> Find(string? industry, string? category) =>
        [.. All.Where(g => industry?.StartsWith(g.Prefix, StringComparison.Ordinal) == true || category?.StartsWith(g.Prefix, StringComparison.Ordinal) == true)];

    private static List<LicensedGoods> Load()
    {
        using var text = new StreamReader(EmbeddedData.Open("Filing/data/licensed-goods.tsv"), Encoding.UTF8);
        text.ReadLine();
        var rows = new List<LicensedGoods>();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            rows.Add(new LicensedGoods(fields[0], fields[1], fields[2], fields[3] == "always"));
        }
        return rows;
    }
}
