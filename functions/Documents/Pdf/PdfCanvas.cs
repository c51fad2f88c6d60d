using System.Globalization;
using System.Text;
using PatentFunctions.Documents.Qr;

namespace PatentFunctions.Documents.Pdf;

/// <summary>The drawing of one page. Lengths in points; x from the left edge, y downwards from the top edge.</summary>
internal sealed class PdfCanvas
{
    private readonly FontSubset _font;
    private readonly StringBuilder _content = new();

    /// <summary>Starts an empty page.</summary>
    public PdfCanvas(FontSubset font, double width, double height)
    {
        _font = font;
        Width = width;
        Height = height;
    }

    /// <summary>Width of the page.</summary>
    public double Width { get; }

    /// <summary>Height of the page.</summary>
    public double Height { get; }

    /// <summary>The drawing, in the operators of PDF.</summary>
    public string Content => _content.ToString();

    /// <summary>Width of a text set in a style.</summary>
    public double Measure(string text, TextStyle style) =>
        (_font.Width(text) * style.Size / 1000) + (style.Spacing * Math.Max(0, text.EnumerateRunes().Count() - 1));

    /// <summary>Draws one line of text whose em box starts at <paramref name="top"/>.</summary>
    public void Text(double x, double top, string text, TextStyle style)
    {
        if (text.Length == 0)
            return;
        Append($"q {Color(style.Color)} rg ");
        // Far apart, characters are read as words of their own: say what they spell together.
        var spread = style.Spacing > 0.05 * style.Size;
        if (spread)
            Append($"/Span << /ActualText {PdfFile.Text(text)} >> BDC ");
        if (style.Bold)
            Append($"{Color(style.Color)} RG {style.Size / 32:0.###} w 1 j 2 Tr ");
        Append($"BT /F1 {style.Size:0.##} Tf {(style.Spacing == 0 ? "" : $"{Number(style.Spacing)} Tc ")}1 0 0 1 {x:0.##} {Height - top - (0.88 * style.Size):0.##} Tm {Hex(text)} Tj ET ");
        if (spread)
            Append($"EMC ");
        Append($"Q\n");
    }

    /// <summary>Draws a text turned by an angle around its middle, see-through, for watermarks.</summary>
    /// <param name="x">Middle of the text.</param>
    /// <param name="y">Middle of the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="size">Height of a character.</param>
    /// <param name="degrees">Counter-clockwise.</param>
    public void Watermark(double x, double y, string text, double size, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var half = _font.Width(text) * size / 2000;
        var (left, bottom) = (x - (half * cos) + (0.38 * size * sin), Height - y - (half * sin) - (0.38 * size * cos));
        Append($"q /Faint gs 0.35 g BT /F1 {size:0.##} Tf {cos:0.####} {sin:0.####} {-sin:0.####} {cos:0.####} {left:0.##} {bottom:0.##} Tm {Hex(text)} Tj ET Q\n");
    }

    /// <summary>Draws a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, PdfColor color, double width) =>
        Append($"q {Color(color)} RG {width:0.##} w {x1:0.##} {Height - y1:0.##} m {x2:0.##} {Height - y2:0.##} l S Q\n");

    /// <summary>Draws the outline of a rectangle.</summary>
    public void Frame(double x, double y, double width, double height, PdfColor color, double line) =>
        Append($"q {Color(color)} RG {line:0.##} w {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re S Q\n");

    /// <summary>Fills a rectangle.</summary>
    public void Fill(double x, double y, double width, double height, PdfColor color) =>
        Append($"q {Color(color)} rg {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re f Q\n");

    /// <summary>Draws a QR code as vector squares.</summary>
    /// <param name="x">Left edge, quiet zone included.</param>
    /// <param name="y">Top edge, quiet zone included.</param>
    /// <param name="symbol">The code.</param>
    /// <param name="side">Length of an edge, quiet zone included.</param>
    public void Qr(double x, double y, QrSymbol symbol, double side)
    {
        var module = side / symbol.Side;
        Append($"q {module:0.####} 0 0 {-module:0.####} {x:0.##} {Height - y:0.##} cm 1 g 0 0 {symbol.Side} {symbol.Side} re f 0 g ");
        foreach (var (row, column, length) in symbol.DarkRuns())
            Append($"{column} {row} {length} 1 re ");
        Append($"f Q\n");
    }

    private static string Color(PdfColor color) =>
        $"{Number(color.Red / 255.0)} {Number(color.Green / 255.0)} {Number(color.Blue / 255.0)}";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private string Hex(string text)
    {
        var hex = new StringBuilder("<", (4 * text.Length) + 2);
        foreach (var character in text.EnumerateRunes())
            hex.Append(CultureInfo.InvariantCulture, $"{_font.Number(character):X4}");
        return hex.Append('>').ToString();
    }

    private void Append(FormattableString content) => _content.Append(content.ToString(CultureInfo.InvariantCulture));
}
