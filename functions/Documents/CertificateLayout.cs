using PatentFunctions.Documents.Pdf;
using PatentFunctions.Documents.Qr;

namespace PatentFunctions.Documents;

/// <summary>What stands on an official certificate (证明); the area that issues it decides every word.</summary>
internal sealed record CertificateContent
{
    /// <summary>Who issues it, above the title: 国家专利密集型产品备案认定试点平台.</summary>
    public required string Issuer { get; init; }

    /// <summary>The title, such as 备案证明.</summary>
    public required string Title { get; init; }

    /// <summary>The line that repeats on further pages, such as 产品备案号：….</summary>
    public required string Reference { get; init; }

    /// <summary>Labels and values, in order; labels without the colon.</summary>
    public required IReadOnlyList<PdfField> Fields { get; init; }

    /// <summary>Label of the list that may fill pages, such as 关联专利; null for a certificate without one.</summary>
    public string? ListLabel { get; init; }

    /// <summary>The list; a single sentence where its entries are not public.</summary>
    public IReadOnlyList<string> List { get; init; } = [];

    /// <summary>Labels and values below the list, such as 下载时间.</summary>
    public IReadOnlyList<PdfField> Closing { get; init; } = [];

    /// <summary>The note (注) on what the certificate proves.</summary>
    public required string Note { get; init; }

    /// <summary>The code that leads to the check page.</summary>
    public required QrSymbol Code { get; init; }

    /// <summary>Text below the code.</summary>
    public required string CodeCaption { get; init; }

    /// <summary>When the file was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Further properties of the file, for programs.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];
}

/// <summary>
/// The look of official certificates (备案证明, manual 图 16; 认定证书): a double frame on each page, title and red line,
/// labels and values, a list that flows over pages, and note and QR code at the foot of the last page.
/// </summary>
internal static class CertificateLayout
{
    private const double LabelWidth = 98;
    private const double LeastCodeSide = 104;

    // Edge of one module: 0.46 mm, which printers and telephones manage.
    private const double ModuleSide = 1.3;
    private const double RowPadding = 8;
    private const double TightPadding = 2.5;
    private static readonly TextStyle s_issuer = new(15, Align: TextAlign.Center, Spacing: 1.2) { Color = PdfColor.OfficialRed };
    private static readonly TextStyle s_title = new(34, Bold: true, Align: TextAlign.Center, LineHeight: 1.3, Spacing: 12);
    private static readonly TextStyle s_label = new(13, LineHeight: 1.7) { Color = PdfColor.Muted };
    private static readonly TextStyle s_value = new(13, LineHeight: 1.7);
    private static readonly TextStyle s_item = new(10.5, LineHeight: 1.7);
    private static readonly TextStyle s_small = new(9.5, LineHeight: 1.7, Align: TextAlign.Justify) { Color = PdfColor.Muted };
    private static readonly TextStyle s_caption = new(8.5, Align: TextAlign.Center) { Color = PdfColor.Muted };
    private static readonly PdfSetup s_setup = new() { SideMargin = 84, TopMargin = 112, BottomMargin = 92, FooterHeight = 72 };

    /// <summary>Draws the certificate and returns the PDF file.</summary>
    public static byte[] Render(CertificateContent content, TrueTypeFont font)
    {
        var document = PdfDocument.Create(content.Title, font, s_setup with { Author = content.Issuer, CreatedAt = content.CreatedAt, Properties = content.Properties });
        document.EachPage((page, number, count) => DrawFrame(page, number, content));
        document.Paragraph(content.Issuer, s_issuer).Space(14).Paragraph(content.Title, TitleStyle(document, content.Title)).Space(14);
        document.Rule(PdfColor.OfficialRed, 2).Space(2).Rule(PdfColor.OfficialRed, 0.6).Space(16);
        var padding = PaddingOf(document, content);
        foreach (var field in content.Fields)
            DrawField(document, field, padding);
        if (content.ListLabel is { } label)
            DrawList(document, label, content.List);
        foreach (var field in content.Closing)
            DrawField(document, field, RowPadding);
        DrawFoot(document, content);
        return document.ToArray();
    }

    // A long title is set smaller rather than on two lines.
    private static TextStyle TitleStyle(PdfDocument document, string title)
    {
        var scale = Math.Min(1, document.Width / document.Page.Measure(title, s_title));
        return s_title with { Size = s_title.Size * scale, Spacing = s_title.Spacing * scale };
    }

