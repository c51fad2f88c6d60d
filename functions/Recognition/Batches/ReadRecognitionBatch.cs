using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Batches;

/// <summary>Whether a batch still runs.</summary>
public enum BatchState
{
    /// <summary>办理中.</summary>
    Running,

    /// <summary>已办结.</summary>
    Completed,
}

/// <summary>批量操作进度.</summary>
/// <param name="Id">The batch.</param>
/// <param name="Year">认定年度.</param>
/// <param name="Act">Name of the act.</param>
/// <param name="ActName">Its Chinese name.</param>
/// <param name="State">Whether it still runs.</param>
/// <param name="Total">Products.</param>
/// <param name="Done">Products the act was done with so far.</param>
/// <param name="Refused">Products it was refused for so far.</param>
/// <param name="Why">理由 as ordered.</param>
/// <param name="StartedAt">When it was ordered.</param>
/// <param name="FinishedAt">When the last product was done.</param>
public sealed record BatchAnswer(string Id, int Year, string Act, string ActName, BatchState State, int Total, int Done, int Refused, string? Why, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    internal static async Task<BatchAnswer?> OfAsync(CaseStore cases, RecognitionActs acts, string id, CancellationToken cancellation)
    {
        var address = BatchRecord.AddressOf(id);
        if (!RecordLimits.IsKey(id) || (await cases.FindAsync<BatchRecord>(address, CaseRows.Record, cancellation))?.Value is not { } batch) return null;
        var (done, refused) = (0, 0);
        await foreach (var slice in cases.RowsAsync<SliceOutcome>(address, BatchRecord.OutcomeRows, cancellation))
            (done, refused) = (done + slice.Value.Done, refused + slice.Value.Refused.Count);
        var state = batch.FinishedAt is null ? BatchState.Running : BatchState.Completed;
        return new BatchAnswer(id, batch.Year, batch.Act, acts.Get(batch.Act).Title, state, batch.Total, done, refused, batch.Order.Why, batch.Ordered.When, batch.FinishedAt);
    }
}

/// <summary>Progress of a batch.</summary>
public sealed class ReadRecognitionBatch(RecognitionActs acts, CaseStore cases)
{
    /// <summary>批量操作进度：总数、已办理、不能办理。</summary>
    [Function("ReadRecognitionBatch")]
    [Allow(Role.Examiner, Role.National)]
    [Answers(200, typeof(BatchAnswer))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-batches/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        await BatchAnswer.OfAsync(cases, acts, id, cancellation) is { } answer ? Results.Json(answer, PlatformJson.Options) : new NothingHere();
}

/// <summary>The products a batch was refused for.</summary>
public sealed class ListBatchRefusals(CaseStore cases)
{
    /// <summary>批量操作中不能办理的产品及原因。</summary>
    [Function("ListBatchRefusals")]
    [Allow(Role.Examiner, Role.National)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<BatchRefusal>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-batches/{id}/refusals")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var address = BatchRecord.AddressOf(id);
        if (!RecordLimits.IsKey(id) || await cases.FindAsync<BatchRecord>(address, CaseRows.Record, cancellation) is null) return new NothingHere();
        var page = await SlicePages.ReadAsync<SliceOutcome, BatchRefusal>(cases.Records, address, BatchRecord.OutcomeRows, s => s.Refused, PageRequest.From(request), cancellation);
        return Results.Json(page, PlatformJson.Options);
    }
}

/// <summary>批量操作 of a campaign.</summary>
public sealed class ListRecognitionBatches(RecognitionActs acts, CaseStore cases)
{
    /// <summary>某一认定年度的批量操作，新的在前。</summary>
    [Function("ListRecognitionBatches")]
    [Allow(Role.Examiner, Role.National)]
    [QueryParameter("take", "每页条数，1 至 200"), QueryParameter("continuation", "翻页标记")]
    [Answers(200, typeof(PageAnswer<BatchAnswer>))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-campaigns/{year:int}/batches")] HttpRequest request, int year, CancellationToken cancellation)
    {
        var asked = PageRequest.From(request);
        var query = new RecordQuery { Partition = year.ToString("D4", CultureInfo.InvariantCulture), Take = asked.Take, Continuation = asked.Continuation };
        var page = await cases.Records.QueryAsync(BatchesByYear.Table, query, cancellation);
        var answers = new List<BatchAnswer>();
        foreach (var entry in page.Records)
            if (await BatchAnswer.OfAsync(cases, acts, entry.As<string>().Value, cancellation) is { } answer) answers.Add(answer);
        return Results.Json(new PageAnswer<BatchAnswer>(answers, PageRequest.Token(page.Continuation)), PlatformJson.Options);
    }
}

/// <summary>What can be ordered, for front ends.</summary>
/// <param name="Name">Name of the act.</param>
/// <param name="Title">Chinese name.</param>
public sealed record RecognitionActAnswer(string Name, string Title);

/// <summary>The acts that the caller may order.</summary>
public sealed class ListRecognitionActs(RecognitionActs acts)
{
    /// <summary>本人可批量办理的操作。</summary>
    [Function("ListRecognitionActs")]
    [Allow(Role.Examiner, Role.National)]
    [Answers(200, typeof(IReadOnlyList<RecognitionActAnswer>))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recognition-acts")] HttpRequest request)
    {
        var role = request.Caller().Role;
        return Results.Json<IReadOnlyList<RecognitionActAnswer>>([.. acts.All.Where(a => a.Roles.Contains(role)).Select(a => new RecognitionActAnswer(a.Name, a.Title))], PlatformJson.Options);
    }
}

/// <summary>The batches of each campaign, newest first.</summary>
public sealed class BatchesByYear(CaseStore cases) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "recognition-batches";

