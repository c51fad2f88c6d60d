using PatentFunctions.Patents;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>Tells Patents which of a unit's live filings link which patents, from what <see cref="FilingLinks"/> keeps.</summary>
public sealed class LivePatentLinks(IRecordStore records) : ILivePatentLinks
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<LinkedProduct>> ProductsAsync(UnitId unit, CancellationToken cancellation)
    {
        var products = new List<LinkedProduct>();
        await foreach (var product in records.AllAsync<LinkedProduct>(FilingLinks.UnitTable, new RecordQuery { Partition = unit.Value }, cancellation)) products.Add(product.Value);
        return products;
    }
}
