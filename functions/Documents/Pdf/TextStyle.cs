namespace PatentFunctions.Documents.Pdf;

/// <summary>Where lines stand between the edges.</summary>
internal enum TextAlign
{
    /// <summary>At the left edge.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the right edge.</summary>
    Right,

    /// <summary>From edge to edge, the last line at the left.</summary>
    Justify,
}

/// <summary>A colour, each part from 0 to 255.</summary>
internal readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    /// <summary>Text.</summary>
    public static readonly PdfColor Ink = new(0x1A, 0x1A, 0x1A);

    /// <summary>Labels and footers.</summary>
    public static readonly PdfColor Muted = new(0x5F, 0x63, 0x68);

    /// <summary>Thin lines.</summary>
    public static readonly PdfColor Line = new(0xB8, 0xBC, 0xC2);

    /// <summary>The ground of label cells and table headers.</summary>
    public static readonly PdfColor Shade = new(0xF3, 0xF4, 0xF6);

    /// <summary>The red of official papers.</summary>
    public static readonly PdfColor OfficialRed = new(0xB4, 0x1E, 0x22);
}

/// <summary>How a text looks; lengths in points.</summary>
/// <param name="Size">Height of a Chinese character.</param>
/// <param name="Bold">Thickened outlines; there is one font file only.</param>
/// <param name="Align">Where lines stand.</param>
/// <param name="LineHeight">Distance of lines as a multiple of the size.</param>
/// <param name="Indent">Blank before the first line of each paragraph.</param>
/// <param name="Spacing">Extra distance between characters.</param>
internal sealed record TextStyle(
    double Size = 10.5, bool Bold = false, TextAlign Align = TextAlign.Left, double LineHeight = 1.6, double Indent = 0, double Spacing = 0)
{
    /// <summary>The colour of the text.</summary>
    public PdfColor Color { get; init; } = PdfColor.Ink;

    /// <summary>Distance from one line to the next, in points.</summary>
    public double Leading => Size * LineHeight;
}
