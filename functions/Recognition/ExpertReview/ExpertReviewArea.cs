using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition.Supplements;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.ExpertReview;

/// <summary>What the experts' decision makes of a product: proposed, or not recognized.</summary>
public sealed class ExpertReviewArea(RecognitionRecords recognitions) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => ExpertReviewKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var decision = round.Decision!;
        var act = decision.Approved ? RecognitionAct.Recommend : RecognitionAct.NotRecommend;
        if (await recognitions.FindAsync(new RecognitionId(round.Case), cancellation) is not { } stored) return new NothingHere();
        if (RecognitionStates.Refuse(stored.Value.State, act) is { } refusal) return refusal;
        var next = stored.Value;
        // Under four eyes both had a part in it: who proposed, then who confirmed.
        if (decision.ConfirmedBy is not null)
            next = next with { Steps = [.. next.Steps, new RecognitionStep(act, next.State, decision.By, decision.At, decision.Opinion)] };
        write.Replace(stored, next.After(act, write.Stamp, decision.Approved ? (decision.ConfirmedBy is null ? decision.Opinion : "复核通过") : ReviewMessages.ReasonsOf(decision)));
        RecognitionProjections.RefreshAll(write);
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await recognitions.FindAsync(new RecognitionId(round.Case), cancellation) is not { } stored) return new NothingHere();
        // Only what the experts decided can be put right by an appeal against their decision.
        if (stored.Value.Steps[^1].Act != RecognitionAct.NotRecommend) return new RecognitionActRefused(stored.Value.State, RecognitionAct.UpholdAppeal);
        if (RecognitionStates.Refuse(stored.Value.State, RecognitionAct.UpholdAppeal) is { } refusal) return refusal;
        write.Replace(stored, stored.Value.After(RecognitionAct.UpholdAppeal, write.Stamp, "复核成立，列入拟认定"));
        RecognitionProjections.RefreshAll(write);
        return null;
    }
}

/// <summary>Ends what still goes on for a product whose way ends otherwise (its filing was revoked).</summary>
public sealed class OpenWork(CaseStore cases)
{
    /// <summary>Ends an open expert review and wakes the clock of an open supplement; part of the write of the act that ends the product's way.</summary>
    /// <param name="write">The write of that act.</param>
    /// <param name="recognition">The product as it was before.</param>
    /// <param name="why">Why, as the unit may read it.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task EndAsync(CaseWrite write, RecognitionRecord recognition, string why, CancellationToken cancellation)
    {
        if (recognition is { State: RecognitionState.SupplementRequested, Supplement: { } asked }) write.Send(SupplementDeadline.Wake(recognition.Id, asked.DueOn, "ended"));
        if (recognition.ExpertRounds == 0) return;
        var round = await cases.FindAsync<ReviewRound>(RecognitionRecords.AddressOf(recognition.Id), ReviewRound.RowOf(ExpertReviewKind.Kind.Code, recognition.ExpertRounds), cancellation);
        if (round is not null) ReviewSubmission.End(write, ExpertReviewKind.Kind, round, why);
    }
}
