using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Accounts;

/// <summary>Preset unit data lies in the partition of the account that was preset (ACC-06).</summary>
internal sealed class PresetUnits(IRecordStore records) : IPresetUnits
{
    /// <inheritdoc />
    public async Task<PresetUnitData?> FindAsync(AccountId account, CancellationToken cancellation) =>
        (await records.FindAsync<PresetUnitData>(AccountTables.Accounts, account.Value, AccountTables.PresetUnitRow, cancellation))?.Value;
}
