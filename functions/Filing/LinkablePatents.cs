using PatentFunctions.Identifiers;
using PatentFunctions.Patents;

namespace PatentFunctions.Filing;

/// <summary>从自有专利中选择: the unit's list of patents (单位专利信息) as a filing sees it.</summary>
public sealed class LinkablePatents(UnitPatents patents)
{
    /// <summary>Those of the numbers that stand on the unit's list, ordered by number.</summary>
    public async Task<IReadOnlyList<KnownPatent>> FindAsync(UnitId unit, IEnumerable<PatentNumber> numbers, CancellationToken cancellation)
    {
        var found = await patents.GetAsync(unit, numbers, cancellation);
        return [.. found.Values.OrderBy(p => p.Number.Value, StringComparer.Ordinal).Select(Known)];
    }

    private static KnownPatent Known(UnitPatent patent) =>
        new(patent.Number.Value, patent.Title, NameOf(patent.Type), patent.Status == PatentStatus.Valid, NameOf(patent.Status), NameOf(patent.Acquisition));

    private static string NameOf(PatentType type) => type switch
    {
        PatentType.Invention => "发明",
        PatentType.UtilityModel => "实用新型",
        _ => "外观设计",
    };

    private static string NameOf(PatentStatus status) => status switch
    {
        PatentStatus.Valid => "有效",
        PatentStatus.Expired => "期限届满",
        PatentStatus.Terminated => "终止",
        PatentStatus.Invalidated => "宣告无效",
        _ => "已转出",
    };

    private static string NameOf(PatentAcquisition acquisition) => acquisition switch
    {
        PatentAcquisition.Original => "原始取得",
        PatentAcquisition.Assigned => "受让",
        _ => "被许可",
    };
}
