namespace PatentFunctions.Units;

/// <summary>预置单位信息: what the operator's list of preset accounts says about a unit (ACC-06).</summary>
/// <param name="Name">单位名称.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Division">行政区划 code of six digits.</param>
/// <param name="Address">Province, city and district as text.</param>
/// <param name="Industry">国民经济行业小类, four digits of GB/T 4754-2017.</param>
public sealed record PresetUnitData(string Name, string Uscc, string? Division, string? Address, string? Industry);

/// <summary>Gives the preset data of an account, for the first realname form. Implemented by Accounts.</summary>
public interface IPresetUnits
{
    /// <summary>The data, or null where the account was not preset.</summary>
    Task<PresetUnitData?> FindAsync(AccountId account, CancellationToken cancellation);
}
