using System.Runtime.CompilerServices;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts.OwnData;

/// <summary>
/// What an area holds of a unit, as the unit itself may read it, for its own copy (ACC-13). Registered in DI, one for each kind of data.
/// </summary>
public interface IOwnData
{
    /// <summary>Chinese name of the data, which names its file in the copy.</summary>
    string Name { get; }

    /// <summary>Everything, one value after the other; files it names are added to the copy.</summary>
    IAsyncEnumerable<object> OfUnitAsync(UnitId unit, CancellationToken cancellation);
}

/// <summary>Data that is read by one call.</summary>
/// <param name="name">Chinese name.</param>
/// <param name="read">Reads all of it.</param>
internal sealed class OwnList(string name, Func<UnitId, CancellationToken, Task<IEnumerable<object>>> read) : IOwnData
{
    public string Name { get; } = name;

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var value in await read(unit, cancellation)) yield return value;
    }
}

/// <summary>Data that lies in rows of a partition named by the unit.</summary>
/// <param name="name">Chinese name.</param>
/// <param name="records">Where the rows lie.</param>
/// <param name="table">Their table.</param>
/// <param name="read">The part of a row that the unit may read.</param>
internal sealed class OwnRows(string name, IRecordStore records, string table, Func<StoredRecord, object> read) : IOwnData
{
    public string Name { get; } = name;

    public async IAsyncEnumerable<object> OfUnitAsync(UnitId unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Rows behind the tilde are the partition's own: audit, outbox, counters.
        await foreach (var row in records.AllAsync(table, new RecordQuery { Partition = unit.Value, RowBefore = "~" }, cancellation)) yield return read(row);
    }
}
