using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Cultivation;

/// <summary>Which provinces an office sees: its own, or any for an office of the whole country.</summary>
internal static class SmeScope
{
    /// <summary>Form of a province's code, for the OpenAPI document.</summary>
    public const string ProvinceForm = "^[0-9]{6}$";

    /// <summary>The province that a list is asked for; null for all. Another province than the own one, or none at all, is not there.</summary>
    /// <param name="caller">The office.</param>
    /// <param name="asked">Six digits; empty where none is asked for.</param>
    public static Outcome<string?> Province(Caller caller, string asked)
    {
        var own = caller.Role == Role.Provincial ? caller.Province ?? throw new RefusedException(new NothingHere()) : null;
        if (asked.Length == 0) return own;
        return ReportsByProvince.Provinces.Contains(asked) && (own is null || own == asked) ? asked : new NothingHere();
    }
}
