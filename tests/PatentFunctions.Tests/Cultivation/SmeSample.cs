using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;

namespace PatentFunctions.Tests.Cultivation;

/// <summary>A yearly form filled in without a mistake.</summary>
internal static class SmeSample
{
    public const int Year = 2026;

    public static SmeFormDefinition Form { get; } = SmeForms.BuiltIn.ForYear(Year);

    /// <summary>Everything that a submission for a year needs, and a few things more.</summary>
    public static JsonObject Values(int year = Year)
    {
        JsonObject Years(decimal first, decimal second, decimal third) =>
            new() { [$"{year - 3}"] = first, [$"{year - 2}"] = second, [$"{year - 1}"] = third };
        return new JsonObject
        {
            ["size"] = "small",
            ["type"] = "173",
            ["employees"] = 96,
            ["researchers"] = 24,
            ["researchTeams"] = 3,
            ["researchLeaders"] = 4,
            ["ipFullTime"] = 2,
            ["ipPartTime"] = 3,
            ["ipDepartment"] = true,
            ["honours"] = new JsonArray("high-tech", "specialized-sme"),
            ["listing"] = new JsonArray("planned"),
            ["listingExpectedOn"] = $"{year + 1}-06-30",
            ["platforms"] = new JsonArray(new JsonObject { ["name"] = "江苏省精密轴承工程技术研究中心" }),
            ["partners"] = new JsonArray(new JsonObject { ["name"] = "示例理工大学" }),
            ["revenue"] = Years(6100, 7300, 8600),
            ["profit"] = Years(-120.5m, 500, 820),
            ["rdInvestment"] = Years(400, 480, 600),
            ["ipInvestment"] = Years(200, 250, 310),
            ["overseasApplications"] = 4,
            ["overseasGrants"] = 1,
            ["brands"] = new JsonArray(new JsonObject { ["name"] = "示例", ["trademark"] = "12345678", ["output"] = 3000.55m }),
            ["licencesOut"] = Years(0, 1, 2),
            ["licencesOutAmount"] = Years(0, 20, 45),
            ["assignments"] = Years(0, 0, 0),
            ["assignmentsAmount"] = Years(0, 0, 0),
            ["licensedIn"] = Years(1, 1, 1),
            ["assignedIn"] = Years(0, 0, 2),
            ["needFinance"] = "希望获得专利质押贷款。",
        };
    }

    /// <summary>The values with a change.</summary>
    public static ReportValues With(Action<JsonObject>? change = null, int year = Year)
    {
        var values = Values(year);
        change?.Invoke(values);
        return Of(values);
    }

    public static ReportValues Of(JsonNode values) => new(JsonSerializer.SerializeToElement(values));

    public static ReportValues Of(string json) => new(JsonDocument.Parse(json).RootElement.Clone());
}