    /// <summary>Table of the list: partition is the year.</summary>
    public const string Table = "RecognitionBatchesByYear";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => BatchRecord.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await cases.FindAsync<BatchRecord>(address, CaseRows.Record, cancellation))?.Value is not { } batch) return [];
        var row = (DateTimeOffset.MaxValue.UtcTicks - batch.Ordered.When.UtcTicks).ToString("D19", CultureInfo.InvariantCulture) + "-" + batch.Id;
        return [ProjectedRow.Of(Table, batch.Year.ToString("D4", CultureInfo.InvariantCulture), row, batch.Id)];
    }

    /// <summary>The batches of a campaign, newest first.</summary>
    public async IAsyncEnumerable<string> OfAsync(int year, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new RecordQuery { Partition = year.ToString("D4", CultureInfo.InvariantCulture), Take = RecordLimits.PageRecords };
        await foreach (var batch in cases.Records.AllAsync<string>(Table, query, cancellation)) yield return batch.Value;
    }
}

/// <summary>Pages through entries that stand together in the rows of slices.</summary>
internal static class SlicePages
{
    /// <summary>A page; its continuation names the row and the entry to go on with.</summary>
    public static async Task<PageAnswer<TEntry>> ReadAsync<TSlice, TEntry>(
        IRecordStore records, CaseAddress address, string prefix, Func<TSlice, IReadOnlyList<TEntry>> entries, PageRequest page, CancellationToken cancellation)
    {
        var (from, skip) = Parse(page.Continuation);
        var items = new List<TEntry>();
        var query = new RecordQuery { Partition = address.Partition, RowPrefix = prefix, RowFrom = from };
        await foreach (var slice in records.AllAsync<TSlice>(address.Table, query, cancellation))
        {
            var all = entries(slice.Value);
            for (var i = slice.Row == from ? skip : 0; i < all.Count; i++)
            {
                if (items.Count == page.Take) return new PageAnswer<TEntry>(items, PageRequest.Token(string.Create(CultureInfo.InvariantCulture, $"{i}|{slice.Row}")));
                items.Add(all[i]);
            }
        }
        return new PageAnswer<TEntry>(items, null);
    }

    private static (string? Row, int Skip) Parse(string? continuation)
    {
        if (continuation is null) return (null, 0);
        var parts = continuation.Split('|', 2);
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? (parts[1], skip) : throw new BadContinuationException();
    }
}
