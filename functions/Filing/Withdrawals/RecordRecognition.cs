using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>What a filing makes of the news about its recognition, as pure rules.</summary>
public static class RecognitionNews
{
    /// <summary>
    /// Whether what was told comes after what is known. Messages may come late and out of order: a later year comes after an earlier one, and
    /// within a year 认定到期 or 撤销认定 after 已认定.
    /// </summary>
    public static bool IsNewer(FilingRecognition told, FilingRecognition? known) =>
        known is null || told.Year > known.Year || (told.Year == known.Year && told.Standing > known.Standing);

    /// <summary>The line of the timeline.</summary>
    public static string Line(FilingRecognition told) => told.Standing switch
    {
        RecognitionStanding.Valid => $"已认定为{told.Year}年度专利密集型产品，证书编号：{told.Certificate}，有效期至{ChinaTime.FullDate(told.ValidUntil)}",
        RecognitionStanding.Expired => $"{told.Year}年度专利密集型产品认定已到期",
        _ => $"{told.Year}年度专利密集型产品认定已撤销",
    };
}

/// <summary>Keeps 专利密集型产品认定 on the filing; once a product is recognized its linked patents are public (REC-05).</summary>
public sealed class RecordRecognition(CaseStore cases, FilingRecords filings, TimeProvider time) : IOutboxHandler
{
    /// <inheritdoc />
    public string Kind => FilingRecognitionChanged.Kind;

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (id, told) = delivery.Read<FilingRecognitionChanged>();
        while (await filings.FindAsync(id, cancellation) is { } filing && RecognitionNews.IsNewer(told, filing.Value.Recognition))
        {
            var write = new CaseWrite(FilingRecords.AddressOf(id), delivery.Stamp with { When = time.GetUtcNow(), Act = "RecordRecognition" })
                .Replace(filing, filing.Value with { Recognition = told })
                .Timeline($"filing.recognition-{told.Standing.ToString().ToLowerInvariant()}", RecognitionNews.Line(told))
                .Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName))
                .Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // Something else was written to the filing meanwhile: look again.
            }
        }
    }
}
