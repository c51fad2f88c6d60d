using System.Globalization;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>
/// 备案号: four digits of the year and six of the serial, e.g. 2026000123. No gaps and no doubles, however many approvals come at once and however
/// often one is repeated: counter, number and filing are three rows of the year's partition, written in one batch.
/// </summary>
public sealed class FilingNumbers(IRecordStore records) : IDisposable
{
    /// <summary>Table of the numbers; a partition for each year.</summary>
    public const string Table = "FilingNumbers";

    /// <summary>Largest serial of a year.</summary>
    public const int LastSerial = 999_999;

    private const string HeadRow = "head";

    // Within one process approvals queue here; between processes the head's ETag decides.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The number of a serial in a year.</summary>
    public static string Format(int year, int serial) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}{serial:D6}");

    /// <summary>Takes a number apart; false where it is none.</summary>
    public static bool TryParse(string? number, out int year, out int serial)
    {
        (year, serial) = (0, 0);
        return number is { Length: 10 } && number.All(char.IsAsciiDigit)
            && int.TryParse(number.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out year)
            && int.TryParse(number.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out serial);
    }

    /// <summary>The number of a filing in a year: the next one, or the one it was given before.</summary>
    public async Task<string> AllocateAsync(FilingId filing, int year, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return Format(year, await TryAllocateAsync(filing, year, cancellation));
                }
                catch (StoreConflictException) when (attempt < 500)
                {
                    await Task.Delay(Random.Shared.Next(1, Math.Min(50, 4 * attempt)), cancellation);
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The last serial given in a year; 0 where none was.</summary>
    public async Task<int> LastAsync(int year, CancellationToken cancellation) =>
        (await records.FindAsync<NumberHead>(Table, Partition(year), HeadRow, cancellation))?.Value.Last ?? 0;

    /// <summary>The filings of the numbers of a year from a serial on, in order.</summary>
    /// <param name="year">备案年度.</param>
    /// <param name="from">First serial.</param>
    /// <param name="count">How many serials, at most 1,000.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<IReadOnlyList<FilingId>> RangeAsync(int year, int from, int count, CancellationToken cancellation)
    {
        var query = new RecordQuery { Partition = Partition(year), RowFrom = SerialRow(from), RowBefore = SerialRow(from + count), Take = count };
        var filings = new List<FilingId>(count);
        await foreach (var number in records.AllAsync<NumberOfFiling>(Table, query, cancellation)) filings.Add(number.Value.Filing);
        return filings;
    }

    /// <summary>The filing that a number was given to; null where it was given to none.</summary>
    public async Task<FilingId?> FilingOfAsync(string number, CancellationToken cancellation) =>
        TryParse(number, out var year, out var serial) && await records.FindAsync<NumberOfFiling>(Table, Partition(year), SerialRow(serial), cancellation) is { } given ? given.Value.Filing : null;

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private async Task<int> TryAllocateAsync(FilingId filing, int year, CancellationToken cancellation)
    {
        var partition = Partition(year);
        if (await records.FindAsync<NumberOfFiling>(Table, partition, "f-" + filing.Value, cancellation) is { } given) return given.Value.Serial;
        var head = await records.FindAsync<NumberHead>(Table, partition, HeadRow, cancellation);
        var serial = (head?.Value.Last ?? 0) + 1;
        if (serial > LastSerial) throw new InvalidOperationException($"the serials of {year} are used up");
        var next = TypedRecords.ToDocument(new NumberHead(serial));
        var entry = TypedRecords.ToDocument(new NumberOfFiling(filing, serial));
        await records.CommitAsync(Table, partition,
        [
            head is null ? new InsertRecord(HeadRow) { Document = next } : new ReplaceRecord(HeadRow, head.ETag) { Document = next },
            new InsertRecord(SerialRow(serial)) { Document = entry },
            new InsertRecord("f-" + filing.Value) { Document = entry },
        ], cancellation);
        return serial;
    }

    private static string SerialRow(int serial) => "n-" + serial.ToString("D6", CultureInfo.InvariantCulture);

    private static string Partition(int year) => year.ToString("D4", CultureInfo.InvariantCulture);

    private sealed record NumberHead(int Last);

    private sealed record NumberOfFiling(FilingId Filing, int Serial);
}
