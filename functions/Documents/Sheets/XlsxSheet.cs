using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PatentFunctions.Documents.Sheets;

/// <summary>
/// A workbook written straight into a stream that only goes forward (docs/adr/0003-spreadsheets.md). Cells are typed, so a
/// text beginning with "=" stays a text. A sheet that is full is followed by another one.
/// </summary>
internal static class XlsxSheet
{
    /// <summary>Most rows a sheet may have, with the header.</summary>
    public const int MostRows = 1_048_576;

    private const int FlushAt = 32_768;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    // The order of cellXfs is the number in a cell's "s".
    private const string Styles = $"""
        <styleSheet xmlns="{Main}">
        <numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00##"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="166" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="等线"/><family val="2"/></font><font><b/><sz val="11"/><name val="等线"/><family val="2"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF3F4F6"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="6">
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        </cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;

    private enum Style
    {
        General,
        Header,
        Amount,
        Date,
        DateTime,
        Text,
    }

    /// <summary>Writes all rows; the stream stays open.</summary>
    /// <param name="output">Where to; need not be seekable.</param>
    /// <param name="name">Name of the sheet; made valid if need be.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="rows">The rows, read once.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <param name="mostRows">Rows of a sheet, with the header.</param>
    public static async Task WriteAsync<T>(Stream output, string name, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken cancellation, int mostRows = MostRows)
    {
        var names = columns.Select((_, index) => ColumnName(index)).ToArray();
        var held = new HoldingStream();
        await using var source = rows.GetAsyncEnumerator(cancellation);
        using (var archive = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var sheets = 0;
            var more = await source.MoveNextAsync();
            do
            {
                sheets++;
                using var sheet = Entry(archive, $"xl/worksheets/sheet{sheets}.xml").Open();
                using var writer = new StreamWriter(sheet, new UTF8Encoding(false), bufferSize: 16_384);
                var xml = new StringBuilder(FlushAt * 2);
                AppendStart(xml, columns, names);
                for (var row = 2; more && row <= mostRows; row++)
                {
                    AppendRow(xml, row, columns, names, source.Current);
                    more = await source.MoveNextAsync();
                    if (xml.Length >= FlushAt)
                    {
                        writer.Write(xml);
                        xml.Clear();
                        await held.PassOnAsync(output, cancellation);
                    }
                }
                writer.Write(xml.Append("</sheetData></worksheet>"));
            }
            while (more);
            WriteParts(archive, name, sheets);
        }
        await held.PassOnAsync(output, cancellation);
        await output.FlushAsync(cancellation);
    }

    private static void AppendStart<T>(StringBuilder xml, IReadOnlyList<SheetColumn<T>> columns, string[] names)
    {
        xml.Append(Declaration).Append(CultureInfo.InvariantCulture, $"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var index = 0; index < columns.Count; index++)
            xml.Append(CultureInfo.InvariantCulture, $"<col min=\"{index + 1}\" max=\"{index + 1}\" width=\"{columns[index].Width}\" customWidth=\"1\"/>");
        xml.Append("</cols><sheetData><row r=\"1\">");
        for (var index = 0; index < columns.Count; index++)
            AppendTextCell(xml, names[index], 1, Style.Header, columns[index].Header);
        xml.Append("</row>");
    }

    private static void AppendRow<T>(StringBuilder xml, int row, IReadOnlyList<SheetColumn<T>> columns, string[] names, T item)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
        for (var index = 0; index < columns.Count; index++)
        {
            var cell = SheetCell.Of(columns[index].Value(item));
            switch (cell.Kind)
            {
                case CellKind.Empty:
                    break;
                case CellKind.Text:
                    AppendTextCell(xml, names[index], row, Style.Text, cell.Text);
                    break;
                case CellKind.Date:
                    AppendNumberCell(xml, names[index], row, Style.Date, cell.Serial.ToString("R", CultureInfo.InvariantCulture));
                    break;
                case CellKind.DateTime:
                    AppendNumberCell(xml, names[index], row, Style.DateTime, cell.Serial.ToString("R", CultureInfo.InvariantCulture));
                    break;
                case CellKind.Amount:
                    AppendNumberCell(xml, names[index], row, Style.Amount, cell.Text);
                    break;
                default:
                    AppendNumberCell(xml, names[index], row, Style.General, cell.Text);
                    break;
            }
        }
        xml.Append("</row>");
    }

    private static void AppendTextCell(StringBuilder xml, string column, int row, Style style, string text)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{column}{row}\" s=\"{(int)style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        SpreadsheetXml.AppendText(xml, text);
        xml.Append("</t></is></c>");
    }

    private static void AppendNumberCell(StringBuilder xml, string column, int row, Style style, string number) =>
        xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{column}{row}\" s=\"{(int)style}\"><v>{number}</v></c>");

    private static void WriteParts(ZipArchive archive, string name, int sheets)
    {
        var numbers = Enumerable.Range(1, sheets).ToArray();
        var overrides = string.Concat(numbers.Select(number => $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"));
        var list = string.Concat(numbers.Select(number => $"<sheet name=\"{Escaped(SpreadsheetXml.SheetName(name, number))}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        var links = string.Concat(numbers.Select(number => $"<Relationship Id=\"rId{number}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"));
        WritePart(archive, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><sheets>{list}</sheets></workbook>");
        WritePart(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{PackageRelationships}\">{links}<Relationship Id=\"rId{sheets + 1}\" Type=\"{Relationships}/styles\" Target=\"styles.xml\"/></Relationships>");
        WritePart(archive, "xl/styles.xml", Styles);
        WritePart(archive, "_rels/.rels", $"<Relationships xmlns=\"{PackageRelationships}\"><Relationship Id=\"rId1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        WritePart(archive, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>" + overrides + "</Types>");
    }

    private static void WritePart(ZipArchive archive, string path, string xml)
    {
        using var stream = Entry(archive, path).Open();
        stream.Write(Encoding.UTF8.GetBytes(Declaration + xml));
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string path)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        // The same rows make the same bytes; the time of the export is in the file's name, not in here.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry;
    }

    private static string Escaped(string name) => name.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private static string ColumnName(int index) => index < 26 ? ((char)('A' + index)).ToString() : ColumnName((index / 26) - 1) + (char)('A' + (index % 26));
}
