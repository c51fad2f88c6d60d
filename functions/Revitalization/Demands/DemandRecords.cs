using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>Reads demands: the rows of a demand's partition, and whether the caller may know of it.</summary>
public sealed class DemandRecords(CaseStore cases)
{
    /// <summary>Table of the demands; a demand's partition is its id.</summary>
    public const string Table = "Demands";

    /// <summary>Row of <see cref="DemandAnswering"/>.</summary>
    public const string AnsweringRow = "answering";

    /// <summary>Where a demand lives.</summary>
    public static CaseAddress AddressOf(DemandId id) => new(Table, id.Value);

    /// <summary>A demand, or null.</summary>
    public async Task<Stored<DemandRecord>?> FindAsync(string id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id) ? await cases.FindAsync<DemandRecord>(new CaseAddress(Table, id), CaseRows.Record, cancellation) : null;

    /// <summary>A demand of the caller's unit; throws the refusal (404) for any other.</summary>
    public async Task<Stored<DemandRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found && found.Value.Unit == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());

    /// <summary>A demand that everybody can see; throws the refusal (404) for any other.</summary>
    public async Task<Stored<DemandRecord>> PublicAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found && DemandStates.IsPublic(found.Value.State) ? found : throw new RefusedException(new NothingHere());

    /// <summary>Whether answers are taken; null before the first approval.</summary>
    public Task<Stored<DemandAnswering>?> AnsweringAsync(DemandId id, CancellationToken cancellation) => cases.FindAsync<DemandAnswering>(AddressOf(id), AnsweringRow, cancellation);

    /// <summary>The answers, in order of the universities.</summary>
    public async Task<IReadOnlyList<DemandAnswer>> AnswersAsync(DemandId id, CancellationToken cancellation)
    {
        var answers = new List<DemandAnswer>();
        await foreach (var answer in cases.RowsAsync<DemandAnswer>(AddressOf(id), DemandAnswer.RowPrefix, cancellation)) answers.Add(answer.Value);
        return answers;
    }

    /// <summary>The last round of 公开需求审核; null before the first submission.</summary>
    public async Task<Stored<ReviewRound>?> LastRoundAsync(DemandRecord demand, CancellationToken cancellation) =>
        demand.Round == 0 ? null : await cases.FindAsync<ReviewRound>(AddressOf(demand.Id), ReviewRound.RowOf(DemandModerationKind.Kind.Code, demand.Round), cancellation);
}

/// <summary>A demand as everybody sees it.</summary>
/// <param name="Id">The demand.</param>
/// <param name="UnitName">发布单位.</param>
/// <param name="Title">需求名称.</param>
/// <param name="Field">Code of the field of technology.</param>
/// <param name="FieldName">技术领域.</param>
/// <param name="Industries">国民经济行业.</param>
/// <param name="Description">需求描述.</param>
/// <param name="Budget">预算, 万元; absent for 面议.</param>
/// <param name="Deadline">截止日期.</param>
/// <param name="Attachments">Number of attachments.</param>
/// <param name="PublishedAt">发布时间.</param>
public sealed record PublicDemand(
    DemandId Id, string UnitName, string Title, string Field, string FieldName, IReadOnlyList<string> Industries,
    string Description, decimal? Budget, DateOnly Deadline, int Attachments, DateTimeOffset PublishedAt)
{
    /// <summary>The public face of a demand; null where it has none.</summary>
    public static PublicDemand? Of(DemandRecord demand) =>
        DemandStates.IsPublic(demand.State) && demand is { Published: { } form, PublishedAt: { } at }
            ? new PublicDemand(
                demand.Id, demand.UnitName, form.Title!, form.Field!, TechnicalFields.Find(form.Field)?.Name ?? "", form.Industries ?? [], form.Description!, form.Budget, form.Deadline!.Value,
                form.Attachments?.Count ?? 0, at)
            : null;
}

