using System.Globalization;

namespace PatentFunctions.PublicSite;

/// <summary>Something that filings can be found by.</summary>
/// <param name="Partition">Where its filings are listed.</param>
/// <param name="Value">Which of the partition's terms.</param>
internal readonly record struct Term(string Partition, string Value);

/// <summary>
/// The terms of a filing. A Chinese character is listed with the one that follows it, a word by its first two letters with the rest: so two
/// characters, one character and the beginning of a word are all found by reading one partition.
/// </summary>
internal static class PublicTerms
{
    /// <summary>产品名称 and 规格型号.</summary>
    public const string Product = "p";

    /// <summary>备案单位.</summary>
    public const string Unit = "u";

    /// <summary>Titles of public patents.</summary>
    public const string Title = "t";

    /// <summary>备案年度.</summary>
    public const string Filed = "f-filed";

    /// <summary>Years updated for.</summary>
    public const string Updated = "f-updated";

    /// <summary>认定年度.</summary>
    public const string Recognized = "f-recognized";

    /// <summary>Year of the withdrawal.</summary>
    public const string Withdrawn = "f-withdrawn";

    /// <summary>Year of the revocation.</summary>
    public const string Revoked = "f-revoked";

    /// <summary>状态.</summary>
    public const string State = "f-state";

    /// <summary>Province.</summary>
    public const string Province = "f-province";

    /// <summary>Section and class of the industry.</summary>
    public const string Industry = "f-industry";

    /// <summary>产品分类.</summary>
    public const string Category = "f-category";

    /// <summary>专利密集型产业.</summary>
    public const string Intensive = "f-intensive";

    /// <summary>Partitions whose values are few: years, states, codes.</summary>
    public static IReadOnlyList<string> Facets { get; } = [Filed, Updated, Recognized, Withdrawn, Revoked, State, Province, Industry, Category, Intensive];

    private const int PartitionLetters = 2;

    /// <summary>Every term of a filing.</summary>
    public static HashSet<Term> Of(PublicEntry entry)
    {
        var (shown, facts) = (entry.Public, entry.Facts);
        var terms = new HashSet<Term>
        {
            new(Filed, Year(facts.Filed)),
            new(State, shown.State.ToString()),
            new(Province, facts.Province),
            new(Industry, facts.Industry),
            new(Category, facts.Category),
            new(Intensive, facts.Intensive),
        };
        foreach (var year in facts.Updated) terms.Add(new Term(Updated, Year(year)));
        foreach (var year in facts.Recognized) terms.Add(new Term(Recognized, Year(year)));
        if (facts.Withdrawn is { } withdrawn) terms.Add(new Term(Withdrawn, Year(withdrawn)));
        if (facts.Revoked is { } revoked) terms.Add(new Term(Revoked, Year(revoked)));
        foreach (var (field, text) in TextsOf(shown)) AddText(terms, field, text);
        foreach (var patent in shown.Patents ?? [])
        {
            if (Identifiers.PatentNumber.TryParse(patent.Number, out var number, out _)) terms.Add(Patent(number));
        }
        return terms;
    }

    /// <summary>The texts of a filing with their fields.</summary>
    public static IEnumerable<(string Field, string? Text)> TextsOf(PublicFiling shown)
    {
        yield return (Product, shown.Product);
        yield return (Product, shown.Model);
        yield return (Unit, shown.UnitName);
        foreach (var patent in shown.Patents ?? []) yield return (Title, patent.Title);
    }

    /// <summary>The term of a patent number.</summary>
    public static Term Patent(Identifiers.PatentNumber number) => new("n-" + number.Value, "");

    /// <summary>A character and the one that follows it; none at the end of a run.</summary>
    public static Term Pair(string field, string first, string second) => new($"{field}-{first}", second);

    /// <summary>A word, or its beginning.</summary>
    public static Term Word(string field, string word) =>
        word.Length > PartitionLetters ? new Term($"{field}-{word[..PartitionLetters]}", word[PartitionLetters..]) : new Term($"{field}-{word}", "");

    /// <summary>A year as a value.</summary>
    public static string Year(int year) => year.ToString("D4", CultureInfo.InvariantCulture);

    private static void AddText(HashSet<Term> terms, string field, string? text)
    {
        foreach (var run in SearchText.Runs(text))
        {
            if (run.IsWord)
            {
                terms.Add(Word(field, run.Text));
                foreach (var part in SearchText.Parts(run.Text)) terms.Add(Word(field, part));
                continue;
            }
            var characters = SearchText.Characters(run.Text);
            for (var i = 0; i < characters.Count; i++) terms.Add(Pair(field, characters[i], i + 1 < characters.Count ? characters[i + 1] : ""));
        }
    }
}
