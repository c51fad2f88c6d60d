using PatentFunctions.Filing.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Updates;

/// <summary>The filing is no longer in force; its update has become pointless.</summary>
/// <param name="StateName">备案状态.</param>
[RefusedBy("ApproveReview")]
public sealed record UpdatedFilingEnded(string StateName) : Conflict("filing-update-filing-ended", "产品备案已终止", $"该产品备案当前为“{StateName}”，备案信息更新不再审核。");

/// <summary>A later submission stands in the way of an appeal.</summary>
[RefusedBy("ApproveReview")]
public sealed record UpdateSubmittedAnew() : Conflict("filing-update-submitted-anew", "已重新提交", "该产品的备案信息更新已重新提交，复核不再适用于以前的审核结论。");

/// <summary>The unit has another filing of that name and model by now.</summary>
[RefusedBy("ApproveReview")]
public sealed record UpdatedProductHeld() : Conflict("filing-update-product-held", "产品重复", "该单位的另一备案产品已使用相同的产品名称和规格型号，更新不能生效。");

/// <summary>
/// What a decision makes of an update: approved, its content is the filing's; returned, its draft is open again. The content of an update is a
/// <see cref="FilingContent"/>, whose figures are of the year before, so that its year is told by its data year.
/// </summary>
public sealed class FilingUpdateReviewArea(FilingRecords filings, FilingUpdates updates, FilingClaims claims) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => FilingUpdateReviewKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await FindAsync(round, cancellation) is not var (filing, update, content)) return new NothingHere();
        if (!FilingStates.IsInForce(filing.Value.State)) return new UpdatedFilingEnded(FilingStates.NameOf(filing.Value.State));
        var approved = round.Decision is { Approved: true };
        if (UpdateStates.Refuse(update.Value.State, approved ? UpdateAct.Approve : UpdateAct.Return) is { } refusal) return refusal;
        if (approved)
        {
            Apply(write, filing, update, content, round, UpdateAct.Approve);
        }
        else
        {
            // The name it asked for is free again until it is handed in anew.
            write.Replace(filing, filing.Value with { UpdateClaimKey = null })
                .Replace(update, update.Value.After(UpdateAct.Return))
                .Send(ProjectionMessages.Refresh(UpdatesByUnit.ProjectionName));
        }
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (await FindAsync(round, cancellation) is not var (filing, update, content)) return new NothingHere();
        if (!FilingStates.IsInForce(filing.Value.State)) return new UpdatedFilingEnded(FilingStates.NameOf(filing.Value.State));
        if (filing.Value.UpdateRounds != round.Round) return new UpdateSubmittedAnew();
        if (UpdateStates.Refuse(update.Value.State, UpdateAct.Uphold) is { } refusal) return refusal;
        if (await claims.TakeAsync(filing.Value.Unit, KeyOf(content), filing.Value.Id, cancellation) is not null) return new UpdatedProductHeld();
        Apply(write, filing, update, content, round, UpdateAct.Uphold);
        return null;
    }

    private static void Apply(CaseWrite write, Stored<FilingRecord> filing, Stored<UpdateRecord> update, FilingContent content, ReviewRound round, UpdateAct act)
    {
        var updated = filing.Value with
        {
            Content = content,
            UnitName = content.Facts.UnitName,
            UpdateYear = update.Value.Year,
            UpdateSubmittedAt = round.Submitted.When,
            UpdatedAt = write.Stamp.When,
            ClaimKey = KeyOf(content),
            UpdateClaimKey = null,
        };
        write.Replace(filing, updated)
            .Replace(update, update.Value.After(act) with { UpdatedAt = write.Stamp.When })
            .Send(ProjectionMessages.Refresh(UpdatesByUnit.ProjectionName))
            .Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName))
            .Send(ProjectionMessages.Refresh(FilingLinks.ProjectionName))
            .Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName));
    }

    private async Task<(Stored<FilingRecord> Filing, Stored<UpdateRecord> Update, FilingContent Content)?> FindAsync(ReviewRound round, CancellationToken cancellation)
    {
        var id = new FilingId(round.Case);
        if (FilingRecords.ContentOf(round) is not { } content || await filings.FindAsync(id, cancellation) is not { } filing) return null;
        return await updates.FindAsync(id, content.Facts.DataYear + 1, cancellation) is { } update ? (filing, update, content) : null;
    }

    private static string KeyOf(FilingContent content) => DoubleFiling.KeyOf(content.Product.Name, content.Product.Model);
}