/// <summary>A demand in its unit's list.</summary>
/// <param name="Id">The demand.</param>
/// <param name="Title">需求名称; of the draft while nothing is public.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">需求状态, Chinese.</param>
/// <param name="Deadline">截止日期.</param>
/// <param name="Budget">预算, 万元.</param>
/// <param name="Answers">Answers so far.</param>
/// <param name="CreatedAt">When the draft was made.</param>
/// <param name="PublishedAt">发布时间.</param>
public sealed record DemandLine(
    DemandId Id, string Title, DemandState State, string StateName, DateOnly? Deadline, decimal? Budget, int Answers, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt);

/// <summary>That a university has answered a demand.</summary>
/// <param name="Demand">The demand.</param>
/// <param name="Title">需求名称 as it was public.</param>
/// <param name="UnitName">发布单位.</param>
/// <param name="AnsweredAt">When.</param>
public sealed record AnsweredDemand(DemandId Demand, string Title, string UnitName, DateTimeOffset AnsweredAt);

/// <summary>Lists of demands: of each unit, of what is public, of what each university has answered.</summary>
public sealed class DemandLists(CaseStore cases, DemandRecords demands) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "demands";

    /// <summary>Table of what is public: row is the time of publication, newest first, and the demand.</summary>
    public const string PublicTable = "PublicDemands";

    private const string UnitTable = "DemandsByUnit";
    private const string AnsweredTable = "DemandAnswersByUniversity";

    // A few thousand demands are public at a time; four partitions bear what all visitors of a busy day read.
    private const int Shards = 4;

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => DemandRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await demands.FindAsync(address.Partition, cancellation))?.Value is not { } demand) return [];
        var shown = demand.Published ?? demand.Draft;
        var answering = (await demands.AnsweringAsync(demand.Id, cancellation))?.Value;
        var line = new DemandLine(
            demand.Id, shown.Title ?? "", demand.State, DemandStates.NameOf(demand.State), shown.Deadline, shown.Budget, answering?.Count ?? 0, demand.CreatedAt, demand.PublishedAt);
        List<ProjectedRow> rows = [ProjectedRow.Of(UnitTable, demand.Unit.Value, RowOf(demand.CreatedAt, demand.Id), line)];
        if (PublicDemand.Of(demand) is { } open) rows.Add(ProjectedRow.Of(PublicTable, ShardOf(demand.Id), RowOf(open), open));
        foreach (var answer in await demands.AnswersAsync(demand.Id, cancellation))
            rows.Add(ProjectedRow.Of(AnsweredTable, answer.University.Value, demand.Id.Value, new AnsweredDemand(demand.Id, shown.Title ?? "", demand.UnitName, answer.AnsweredAt)));
        return rows;
    }

    /// <summary>The demands of a unit, newest first.</summary>
    public Task<IReadOnlyList<DemandLine>> OfUnitAsync(UnitId unit, CancellationToken cancellation) => ReadAsync<DemandLine>(UnitTable, unit, cancellation);

    /// <summary>What a university has answered.</summary>
    public Task<IReadOnlyList<AnsweredDemand>> AnsweredByAsync(UnitId university, CancellationToken cancellation) => ReadAsync<AnsweredDemand>(AnsweredTable, university, cancellation);

    /// <summary>What is public, newest first.</summary>
    public async Task<IReadOnlyList<PublicDemand>> PublicAsync(CancellationToken cancellation)
    {
        var open = new List<PublicDemand>();
        var query = new RecordQuery { Take = RecordLimits.PageRecords };
        await foreach (var demand in cases.Records.MergedAsync<PublicDemand>(PublicTable, Enumerable.Range(0, Shards).Select(Shard), query, cancellation)) open.Add(demand.Value);
        return open;
    }

    /// <summary>Place of a demand in the public list.</summary>
    internal static string RowOf(PublicDemand demand) => RowOf(demand.PublishedAt, demand.Id);

    private static string RowOf(DateTimeOffset at, DemandId id) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}-{id.Value}");

    private static string ShardOf(DemandId id) => Shard(id.Value.Sum(c => c) % Shards);

    private static string Shard(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string table, UnitId partition, CancellationToken cancellation)
    {
        var lines = new List<T>();
        await foreach (var line in cases.Records.AllAsync<T>(table, new RecordQuery { Partition = partition.Value, Take = RecordLimits.PageRecords }, cancellation)) lines.Add(line.Value);
        return lines;
    }
}
