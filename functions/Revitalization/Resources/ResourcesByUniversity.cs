using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>A resource as its university's list shows it.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="Title">Name of the portfolio or the patent.</param>
/// <param name="Numbers">专利号, canonical.</param>
/// <param name="State">登记状态.</param>
/// <param name="RegisteredAt">登记入库时间.</param>
/// <param name="Batch">登记批次; null where it was typed in.</param>
/// <param name="Rating">企业评价; null where there is none.</param>
public sealed record ResourceLine(
    ResourceId Id, ResourceKind Kind, string Title, IReadOnlyList<string> Numbers, ResourceState State, DateTimeOffset RegisteredAt, string? Batch, ResourceRating? Rating);

/// <summary>本校登记的专利: a partition for each university, newest first.</summary>
public sealed class ResourcesByUniversity(ResourceRecords resources, IRecordStore records) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "resources-by-university";

    private const string ListTable = "ResourcesByUniversity";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => ResourceRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var id = new ResourceId(address.Partition);
        if ((await resources.FindAsync(id, cancellation))?.Value is not { } found) return [];
        var line = new ResourceLine(
            id, found.Kind, found.Title, [.. found.Patents.Select(p => p.Number.Value)], found.State, found.RegisteredAt, found.Batch, (await resources.RatingAsync(id, cancellation))?.Value);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["State"] = found.State.ToString(), ["Kind"] = found.Kind.ToString(), ["Batch"] = found.Batch ?? "" };
        return [ProjectedRow.Of(ListTable, found.University.Value, RowOf(found.RegisteredAt, id), line, properties)];
    }

    /// <summary>A page of a university's resources, newest first.</summary>
    /// <param name="university">The university.</param>
    /// <param name="state">One state only.</param>
    /// <param name="batch">One 登记批次 only.</param>
    /// <param name="take">Entries a page.</param>
    /// <param name="continuation">Where the page before ended.</param>
    /// <param name="cancellation">Ends reading.</param>
    public Task<RecordPage> PageAsync(UnitId university, ResourceState? state, string? batch, int take, string? continuation, CancellationToken cancellation)
    {
        var filters = new List<RecordFilter>();
        if (state is { } only) filters.Add(RecordFilter.Equal("State", only.ToString()));
        if (batch is not null) filters.Add(RecordFilter.Equal("Batch", batch));
        return records.QueryAsync(ListTable, new RecordQuery { Partition = university.Value, Filter = filters.Count == 0 ? null : RecordFilter.All(filters), Take = take, Continuation = continuation }, cancellation);
    }

    /// <summary>Every resource of a university, newest first.</summary>
    public async IAsyncEnumerable<ResourceLine> AllAsync(UnitId university, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in records.AllAsync<ResourceLine>(ListTable, new RecordQuery { Partition = university.Value, Take = RecordLimits.PageRecords }, cancellation)) yield return line.Value;
    }

    private static string RowOf(DateTimeOffset registeredAt, ResourceId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - registeredAt.UtcTicks:D19}-{id.Value}");
}
