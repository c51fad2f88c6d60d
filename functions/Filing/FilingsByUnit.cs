using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Filing.Withdrawals;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing;

/// <summary>One line of 产品备案管理.</summary>
/// <param name="Id">The filing.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">备案状态, Chinese.</param>
/// <param name="Product">产品名称; empty while not filled in.</param>
/// <param name="CreatedAt">When the draft was made.</param>
public sealed record FilingLine(FilingId Id, FilingState State, string StateName, string Product, DateTimeOffset CreatedAt)
{
    /// <summary>规格型号.</summary>
    public string? Model { get; init; }

    /// <summary>备案号.</summary>
    public string? Number { get; init; }

    /// <summary>Name of 产品分类.</summary>
    public string? Category { get; init; }

    /// <summary>Name of 产品所属行业.</summary>
    public string? Industry { get; init; }

    /// <summary>Whether the industry is 专利密集型产业.</summary>
    public bool PatentIntensive { get; init; }

    /// <summary>是否参与专利密集型产品认定.</summary>
    public bool? TakesPartInRecognition { get; init; }

    /// <summary>数据年度 of the figures.</summary>
    public int? DataYear { get; init; }

    /// <summary>年度销售额, 万元.</summary>
    public decimal? Sales { get; init; }

    /// <summary>Number of linked patents.</summary>
    public int Patents { get; init; }

    /// <summary>备案年度.</summary>
    public int? FilingYear { get; init; }

    /// <summary>更新年度.</summary>
    public int? UpdateYear { get; init; }

    /// <summary>提交时间.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Last day of the review's term, while it is under review.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>备案时间.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>撤销时间.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>撤销原因, Chinese.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>请确认撤销: last day on which the unit confirms a withdrawal for lapsed patents by itself; absent where it is asked for nothing.</summary>
    public DateOnly? ConfirmBy { get; init; }

    /// <summary>专利密集型产品认定: the last one.</summary>
    public FilingRecognition? Recognition { get; init; }

    /// <summary>Last save of the draft.</summary>
    public DateTimeOffset SavedAt { get; init; }
}

/// <summary>The filings of each unit, newest first.</summary>
public sealed class FilingsByUnit(IRecordStore records, FilingRecords filings, CaseStore cases) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "filings-by-unit";

    /// <summary>Table of the list: partition is the unit.</summary>
    public const string Table = "FilingsByUnit";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FilingRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var id = new FilingId(address.Partition);
        if ((await filings.FindAsync(id, cancellation))?.Value is not { } filing) return [];
        var draft = (await filings.DraftAsync(id, cancellation)).Value;
        var dueOn = filing.State switch
        {
            FilingState.UnderReview => (await filings.RoundAsync(id, filing.Round, cancellation))?.DueOn,
            FilingState.WithdrawalUnderReview => (await FilingWithdrawalKind.LastAsync(cases, id, cancellation))?.DueOn,
            _ => null,
        };
        var prompt = FilingStates.IsInForce(filing.State) ? (await LapsePrompts.FindAsync(cases, id, cancellation))?.Value : null;
        var line = LineOf(filing, draft, dueOn) with { ConfirmBy = prompt?.State == LapsePromptState.Open ? prompt.DueOn : null };
        return [ProjectedRow.Of(Table, filing.Unit.Value, RowOf(line), line)];
    }

    /// <summary>All filings of a unit, newest first: a unit has tens, at most hundreds.</summary>
    public async Task<IReadOnlyList<FilingLine>> OfAsync(UnitId unit, CancellationToken cancellation)
    {
        var lines = new List<FilingLine>();
        var query = new RecordQuery { Partition = unit.Value, Take = RecordLimits.PageRecords };
        await foreach (var line in records.AllAsync<FilingLine>(Table, query, cancellation)) lines.Add(line.Value);
        return lines;
    }

    /// <summary>Row of a line, which is its place in the list.</summary>
    internal static string RowOf(FilingLine line) =>
        (DateTimeOffset.MaxValue.UtcTicks - line.CreatedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + "-" + line.Id.Value;

    // While a draft may be changed the list shows the draft, otherwise what was submitted; the draft is equal to the last submission then.
    private static FilingLine LineOf(FilingRecord filing, FilingDraft draft, DateOnly? dueOn)
    {
        var product = filing.Content?.Product ?? draft.Product;
        var patents = filing.Content?.Patents ?? draft.Patents;
        return new FilingLine(filing.Id, filing.State, FilingStates.NameOf(filing.State), product.Name ?? "", filing.CreatedAt)
        {
            Model = product.Model,
            Number = filing.Number,
            Category = CatalogRegistry.BuiltIn.Get(CatalogIds.Products).Find(product.Category)?.Name,
            Industry = NationalEconomyIndustries.FindClass(product.Industry)?.Name,
            PatentIntensive = PatentIntensiveIndustries.Match(product.Industry) is not null,
            TakesPartInRecognition = product.TakesPartInRecognition,
            DataYear = product.Figures?.Year,
            Sales = product.Figures?.Sales,
            Patents = patents.Links?.Count ?? 0,
            FilingYear = filing.FilingYear,
            UpdateYear = filing.UpdateYear,
            SubmittedAt = filing.SubmittedAt,
            DueOn = dueOn,
            FiledAt = filing.FiledAt,
            EndedAt = filing.EndedAt,
            EndedWhy = filing.EndedWhy,
            Recognition = filing.Recognition,
            SavedAt = draft.SavedAt,
        };
    }
}