    private static void DrawFrame(PdfCanvas page, int number, CertificateContent content)
    {
        page.Frame(34, 34, page.Width - 68, page.Height - 68, PdfColor.OfficialRed, 2.4);
        page.Frame(40, 40, page.Width - 80, page.Height - 80, PdfColor.OfficialRed, 0.6);
        // Small squares where the inner lines meet, as on printed certificate paper.
        foreach (var x in (double[])[40, page.Width - 52])
        {
            foreach (var y in (double[])[40, page.Height - 52])
                page.Frame(x, y, 12, 12, PdfColor.OfficialRed, 0.6);
        }
        if (number == 1)
            return;
        var heading = s_small with { Align = TextAlign.Left };
        var left = $"{content.Title}（续）";
        page.Text(s_setup.SideMargin, 78, left, heading);
        page.Text(page.Width - s_setup.SideMargin - page.Measure(content.Reference, heading), 78, content.Reference, heading);
        page.Line(s_setup.SideMargin, 96, page.Width - s_setup.SideMargin, 96, PdfColor.OfficialRed, 0.6);
    }

    // A certificate without a list stays on one page, also with long names.
    private static double PaddingOf(PdfDocument document, CertificateContent content) =>
        content.ListLabel is null && content.Fields.Sum(f => document.Lines(f.Value, s_value, document.Width - LabelWidth).Count) > 12 ? TightPadding : RowPadding;

    private static void DrawField(PdfDocument document, PdfField field, double padding)
    {
        var lines = document.Lines(field.Value, s_value, document.Width - LabelWidth);
        document.Keep((lines.Count * s_value.Leading) + (2 * padding));
        document.Space(padding);
        document.DrawLine(new TextLine($"{field.Label}：", true), s_label, document.Left, document.Y, LabelWidth);
        foreach (var line in lines)
        {
            document.Keep(s_value.Leading);
            document.DrawLine(line, s_value, document.Left + LabelWidth, document.Y, document.Width - LabelWidth);
            document.Space(s_value.Leading);
        }
        document.Space(padding).Rule();
    }

    private static void DrawList(PdfDocument document, string label, IReadOnlyList<string> items)
    {
        if (items.Count <= 1)
        {
            DrawField(document, new PdfField(label, items.Count == 0 ? "无" : items[0]), RowPadding);
            return;
        }
        var room = document.Width - LabelWidth;
        var widest = items.Max(item => document.Page.Measure(item, s_item)) + 14;
        var columns = Math.Clamp((int)(room / widest), 1, 3);
        var width = room / columns;
        document.Keep(s_value.Leading + s_item.Leading + (2 * RowPadding)).Space(RowPadding);
        document.DrawLine(new TextLine($"{label}：", true), s_label, document.Left, document.Y, LabelWidth);
        document.DrawLine(new TextLine($"共 {items.Count} 件", true), s_value, document.Left + LabelWidth, document.Y, room);
        document.Space(s_value.Leading);
        foreach (var row in items.Chunk(columns))
        {
            var cells = row.Select(item => document.Lines(item, s_item, width - 8)).ToArray();
            var height = cells.Max(lines => lines.Count) * s_item.Leading;
            document.Keep(height);
            for (var column = 0; column < cells.Length; column++)
            {
                var y = document.Y;
                foreach (var line in cells[column])
                {
                    document.DrawLine(line, s_item, document.Left + LabelWidth + (column * width), y, width - 8);
                    y += s_item.Leading;
                }
            }
            document.Space(height);
        }
        document.Space(RowPadding).Rule();
    }

    private static void DrawFoot(PdfDocument document, CertificateContent content)
    {
        var side = Math.Max(LeastCodeSide, content.Code.Side * ModuleSide);
        var noteWidth = document.Width - side - 22;
        var note = document.Lines($"注：{content.Note}", s_small, noteWidth);
        var height = Math.Max(side + s_caption.Leading, note.Count * s_small.Leading);
        document.Space(16).Keep(height);
        document.Space(Math.Max(0, document.Bottom - height - document.Y));
        var y = document.Y + ((height - (note.Count * s_small.Leading)) / 2);
        foreach (var line in note)
        {
            document.DrawLine(line, s_small, document.Left, y, noteWidth);
            y += s_small.Leading;
        }
        var x = document.Left + document.Width - side;
        document.Page.Qr(x, document.Y, content.Code, side);
        document.DrawLine(new TextLine(content.CodeCaption, true), s_caption, x - 11, document.Y + side, side + 22);
    }
}
