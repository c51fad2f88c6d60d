namespace PatentFunctions.Filing.Updates;

/// <summary>
/// 产品备案信息更新 of one year: row <c>update-2027</c> in the partition of its filing. A filing that needs an update and has no such row is 未更新.
/// </summary>
/// <param name="Filing">The filing.</param>
/// <param name="Year">更新年度; the figures are of the year before.</param>
/// <param name="State">Where it stands.</param>
public sealed record UpdateRecord(FilingId Filing, int Year, UpdateState State)
{
    /// <summary>The rounds of review of this year, oldest first. Rounds are counted over all years of the filing.</summary>
    public IReadOnlyList<int> Rounds { get; init; } = [];

    /// <summary>提交时间 of the last round.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The draft's ETag, as the client saw it, that the last submission was made from: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>更新时间: when it was approved.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
