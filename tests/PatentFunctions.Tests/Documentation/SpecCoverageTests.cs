using System.Text.RegularExpressions;

namespace PatentFunctions.Tests.Documentation;

/// <summary>Keeps docs/spec-coverage.md true: the tests it names for a number are those that carry the number.</summary>
public partial class SpecCoverageTests
{
    [Fact]
    public void Page_NamesTheTestsThatProveEachNumber()
    {
        var proofs = Proofs();
        var path = Path.Combine(RepositoryFolder.Path, "docs", "spec-coverage.md");
        var lines = File.ReadAllLines(path);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Row().Match(lines[i]) is not { Success: true } row) continue;
            var number = row.Groups["number"].Value;
            Assert.True(numbers.Add(number), $"{number} stands twice in the page");
            var where = row.Groups["where"].Value.Trim();
            var tests = proofs.TryGetValue(number, out var files) ? string.Join(", ", files) : "–";
            Assert.True(tests != "–" || where.StartsWith("Not ", StringComparison.Ordinal), $"{number} has no test, and the page gives no reason");
            var line = $"| {number} | {row.Groups["what"].Value.Trim()} | {where} | {tests} |";
            if (line != lines[i]) wrong.Add(number);
            lines[i] = line;
        }
        Assert.Empty(proofs.Keys.Except(numbers));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, string.Join('\n', lines) + "\n");
        else
            Assert.True(wrong.Count == 0, $"docs/spec-coverage.md is out of date for {string.Join(", ", wrong)}; run the tests once with UPDATE_DOCS=1");
    }

    private static SortedDictionary<string, SortedSet<string>> Proofs()
    {
        var proofs = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match trait in Trait().Matches(File.ReadAllText(file)))
            {
                var number = trait.Groups["number"].Value;
                if (!proofs.TryGetValue(number, out var files)) proofs[number] = files = new SortedSet<string>(StringComparer.Ordinal);
                files.Add(Path.GetFileNameWithoutExtension(file));
            }
        }
        return proofs;
    }

    [GeneratedRegex("""Trait\("Spec", "(?<number>[A-Z]{3}-[0-9]{2})"\)""")]
    private static partial Regex Trait();

    [GeneratedRegex("""^\| (?<number>[A-Z]{3}-[0-9]{2}) \| (?<what>[^|]*) \| (?<where>[^|]*) \| (?<tests>[^|]*) \|$""")]
    private static partial Regex Row();
}
