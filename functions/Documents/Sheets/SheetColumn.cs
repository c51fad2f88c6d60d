namespace PatentFunctions.Documents.Sheets;

/// <summary>A column of an export: the same list makes a workbook or a CSV file.</summary>
/// <param name="Header">Heading, in Chinese.</param>
/// <param name="Value">
/// The cell's value. Its type decides the look: texts stay texts, whatever they begin with; integers, <see cref="decimal"/>
/// (money and percentages) and <see cref="double"/> are numbers; <see cref="DateOnly"/> is a date; <see cref="DateTimeOffset"/>
/// is shown in the time of China; booleans are 是 and 否; null is an empty cell.
/// </param>
/// <param name="Width">Width in the workbook, in characters of the default font.</param>
internal sealed record SheetColumn<T>(string Header, Func<T, object?> Value, double Width = 16);

/// <summary>The two forms of an export.</summary>
internal enum SheetFormat
{
    /// <summary>Workbook (Office Open XML).</summary>
    Xlsx,

    /// <summary>Comma-separated values, UTF-8 with byte order mark.</summary>
    Csv,
}

/// <summary>Writes an export row by row: memory does not grow with the number of rows, nothing is written synchronously.</summary>
internal static class SheetExport
{
    /// <summary>The media type of a form.</summary>
    public static string ContentType(SheetFormat format) => format == SheetFormat.Xlsx
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "text/csv; charset=utf-8";

    /// <summary>The file name's ending, with the dot.</summary>
    public static string Extension(SheetFormat format) => format == SheetFormat.Xlsx ? ".xlsx" : ".csv";

    /// <summary>Writes all rows to a stream that need not be seekable, such as a response's body; the stream stays open.</summary>
    /// <param name="format">Workbook or CSV.</param>
    /// <param name="output">Where to.</param>
    /// <param name="name">Name of the sheet in a workbook; made valid if need be.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="rows">The rows, read once.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public static Task WriteAsync<T>(SheetFormat format, Stream output, string name, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken cancellation) =>
        format == SheetFormat.Xlsx
            ? XlsxSheet.WriteAsync(output, name, columns, rows, cancellation)
            : CsvSheet.WriteAsync(output, columns, rows, cancellation);
}
