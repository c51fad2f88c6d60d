using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.ExpertReview;

/// <summary>There is no round under review.</summary>
[RefusedBy("ActOnRecognition")]
public sealed record NoExpertReview() : Conflict("recognition-no-expert-review", "没有进行中的专家评审", "该产品没有进行中的专家评审。");

/// <summary>The reviewers' acts over many products: the rules of the one review hold for each, four eyes included.</summary>
internal abstract class ReviewAct(CaseStore cases, ExpertReviewArea area, TimeProvider time) : IBatchAct
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    public IReadOnlyList<Role> Roles { get; } = [ExpertReviewKind.Kind.Reviewer];

    public abstract IReadOnlyList<Finding> Check(BatchOrder order);

    public async Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (recognition.Value.State != RecognitionState.UnderExpertReview) return new NoExpertReview();
        var stored = await cases.FindAsync<ReviewRound>(write.Address, ReviewRound.RowOf(ExpertReviewKind.Kind.Code, recognition.Value.ExpertRounds), cancellation);
        if (stored is null) return new NoExpertReview();
        return Rule(stored.Value, write.Stamp.Who, order, time.GetUtcNow()).TryGet(out var next, out var refusal)
            ? await ReviewDesk.AddDecisionAsync(write, area, stored, next, cancellation)
            : refusal;
    }

    protected abstract Outcome<ReviewRound> Rule(ReviewRound round, Actor by, BatchOrder order, DateTimeOffset now);
}

/// <summary>评审通过: a proposal that another reviewer confirms.</summary>
internal sealed class RecommendProduct(CaseStore cases, ExpertReviewArea area, TimeProvider time) : ReviewAct(cases, area, time), IBatchAct<Verdict>
{
    public override string Name => "recommend";

    public override string Title => RecognitionStates.NameOf(RecognitionAct.Recommend);

    public override IReadOnlyList<Finding> Check(BatchOrder order) => order.Shape<Verdict>();

    protected override Outcome<ReviewRound> Rule(ReviewRound round, Actor by, BatchOrder order, DateTimeOffset now) =>
        ReviewRules.Approve(ExpertReviewKind.Kind, round, by, order.Read<Verdict>(), now);
}

/// <summary>评审不通过, with reasons of the catalogue.</summary>
internal sealed class NotRecommendProduct(CaseStore cases, ExpertReviewArea area, TimeProvider time) : ReviewAct(cases, area, time), IBatchAct<Verdict>
{
    public override string Name => "not-recommend";

    public override string Title => RecognitionStates.NameOf(RecognitionAct.NotRecommend);

    public override IReadOnlyList<Finding> Check(BatchOrder order) => order.Shape<Verdict>();

    protected override Outcome<ReviewRound> Rule(ReviewRound round, Actor by, BatchOrder order, DateTimeOffset now) =>
        ReviewRules.Return(ExpertReviewKind.Kind, round, by, order.Read<Verdict>(), now);
}

/// <summary>复核通过, by another than the proposer.</summary>
internal sealed class ConfirmRecommendation(CaseStore cases, ExpertReviewArea area, TimeProvider time) : ReviewAct(cases, area, time)
{
    public override string Name => "confirm-recommendation";

    public override string Title => "复核通过";

    public override IReadOnlyList<Finding> Check(BatchOrder order) => [];

    protected override Outcome<ReviewRound> Rule(ReviewRound round, Actor by, BatchOrder order, DateTimeOffset now) => ReviewRules.Confirm(ExpertReviewKind.Kind, round, by, now);
}
