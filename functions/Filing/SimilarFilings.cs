using PatentFunctions.Filing.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>Finds filings of the same or a similar product (FIL-08) in what <see cref="FilingLinks"/> keeps.</summary>
public sealed class SimilarFilings(IRecordStore records, FilingClaims claims, FilingRecords filings)
{
    private const int MostShown = 20;

    /// <summary>Filings like a draft, the most alike first, one entry each.</summary>
    public async Task<IReadOnlyList<SimilarFiling>> FindAsync(FilingRecord self, FilingDraft draft, CancellationToken cancellation)
    {
        var found = new Dictionary<FilingId, SimilarFiling>();
        var product = draft.Product;
        if (!string.IsNullOrWhiteSpace(product.Name))
        {
            var key = DoubleFiling.KeyOf(product.Name, product.Model);
            if (await claims.HolderAsync(self.Unit, key, self.Id, cancellation) is { } holder)
                found[holder] = await OwnAsync(self, product, holder, cancellation);
            await CollectAsync(FilingLinks.LikenessTable, key, Likeness.NameAndModel, $"{product.Name} {product.Model}", self, found, cancellation);
        }
        if (Barcode.TryParse(product.Barcode, out var barcode, out _))
            await CollectAsync(FilingLinks.LikenessTable, FilingLinks.BarcodePartition(barcode.Value), Likeness.Barcode, barcode.Value, self, found, cancellation);
        var core = draft.Patents with { Links = [.. (draft.Patents.Links ?? []).Where(l => l.Weight == PatentWeight.Core)] };
        foreach (var number in LinkedPatents.NumbersOf(core))
            await CollectAsync(FilingLinks.PatentTable, number.Value, Likeness.CorePatent, number.Value, self, found, cancellation);
        return [.. found.Values.Take(MostShown)];
    }

    private async Task<SimilarFiling> OwnAsync(FilingRecord self, ProductForm product, FilingId holder, CancellationToken cancellation)
    {
        var other = (await filings.FindAsync(holder, cancellation))?.Value;
        return new SimilarFiling(holder, self.UnitName, true, $"{product.Name} {product.Model}".Trim(), other?.Number, Likeness.NameAndModel, $"{product.Name} {product.Model}");
    }

    private async Task CollectAsync(string table, string partition, Likeness why, string shared, FilingRecord self, Dictionary<FilingId, SimilarFiling> found, CancellationToken cancellation)
    {
        await foreach (var link in records.AllAsync<FilingLink>(table, new RecordQuery { Partition = partition }, cancellation))
        {
            var other = link.Value;
            // A unit's own products may well share patents; its own name and model are told by the claim.
            var matters = other.Filing != self.Id && (other.Unit != self.Unit || why == Likeness.Barcode) && (why != Likeness.CorePatent || other.Core);
            if (matters) found.TryAdd(other.Filing, new SimilarFiling(other.Filing, other.UnitName, other.Unit == self.Unit, $"{other.Product} {other.Model}".Trim(), other.Number, why, shared.Trim()));
        }
    }
}
