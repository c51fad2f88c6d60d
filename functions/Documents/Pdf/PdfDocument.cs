using System.Globalization;
using System.Text;
using PatentFunctions.Documents.Qr;

namespace PatentFunctions.Documents.Pdf;

/// <summary>
/// A document of A4 pages that is written from top to bottom: headings, paragraphs, tables, QR codes. Text wraps, pages
/// break, headers of tables repeat, the footer counts the pages. Lengths in points (1/72 inch). Not safe for threads.
/// </summary>
/// <example><c>PdfDocument.Create("申请表", font).Heading("申请表").Fields(rows).Paragraph(note).ToArray()</c></example>
internal sealed partial class PdfDocument
{
    /// <summary>Width of an A4 page.</summary>
    public const double PageWidth = 595.28;

    /// <summary>Height of an A4 page.</summary>
    public const double PageHeight = 841.89;

    private static readonly TextStyle s_footer = new(9) { Color = PdfColor.Muted };

    private readonly string _title;
    private readonly PdfSetup _setup;
    private readonly FontSubset _font;
    private readonly TrueTypeFont _source;
    private readonly List<PdfCanvas> _pages = [];
    private Action<PdfCanvas, int, int>? _below;
    private string? _watermark;

    private PdfDocument(string title, TrueTypeFont source, PdfSetup setup)
    {
        _title = title;
        _source = source;
        _setup = setup;
        _font = new FontSubset(source);
        NewPage();
    }

    /// <summary>Where the next thing is put, from the top edge of the page.</summary>
    public double Y { get; private set; }

    /// <summary>Left edge of the text.</summary>
    public double Left => _setup.SideMargin;

    /// <summary>Width of the text.</summary>
    public double Width => PageWidth - (2 * _setup.SideMargin);

    /// <summary>Lower edge of the text.</summary>
    public double Bottom => PageHeight - _setup.BottomMargin;

    /// <summary>The page that is being written.</summary>
    public PdfCanvas Page => _pages[^1];

    /// <summary>Number of the page that is being written, from 1.</summary>
    public int PageNumber => _pages.Count;

    /// <summary>Starts a document.</summary>
    /// <param name="title">Title in the document's properties and the window of the viewer.</param>
    /// <param name="font">The font of all text, see <see cref="DocumentFont"/>.</param>
    /// <param name="setup">Margins and properties, or null for the usual ones.</param>
    public static PdfDocument Create(string title, TrueTypeFont font, PdfSetup? setup = null) => new(title, font, setup ?? new PdfSetup());

    /// <summary>Starts a new page.</summary>
    public PdfDocument NewPage()
    {
        _pages.Add(new PdfCanvas(_font, PageWidth, PageHeight));
        Y = _setup.TopMargin;
        return this;
    }

    /// <summary>Starts a new page unless there is room for <paramref name="height"/>.</summary>
    public PdfDocument Keep(double height) => Y + height > Bottom && Y > _setup.TopMargin ? NewPage() : this;

    /// <summary>Leaves room.</summary>
    public PdfDocument Space(double height)
    {
        Y += height;
        return this;
    }

    /// <summary>A heading: level 1 is the centred title of the document, 2 and 3 are sections. It never ends a page.</summary>
    public PdfDocument Heading(string text, int level = 1)
    {
        var style = level switch
        {
            1 => new TextStyle(20, Bold: true, Align: TextAlign.Center, LineHeight: 1.5),
            2 => new TextStyle(14, Bold: true),
            _ => new TextStyle(11.5, Bold: true),
        };
        Keep((3 * style.Leading) + 12);
        if (level > 1)
            Space(8);
        return Paragraph(text, style).Space(level == 1 ? 10 : 4);
    }

    /// <summary>A text that wraps and may run over pages; line feeds start paragraphs.</summary>
    public PdfDocument Paragraph(string text, TextStyle? style = null)
    {
        style ??= new TextStyle(Align: TextAlign.Justify);
        foreach (var line in Lines(text, style, Width))
        {
            Keep(style.Leading);
            DrawLine(line, style, Left, Y, Width);
            Y += style.Leading;
        }
        return this;
    }

    /// <summary>A line from edge to edge.</summary>
    public PdfDocument Rule(PdfColor? color = null, double thickness = 0.6)
    {
        Keep(thickness);
        Page.Line(Left, Y, Left + Width, Y, color ?? PdfColor.Line, thickness);
        Y += thickness;
        return this;
    }

    /// <summary>A QR code with a caption below.</summary>
    /// <param name="symbol">The code.</param>
    /// <param name="caption">Text under it, or null.</param>
    /// <param name="side">Length of an edge, quiet zone included.</param>
    /// <param name="align">Where it stands.</param>
    public PdfDocument Qr(QrSymbol symbol, string? caption = null, double side = 110, TextAlign align = TextAlign.Center)
    {
        var style = new TextStyle(9) { Color = PdfColor.Muted };
        Keep(side + (caption is null ? 0 : style.Leading));
        var x = Left + Shift(align, Width, side);
        Page.Qr(x, Y, symbol, side);
        Y += side;
        if (caption is null)
            return this;
        Page.Text(x + ((side - Page.Measure(caption, style)) / 2), Y, caption, style);
        Y += style.Leading;
        return this;
    }

    /// <summary>A faint text across every page, for papers that must not be mistaken for others.</summary>
    public PdfDocument Watermark(string text)
    {
        _watermark = text;
        return this;
    }

