using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>Looks at a certificate when its clock wakes: reminds once, lets it expire once, says when to look again. Late or twice does no harm.</summary>
public sealed class TickValidity(RecognitionRecords recognitions, CaseStore cases, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickValidity";

    /// <summary>The activity.</summary>
    /// <param name="input">The product in its campaign.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        while (await recognitions.FindAsync(new RecognitionId(input), cancellation) is { } stored)
        {
            var due = ValidityTerms.Due(stored.Value, time.GetUtcNow());
            if (due.Act is not { } act) return new ClockTick(due.NextAt is null, due.NextAt);
            try
            {
                await cases.CommitAsync(act == RecognitionAct.Expire ? Expire(stored) : Remind(stored), durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // A revocation or the same look came in between: look again.
            }
        }
        return ClockTick.Over;
    }

    private CaseWrite Remind(Stored<RecognitionRecord> stored)
    {
        var write = Write(stored, RecognitionAct.RemindExpiry);
        var facts = stored.Value.Certificate!.Facts;
        return write
            .Timeline("recognition.expiring", $"认定将于{ChinaTime.FullDate(facts.ValidUntil)}到期，已提醒")
            .Send(Notify.Unit("recognition.expiring", stored.Value.Unit, ("product", facts.Product), ("certificate", facts.Number), ("until", ChinaTime.FullDate(facts.ValidUntil))));
    }

    private CaseWrite Expire(Stored<RecognitionRecord> stored)
    {
        var write = Write(stored, RecognitionAct.Expire);
        var facts = stored.Value.Certificate!.Facts;
        return write
            .Timeline("recognition.expired", $"认定有效期至{ChinaTime.FullDate(facts.ValidUntil)}，现已到期")
            .Send(Notify.Unit("recognition.expired", stored.Value.Unit, ("product", facts.Product), ("certificate", facts.Number), ("until", ChinaTime.FullDate(facts.ValidUntil))))
            .Send(RecognitionEnd.ToFiling(stored.Value, RecognitionStanding.Expired));
    }

    private CaseWrite Write(Stored<RecognitionRecord> stored, RecognitionAct act)
    {
        var stamp = ActStamp.BySystem(time, act == RecognitionAct.Expire ? "ExpireRecognition" : "RemindRecognitionExpiry");
        return RecognitionProjections.RefreshAll(new CaseWrite(RecognitionRecords.AddressOf(stored.Value.Id), stamp).Replace(stored, stored.Value.After(act, stamp)));
    }
}
