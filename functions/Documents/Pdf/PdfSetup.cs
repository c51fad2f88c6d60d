namespace PatentFunctions.Documents.Pdf;

/// <summary>Margins and properties of a document; lengths in points.</summary>
internal sealed record PdfSetup
{
    /// <summary>Author in the document's properties.</summary>
    public string Author { get; init; } = "国家专利密集型产品备案认定试点平台";

    /// <summary>When the document was made, or null to leave it out.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Further properties of the document, for programs: names of ASCII letters, values of ASCII letters and digits.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>Text at the left of each footer; null puts the page count in the middle.</summary>
    public string? Footer { get; init; }

    /// <summary>Left and right margin.</summary>
    public double SideMargin { get; init; } = 56;

    /// <summary>Upper margin.</summary>
    public double TopMargin { get; init; } = 60;

    /// <summary>Lower margin, with room for the footer.</summary>
    public double BottomMargin { get; init; } = 64;

    /// <summary>Distance of the footer from the lower edge.</summary>
    public double FooterHeight { get; init; } = 42;
}
