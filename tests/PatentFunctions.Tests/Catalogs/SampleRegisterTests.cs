using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Tests.Catalogs;

/// <summary>The sample files must pass the rules that real ones are held to.</summary>
public sealed class SampleRegisterTests
{
    [Fact]
    [Trait("Spec", "PAT-05")]
    public void Patents_HaveValidNumbersOfTheTypeTheySay()
    {
        var numbers = new HashSet<string>();
        foreach (var row in Rows("patents.csv"))
        {
            Assert.True(PatentNumber.TryParse(row["number"], out var number, out _), row["number"]);
            Assert.True(numbers.Add(number.Value), row["number"]);
            var type = number.Type switch { PatentType.Invention => "invention", PatentType.UtilityModel => "utility-model", _ => "design" };
            Assert.Equal(type, row["type"]);
            Assert.Contains(row["status"], new[] { "valid", "expired", "terminated", "invalidated", "transferred" });
            Assert.NotEmpty(row["title"]);
            Assert.NotEmpty(row["owners"]);
            var applied = DateOnly.ParseExact(row["applicationDate"], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            Assert.Equal(number.Year, applied.Year);
            if (row["grantDate"].Length > 0)
                Assert.True(DateOnly.ParseExact(row["grantDate"], "yyyy-MM-dd", CultureInfo.InvariantCulture) > applied, row["number"]);
        }

        Assert.Equal(122, numbers.Count);
    }

    [Fact]
    [Trait("Spec", "UNI-04")]
    public void BusinessRegister_HoldsValidUnitsWithPatentsOfTheirOwn()
    {
        var owners = Rows("patents.csv").SelectMany(row => row["owners"].Split(';')).ToHashSet();
        var units = Rows("business-register.csv");

        Assert.Equal(12, units.Count);
        foreach (var unit in units)
        {
            Assert.True(UnifiedSocialCreditCode.TryParse(unit["uscc"], out _, out _), unit["uscc"]);
            Assert.True(MobileNumber.TryParse(unit["phone"], out _, out _), unit["phone"]);
            Assert.NotNull(NationalEconomyIndustries.FindClass(unit["industryCode"]));
            Assert.NotNull(CatalogRegistry.BuiltIn.Get(CatalogIds.UnitTypes).Find(unit["unitType"]));
            Assert.Equal(unit["unitType"] == "enterprise", CatalogRegistry.BuiltIn.Get(CatalogIds.EnterpriseTypes).Find(unit["enterpriseType"]) is not null);
            Assert.StartsWith(AdministrativeDivisions.FullNameOf(unit["division"])!, unit["registeredAddress"], StringComparison.Ordinal);
            Assert.Contains(unit["name"], owners);
            Assert.Contains("示例", unit["name"], StringComparison.Ordinal);
            if (unit["formerNames"].Length > 0)
                Assert.Contains(unit["formerNames"], owners);
        }
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        using var stream = typeof(Catalog).Assembly.GetManifestResourceStream($"SampleData/data/{file}");
        Assert.NotNull(stream);
        using var csv = CsvHelper.CsvReader.Create(stream, new CsvHelper.CsvReaderOptions { Separator = ',' });
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.Headers.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => csv.GetString(column.i)));
        return rows;
    }
}
