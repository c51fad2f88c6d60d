namespace PatentFunctions.Filing;

/// <summary>Reads the unit's list of patents.</summary>
public interface IApplicantPatents
{
    /// <summary>Those of the numbers (canonical) that stand on the unit's list.</summary>
    Task<IReadOnlyList<KnownPatent>> FindAsync(UnitId unit, IReadOnlyCollection<string> numbers, CancellationToken cancellation);
}
