using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Recognition.ExpertReview;

/// <summary>What the experts' decision makes of a product: proposed, or not recognized.</summary>
public sealed class ExpertReviewArea(RecognitionRecords recognitions, CaseStore cases) : IReviewArea
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
        var next = stored.Value;
        // Here too both had a part in it: the appeal as stored still is the proposal that this write confirms.
        var appeal = await cases.FindAsync<ReviewRound>(write.Address, ReviewRound.RowOf(AppealKind.CodeOf(Kind.Code), round.Round), cancellation);
        if (appeal?.Value is { State: ReviewState.Proposed, Decision: { } proposal })
            next = next with { Steps = [.. next.Steps, new RecognitionStep(RecognitionAct.UpholdAppeal, next.State, proposal.By, proposal.At, proposal.Opinion)] };
        write.Replace(stored, next.After(RecognitionAct.UpholdAppeal, write.Stamp, "复核成立，列入拟认定"));
        RecognitionProjections.RefreshAll(write);
        return null;
    }
}
