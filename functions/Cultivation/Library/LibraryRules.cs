using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using PatentFunctions.Catalogs;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Library;

/// <summary>培育级别.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Note">For whom it is.</param>
public sealed record LibraryLevel([property: MaxLength(40)] string Code, [property: MaxLength(20)] string Name, [property: MaxLength(200)] string? Note = null);

/// <summary>保留条件: an indicator must reach a value; an enterprise below it is proposed for removal.</summary>
/// <param name="Indicator">Code of an <see cref="AdjustmentIndicator"/>.</param>
/// <param name="AtLeast">Least value, in the indicator's unit.</param>
public sealed record LibraryCriterion([property: MaxLength(40)] string Indicator, decimal AtLeast);

/// <summary>支持措施类别.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Chinese name.</param>
public sealed record MeasureKind([property: MaxLength(40)] string Code, [property: MaxLength(20)] string Name);

/// <summary>入库规则 of a year as data (SME-08): levels, criteria of the yearly adjustment, kinds of measures.</summary>
/// <param name="Levels">培育级别, the lowest first: the one that an enterprise enters with.</param>
/// <param name="Criteria">保留条件.</param>
/// <param name="Measures">支持措施类别.</param>
public sealed record LibraryRules(IReadOnlyList<LibraryLevel> Levels, IReadOnlyList<LibraryCriterion> Criteria, IReadOnlyList<MeasureKind> Measures)
{
    /// <summary>Those that hold until the national office decides others: <c>Cultivation/data/library.json</c>.</summary>
    public static LibraryRules BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Everything that is wrong with them.</summary>
    public IReadOnlyList<Finding> Check()
    {
        var findings = new List<Finding>();
        if (Levels.Count == 0) findings.Add(Finding.Blocks("library-rules.no-level", "/levels", "请至少设置一个培育级别"));
        findings.AddRange(Codes("levels", [.. Levels.Select(l => (l.Code, l.Name))]));
        findings.AddRange(Codes("measures", [.. Measures.Select(m => (m.Code, m.Name))]));
        for (var i = 0; i < Criteria.Count; i++)
        {
            if (AdjustmentIndicator.Find(Criteria[i].Indicator) is null)
                findings.Add(Finding.Blocks("library-rules.indicator-unknown", $"/criteria/{i}/indicator", $"指标应为{string.Join('、', AdjustmentIndicator.All.Select(a => $"{a.Code}（{a.Name}）"))}之一"));
            else if (Criteria.Take(i).Any(c => c.Indicator == Criteria[i].Indicator))
                findings.Add(Finding.Blocks("library-rules.indicator-twice", $"/criteria/{i}/indicator", "同一指标只能设置一个条件"));
        }
        return findings;
    }

    private static IEnumerable<Finding> Codes(string member, List<(string Code, string Name)> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var (code, name) = entries[i];
            if (code.Length == 0 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) yield return Finding.Blocks("library-rules.code", $"/{member}/{i}/code", "代码应由英文字母、数字或连字符组成");
            else if (entries.Take(i).Any(e => e.Code == code)) yield return Finding.Blocks("library-rules.code-twice", $"/{member}/{i}/code", "代码重复");
            if (string.IsNullOrWhiteSpace(name)) yield return Finding.Blocks("library-rules.name-missing", $"/{member}/{i}/name", "请填写名称");
        }
    }

    private static LibraryRules ReadBuiltIn()
    {
        using var json = EmbeddedData.Open("Cultivation/data/library.json");
        return JsonSerializer.Deserialize<LibraryRules>(json, PlatformJson.Options)!;
    }
}

/// <summary>Reads the rules of a year.</summary>
public sealed class LibraryRulesOfYears(CaseStore cases)
{
    /// <summary>Table of the rules; partition = year.</summary>
    public const string Table = "SmeLibraryRules";

    /// <summary>Where the rules of a year live.</summary>
    public static CaseAddress AddressOf(int year) => new(Table, year.ToString("D4", CultureInfo.InvariantCulture));

    /// <summary>The rules that were set for exactly this year, or null.</summary>
    public Task<Stored<LibraryRules>?> FindAsync(int year, CancellationToken cancellation) => cases.FindAsync<LibraryRules>(AddressOf(year), CaseRows.Record, cancellation);

    /// <summary>The rules in force for a year: its own, those of the latest year before it that has any, the built-in ones.</summary>
    public async Task<LibraryRules> OfAsync(int year, CancellationToken cancellation)
    {
        for (var from = year; from >= ReportingNotices.FirstYear; from--)
            if (await FindAsync(from, cancellation) is { } rules) return rules.Value;
        return LibraryRules.BuiltIn;
    }
}
