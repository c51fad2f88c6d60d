using System.Globalization;
using PatentFunctions.Revitalization.Matching;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Revitalization.Matching;

/// <summary>The order of matches by nDCG@10 next to keyword search alone.</summary>
[Trait("Spec", "FOC-03")]
public sealed class LabelledMatchingTests(ITestOutputHelper output)
{
    private const double Floor = 0.85;
    private const double Margin = 0.08;

    [Theory]
    [InlineData("development")]
    [InlineData("held-out")]
    public void Match_OnTheLabelledSet_IsBetterThanKeywordSearch(string set)
    {
        var labelled = LabelledMatches.Load(set);
        var foci = FocusSet.Of(labelled.Foci);
        var index = MatchIndex.Of(labelled.Patents, foci);
        var matcher = new Matcher(index);
        var keywords = new KeywordSearch(labelled.Patents);
        var (ours, theirs, best) = (new List<double>(), new List<double>(), new Match[20]);
        for (var i = 0; i < foci.Count; i++)
        {
            var focus = labelled.Foci[i];
            var found = best.AsSpan(0, matcher.Best(i, best)).ToArray();
            ours.Add(labelled.Ndcg(focus.Id, found.Select(m => labelled.Patents[m.Patent].Id)));
            theirs.Add(labelled.Ndcg(focus.Id, keywords.Find(focus)));
            Print(string.Create(CultureInfo.InvariantCulture, $"{focus.Id} {string.Join(' ', focus.Keywords)}: {ours[^1]:F3}, keyword search {theirs[^1]:F3}"));
            foreach (var match in found.Take(10))
            {
                var patent = labelled.Patents[match.Patent];
                var parts = MatchReasons.Of(index, i, match.Patent).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Kind} {p.Points}"));
                Print(string.Create(CultureInfo.InvariantCulture, $"    {labelled.GradeOf(focus.Id, patent.Id)} {match.Score:F1} {patent.Id} {patent.Title} ({string.Join(", ", parts)})"));
            }
        }
        Print(string.Create(CultureInfo.InvariantCulture, $"{set}: {labelled.Grades.Count} judged pairs, nDCG@10 {ours.Average():F3}, keyword search {theirs.Average():F3}"));
        Assert.True(ours.Average() >= Floor, $"nDCG@10 {ours.Average():F3}");
        Assert.True(ours.Average() >= theirs.Average() + Margin, $"nDCG@10 {ours.Average():F3} against {theirs.Average():F3}");
    }

    private void Print(string line) => output.WriteLine(line);
}
