namespace PatentFunctions.Filing;

/// <summary>备案单位 as the filing needs it.</summary>
/// <param name="Name">单位名称.</param>
/// <param name="CreditCode">统一社会信用代码.</param>
/// <param name="Industry">国民经济行业小类.</param>
public sealed record Applicant(string Name, string CreditCode, string Industry);

/// <summary>Reads units.</summary>
public interface IApplicants
{
    /// <summary>The verified data in force; null until the realname review is passed.</summary>
    Task<Applicant?> FindAsync(UnitId unit, CancellationToken cancellation);

    /// <summary>Every condition of the unit itself that is not met today (FIL-01).</summary>
    Task<IReadOnlyList<Finding>> StandingAsync(UnitId unit, CancellationToken cancellation);
}

/// <summary>Reads the unit's list of patents.</summary>
public interface IApplicantPatents
{
    /// <summary>Those of the numbers (canonical) that stand on the unit's list.</summary>
    Task<IReadOnlyList<KnownPatent>> FindAsync(UnitId unit, IReadOnlyCollection<string> numbers, CancellationToken cancellation);
}
