using CsvHelper;

namespace PatentFunctions.Catalogs;

/// <summary>
/// Reads an operator's CSV (UTF-8, with or without BOM, header row, any column order) row by row with line numbers,
/// so that a report can point at the line. Rows of blanks are skipped.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    // The separator is fixed: guessing it from the first lines would let a list of owners joined by ; win over the commas.
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        TrimWhitespace = true,
        TrimInsideQuotes = true,
    };

    private readonly CsvReader _reader;

    public CsvRows(Stream csv) => _reader = CsvReader.Create(csv, Options, leaveOpen: true);

    public CsvRows(TextReader csv) => _reader = CsvReader.Create(csv, Options, leaveOpen: true);

    /// <summary>Line on which the present row starts, counted from 1, the header included.</summary>
    public int Line => checked((int)_reader.LineNumber);

    /// <summary>One finding for each required column the header lacks.</summary>
    public IEnumerable<RowFinding> MissingColumns(params string[] required) =>
        required.Where(name => !_reader.TryGetFieldIndex(name, out _))
            .Select(name => new RowFinding(1, "missing-column", $"首行缺少列“{name}”。"));

    /// <summary>Goes to the next row that holds anything; false at the end.</summary>
    public bool Next()
    {
        while (_reader.Read())
            for (var i = 0; i < _reader.FieldCount; i++)
                if (!_reader.GetSpan(i).IsEmpty)
                    return true;
        return false;
    }

    /// <summary>The trimmed field of the present row; empty when the column or the field is absent.</summary>
    public string this[string column] =>
        _reader.TryGetFieldIndex(column, out var index) && index < _reader.FieldCount ? _reader.GetString(index) : "";

    /// <summary>Whether a text was not UTF-8, as when a spreadsheet saved it in GBK: the bytes then read as U+FFFD.</summary>
    public static bool IsGarbled(string text) => text.Contains('\uFFFD', StringComparison.Ordinal);

    public void Dispose() => _reader.Dispose();
}
