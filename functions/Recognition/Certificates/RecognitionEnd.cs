using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>What the end of a recognition adds to the write that ends it.</summary>
internal static class RecognitionEnd
{
    /// <summary>Tells the filing how its recognition stands now.</summary>
    public static OutboxMessage ToFiling(RecognitionRecord recognition, RecognitionStanding standing)
    {
        var facts = recognition.Certificate!.Facts;
        return new FilingRecognitionChanged(recognition.Filing, new FilingRecognition(facts.Year, facts.Number, facts.IssuedOn, facts.ValidUntil, standing)).ToMessage();
    }

    /// <summary>撤销认定: record, timeline, word to unit and filing, end of the clock.</summary>
    /// <param name="write">The write, with its stamp.</param>
    /// <param name="stored">The recognized product as read.</param>
    /// <param name="act">撤销认定 or 备案已撤销.</param>
    /// <param name="why">Why, in words that the public may read.</param>
    public static CaseWrite Revoke(CaseWrite write, Stored<RecognitionRecord> stored, RecognitionAct act, string why)
    {
        var recognition = stored.Value;
        var facts = recognition.Certificate!.Facts;
        write.Replace(stored, recognition.After(act, write.Stamp, why))
            .Timeline("recognition.revoked", "认定已撤销，认定证书失效", why)
            .Send(Notify.Unit("recognition.revoked", recognition.Unit, ("product", facts.Product), ("certificate", facts.Number), ("reason", why)))
            .Send(ToFiling(recognition, RecognitionStanding.Revoked))
            .Send(CertificateValidity.Look(recognition.Id, act.ToString()));
        return RecognitionProjections.RefreshAll(write);
    }
}
