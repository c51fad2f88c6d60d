using System.Text.Json;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>有效专利数量 by type: the unit's own patents that the register knows to be in force; what a unit added by its own word, or is only licensed, does not count.</summary>
public sealed class PatentFigures(UnitPatents patents, TimeProvider time) : IGreyFieldSource
{
    /// <summary>发明.</summary>
    public const string Inventions = "patents.inventions";

    /// <summary>实用新型.</summary>
    public const string UtilityModels = "patents.utility-models";

    /// <summary>外观设计.</summary>
    public const string Designs = "patents.designs";

    /// <inheritdoc />
    public string Name => "专利登记数据（本平台单位专利信息）";

    /// <inheritdoc />
    public IReadOnlyList<string> Keys => [Inventions, UtilityModels, Designs];

    /// <inheritdoc />
    public async Task<IReadOnlyList<GreyFigure>> OfAsync(UnitId unit, int year, CancellationToken cancellation)
    {
        var valid = (await patents.AllAsync(unit, cancellation)).Where(Counts).ToList();
        var today = ChinaTime.Today(time);
        GreyFigure Of(string key, PatentType type) => new(key, JsonSerializer.SerializeToElement(valid.Count(p => p.Type == type)), today);
        return [Of(Inventions, PatentType.Invention), Of(UtilityModels, PatentType.UtilityModel), Of(Designs, PatentType.Design)];
    }

    /// <summary>Whether a patent on the unit's list is a valid one of its own.</summary>
    internal static bool Counts(UnitPatent patent) => patent is { Status: PatentStatus.Valid, InRegister: true, Acquisition: not PatentAcquisition.Licensed };
}
