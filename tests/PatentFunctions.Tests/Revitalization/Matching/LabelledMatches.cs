using System.Globalization;
using PatentFunctions.Revitalization.Matching;

namespace PatentFunctions.Tests.Revitalization.Matching;

/// <summary>
/// The labelled set: invented patents, subscriptions and judged pairs (3 what the unit looks for, 2 close, 1 of some use, 0 none). Pairs that
/// nobody judged count as 0. 'development' was looked at while the weights were chosen, 'held-out' only measured.
/// </summary>
internal sealed record LabelledMatches(IReadOnlyList<MatchPatent> Patents, IReadOnlyList<MatchFocus> Foci, IReadOnlyDictionary<(string Focus, string Patent), int> Grades)
{
    public static LabelledMatches Load(string set)
    {
        var foci = Rows("subscriptions").Where(r => r["set"] == set).Select(r => new MatchFocus(r["id"])
        {
            StrategicIndustries = List(r["sei"]), Industries = List(r["gb"]), TransferWays = List(r["ways"]), Keywords = List(r["keywords"]), Excluded = List(r["excluded"]), OwnTitles = List(r["own"]),
        }).ToList();
        var patents = Rows("patents").Select(r => new MatchPatent(r["id"], r["title"], r["university"])
        {
            Abstract = r["abstract"], Keywords = List(r["keywords"]), StrategicIndustries = List(r["sei"]), Industries = List(r["gb"]), Ipc = r["ipc"], TransferWays = List(r["ways"]),
        }).ToList();
        var known = foci.Select(f => f.Id).ToHashSet();
        var grades = Rows("judgements").Where(r => known.Contains(r["subscription"])).ToDictionary(r => (r["subscription"], r["patent"]), r => int.Parse(r["grade"], CultureInfo.InvariantCulture));
        return new LabelledMatches(patents, foci, grades);
    }

    public int GradeOf(string focus, string patent) => Grades.GetValueOrDefault((focus, patent));

    /// <summary>nDCG@10 of an order: 1 where the best patents stand first.</summary>
    public double Ndcg(string focus, IEnumerable<string> order)
    {
        var gains = order.Take(10).Select(p => Gain(GradeOf(focus, p)));
        var ideal = Grades.Where(g => g.Key.Focus == focus).Select(g => Gain(g.Value)).OrderDescending().Take(10);
        return Discounted(gains) / Discounted(ideal);
    }

    private static double Gain(int grade) => Math.Pow(2, grade) - 1;

    private static double Discounted(IEnumerable<double> gains) => gains.Select((gain, i) => gain / Math.Log2(i + 2)).Sum();

    private static string[] List(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static List<Dictionary<string, string>> Rows(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFolder.Path, "tests/PatentFunctions.Tests/Revitalization/labelled", name + ".csv"));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
