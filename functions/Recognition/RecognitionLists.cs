using System.Globalization;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition;

/// <summary>One line of a list of products in campaigns: what the office and the unit both may see.</summary>
/// <param name="Id">认定件.</param>
/// <param name="Year">认定年度.</param>
/// <param name="Filing">The filing.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="Unit">备案单位.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">认定状态, Chinese.</param>
/// <param name="Since">When it came into this state.</param>
public sealed record RecognitionLine(
    RecognitionId Id, int Year, FilingId Filing, string FilingNumber, UnitId Unit, string UnitName, string Product, string? Model,
    RecognitionState State, string StateName, DateTimeOffset Since)
{
    /// <summary>GB/T 2260 code of the province.</summary>
    public string? Province { get; init; }

    /// <summary>Class of GB/T 4754-2017.</summary>
    public string? Industry { get; init; }

    /// <summary>Name of the industry.</summary>
    public string? IndustryName { get; init; }

    /// <summary>初筛总分, 0 to 100; absent before the screening.</summary>
    public decimal? Score { get; init; }

    /// <summary>专利总数.</summary>
    public int Patents { get; init; }

    /// <summary>Last day for the supplement, while the unit has to act.</summary>
    public DateOnly? SupplementDueOn { get; init; }

    /// <summary>Last day of the notice, once it has begun.</summary>
    public DateOnly? NoticeEndsOn { get; init; }

    /// <summary>Objections that are not decided yet.</summary>
    public int OpenObjections { get; init; }

    /// <summary>证书编号.</summary>
    public string? Certificate { get; init; }

    /// <summary>认定有效期至.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Why it was not recognized or lost its recognition.</summary>
    public string? Why { get; init; }

    /// <summary>The line of a record.</summary>
    public static RecognitionLine Of(RecognitionRecord recognition)
    {
        var last = recognition.Steps.Count > 0 ? recognition.Steps[^1] : null;
        var since = recognition.Steps.Reverse().TakeWhile(s => s.To == recognition.State).LastOrDefault()?.At ?? default;
        return new RecognitionLine(
            recognition.Id, recognition.Year, recognition.Filing, recognition.FilingNumber, recognition.Unit, recognition.UnitName, recognition.Product,
            recognition.Model, recognition.State, RecognitionStates.NameOf(recognition.State), since)
        {
            Province = recognition.Province,
            Industry = recognition.Industry,
            IndustryName = recognition.IndustryName,
            Score = recognition.Screening?.Total,
            Patents = recognition.Patents,
            SupplementDueOn = recognition.State == RecognitionState.SupplementRequested ? recognition.Supplement?.DueOn : null,
            NoticeEndsOn = recognition.Notice?.EndsOn,
            OpenObjections = recognition.OpenObjections,
            Certificate = recognition.Certificate?.Facts.Number,
            ValidUntil = recognition.Certificate?.Facts.ValidUntil,
            Why = recognition.State is RecognitionState.NotRecognized or RecognitionState.Revoked ? last?.Why : null,
        };
    }
}

