using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Units;

/// <summary>Asset information as it is stored: the figures of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Figures">The figures.</param>
/// <param name="SavedAt">When they were last saved.</param>
public sealed record AssetYear(int Year, AssetFigures Figures, DateTimeOffset SavedAt);

/// <summary>What other areas read of units (UNI-11): the data in force, the asset information, whether the unit may submit.</summary>
public sealed class UnitRecords(CaseStore cases, TimeProvider time)
{
    /// <summary>The unit's record; null where it has filled in nothing yet.</summary>
    public Task<Stored<Unit>?> FindAsync(UnitId unit, CancellationToken cancellation = default) =>
        cases.FindAsync<Unit>(UnitTables.Address(unit), CaseRows.Record, cancellation);

    /// <summary>The verified data in force; null until the realname review is passed.</summary>
    public async Task<VerifiedUnit?> VerifiedAsync(UnitId unit, CancellationToken cancellation = default) =>
        (await FindAsync(unit, cancellation))?.Value.InForce;

    /// <summary>Every condition of the unit itself that is not met today (FIL-01); see <see cref="UnitStanding.RefusalOf"/>.</summary>
    public async Task<IReadOnlyList<Finding>> StandingAsync(UnitId unit, CancellationToken cancellation = default) =>
        UnitStanding.Check((await FindAsync(unit, cancellation))?.Value, await AssetYearsAsync(unit, cancellation), ChinaTime.Today(time));

    /// <summary>The refusal for an act that needs a unit in standing; null where it may go on.</summary>
    public async Task<Refusal?> StandingRefusalAsync(UnitId unit, CancellationToken cancellation = default) =>
        UnitStanding.RefusalOf(await StandingAsync(unit, cancellation), ChinaTime.Today(time));

    /// <summary>The asset information of a year; null where there is none.</summary>
    public async Task<AssetYear?> AssetsAsync(UnitId unit, int year, CancellationToken cancellation = default) =>
        (await cases.FindAsync<AssetYear>(UnitTables.Address(unit), UnitTables.AssetRow(year), cancellation))?.Value;

    /// <summary>The years whose asset information is there.</summary>
    public async Task<IReadOnlyList<int>> AssetYearsAsync(UnitId unit, CancellationToken cancellation = default)
    {
        var years = new List<int>();
        var query = new RecordQuery { Partition = unit.Value, RowPrefix = UnitTables.AssetRows };
        await foreach (var row in cases.Records.AllAsync(UnitTables.Units, query, cancellation))
            years.Add(int.Parse(row.Row.AsSpan(UnitTables.AssetRows.Length), CultureInfo.InvariantCulture));
        return years;
    }
}
