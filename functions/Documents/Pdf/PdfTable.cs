namespace PatentFunctions.Documents.Pdf;

/// <summary>A column of a table.</summary>
/// <param name="Header">Heading, repeated on every page.</param>
/// <param name="Weight">Width relative to the other columns.</param>
/// <param name="Align">Where the text of its cells stands.</param>
internal sealed record PdfColumn(string Header, double Weight = 1, TextAlign Align = TextAlign.Left);

/// <summary>A label and its value in a form.</summary>
internal readonly record struct PdfField(string Label, string Value);

internal sealed partial class PdfDocument
{
    private const double Padding = 5;
    private static readonly TextStyle s_cell = new(10, LineHeight: 1.45);
    private static readonly TextStyle s_label = new(10, LineHeight: 1.45) { Color = PdfColor.Muted };
    private static readonly TextStyle s_columnHeader = new(10, Bold: true, Align: TextAlign.Center, LineHeight: 1.45);

    /// <summary>A table with borders; cells wrap, rows break over pages only if they are higher than half a page.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The cells of each row, as many as there are columns.</param>
    public PdfDocument Table(IReadOnlyList<PdfColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var total = columns.Sum(column => column.Weight);
        var widths = columns.Select(column => Width * column.Weight / total).ToArray();
        var header = MakeRow(widths, [.. columns.Select(column => (column.Header, s_columnHeader, true))]);
        Keep(header.Height + s_cell.Leading + (2 * Padding));
        DrawRow(header, null);
        foreach (var row in rows)
        {
            if (row.Count != columns.Count)
                throw new ArgumentException($"A row has {row.Count} cells for {columns.Count} columns.", nameof(rows));
            DrawRow(MakeRow(widths, [.. row.Select((text, index) => (text, s_cell with { Align = columns[index].Align }, false))]), header);
        }
        return Space(8);
    }

    /// <summary>A form: shaded labels and their values, one or two pairs in a line.</summary>
    /// <param name="fields">The pairs; an empty value stays empty.</param>
    /// <param name="pairs">Pairs in a line.</param>
    /// <param name="labelWidth">Width of a label, or null for the usual one.</param>
    public PdfDocument Fields(IEnumerable<PdfField> fields, int pairs = 1, double? labelWidth = null)
    {
        var label = labelWidth ?? (pairs == 1 ? 116 : 92);
        var valueWidth = (Width / pairs) - label;
        var widths = Enumerable.Repeat((double[])[label, valueWidth], pairs).SelectMany(pair => pair).ToArray();
        foreach (var line in fields.Chunk(pairs))
        {
            var cells = line.SelectMany(field => ((string, TextStyle, bool)[])[(field.Label, s_label, true), (field.Value, s_cell, false)]).ToList();
            // An odd number of pairs leaves the last line short: its value takes the rest.
            double[] lineWidths = line.Length == pairs ? widths : [.. widths[..(cells.Count - 1)], Width - widths[..(cells.Count - 1)].Sum()];
            DrawRow(MakeRow(lineWidths, cells), null);
        }
        return Space(8);
    }

    private Row MakeRow(double[] widths, IReadOnlyList<(string Text, TextStyle Style, bool Shaded)> cells) =>
        new([.. cells.Select((cell, index) => new Cell(widths[index], cell.Style, cell.Shaded, Lines(cell.Text, cell.Style, widths[index] - (2 * Padding))))]);

    private void DrawRow(Row row, Row? header)
    {
        while (true)
        {
            if (Y + row.Height <= Bottom)
            {
                DrawCells(row);
                return;
            }
            var page = Bottom - _setup.TopMargin;
            var fit = (int)((Bottom - Y - (2 * Padding)) / s_cell.Leading);
            if (row.Height > page / 2 && fit > 1)
            {
                DrawCells(new Row([.. row.Cells.Select(cell => cell with { Lines = cell.Lines[..Math.Min(fit, cell.Lines.Count)] })]));
                row = new Row([.. row.Cells.Select(cell => cell with { Lines = cell.Lines[Math.Min(fit, cell.Lines.Count)..] })]);
            }
            NewPage();
            if (header is not null)
                DrawCells(header);
        }
    }

    private void DrawCells(Row row)
    {
        var x = Left;
        foreach (var cell in row.Cells)
        {
            if (cell.Shaded)
                Page.Fill(x, Y, cell.Width, row.Height, PdfColor.Shade);
            Page.Frame(x, Y, cell.Width, row.Height, PdfColor.Line, 0.6);
            // Short cells stand in the middle of a row that a long one makes high.
            var top = Y + ((row.Height - (cell.Lines.Count * cell.Style.Leading)) / 2);
            foreach (var line in cell.Lines)
            {
                DrawLine(line, cell.Style, x + Padding, top, cell.Width - (2 * Padding));
                top += cell.Style.Leading;
            }
            x += cell.Width;
        }
        Y += row.Height;
    }

    private sealed record Cell(double Width, TextStyle Style, bool Shaded, List<TextLine> Lines);

    private sealed record Row(IReadOnlyList<Cell> Cells)
    {
        public double Height { get; } = (Math.Max(1, Cells.Max(cell => cell.Lines.Count)) * s_cell.Leading) + (2 * Padding);
    }
}
