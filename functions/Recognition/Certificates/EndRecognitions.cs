using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Recognition.Objections;
using PatentFunctions.Recognition.Supplements;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// 备案已撤销: no recognition without a filing in force. Whatever the filing has in campaigns ends with it: a recognition is revoked, a product on its
/// way drops out, open rounds of review end. What has ended already stays as it is, so that a second delivery changes nothing.
/// </summary>
internal sealed class EndRecognitions(RecognitionRecords recognitions, FilingRecords filings, CaseStore cases, IServiceProvider services, TimeProvider time) : IOutboxHandler
{
    /// <inheritdoc />
    public string Kind => FilingEnded.Kind;

    /// <inheritdoc />
    public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
    {
        var ended = delivery.Read<FilingEnded>();
        var thisYear = ChinaTime.Today(time).Year;
        var firstYear = (await filings.FindAsync(ended.Filing, cancellation))?.Value.FilingYear ?? thisYear;
        for (var year = firstYear; year <= thisYear; year++) await EndAsync(RecognitionId.Of(year, ended.Filing), ended.Reason, durable, cancellation);
    }

    private async Task EndAsync(RecognitionId id, string reason, DurableTaskClient durable, CancellationToken cancellation)
    {
        while (await recognitions.FindAsync(id, cancellation) is { } stored && RecognitionStates.Refuse(stored.Value.State, RecognitionAct.LoseFiling) is null)
        {
            var why = $"产品备案已撤销：{reason}";
            var write = new CaseWrite(RecognitionRecords.AddressOf(id), ActStamp.BySystem(time, "EndRecognition").Because(why));
            if (stored.Value.State == RecognitionState.Recognized) RecognitionEnd.Revoke(write, stored, RecognitionAct.LoseFiling, why);
            else DropOut(write, stored, why);
            var kinds = services.GetRequiredService<ReviewKinds>();
            await foreach (var round in cases.RowsAsync<ReviewRound>(write.Address, ReviewRound.RowPrefix, cancellation))
            {
                // Objections may be more than one write holds, and their objectors are told: they are ended one by one.
                if (round.Value.Kind != ObjectionReviewKind.Kind.Code) ReviewSubmission.End(write, kinds.Area(round.Value.Kind).Kind, round, why);
            }
            if (stored.Value.OpenObjections > 0) write.Send(EndOpenObjections.For(id, "该产品的备案已撤销"));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // Another act came in between: look again.
            }
        }
    }

    private static void DropOut(CaseWrite write, Stored<RecognitionRecord> stored, string why)
    {
        var recognition = stored.Value;
        write.Replace(stored, recognition.After(RecognitionAct.LoseFiling, write.Stamp, why) with { OpenObjections = 0 })
            .Timeline("recognition.filing-lost", "产品备案已撤销，不再参加认定", why)
            .Send(Notify.Unit("recognition.filing-lost", recognition.Unit, ("product", recognition.Product), ("year", recognition.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("reason", why)));
        if (recognition is { State: RecognitionState.SupplementRequested, Supplement: { } asked }) write.Send(SupplementDeadline.Wake(recognition.Id, asked.DueOn, nameof(RecognitionAct.LoseFiling)));
        if (recognition.State == RecognitionState.InNotice) write.Send(PublicNotice.Look(recognition.Id, nameof(RecognitionAct.LoseFiling)));
        if (recognition is { State: RecognitionState.SupplementRequested, Supplement.DueOn: var dueOn }) write.Send(SupplementDeadline.Wake(recognition.Id, dueOn, nameof(RecognitionAct.LoseFiling)));
        RecognitionProjections.RefreshAll(write);
    }
}
