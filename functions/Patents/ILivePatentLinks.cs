using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Patents;

/// <summary>A product whose filing is live (under review or filed) and the patents it links.</summary>
/// <param name="Filing">Id of the filing.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Filed">True once it is filed (已备案).</param>
/// <param name="Patents">关联专利.</param>
public sealed record LinkedProduct(string Filing, string Product, bool Filed, IReadOnlyList<PatentNumber> Patents);

/// <summary>Tells which live filings of a unit link which patents. Implemented by Filing.</summary>
public interface ILivePatentLinks
{
    /// <summary>The unit's products with live filings.</summary>
    Task<IReadOnlyList<LinkedProduct>> ProductsAsync(UnitId unit, CancellationToken cancellation);
}

/// <summary>Wants to know when all patents of a filed product have lapsed (PAT-04, WDR-02). Implemented by Filing.</summary>
public interface IPatentStatusObserver
{
    /// <summary>
    /// The message that leaves with the write which records the lapse; sent once for each lapse of a product, handled at least once.
    /// </summary>
    OutboxMessage WhenAllLapsed(UnitId unit, LinkedProduct product);

    /// <summary>
    /// The message that leaves once a product that was told about is no longer without a patent in force, or is no longer filed; handled at
    /// least once.
    /// </summary>
    OutboxMessage WhenRestored(UnitId unit, LinkedProduct product);
}
