namespace PatentFunctions.Revitalization.Matching;

/// <summary>Where a keyword stands in a patent.</summary>
internal enum WordPlace
{
    /// <summary>专利名称.</summary>
    Title,

    /// <summary>关键词.</summary>
    Keywords,

    /// <summary>摘要.</summary>
    Abstract,

    /// <summary>Nowhere whole: most of it stands there in parts (滚动轴承, 滚珠轴承).</summary>
    Parts,
}

/// <summary>A keyword found in a patent.</summary>
/// <param name="Word">The keyword.</param>
/// <param name="Place">Place of the patent.</param>
/// <param name="Strength">0 to 1.</param>
/// <param name="Form">Which spelling; -1 for parts.</param>
/// <param name="Where">Where.</param>
internal readonly record struct WordHit(int Word, int Place, float Strength, int Form, WordPlace Where);

/// <summary>A keyword found in a patent, as far as the matching needs it.</summary>
/// <param name="Place">Place of the patent.</param>
/// <param name="Points">Strength times rarity of the keyword.</param>
internal readonly record struct WordPoint(int Place, byte Points);

/// <summary>A feature found in a patent.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Place">Place of the patent.</param>
/// <param name="Frequency">How often, weighted by place.</param>
internal readonly record struct FeatureHit(int Feature, int Place, float Frequency);

/// <summary>
/// Reads patents once, character by character, for everything that the subscriptions ask: one look-up a position finds both the feature that
/// stands there and the keywords that begin there.
/// </summary>
internal sealed class PatentReading
{
    private const float TitleWeight = 3;
    private const float KeywordWeight = 2.5f;
    private const float AbstractWeight = 1;
    private const int UsualFeatures = 64;
    private const int UsualWords = 64;

    private readonly FeatureTable features;
    private readonly List<WordForm> forms;
    private readonly WordTree tree;
    private readonly int[] beginnings;
    private readonly float[] frequency;
    private readonly List<int> touched = [];
    private readonly WordHit[] best;
    private readonly int[] times;
    private readonly List<int> found = [];
    private readonly List<int> standing = [];
    private char[] buffer = new char[4096];

    /// <param name="features">The features that are asked for; the beginnings of the forms are added.</param>
    /// <param name="forms">Every spelling of every keyword.</param>
    /// <param name="words">Number of keywords.</param>
    /// <param name="patents">How many there are to read.</param>
    public PatentReading(FeatureTable features, List<WordForm> forms, int words, int patents)
    {
        (this.features, this.forms, tree) = (features, forms, new WordTree(forms));
        foreach (var form in forms) features.GetOrAdd(WordTree.KeyOf(form.Text));
        beginnings = new int[features.Count];
        for (var i = 0; i < beginnings.Length; i++) beginnings[i] = tree.Begin(features.KeyOf(i));
        frequency = new float[features.Count];
        best = new WordHit[words];
        times = new int[words];
        (FeatureHits, WordHits) = (new(patents * UsualFeatures), new(patents * UsualWords));
    }

    public List<FeatureHit> FeatureHits { get; }

    public List<WordHit> WordHits { get; }

    /// <summary>Reads a patent.</summary>
    /// <returns>How many positions held a feature that nobody asks for: for the length of the text.</returns>
    public float Read(int number, MatchPatent patent)
    {
        var other = Read(number, patent.Title, WordPlace.Title, TitleWeight) * TitleWeight;
        foreach (var keyword in patent.Keywords) other += Read(number, keyword, WordPlace.Keywords, KeywordWeight);
        if (patent.Abstract is { } text) other += Read(number, text, WordPlace.Abstract, AbstractWeight);
        foreach (var feature in touched)
        {
            FeatureHits.Add(new FeatureHit(feature, number, frequency[feature]));
            frequency[feature] = 0;
        }
        touched.Clear();
        foreach (var word in found)
        {
            WordHits.Add(best[word]);
            (best[word], times[word]) = (default, 0);
        }
        found.Clear();
        return other;
    }

    private int Read(int number, string text, WordPlace place, float weight)
    {
        if (buffer.Length < text.Length) buffer = new char[text.Length * 2];
        ReadOnlySpan<char> folded = buffer.AsSpan(0, MatchText.Fold(text, buffer));
        var other = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            var c = folded[i];
            if (c == ' ') continue;
            var (end, isFeature) = (i + 2, true);
            uint key;
            if (MatchText.IsChinese(c))
            {
                if (i + 1 == folded.Length || folded[i + 1] == ' ') continue;
                key = MatchText.Pair(c, folded[i + 1]);
                isFeature = MatchText.IsChinese(folded[i + 1]);
            }
            else
            {
                end = MatchText.EndOfWord(folded, i);
                key = MatchText.Word(folded[i..end]);
                isFeature = end - i > 1;
                i = end - 1;
            }
            var feature = features.Find(key);
            if (feature < 0)
            {
                other++;
                continue;
            }
            if (isFeature) Count(feature, weight);
            if (beginnings[feature] == 0) continue;
            standing.Clear();
            tree.Walk(beginnings[feature], folded, end, standing);
            foreach (var form in standing) Hit(number, form, place);
        }
        return other;
    }

    private void Count(int feature, float weight)
    {
        if (frequency[feature] == 0) touched.Add(feature);
        frequency[feature] += weight;
    }

    // In an abstract, what is said again and again is what it is about.
    private void Hit(int number, int form, WordPlace place)
    {
        var (_, word, factor) = forms[form];
        if (best[word].Strength == 0) found.Add(word);
        var strength = factor * place switch
        {
            WordPlace.Title => 1f,
            WordPlace.Keywords => 0.95f,
            _ => 0.5f + (0.12f * Math.Min(3, ++times[word])),
        };
        if (strength > best[word].Strength) best[word] = new WordHit(word, number, strength, form, place);
    }
}