/// <summary>
/// 认定名单 of each campaign: one row for each product, which never moves, in sixteen partitions for each year, so that a batch over thousands
/// of products does not write to one partition. The row is the 备案号; the state is a property, so that counts and filters read the same rows
/// and add up.
/// </summary>
public sealed class RecognitionsByCampaign(IRecordStore records, RecognitionRecords recognitions) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "recognitions";

    /// <summary>Table of the list.</summary>
    public const string Table = "RecognitionsByCampaign";

    private const int Shards = 16;

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => RecognitionRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await recognitions.FindAsync(new RecognitionId(address.Partition), cancellation))?.Value is not { } recognition) return [];
        var line = RecognitionLine.Of(recognition);
        return [ProjectedRow.Of(Table, PartitionOf(line.Year, line.FilingNumber), line.FilingNumber, line, PropertiesOf(line))];
    }

    /// <summary>
    /// The products of a campaign in order of their 备案号, read from all partitions at once.
    /// </summary>
    /// <param name="year">认定年度.</param>
    /// <param name="filter">Conditions the store can check; null for all.</param>
    /// <param name="after">备案号 after which to go on; null from the beginning.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async IAsyncEnumerable<RecognitionLine> OfAsync(
        int year, RecordFilter? filter, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var waiting = new PriorityQueue<IAsyncEnumerator<Stored<RecognitionLine>>, string>(StringComparer.Ordinal);
        try
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                var query = new RecordQuery { Partition = Partition(year, shard), Filter = filter, RowFrom = after is null ? null : after + "!", Take = 200 };
                var lines = records.AllAsync<RecognitionLine>(Table, query, cancellation).GetAsyncEnumerator(cancellation);
                if (await lines.MoveNextAsync()) waiting.Enqueue(lines, lines.Current.Row);
                else await lines.DisposeAsync();
            }
            while (waiting.Count > 0)
            {
                var next = waiting.Dequeue();
                var line = next.Current.Value;
                if (await next.MoveNextAsync()) waiting.Enqueue(next, next.Current.Row);
                else await next.DisposeAsync();
                yield return line;
            }
        }
        finally
        {
            while (waiting.TryDequeue(out var left, out _)) await left.DisposeAsync();
        }
    }

    /// <summary>The condition that a product is in one of the states.</summary>
    public static RecordFilter InState(params IReadOnlyList<RecognitionState> states) => RecordFilter.Any([.. states.Select(s => RecordFilter.Equal("State", s.ToString()))]);

    private static Dictionary<string, object> PropertiesOf(RecognitionLine line)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["State"] = line.State.ToString() };
        if (line.Province is { } province) properties["Province"] = province;
        if (line.Industry is { } industry) properties["Industry"] = industry;
        if (line.Score is { } score) properties["Score"] = (double)score;
        return properties;
    }

    private static string PartitionOf(int year, string number) => Partition(year, number.Sum(c => c) % Shards);

    private static string Partition(int year, int shard) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{shard:D2}");
}

/// <summary>专利密集型产品认定管理 of each unit, the latest campaign first.</summary>
public sealed class RecognitionsByUnit(IRecordStore records, RecognitionRecords recognitions) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "recognitions-by-unit";

    /// <summary>Table of the list: partition is the unit.</summary>
    public const string Table = "RecognitionsByUnit";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => RecognitionRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await recognitions.FindAsync(new RecognitionId(address.Partition), cancellation))?.Value is not { } recognition) return [];
        var line = RecognitionLine.Of(recognition);
        return [ProjectedRow.Of(Table, line.Unit.Value, RowOf(line), line)];
    }

    /// <summary>Everything a unit has in campaigns, the latest first: a unit has tens, at most hundreds.</summary>
    public async Task<IReadOnlyList<RecognitionLine>> OfAsync(UnitId unit, CancellationToken cancellation)
    {
        var lines = new List<RecognitionLine>();
        await foreach (var line in records.AllAsync<RecognitionLine>(Table, new RecordQuery { Partition = unit.Value, Take = RecordLimits.PageRecords }, cancellation)) lines.Add(line.Value);
        return lines;
    }

    /// <summary>Row of a line, which is its place in the list.</summary>
    internal static string RowOf(RecognitionLine line) => string.Create(CultureInfo.InvariantCulture, $"{9999 - line.Year:D4}-{line.FilingNumber}");
}

/// <summary>The lists that every act on a product in a campaign brings up to date.</summary>
public static class RecognitionProjections
{
    /// <summary>Adds the messages to the write of the act: every write on a product calls it.</summary>
    public static CaseWrite RefreshAll(CaseWrite write) =>
        write
            .Send(ProjectionMessages.Refresh(RecognitionsByCampaign.ProjectionName))
            .Send(ProjectionMessages.Refresh(RecognitionsByUnit.ProjectionName))
            .Send(ProjectionMessages.Refresh(Notices.NoticeList.ProjectionName))
            .Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName));
}
