using PatentFunctions.Filing.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Filing;

/// <summary>What a submitted filing is found by: its patents, its name and model, its barcode.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Unit">备案单位.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
/// <param name="Number">备案号, once filed.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Core">True where the patent is a core one of it.</param>
public sealed record FilingLink(FilingId Filing, UnitId Unit, string UnitName, string Product, string? Model, string? Number, FilingState State, bool Core);

/// <summary>Keeps <see cref="FilingLink"/>s of submitted filings, a partition for each patent, name and barcode.</summary>
public sealed class FilingLinks(FilingRecords filings) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "filing-links";

    /// <summary>Live links of patents: partition is the patent number, row the filing.</summary>
    public const string PatentTable = "LivePatentLinks";

    /// <summary>Names, models and barcodes: partition is the key, row the filing.</summary>
    public const string LikenessTable = "FilingLikeness";

    /// <summary>Products of live filings with their patents: partition is the unit, row the filing.</summary>
    public const string UnitTable = "LinkedProducts";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FilingRecords.Table;

    /// <summary>Partition of a barcode.</summary>
    public static string BarcodePartition(string barcode) => "barcode-" + barcode;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var filing = (await filings.FindAsync(new FilingId(address.Partition), cancellation))?.Value;
        if (filing is null || filing.Round == 0 || !FilingStates.HoldsProduct(filing.State) || await filings.ContentAsync(filing, cancellation) is not { } content) return [];
        var product = content.Product;
        var link = new FilingLink(filing.Id, filing.Unit, filing.UnitName, product.Name ?? "", product.Model, filing.Number, filing.State, false);
        var rows = new List<ProjectedRow> { ProjectedRow.Of(LikenessTable, DoubleFiling.KeyOf(product.Name, product.Model), filing.Id.Value, link) };
        if (Barcode.TryParse(product.Barcode, out var barcode, out _))
            rows.Add(ProjectedRow.Of(LikenessTable, BarcodePartition(barcode.Value), filing.Id.Value, link));
        foreach (var patent in content.Patents.Links ?? [])
        {
            if (LinkedPatents.NumberOf(patent) is { } number)
                rows.Add(ProjectedRow.Of(PatentTable, number.Value, filing.Id.Value, link with { Core = patent.Weight == PatentWeight.Core }));
        }
        if (filing.State is FilingState.UnderReview or FilingState.Approved || FilingStates.IsInForce(filing.State))
            rows.Add(ProjectedRow.Of(UnitTable, filing.Unit.Value, filing.Id.Value, new LinkedProduct(filing.Id.Value, product.Name ?? "", FilingStates.IsInForce(filing.State), LinkedPatents.NumbersOf(content.Patents))));
        return rows;
    }
}
