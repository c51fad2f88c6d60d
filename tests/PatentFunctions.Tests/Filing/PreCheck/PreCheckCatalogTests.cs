using System.Text;
using PatentFunctions.Filing.PreCheck;
using PatentFunctions.Platform;

namespace PatentFunctions.Tests.Filing.PreCheck;

[Trait("Spec", "FIL-05")]
public class PreCheckCatalogTests
{
    private const string Begin = "<!-- rules -->";
    private const string End = "<!-- end of rules -->";

    [Fact]
    public void All_WhenListed_HasOneEntryPerCode() =>
        Assert.Equal(PreCheckCatalog.All.Count, PreCheckCatalog.All.Select(rule => rule.Code).Distinct().Count());

    [Fact]
    public void Readme_WhenRulesChange_ShowsTheSameTable()
    {
        var table = new StringBuilder("\n\n| code | severity | field | clause | what the unit reads | good value |\n|---|---|---|---|---|---|\n");
        foreach (var rule in PreCheckCatalog.All)
            table.Append("| ").AppendJoin(" | ", $"`{rule.Code}`", rule.Severity == Severity.Blocks ? "blocks" : "warns", $"`{rule.Pointer}`", rule.Clause, rule.Text, rule.Example ?? "").Append(" |\n");
        var readme = File.ReadAllText(ReadmePath());
        var start = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.Equal(table.Append('\n').ToString(), readme[start..end].ReplaceLineEndings("\n"));
    }

    private static string ReadmePath([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "../../../../functions/Filing/PreCheck/README.md");
}
