using System.Globalization;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Notices;

/// <summary>A product that is or was on public notice, as the lists keep it.</summary>
/// <param name="Id">认定件.</param>
/// <param name="Year">认定年度.</param>
/// <param name="Announcement">公示公告.</param>
/// <param name="FilingNumber">备案号.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
/// <param name="Patents">专利总数.</param>
/// <param name="State">Where the product stands.</param>
/// <param name="Term">公示期.</param>
/// <param name="Disputed">True while an objection is not decided.</param>
/// <param name="ChangedAt">When the notice began, its end moved or it was over: never when an objection came in.</param>
public sealed record NoticeEntry(
    RecognitionId Id, int Year, AnnouncementId Announcement, string FilingNumber, string UnitName, string Product, string? Model, int Patents,
    RecognitionState State, NoticeTerm Term, bool Disputed, DateTimeOffset ChangedAt)
{
    internal static NoticeEntry? Of(RecognitionRecord recognition) => recognition.Notice is not { Announcement: { } announcement } term ? null
        : new NoticeEntry(
            recognition.Id, recognition.Year, announcement, recognition.FilingNumber, recognition.UnitName, recognition.Product, recognition.Model, recognition.Patents,
            recognition.State, term, recognition.OpenObjections > 0, ChangeOf(recognition) ?? term.StartedAt);

    private static DateTimeOffset? ChangeOf(RecognitionRecord recognition) =>
        recognition.Steps.LastOrDefault(s => s.Act is not (RecognitionAct.FileObjection or RecognitionAct.RejectObjection or RecognitionAct.WithdrawObjection))?.At;
}

/// <summary>
/// 公示名单: what is on public notice now (the newest first), what has left it (the latest change first), and every announcement's products by
/// 备案号. Each of the three is spread over eight partitions and read as one, so that thousands of products that begin and end together do
/// not meet in one partition.
/// </summary>
public sealed class NoticeList(IRecordStore records, RecognitionRecords recognitions) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "recognition-notices";

    /// <summary>Table of the lists.</summary>
    public const string Table = "NoticeProducts";

    private const int Shards = 8;
    private const string InNotice = "now";
    private const string Over = "over";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => RecognitionRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await recognitions.FindAsync(new RecognitionId(address.Partition), cancellation))?.Value is not { } recognition || NoticeEntry.Of(recognition) is not { } entry) return [];
        var shard = entry.Id.Value.Sum(c => c) % Shards;
        var standing = entry.State == RecognitionState.InNotice
            ? ProjectedRow.Of(Table, Partition(InNotice, shard), RowOf(entry), entry)
            : ProjectedRow.Of(Table, Partition(Over, shard), NewestFirst.RowOf(entry.ChangedAt, entry.Id.Value), entry);
        return [standing, ProjectedRow.Of(Table, Partition(entry.Announcement.Value, shard), entry.FilingNumber, entry)];
    }

    /// <summary>What is on notice now, the newest first.</summary>
    /// <param name="after">Row after which to go on; null from the beginning.</param>
    /// <param name="take">Entries read at a time of each partition.</param>
    /// <param name="cancellation">Ends reading.</param>
    public IAsyncEnumerable<Stored<NoticeEntry>> NowAsync(string? after, int take, CancellationToken cancellation) => ReadAsync(InNotice, after, take, cancellation);

    /// <summary>What is no longer on notice, the latest change first.</summary>
    public IAsyncEnumerable<Stored<NoticeEntry>> OverAsync(string? after, int take, CancellationToken cancellation) => ReadAsync(Over, after, take, cancellation);

    /// <summary>What is or was on notice under an announcement, by 备案号.</summary>
    public IAsyncEnumerable<Stored<NoticeEntry>> OfAsync(AnnouncementId announcement, string? after, int take, CancellationToken cancellation) => ReadAsync(announcement.Value, after, take, cancellation);

    /// <summary>
    /// A page of what is on notice now, partition after partition, for those that look at every notice; rows stand still while their notice
    /// lasts, so that none is passed over.
    /// </summary>
    /// <param name="continuation">Where the page before ended.</param>
    /// <param name="take">Entries at most.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<(IReadOnlyList<NoticeEntry> Entries, string? Continuation)> PageOfNowAsync(string? continuation, int take, CancellationToken cancellation)
    {
        var parts = (continuation ?? "0|").Split('|', 2);
        var shard = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var page = await records.QueryAsync(Table, new RecordQuery { Partition = Partition(InNotice, shard), Take = take, RowFrom = parts[1].Length == 0 ? null : parts[1] + "!" }, cancellation);
        string? next = page.Continuation is not null ? string.Create(CultureInfo.InvariantCulture, $"{shard}|{page.Records[^1].Row}")
            : shard + 1 < Shards ? string.Create(CultureInfo.InvariantCulture, $"{shard + 1}|")
            : null;
        return ([.. page.Records.Select(r => r.As<NoticeEntry>().Value)], next);
    }

    /// <summary>True where product and unit contain the words asked for; width and case do not matter.</summary>
    public static bool Matches(NoticeEntry entry, string product, string unit) =>
        (product.Length == 0 || Contains(entry.Product, product) || Contains(entry.Model, product) || Contains(entry.FilingNumber, product)) && (unit.Length == 0 || Contains(entry.UnitName, unit));

    private static bool Contains(string? text, string folded) => DoubleFiling.Normal(text).Contains(folded, StringComparison.Ordinal);

    private IAsyncEnumerable<Stored<NoticeEntry>> ReadAsync(string list, string? after, int take, CancellationToken cancellation) =>
        records.MergedAsync<NoticeEntry>(Table, Enumerable.Range(0, Shards).Select(s => Partition(list, s)), new RecordQuery { RowFrom = after is null ? null : after + "!", Take = take }, cancellation);

    private static string RowOf(NoticeEntry entry) => NewestFirst.RowOf(entry.Term.StartedAt, entry.Id.Value);

    private static string Partition(string list, int shard) => string.Create(CultureInfo.InvariantCulture, $"{list}-{shard:D2}");
}
