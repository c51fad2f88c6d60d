using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Updates;

/// <summary>What the list knows of an update besides its filing.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Year">更新年度.</param>
/// <param name="State">Where it stands.</param>
public sealed record UpdateEntry(FilingId Filing, int Year, UpdateState State)
{
    /// <summary>提交时间.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Last day of the review's term, while it is under review.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>更新时间.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>One line of 产品备案信息更新.</summary>
/// <param name="Filing">The filing.</param>
/// <param name="Year">更新年度.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">更新状态, Chinese.</param>
/// <param name="Product">产品名称.</param>
public sealed record UpdateLine(FilingId Filing, int Year, UpdateState State, string StateName, string Product)
{
    /// <summary>规格型号.</summary>
    public string? Model { get; init; }

    /// <summary>备案号.</summary>
    public string? Number { get; init; }

    /// <summary>备案年度.</summary>
    public int? FilingYear { get; init; }

    /// <summary>更新年度 shown on the certificate: the last one that was approved.</summary>
    public int? UpdateYear { get; init; }

    /// <summary>数据年度 of the figures in force.</summary>
    public int? DataYear { get; init; }

    /// <summary>是否参与专利密集型产品认定.</summary>
    public bool? TakesPartInRecognition { get; init; }

    /// <summary>提交时间.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Last day of the review's term, while it is under review.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>更新时间.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>
/// The updates of each unit's filings by year. It keeps only what was begun: a filing in force that needs an update and is not on it is 未更新, so
/// that nothing has to be written for every filing on 1 January.
/// </summary>
public sealed class UpdatesByUnit(IRecordStore records, FilingRecords filings, FilingUpdates updates, FilingsByUnit products) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "updates-by-unit";

    /// <summary>Table of the list: partition is the unit, row the year and the filing.</summary>
    public const string Table = "UpdatesByUnit";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FilingRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var id = new FilingId(address.Partition);
        if ((await filings.FindAsync(id, cancellation))?.Value is not { } filing) return [];
        var rows = new List<ProjectedRow>();
        foreach (var stored in await updates.AllAsync(id, cancellation))
        {
            var update = stored.Value;
            var round = update.State == UpdateState.UnderReview ? await updates.RoundAsync(id, update.Rounds[^1], cancellation) : null;
            var entry = new UpdateEntry(id, update.Year, update.State) { SubmittedAt = update.SubmittedAt, DueOn = round?.DueOn, UpdatedAt = update.UpdatedAt };
            rows.Add(ProjectedRow.Of(Table, filing.Unit.Value, Prefix(update.Year) + id.Value, entry));
        }
        return rows;
    }

    /// <summary>Every filing of a unit that is to be or was updated in a year, newest filing first.</summary>
    public async Task<IReadOnlyList<UpdateLine>> OfAsync(UnitId unit, int year, CancellationToken cancellation)
    {
        var begun = new Dictionary<FilingId, UpdateEntry>();
        var query = new RecordQuery { Partition = unit.Value, RowPrefix = Prefix(year), Take = RecordLimits.PageRecords };
        await foreach (var entry in records.AllAsync<UpdateEntry>(Table, query, cancellation)) begun[entry.Value.Filing] = entry.Value;
        return Join(await products.OfAsync(unit, cancellation), begun, year);
    }

    /// <summary>The lines of a year from the unit's filings and the updates begun.</summary>
    internal static IReadOnlyList<UpdateLine> Join(IReadOnlyList<FilingLine> products, IReadOnlyDictionary<FilingId, UpdateEntry> begun, int year) =>
    [
        .. from product in products
           let entry = begun.GetValueOrDefault(product.Id)
           let state = entry?.State ?? UpdateState.NotUpdated
           where state == UpdateState.Updated || (FilingStates.IsInForce(product.State) && (entry is { SubmittedAt: not null } || IsDue(product, year)))
           select new UpdateLine(product.Id, year, state, UpdateStates.NameOf(state), product.Product)
           {
               Model = product.Model,
               Number = product.Number,
               FilingYear = product.FilingYear,
               UpdateYear = product.UpdateYear,
               DataYear = product.DataYear,
               TakesPartInRecognition = product.TakesPartInRecognition,
               SubmittedAt = entry?.SubmittedAt,
               DueOn = entry?.DueOn,
               UpdatedAt = entry?.UpdatedAt,
           },
    ];

    // As UpdateStanding.NeedsUpdate; for a year that is over the figures may have become newer since.
    private static bool IsDue(FilingLine product, int year) => product.FilingYear < year || (product.FilingYear == year && product.DataYear < year - 1);

    private static string Prefix(int year) => year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture) + "-";
}
