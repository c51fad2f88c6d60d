namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// How much each part of the score counts, in points of about a hundred. Ours; found on the development half of the labelled set
/// (README), never on the other.
/// </summary>
public sealed record MatchWeights
{
    /// <summary>The weights in force.</summary>
    public static MatchWeights InForce { get; } = new();

    /// <summary>产业: the patent lies in a chosen industry, or its text reads like that industry's products.</summary>
    public float Field { get; init; } = 40;

    /// <summary>How much of <see cref="Field"/> the industry alone can reach, 0 to 1.</summary>
    public float FieldByTag { get; init; } = 0.82f;

    /// <summary>How much of what is left the text can add, 0 to 1.</summary>
    public float FieldByText { get; init; } = 0.55f;

    /// <summary>关键词 in title, keywords or abstract.</summary>
    public float Keywords { get; init; } = 50;

    /// <summary>What is left of one keyword's points in a field that is certainly another, 0 to 1: it may mean something else there.</summary>
    public float ForeignField { get; init; } = 0.35f;

    /// <summary>Points of keywords, in 255ths, up to which a patent may be found by one that means something else; twice as many are no accident.</summary>
    public int OneKeyword { get; init; } = 255;

    /// <summary>合作方式 agrees; half where either side leaves it open.</summary>
    public float Way { get; init; } = 5;

    /// <summary>The text reads like the unit's own filings and patents.</summary>
    public float Own { get; init; } = 9;

    /// <summary>Points off for each patent of the same university or industry that the unit was not interested in, at most three times.</summary>
    public float Dislike { get; init; } = 3;

    /// <summary>Share of a keyword's points taken off for each patent with it that the unit was not interested in, at most three times.</summary>
    public float DislikedKeyword { get; init; } = 0.15f;

    /// <summary>The same for what is sent unasked: only what is worth a mail.</summary>
    public static MatchWeights ForMail { get; } = new() { Threshold = 20 };

    /// <summary>Fewer points are no match.</summary>
    public float Threshold { get; init; } = 12;

    /// <summary>Patents of one university on a page of twenty.</summary>
    public int UniversityShare { get; init; } = 6;
}
