using System.Buffers;
using CsvHelper;

namespace PatentFunctions.Documents.Sheets;

/// <summary>
/// CSV that opens in Excel with the right characters (UTF-8 with byte order mark, CRLF) and in which no text acts as a
/// formula (FIL-13). Long numbers such as credit codes are whole in the file; that Excel shortens them on opening is why
/// the workbook exists.
/// </summary>
internal static class CsvSheet
{
    // What spreadsheets take for the start of a formula, also in full width and behind blanks.
    private static readonly SearchValues<char> s_formulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    // The library's own protection knows neither full-width signs nor blanks before them: see Defused.
    private static readonly CsvWriterOptions s_format = new() { WriteByteOrderMark = true, BufferSize = 16_384 };

    /// <summary>Writes all rows; the stream stays open.</summary>
    public static async Task WriteAsync<T>(Stream output, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken cancellation)
    {
        await using var csv = CsvWriter.Create(output, s_format, leaveOpen: true);
        foreach (var column in columns)
            csv.WriteField(Defused(column.Header));
        await csv.EndRecordAsync(cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            foreach (var column in columns)
            {
                var cell = SheetCell.Of(column.Value(row));
                csv.WriteField(cell.Kind == CellKind.Text ? Defused(cell.Text) : cell.Text);
            }
            await csv.EndRecordAsync(cancellation);
        }
        await csv.FlushAsync(cancellation);
    }

    /// <summary>A text that no spreadsheet evaluates: an apostrophe goes before what would start a formula.</summary>
    public static string Defused(string text)
    {
        var shown = text.AsSpan().TrimStart([' ', '\u00A0', '\u3000']);
        return !shown.IsEmpty && s_formulaStarts.Contains(shown[0]) ? "'" + text : text;
    }
}
