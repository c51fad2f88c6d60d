using System.Globalization;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>What the public may know of a filing.</summary>
/// <param name="Number">备案号.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="StateName">备案状态, Chinese.</param>
/// <param name="InForce">True while the filing is in force.</param>
/// <param name="Product">产品名称.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="FilingYear">备案年度.</param>
/// <param name="FiledOn">备案日期, Asia/Shanghai.</param>
public sealed record PublicFiling(string Number, FilingState State, string StateName, bool InForce, string Product, string UnitName, int FilingYear, DateOnly FiledOn)
{
    /// <summary>规格型号.</summary>
    public string? Model { get; init; }

    /// <summary>商标.</summary>
    public string? TradeMark { get; init; }

    /// <summary>Name of 产品分类.</summary>
    public string? Category { get; init; }

    /// <summary>Name of 产品所属行业.</summary>
    public string? Industry { get; init; }

    /// <summary>Name of the group of 专利密集型产业; absent where the industry is none.</summary>
    public string? PatentIntensive { get; init; }

    /// <summary>产品简介.</summary>
    public string? Introduction { get; init; }

    /// <summary>更新年度; absent for 暂无.</summary>
    public int? UpdateYear { get; init; }

    /// <summary>关联专利, without telling which are core; absent where the unit does not publish them.</summary>
    public IReadOnlyList<PublicPatent>? Patents { get; init; }

    /// <summary>撤销日期, Asia/Shanghai, where the filing is no longer in force.</summary>
    public DateOnly? EndedOn { get; init; }
}

/// <summary>A linked patent as the public sees it.</summary>
/// <param name="Number">专利号 with ZL.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Type">专利类型.</param>
public sealed record PublicPatent(string Number, string Title, string Type);

/// <summary>
/// 已备案产品 for the public: one row for each number, a partition for each thousand numbers, so that no partition grows beyond a thousand
/// rows or carries all reads. Numbers are never reused; what was withdrawn stays and says so.
/// </summary>
public sealed class PublicFilings(IRecordStore records, FilingRecords filings, FilingNumbers numbers) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "public-filings";

    /// <summary>Table of the list.</summary>
    public const string Table = "PublicFilings";

    /// <summary>备案 began with this year.</summary>
    public const int FirstYear = 2022;

    private const int PerPartition = 1000;
    private const int PartitionsOfOneSearch = 20;

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FilingRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var filing = (await filings.FindAsync(new FilingId(address.Partition), cancellation))?.Value;
        if (filing is not { Content: { } content, Number: { } number } || !FilingNumbers.TryParse(number, out var year, out var serial)) return [];
        return [ProjectedRow.Of(Table, Partition(year, serial / PerPartition), Row(serial), Of(filing, content, number))];
    }

    /// <summary>The filing of a number; null where there is none.</summary>
    public async Task<PublicFiling?> FindAsync(string number, CancellationToken cancellation) =>
        FilingNumbers.TryParse(number, out var year, out var serial)
            ? (await records.FindAsync<PublicFiling>(Table, Partition(year, serial / PerPartition), Row(serial), cancellation))?.Value
            : null;

    /// <summary>
    /// Filings in force whose product, model, unit, number or public patent contains the keyword, newest first. One call looks at no more than
    /// twenty thousand numbers; the continuation goes on from there.
    /// </summary>
    /// <param name="keyword">Folded keyword; empty for all.</param>
    /// <param name="take">Entries at most.</param>
    /// <param name="before">Number after which to go on; null to begin with the newest.</param>
    /// <param name="thisYear">The present year.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>The entries and the number to go on after; null at the end.</returns>
    public async Task<(IReadOnlyList<PublicFiling> Items, string? Next)> SearchAsync(string keyword, int take, string? before, int thisYear, CancellationToken cancellation)
    {
        var found = new List<PublicFiling>();
        var looked = 0;
        var (startYear, startSerial) = FilingNumbers.TryParse(before, out var y, out var s) ? (y, s - 1) : (thisYear, FilingNumbers.LastSerial);
        for (var year = Math.Min(startYear, thisYear); year >= FirstYear; year--)
        {
            var last = Math.Min(await numbers.LastAsync(year, cancellation), year == startYear ? startSerial : FilingNumbers.LastSerial);
            for (var partition = last / PerPartition; last > 0 && partition >= 0; partition--)
            {
                if (looked++ == PartitionsOfOneSearch) return (found, FilingNumbers.Format(year, Math.Min(last, ((partition + 1) * PerPartition) - 1) + 1));
                var query = new RecordQuery { Partition = Partition(year, partition), RowFrom = Row(last), Take = RecordLimits.PageRecords };
                await foreach (var entry in records.AllAsync<PublicFiling>(Table, query, cancellation))
                {
                    if (!entry.Value.InForce || !Matches(entry.Value, keyword)) continue;
                    found.Add(entry.Value);
                    if (found.Count == take) return (found, entry.Value.Number);
                }
            }
        }
        return (found, null);
    }

    private static bool Matches(PublicFiling filing, string keyword) =>
        keyword.Length == 0
        || new[] { filing.Product, filing.Model, filing.UnitName, filing.Number }.Concat((filing.Patents ?? []).SelectMany(p => new[] { p.Number, p.Title }))
            .Any(text => DoubleFiling.Normal(text).Contains(keyword, StringComparison.Ordinal));

    private static PublicFiling Of(FilingRecord filing, FilingContent content, string number) =>
        new(number, filing.State, FilingStates.NameOf(filing.State), FilingStates.IsInForce(filing.State), content.Product.Name ?? "", filing.UnitName, filing.FilingYear!.Value, ChinaTime.DateOf(filing.FiledAt!.Value))
        {
            Model = content.Product.Model,
            TradeMark = content.Product.TradeMark,
            Category = content.Facts.CategoryName,
            Industry = content.Facts.IndustryName,
            PatentIntensive = content.Facts.PatentIntensive?.GroupName,
            Introduction = content.Product.Introduction,
            UpdateYear = filing.UpdateYear,
            Patents = PublishesPatents(filing) ? PatentsOf(content) : null,
            EndedOn = filing.EndedAt is { } ended ? ChinaTime.DateOf(ended) : null,
        };

    /// <summary>是否公开: as the unit has chosen; once the product was recognized, always (REC-05).</summary>
    internal static bool PublishesPatents(FilingRecord filing) => filing.Recognition is not null || filing.Content?.Patents.Publish == true;

    /// <summary>The linked patents in the order of the form, without weight.</summary>
    internal static IReadOnlyList<PublicPatent> PatentsOf(FilingContent content) =>
        [.. content.Facts.Patents.OrderBy(p => p.Number, StringComparer.Ordinal).Select(p => new PublicPatent("ZL" + p.Number, p.Title, p.Type))];

    private static string Partition(int year, int thousand) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{thousand:D3}");

    // Descending: the newest number of a partition comes first.
    private static string Row(int serial) => (FilingNumbers.LastSerial - serial).ToString("D6", CultureInfo.InvariantCulture);
}
