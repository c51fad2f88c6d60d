using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Focus;

/// <summary>关注领域设置: what a unit wants to hear of.</summary>
public sealed record FocusForm
{
    /// <summary>关心的战略性新兴产业领域: codes of the classification of 2018 at any level; what lies below is meant too.</summary>
    public IReadOnlyList<string> StrategicIndustries { get; init; } = [];

    /// <summary>关心的国民经济行业: codes of GB/T 4754-2017 at any level; what lies below is meant too.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>关心合作方式; empty for all.</summary>
    public IReadOnlyList<TransferWay> Ways { get; init; } = [];

    /// <summary>关键词.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>排除词: a patent that holds one of them is never shown.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];
}

/// <summary>关注领域 of a unit: row <c>case</c> of the partition named by the unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Form">What it wants to hear of.</param>
/// <param name="SavedAt">Last change.</param>
public sealed record FocusRecord(UnitId Unit, FocusForm Form, DateTimeOffset SavedAt);

/// <summary>不感兴趣的原因.</summary>
public enum DismissalReason
{
    /// <summary>领域不符: counts against the patent's industries.</summary>
    OtherField,

    /// <summary>关键词含义不符: counts against the keywords that found it.</summary>
    OtherMeaning,

    /// <summary>不考虑该高校院所: counts against the university.</summary>
    OtherUniversity,

    /// <summary>技术不成熟.</summary>
    NotMature,

    /// <summary>价格不合适.</summary>
    Price,

    /// <summary>已了解.</summary>
    Known,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>不感兴趣: a row of the unit's partition for each patent, with what it had that may count against others.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="University">Its university.</param>
/// <param name="UniversityName">The university's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">说明.</param>
/// <param name="At">When.</param>
public sealed record Dismissal(ResourceId Resource, string Title, UnitId University, string UniversityName, DismissalReason Reason, string? Note, DateTimeOffset At)
{
    /// <summary>战略性新兴产业 of the resource.</summary>
    public IReadOnlyList<string> StrategicIndustries { get; init; } = [];

    /// <summary>国民经济行业 of the resource.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>The unit's keywords that were found in it.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];
}

/// <summary>When an account looked at 专利转化关注库: what was registered since the visit before is new.</summary>
/// <param name="Since">End of the visit before; null at the first.</param>
/// <param name="LastAt">Last look of this visit.</param>
public sealed record FocusVisit(DateTimeOffset? Since, DateTimeOffset LastAt)
{
    // A look half an hour later is another visit; until then nothing loses its mark.
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>The visit that a look belongs to.</summary>
    public static FocusVisit Look(FocusVisit? before, DateTimeOffset now) =>
        before is null ? new FocusVisit(null, now) : now - before.LastAt > Lasts ? new FocusVisit(before.LastAt, now) : before with { LastAt = now };

    /// <summary>Whether something registered at an instant is new to the visitor.</summary>
    public bool IsNew(DateTimeOffset registeredAt) => Since is not { } since || registeredAt > since;
}

/// <summary>Reads what units want to hear of.</summary>
public sealed class FocusRecords(CaseStore cases)
{
    /// <summary>Table: partition is the unit.</summary>
    public const string Table = "FocusSettings";

    internal const string DismissalRows = "dismissed-";

    /// <summary>Where a unit's settings lie.</summary>
    public static CaseAddress AddressOf(UnitId unit) => new(Table, unit.Value);

    /// <summary>The settings of a unit; null where it has made none.</summary>
    public Task<Stored<FocusRecord>?> FindAsync(UnitId unit, CancellationToken cancellation) => cases.FindAsync<FocusRecord>(AddressOf(unit), CaseRows.Record, cancellation);

    /// <summary>What a unit was not interested in.</summary>
    public async Task<IReadOnlyList<Dismissal>> DismissalsAsync(UnitId unit, CancellationToken cancellation)
    {
        var all = new List<Dismissal>();
        await foreach (var row in cases.RowsAsync<Dismissal>(AddressOf(unit), DismissalRows, cancellation)) all.Add(row.Value);
        return all;
    }

    internal Task<Stored<Dismissal>?> DismissalAsync(UnitId unit, ResourceId resource, CancellationToken cancellation) =>
        cases.FindAsync<Dismissal>(AddressOf(unit), DismissalRows + resource, cancellation);

    /// <summary>Notes a look of an account at the library. Of two looks at once one is enough.</summary>
    internal async Task<FocusVisit> VisitAsync(UnitId unit, AccountId account, bool begins, DateTimeOffset now, CancellationToken cancellation)
    {
        var row = "~visit-" + account;
        var before = (await cases.FindAsync<FocusVisit>(AddressOf(unit), row, cancellation))?.Value;
        if (!begins && before is not null) return before;
        var visit = FocusVisit.Look(before, now);
        await cases.Records.CommitAsync(Table, unit.Value, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(visit) }], cancellation);
        return visit;
    }
}

/// <summary>A unit that has settings.</summary>
/// <param name="Unit">The unit.</param>
public sealed record FocusUnit(UnitId Unit);

/// <summary>The units that have settings, for the weekly mail: spread over partitions, so that the run reads them page after page.</summary>
public sealed class FocusUnits(IRecordStore records) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "focus-units";

    private const string Table = "FocusUnits";
    private const int Shards = 16;

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => FocusRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation) =>
        await records.FindAsync<FocusRecord>(address.Table, address.Partition, CaseRows.Record, cancellation) is { } focus
            ? [ProjectedRow.Of(Table, Shard(focus.Value.Unit.Value.Sum(c => c) % Shards), focus.Value.Unit.Value, new FocusUnit(focus.Value.Unit))]
            : [];

    /// <summary>All of them.</summary>
    public async IAsyncEnumerable<UnitId> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            var query = new RecordQuery { Partition = Shard(shard), Take = RecordLimits.PageRecords };
            await foreach (var row in records.AllAsync<FocusUnit>(Table, query, cancellation)) yield return row.Value.Unit;
        }
    }

    private static string Shard(int number) => number.ToString("D2", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>没有设置关注领域.</summary>
public sealed record FocusNotSet() : NotFound("focus-not-set", "尚未设置关注领域", "请企业管理员先在“关注领域设置”中选择关心的产业、行业、合作方式或填写关键词，系统才能匹配专利。");
