using System.Text.RegularExpressions;
using PatentFunctions.Filing.PreCheck;
using PatentFunctions.Platform;
using Checks = PatentFunctions.Filing.PreCheck.PreCheck;

namespace PatentFunctions.Tests.Filing.PreCheck;

/// <summary>One row of the labelled data: a value as a company types it and the codes that should block it.</summary>
internal sealed partial record LabelledCase(string Field, string Value, IReadOnlyList<string> Expected, IReadOnlyDictionary<string, string> Context, string Note)
{
    public bool ShouldBlock => Expected.Count > 0;

    public static IReadOnlyList<LabelledCase> Load(string set)
    {
        var cases = new List<LabelledCase>();
        foreach (var line in File.ReadLines(Path.Combine(Folder(), "labelled", set + ".csv")).Skip(1))
        {
            var cells = Cell().Matches(line + ",").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value).ToList();
            var context = cells[3].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
            cases.Add(new LabelledCase(cells[0], cells[1], cells[2] == "none" ? [] : cells[2].Split(';'), context, cells[4]));
        }
        return cases;
    }

    /// <summary>Codes of the blocking findings about the field of this case.</summary>
    public IReadOnlyList<string> Blocking() =>
        [.. Checks.Run(Input()).Where(finding => finding.Severity == Severity.Blocks && finding.Pointer.EndsWith("/" + Field, StringComparison.Ordinal)).Select(finding => finding.Code).Distinct()];

    private PreCheckInput Input() => new()
    {
        Name = Field is "name" or "category" ? Value : Context.GetValueOrDefault("product", "未填"),
        Model = Field == "model" ? Value : null,
        Introduction = Field == "introduction" ? Value : null,
        ModelReason = Context.GetValueOrDefault("reason"),
        TradeMark = Context.GetValueOrDefault("tm"),
        UnitName = Context.GetValueOrDefault("unit"),
        CategoryName = Context.GetValueOrDefault("cat"),
        LinkedPatentTitles = Context.TryGetValue("patent", out var title) ? [title] : [],
    };

    /// <summary>One cell and its comma; a cell in quotes may hold commas.</summary>
    [GeneratedRegex("(?:\"([^\"]*)\"|([^,]*)),")]
    private static partial Regex Cell();

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