    /// <summary>Draws on every page below the text; gets the page, its number from 1 and the number of pages.</summary>
    public PdfDocument EachPage(Action<PdfCanvas, int, int> draw)
    {
        _below = draw;
        return this;
    }

    /// <summary>Wraps a text for a width.</summary>
    public List<TextLine> Lines(string text, TextStyle style, double width) =>
        LineBreaker.Wrap(text, character => (_font.Width(character) * style.Size / 1000) + style.Spacing, width + style.Spacing, style.Indent);

    /// <summary>Draws one wrapped line into a box of one leading's height.</summary>
    public void DrawLine(TextLine line, TextStyle style, double x, double top, double width)
    {
        (x, width) = (x + line.Indent, width - line.Indent);
        var used = Page.Measure(line.Text, style);
        var drawn = style;
        if (style.Align == TextAlign.Justify && !line.EndsParagraph && line.Text.Length > 1)
        {
            // A line that a long word left short stays ragged: characters too far apart are worse.
            var extra = (width - used) / (line.Text.EnumerateRunes().Count() - 1);
            if (extra > 0 && extra < 0.05 * style.Size)
                drawn = style with { Spacing = style.Spacing + extra };
        }
        Page.Text(x + Shift(style.Align, width, used), top + ((style.Leading - style.Size) / 2), line.Text, drawn);
    }

    /// <summary>The finished file.</summary>
    public byte[] ToArray()
    {
        var file = new PdfFile();
        var pageTree = file.Reserve();
        var font = file.Reserve();
        var pages = new List<int>();
        for (var index = 0; index < _pages.Count; index++)
        {
            var below = new PdfCanvas(_font, PageWidth, PageHeight);
            _below?.Invoke(below, index + 1, _pages.Count);
            var above = new PdfCanvas(_font, PageWidth, PageHeight);
            DrawFooter(above, index + 1);
            DrawWatermark(above);
            var content = file.AddStream(Encoding.Latin1.GetBytes(below.Content + _pages[index].Content + above.Content));
            pages.Add(file.Add(string.Create(CultureInfo.InvariantCulture, $"""
                << /Type /Page /Parent {pageTree} 0 R /MediaBox [0 0 {PageWidth} {PageHeight}] /Contents {content} 0 R
                /Resources << /Font << /F1 {font} 0 R >> /ExtGState << /Faint << /Type /ExtGState /ca 0.14 >> >> >> >>
                """)));
        }
        file.Set(pageTree, $"<< /Type /Pages /Kids [{string.Join(' ', pages.Select(page => $"{page} 0 R"))}] /Count {pages.Count} >>");
        AddFont(file, font);
        var catalog = file.Add($"<< /Type /Catalog /Pages {pageTree} 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>");
        var created = _setup.CreatedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" /CreationDate (D:{at.UtcDateTime:yyyyMMddHHmmss}Z)") : "";
        var further = string.Concat(_setup.Properties.Select(p => $" /{p.Name} ({p.Value})"));
        var info = file.Add($"<< /Title {PdfFile.Text(_title)} /Author {PdfFile.Text(_setup.Author)}{created}{further} >>");
        return file.ToArray(catalog, info);
    }

    private static double Shift(TextAlign align, double width, double used) => align switch
    {
        TextAlign.Center => (width - used) / 2,
        TextAlign.Right => width - used,
        _ => 0,
    };

    private void DrawFooter(PdfCanvas page, int number)
    {
        var top = PageHeight - _setup.FooterHeight;
        var count = string.Create(CultureInfo.InvariantCulture, $"第 {number} 页 / 共 {_pages.Count} 页");
        var width = page.Measure(count, s_footer);
        if (_setup.Footer is null)
        {
            page.Text((PageWidth - width) / 2, top, count, s_footer);
            return;
        }
        page.Text(Left, top, _setup.Footer, s_footer);
        page.Text(Left + Width - width, top, count, s_footer);
    }

    private void DrawWatermark(PdfCanvas page)
    {
        if (string.IsNullOrEmpty(_watermark))
            return;
        // As large as fits along the slope, but never shouting.
        var size = Math.Min(44, 1000 * 0.9 * PageWidth / Math.Max(1, _font.Width(_watermark)));
        foreach (var part in (double[])[0.2, 0.5, 0.8])
            page.Watermark(PageWidth / 2, PageHeight * part, _watermark, size, 30);
    }

    private void AddFont(PdfFile file, int number)
    {
        var program = _font.ToFontFile();
        var stream = file.AddStream(program, string.Create(CultureInfo.InvariantCulture, $"/Length1 {program.Length} "));
        var scale = 1000.0 / _source.UnitsPerEm;
        var box = _source.Box;
        var name = _font.Name;
        var descriptor = file.Add(string.Create(CultureInfo.InvariantCulture, $"""
            << /Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 /StemV 80
            /FontBBox [{box.XMin * scale:0} {box.YMin * scale:0} {box.XMax * scale:0} {box.YMax * scale:0}]
            /Ascent {_source.Ascent * scale:0} /Descent {_source.Descent * scale:0} /CapHeight {_source.CapHeight * scale:0} /FontFile2 {stream} 0 R >>
            """));
        var glyphs = file.Add($"""
            << /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
            /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 1000 /W {_font.Widths()} >>
            """);
        var unicode = file.AddStream(Encoding.ASCII.GetBytes(_font.ToUnicode()));
        file.Set(number, $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] /ToUnicode {unicode} 0 R >>");
    }
}
