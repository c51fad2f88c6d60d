using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Patents;

/// <summary>What other areas read of a unit's patents.</summary>
public sealed class UnitPatents(IRecordStore records)
{
    /// <summary>Those of the numbers that are on the unit's list.</summary>
    public async Task<IReadOnlyDictionary<PatentNumber, UnitPatent>> GetAsync(UnitId unit, IEnumerable<PatentNumber> numbers, CancellationToken cancellation = default)
    {
        var distinct = numbers.Distinct().ToList();
        var found = await Task.WhenAll(distinct.Select(n => FindAsync(unit, n, cancellation)));
        return found.OfType<Stored<UnitPatent>>().ToDictionary(p => p.Value.Number, p => p.Value);
    }

    /// <summary>The whole list, ordered by number.</summary>
    public async Task<IReadOnlyList<UnitPatent>> AllAsync(UnitId unit, CancellationToken cancellation = default)
    {
        var all = new List<UnitPatent>();
        await foreach (var patent in records.AllAsync<UnitPatent>(PatentTables.UnitPatents, Rows(unit, RecordLimits.PageRecords, null), cancellation)) all.Add(patent.Value);
        return all;
    }

    internal Task<Stored<UnitPatent>?> FindAsync(UnitId unit, PatentNumber number, CancellationToken cancellation) =>
        records.FindAsync<UnitPatent>(PatentTables.UnitPatents, unit.Value, PatentTables.RowOf(number), cancellation);

    internal Task<RecordPage> PageAsync(UnitId unit, int take, string? continuation, CancellationToken cancellation) =>
        records.QueryAsync(PatentTables.UnitPatents, Rows(unit, take, continuation), cancellation);

    private static RecordQuery Rows(UnitId unit, int take, string? continuation) => new()
    {
        Partition = unit.Value,
        RowFrom = PatentTables.FirstPatentRow,
        RowBefore = PatentTables.AfterPatentRows,
        Take = take,
        Continuation = continuation,
    };
}
